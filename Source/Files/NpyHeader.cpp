#include "Files/NpyHeader.h"

#include <algorithm>
#include <charconv>
#include <limits>
#include <optional>

namespace spikegraph
{
namespace
{

constexpr std::string_view magic{ "\x93NUMPY", 6 };

/// Reads the few Python literals that a header consists of, from left to right.
class LiteralReader
{
public:
    explicit LiteralReader (std::string_view textToRead)
        : rest (textToRead)
    {
    }

    /// Steps over the character, where it is next.
    bool skip (char c) noexcept
    {
        skipSpace();
        if (!rest.starts_with (c))
            return false;
        rest.remove_prefix (1);
        return true;
    }

    void expect (char c)
    {
        if (!skip (c))
            fail();
    }

    bool atEnd() noexcept
    {
        skipSpace();
        return rest.empty();
    }

    std::string_view string()
    {
        skipSpace();
        const auto quote = rest.empty() ? '\0' : rest.front();
        if (quote != '\'' && quote != '"')
            fail();
        const auto end = rest.find (quote, 1);
        if (end == std::string_view::npos)
            fail();
        const auto content = rest.substr (1, end - 1);
        const auto isControl = [] (char c) { return static_cast<unsigned char> (c) < 32 || c == 127; };
        if (std::any_of (content.begin(), content.end(), isControl))
            fail(); // what is quoted in a message stays one line
        rest.remove_prefix (end + 1);
        return content;
    }

    bool boolean()
    {
        skipSpace();
        for (const std::string_view word : { "True", "False" })
        {
            if (rest.starts_with (word))
            {
                rest.remove_prefix (word.size());
                return word == "True";
            }
        }
        fail();
    }

    Shape tuple()
    {
        Shape values;
        expect ('(');
        while (!skip (')'))
        {
            values.push_back (size());
            if (!skip (','))
            {
                expect (')');
                break;
            }
        }
        return values;
    }

    [[noreturn]] static void fail() { throw InvalidValue ("its .npy header is corrupt"); }

    /// What has not been read.
    std::string_view remaining() noexcept
    {
        skipSpace();
        return rest;
    }

private:
    void skipSpace() noexcept
    {
        rest.remove_prefix (std::min (rest.find_first_not_of (" \t\r\n"), rest.size()));
    }

    Index size()
    {
        skipSpace();
        std::uint64_t value = 0;
        const auto [end, error] = std::from_chars (rest.data(), rest.data() + rest.size(), value);
        if (error == std::errc::result_out_of_range || value > std::numeric_limits<Index>::max())
            throw InvalidValue ("its shape is too large");
        if (error != std::errc())
            fail();
        rest.remove_prefix (static_cast<std::size_t> (end - rest.data()));
        skip ('L'); // as Python 2 wrote it
        return static_cast<Index> (value);
    }

    std::string_view rest;
};

NpyType parseType (LiteralReader& reader)
{
    if (reader.remaining().starts_with ('[')) // a list of named fields
        throw InvalidValue ("its dtype is a structured one, not float32 or float64");
    const auto descr = reader.string();
    if (descr == "<f4")
        return NpyType::float32;
    if (descr == "<f8")
        return NpyType::float64;
    throw InvalidValue ("its dtype is '" + std::string (descr) +
                        "', not float32 ('<f4') or float64 ('<f8'), little-endian");
}

/// Whether the product of the dimensions that are not 0, times the item, can be counted. Zeros are left out
/// so that partial products can be counted too.
bool sizeOverflows (const NpyHeader& header) noexcept
{
    auto limit = std::numeric_limits<Index>::max() / itemBytes (header.type);
    for (const auto size : header.shape)
        if (size > 0)
            limit /= size;
    return limit == 0;
}

} // namespace

const char* name (NpyType type) noexcept
{
    return type == NpyType::float32 ? "float32" : "float64";
}

Index itemBytes (NpyType type) noexcept
{
    return type == NpyType::float32 ? 4 : 8;
}

NpyPreamble parseNpyPreamble (std::string_view start)
{
    if (!start.starts_with (magic))
        throw InvalidValue ("is not a .npy file");
    const auto byte = [start] (std::size_t i)
    {
        if (i >= start.size())
            throw InvalidValue ("is cut off in its .npy header");
        return static_cast<std::uint32_t> (static_cast<unsigned char> (start[i]));
    };
    const auto major = byte (6), minor = byte (7);
    if (major < 1 || major > 3 || minor != 0)
        throw InvalidValue ("its .npy version is " + std::to_string (major) + "." + std::to_string (minor) +
                            ", not 1.0, 2.0 or 3.0");
    if (major == 1)
        return { 10, byte (8) | byte (9) << 8 };
    return { 12, byte (8) | byte (9) << 8 | byte (10) << 16 | byte (11) << 24 };
}

NpyHeader parseNpyHeader (std::string_view text)
{
    LiteralReader reader (text);
    std::optional<NpyType> type;
    std::optional<bool> fortranOrder;
    std::optional<Shape> shape;

    reader.expect ('{');
    while (!reader.skip ('}'))
    {
        const auto key = reader.string();
        reader.expect (':');
        if (key == "descr" && !type)
            type = parseType (reader);
        else if (key == "fortran_order" && !fortranOrder)
            fortranOrder = reader.boolean();
        else if (key == "shape" && !shape)
            shape = reader.tuple();
        else
            reader.fail();
        if (!reader.skip (','))
        {
            reader.expect ('}');
            break;
        }
    }
    if (!reader.atEnd() || !type || !fortranOrder || !shape)
        reader.fail();

    NpyHeader header{ *type, *shape };
    if (sizeOverflows (header))
        throw InvalidValue ("its shape " + describe (*shape) + " is too large");
    const auto longDimensions = std::count_if (shape->begin(), shape->end(), [] (Index n) { return n != 1; });
    if (*fortranOrder && longDimensions > 1 && numElements (*shape) > 0)
        throw InvalidValue ("is in Fortran order, not C order");
    return header;
}

std::string formatNpyHeader (const NpyHeader& header)
{
    return formatNpyHeader (header.type == NpyType::float32 ? "<f4" : "<f8", header.shape);
}

std::string formatNpyHeader (std::string_view descr, const Shape& shape)
{
    auto text = "{'descr': '" + std::string (descr) +
                "', 'fortran_order': False, 'shape': " + describe (shape) + ", }";
    // Version 1.0 counts the text in two bytes, 2.0 in four.
    const bool isShort = text.size() + 64 < 65536;
    const std::size_t preambleBytes = isShort ? 10 : 12;
    while ((preambleBytes + text.size() + 1) % 64 != 0)
        text += ' ';
    text += '\n';

    auto bytes = std::string (magic);
    bytes += isShort ? '\1' : '\2';
    bytes += '\0';
    for (std::size_t i = 0; i < preambleBytes - 8; ++i)
        bytes += static_cast<char> (text.size() >> (8 * i) & 0xff);
    return bytes + text;
}

} // namespace spikegraph
