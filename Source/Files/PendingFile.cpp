#include "Files/PendingFile.h"

#include <atomic>
#include <cerrno>
#include <cstdio>
#include <cstring>
#include <stdexcept>
#include <string>
#include <utility>

#ifdef _WIN32
#include <process.h>
#define getpid _getpid
#else
#include <unistd.h>
#endif

namespace spikegraph
{
namespace
{

/// Hidden, beside the target so that the rename stays within one file system, and unlike any other writer's,
/// with the target's own extension, from which libraries tell a format.
std::filesystem::path temporaryPathFor (const std::filesystem::path& target)
{
    static std::atomic<unsigned> counter{ 0 };
    const auto unique = std::to_string (getpid()) + "-" + std::to_string (counter++);
    auto name = std::filesystem::path (".") += target.stem();
    name += ".partial-" + unique;
    name += target.extension();
    return target.parent_path() / name;
}

} // namespace

PendingFile::PendingFile (std::filesystem::path targetPath, bool overwrite)
    : destination (std::move (targetPath))
    , temporary (temporaryPathFor (destination))
{
    std::error_code error;
    if (std::filesystem::is_directory (destination, error))
        throw std::runtime_error (destination.string() + ": is a folder, not a file to write");
    if (!overwrite && std::filesystem::exists (destination, error))
        throw std::runtime_error (destination.string() + ": exists already (--overwrite replaces it)");

    // Created now, so that a target that cannot be written is found before any work is done, and removed:
    // where a writer empties a file that is there, ext4 waits on closing it until all of it is on its way to
    // the disk.
    if (auto* file = std::fopen (temporary.string().c_str(), "wb"))
        std::fclose (file);
    else
        throw std::runtime_error (destination.string() + ": cannot be written: " + std::strerror (errno));
    std::filesystem::remove (temporary, error);
}

PendingFile::~PendingFile()
{
    std::error_code ignored;
    if (!committed)
        std::filesystem::remove (temporary, ignored);
}

void PendingFile::commit()
{
    std::error_code error;
    std::filesystem::rename (temporary, destination, error);
    if (error)
        throw std::runtime_error (destination.string() + ": cannot be written: " + error.message());
    committed = true;
}

} // namespace spikegraph
