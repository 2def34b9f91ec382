#include "Files/NpyFile.h"

#include "Files/ReserveFile.h"
#include "Files/SeekFile.h"

#include <algorithm>
#include <array>
#include <bit>
#include <cerrno>
#include <cmath>
#include <cstring>
#include <stdexcept>
#include <utility>

namespace spikegraph
{

static_assert (std::endian::native == std::endian::little,
               "elements are read and written as they lie in memory");

namespace
{

/// Headers are a line of text; one of a megabyte is an accident, or meant to exhaust memory.
constexpr std::uint32_t maxHeaderBytes = 1 << 20;

/// Without a buffer: blocks are large.
FileHandle open (const std::filesystem::path& path, const char* mode)
{
    FileHandle file (std::fopen (path.string().c_str(), mode),
                     [] (std::FILE* f) { return f != nullptr ? std::fclose (f) : 0; });
    if (file != nullptr)
        std::setvbuf (file.get(), nullptr, _IONBF, 0);
    return file;
}

} // namespace

NpyReader::NpyReader (std::filesystem::path pathToRead)
    : filePath (std::move (pathToRead))
    , file (open (filePath, "rb"))
{
    if (file == nullptr)
        fail (std::string ("cannot be read: ") + std::strerror (errno));
    std::error_code error;
    if (std::filesystem::is_directory (filePath, error))
        fail ("is a folder, not a .npy file");
    try
    {
        header = readHeader();
    }
    catch (const InvalidValue& reason)
    {
        fail (reason.what());
    }

    headerBytes = std::ftell (file.get());
    const auto present = static_cast<Index> (std::filesystem::file_size (filePath, error)) - headerBytes;
    if (present != header.dataBytes())
        fail (std::string (present < header.dataBytes() ? "is truncated" : "is too long") + ": shape " +
              describe (header.shape) + " of " + name (header.type) + " takes " +
              std::to_string (header.dataBytes()) + " bytes, there are " + std::to_string (present));
}

NpyHeader NpyReader::readHeader()
{
    char start[NpyPreamble::maxBytes];
    const auto present = std::fread (start, 1, sizeof (start), file.get());
    const auto preamble = parseNpyPreamble ({ start, present });
    if (preamble.textBytes > maxHeaderBytes)
        throw InvalidValue ("its .npy header is corrupt: it claims to be " +
                            std::to_string (preamble.textBytes) + " bytes long");

    std::string text (preamble.textBytes, ' ');
    seekFile (file.get(), static_cast<std::int64_t> (preamble.bytes));
    if (std::fread (text.data(), 1, text.size(), file.get()) != text.size())
        throw InvalidValue ("is cut off in its .npy header");
    return parseNpyHeader (text);
}

template <typename T>
void NpyReader::read (T* destination, Index count)
{
    if (npyTypeOf<T> != header.type)
        fail (std::string ("its dtype is ") + name (header.type) + ", not " + name (npyTypeOf<T>));
    readBytes (destination, static_cast<std::size_t> (count) * sizeof (T));
    position += count;
}

template <typename T>
void NpyReader::readAs (T* destination, Index count)
{
    if (npyTypeOf<T> == header.type)
        return read (destination, count);

    using Other = std::conditional_t<sizeof (T) == 4, double, float>;
    std::array<Other, 1024> others;
    for (Index run = 0; count > 0; count -= run)
    {
        run = std::min (count, static_cast<Index> (others.size()));
        read (others.data(), run);
        for (Index i = 0; i < run; ++i, ++destination)
        {
            const auto other = others[static_cast<std::size_t> (i)];
            *destination = static_cast<T> (other);
            if (std::isfinite (other) && !std::isfinite (*destination))
                fail (describe (static_cast<double> (other)) + " is too large for " + name (npyTypeOf<T>));
        }
    }
}

void NpyReader::readBytes (void* destination, std::size_t bytes)
{
    if (bytes > 0 && std::fread (destination, 1, bytes, file.get()) != bytes) // an empty array is nowhere
        failToRead();
}

void NpyReader::seek (Index element)
{
    if (element != std::exchange (position, element) &&
        !seekFile (file.get(), headerBytes + element * itemBytes (header.type)))
        failToRead();
}

void NpyReader::failToRead() const
{
    fail ("cannot be read to its end");
}

void NpyReader::fail (const std::string& reason) const
{
    throw std::runtime_error (filePath.string() + ": " + reason);
}

NpyWriter::NpyWriter (const std::filesystem::path& path, std::filesystem::path nameInErrors,
                      const NpyHeader& header)
    : name (std::move (nameInErrors))
    , file (open (path, "wb"))
    , elementBytes (itemBytes (header.type))
{
    if (file == nullptr)
        fail();
    const auto text = formatNpyHeader (header);
    writeBytes (text.data(), text.size());
    headerBytes = static_cast<Index> (text.size());
    if (!reserveFile (file.get(), headerBytes + numElements (header.shape) * elementBytes))
        fail();
}

void NpyWriter::seek (Index element)
{
    if (element != std::exchange (position, element) &&
        !seekFile (file.get(), headerBytes + element * elementBytes))
        fail();
}

template <typename T>
void NpyWriter::write (const T* elements, Index count)
{
    writeBytes (elements, static_cast<std::size_t> (count) * sizeof (T));
    position += count;
}

void NpyWriter::writeBytes (const void* bytes, std::size_t count)
{
    if (count > 0 && std::fwrite (bytes, 1, count, file.get()) != count)
        fail();
}

void NpyWriter::close()
{
    if (std::fclose (file.release()) != 0)
        fail();
}

void NpyWriter::fail() const
{
    throw std::runtime_error (name.string() + ": cannot be written: " + std::strerror (errno));
}

template <typename T>
Tensor<T> readNpy (const std::filesystem::path& path)
{
    NpyReader reader (path);
    return readNpy<T> (reader);
}

template <typename T>
Tensor<T> readNpy (NpyReader& reader)
{
    Tensor<T> tensor (reader.shape());
    reader.readAs (tensor.data(), tensor.size());
    return tensor;
}

template <typename T>
void writeNpy (const std::filesystem::path& path, const std::filesystem::path& nameInErrors,
               const Tensor<T>& tensor)
{
    NpyWriter writer (path, nameInErrors, { npyTypeOf<T>, tensor.shape() });
    writer.write (tensor.data(), tensor.size());
    writer.close();
}

template void NpyReader::read (float*, Index);
template void NpyReader::read (double*, Index);
template void NpyReader::readAs (float*, Index);
template void NpyReader::readAs (double*, Index);
template void NpyWriter::write (const float*, Index);
template void NpyWriter::write (const double*, Index);
template Tensor<float> readNpy (const std::filesystem::path&);
template Tensor<double> readNpy (const std::filesystem::path&);
template Tensor<float> readNpy (NpyReader&);
template Tensor<double> readNpy (NpyReader&);
template void writeNpy (const std::filesystem::path&, const std::filesystem::path&, const Tensor<float>&);
template void writeNpy (const std::filesystem::path&, const std::filesystem::path&, const Tensor<double>&);

} // namespace spikegraph
