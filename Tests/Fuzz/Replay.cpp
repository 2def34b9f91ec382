// Runs the inputs that are kept, each once, through a fuzz target: what CTest does where there is no
// libFuzzer.

#include "Tests/Fuzz/FuzzTarget.h"

#include <iterator>
#include <vector>

namespace
{

void replay (const std::filesystem::path& path)
{
    std::ifstream file (path, std::ios::binary);
    const std::vector<char> bytes{ std::istreambuf_iterator<char> (file), {} };
    std::fprintf (stderr, "%s\n", path.string().c_str()); // the last one is what broke it
    LLVMFuzzerTestOneInput (reinterpret_cast<const std::uint8_t*> (bytes.data()), bytes.size());
}

} // namespace

int main (int numArguments, char** arguments)
{
    int numInputs = 0;
    for (int i = 1; i < numArguments; ++i)
        for (const auto& entry : std::filesystem::recursive_directory_iterator (arguments[i]))
            if (entry.is_regular_file())
            {
                replay (entry.path());
                ++numInputs;
            }
    std::printf ("%d inputs\n", numInputs);
    return numInputs > 0 ? 0 : 1;
}
