// A .npy file: it is refused in one line that names it, or it is written again to the same shape and bits.

#include "Files/NpyFile.h"
#include "Tests/Fuzz/FuzzTarget.h"

#include <cstring>
#include <stdexcept>

namespace spikegraph::fuzz
{
namespace
{

template <typename T>
void roundTrip (const ScratchFile& file)
{
    const auto tensor = readNpy<T> (file.path());
    writeNpy (file.second(), "second", tensor);
    const auto again = readNpy<T> (file.second());
    require (again.shape() == tensor.shape(), "an array keeps its shape");
    require (tensor.size() == 0 || std::memcmp (again.data(), tensor.data(),
                                                static_cast<std::size_t> (tensor.size()) * sizeof (T)) == 0,
             "an array keeps its bits");
}

} // namespace
} // namespace spikegraph::fuzz

extern "C" int LLVMFuzzerTestOneInput (const std::uint8_t* data, std::size_t size)
{
    using namespace spikegraph::fuzz;
    static const ScratchFile file;
    file.write (data, size);
    try
    {
        roundTrip<double> (file);
        roundTrip<float> (file); // may refuse what is too large
    }
    catch (const std::runtime_error& refusal)
    {
        requireOneLine (refusal.what());
        require (std::string (refusal.what()).starts_with (file.path().string() + ": "),
                 "a refusal names the file");
    }
    return 0;
}
