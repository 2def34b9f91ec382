#pragma once

#include "Core/Tensor.h"

#include <cstdint>
#include <string>
#include <string_view>

namespace spikegraph
{

/// The element types of .npy files that are read and written: little-endian IEEE 754.
enum class NpyType
{
    float32,
    float64,
};

template <typename T>
constexpr NpyType npyTypeOf = sizeof (T) == 4 ? NpyType::float32 : NpyType::float64;

/// "float32" or "float64".
const char* name (NpyType type) noexcept;

/// Bytes an element takes.
Index itemBytes (NpyType type) noexcept;

/// What the header of a .npy file says
/// (https://numpy.org/doc/stable/reference/generated/numpy.lib.format.html). Elements are in C order.
struct NpyHeader
{
    NpyType type = NpyType::float32;
    Shape shape;

    /// Bytes of all elements.
    Index dataBytes() const noexcept { return numElements (shape) * itemBytes (type); }
};

/// The first bytes of every .npy file, before the text: magic, version and the text's length.
struct NpyPreamble
{
    static constexpr std::size_t maxBytes = 12;

    std::size_t bytes = 0;
    std::uint32_t textBytes = 0;
};

/// From the file's first bytes, 12 or all that there are; versions 1.0, 2.0 and 3.0. Throws InvalidValue with
/// the reason.
NpyPreamble parseNpyPreamble (std::string_view start);

/// From the header's text, a Python dictionary. Throws InvalidValue with the reason for a text that is none,
/// an element type other than NpyType's, Fortran order (where order matters), and a shape whose size in bytes
/// overflows.
NpyHeader parseNpyHeader (std::string_view text);

/// Preamble and text as NumPy writes them, padded to a multiple of 64 bytes.
std::string formatNpyHeader (const NpyHeader& header);
/// The same of any element type, as NumPy names it: "<f8", "<i4".
std::string formatNpyHeader (std::string_view descr, const Shape& shape);

} // namespace spikegraph
