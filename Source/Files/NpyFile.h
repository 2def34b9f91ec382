#pragma once

#include "Files/NpyHeader.h"

#include <cstdio>
#include <filesystem>
#include <memory>

namespace spikegraph
{

/// A C stream that closes itself.
using FileHandle = std::unique_ptr<std::FILE, int (*) (std::FILE*)>;

/// Reads a NumPy .npy file in blocks of the caller's size, from its first element to its last unless told to
/// seek another. Every error is a std::runtime_error that names the file and the reason.
class NpyReader
{
public:
    /// Opens the file and checks all of it that can be checked without reading the elements: header, element
    /// type, order, and that the file is exactly as long as its shape says.
    explicit NpyReader (std::filesystem::path pathToRead);

    const std::filesystem::path& path() const noexcept { return filePath; }
    NpyType type() const noexcept { return header.type; }
    const Shape& shape() const noexcept { return header.shape; }

    /// The next count elements. T must be the file's type, and the elements must be there.
    template <typename T>
    void read (T* destination, Index count);

    /// The same of either type, converted. A float64 that float32 cannot hold is an error, while NaN and
    /// infinity stay themselves.
    template <typename T>
    void readAs (T* destination, Index count);

    /// Goes to an element, which is read next. It costs nothing where the reader is there.
    void seek (Index element);

private:
    [[noreturn]] void fail (const std::string& reason) const;
    [[noreturn]] void failToRead() const;
    void readBytes (void* destination, std::size_t bytes);
    NpyHeader readHeader();

    std::filesystem::path filePath;
    FileHandle file;
    NpyHeader header;
    Index headerBytes = 0, position = 0; ///< the next element's
};

/// Writes a .npy file of a shape that is known from the start, in blocks, one after the other unless told to
/// seek. Every error is a std::runtime_error that names the file and the reason.
class NpyWriter
{
public:
    /// Writes to path; messages call it nameInErrors (the target of a PendingFile, whose path this is).
    NpyWriter (const std::filesystem::path& path, std::filesystem::path nameInErrors,
               const NpyHeader& header);

    /// The next count elements. T must be the header's type.
    template <typename T>
    void write (const T* elements, Index count);

    /// Where the first element is.
    Index bytesOfHeader() const noexcept { return headerBytes; }

    /// Goes to an element, which is written next.
    void seek (Index element);

    /// Call it once all elements are written: the file is complete when it returns.
    void close();

private:
    [[noreturn]] void fail() const;
    void writeBytes (const void* bytes, std::size_t count);

    std::filesystem::path name;
    FileHandle file;
    Index headerBytes = 0, elementBytes, position = 0; ///< the next element's
};

/// A whole file, see NpyReader::readAs. The reader must not have read before.
template <typename T>
Tensor<T> readNpy (const std::filesystem::path& path);
template <typename T>
Tensor<T> readNpy (NpyReader& reader);

/// A whole file, for the path of a PendingFile (see NpyWriter).
template <typename T>
void writeNpy (const std::filesystem::path& path, const std::filesystem::path& nameInErrors,
               const Tensor<T>& tensor);

} // namespace spikegraph
