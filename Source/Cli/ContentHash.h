#pragma once

#include <cstdint>
#include <filesystem>
#include <fstream>
#include <string>
#include <string_view>

namespace spikegraph::cli
{

/// FNV-1a of 64 bits (Fowler, Noll and Vo): it tells contents apart, and is no protection from those who
/// forge them.
class Fnv1a
{
public:
    void add (std::string_view bytes) noexcept
    {
        for (const auto c : bytes)
            hash = (hash ^ static_cast<unsigned char> (c)) * 1099511628211ull;
    }
    std::uint64_t value() const noexcept { return hash; }
    /// "fnv1a64:" and 16 digits.
    std::string text() const
    {
        static constexpr auto digits = "0123456789abcdef";
        std::string found = "fnv1a64:";
        for (int shift = 60; shift >= 0; shift -= 4)
            found += digits[(hash >> shift) & 15];
        return found;
    }

private:
    std::uint64_t hash = 14695981039346656037ull;
};

inline std::string contentHashOf (std::string_view bytes)
{
    Fnv1a hash;
    hash.add (bytes);
    return hash.text();
}

/// Of a whole file; empty where it cannot be read.
inline std::string contentHash (const std::filesystem::path& file)
{
    std::ifstream stream (file, std::ios::binary);
    if (!stream)
        return {};
    Fnv1a hash;
    std::string bytes (1 << 16, '\0');
    while (stream.read (bytes.data(), static_cast<std::streamsize> (bytes.size())), stream.gcount() > 0)
        hash.add (std::string_view (bytes).substr (0, static_cast<std::size_t> (stream.gcount())));
    return hash.text();
}

} // namespace spikegraph::cli
