#pragma once

#include <cerrno>
#include <cstdint>
#include <cstdio>

#ifdef __linux__
#include <fcntl.h>
#endif

namespace spikegraph
{

/// Has the system set aside what a file will need, where it can: a disk without the space is told now, and
/// blocks are sooner written, above all out of their order. False, with errno, where there is no space.
inline bool reserveFile ([[maybe_unused]] std::FILE* file, [[maybe_unused]] std::int64_t bytes) noexcept
{
#ifdef __linux__
    if (fallocate (fileno (file), 0, 0, bytes) != 0)
        return errno != ENOSPC && errno != EFBIG && errno != EDQUOT;
#endif
    return true;
}

} // namespace spikegraph
