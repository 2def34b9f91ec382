#pragma once

#include <cstdint>
#include <cstdio>

namespace spikegraph
{

/// std::fseek from the start, of a file of any size: its own offset has 32 bits on some systems. False where
/// it fails.
inline bool seekFile (std::FILE* file, std::int64_t byte) noexcept
{
#ifdef _WIN32
    return _fseeki64 (file, byte, SEEK_SET) == 0;
#else
    return fseeko (file, byte, SEEK_SET) == 0;
#endif
}

} // namespace spikegraph
