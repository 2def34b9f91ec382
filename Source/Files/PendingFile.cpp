#include "Files/PendingFile.h"

#include <atomic>
#include <cerrno>
#include <charconv>
#include <csignal>
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

/// What stands between a temporary file's stem and its writer: this machine's name, as folders can be shared.
std::string partialMark()
{
    char host[256] = "localhost";
#ifndef _WIN32
    gethostname (host, sizeof (host) - 1);
#endif
    return ".partial-" + std::string (host) + "-";
}

/// Hidden, beside the target so that the rename stays within one file system, and unlike any other writer's,
/// with the target's own extension, from which libraries tell a format.
std::filesystem::path temporaryPathFor (const std::filesystem::path& target)
{
    static std::atomic<unsigned> counter{ 0 };
    // Short enough for the longest name that a target can have.
    auto name = std::filesystem::path (".") += target.stem().string().substr (0, 64);
    name += partialMark() + std::to_string (getpid()) + "-" + std::to_string (counter++);
    name += target.extension();
    return target.parent_path() / name;
}

/// Whether a file name is a temporary one whose writer is no more.
bool isAbandoned (const std::string& name, const std::string& mark)
{
#ifdef _WIN32
    return false;
#else
    const auto found = name.rfind (mark);
    if (!name.starts_with ('.') || found == std::string::npos)
        return false;
    pid_t writer = 0;
    const auto* digits = name.data() + found + mark.size();
    const auto [end, error] = std::from_chars (digits, name.data() + name.size(), writer);
    const bool isOurs = error == std::errc() && end != name.data() + name.size() && *end == '-' && writer > 0;
    return isOurs && kill (writer, 0) != 0 && errno == ESRCH;
#endif
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

void writeFile (const std::filesystem::path& target, bool overwrite, std::string_view bytes)
{
    PendingFile pending (target, overwrite);
    auto* file = std::fopen (pending.path().string().c_str(), "wb");
    const bool isWritten =
        file != nullptr && std::fwrite (bytes.data(), 1, bytes.size(), file) == bytes.size();
    const bool isClosed = file == nullptr || std::fclose (file) == 0;
    if (!isWritten || !isClosed)
        throw std::runtime_error (target.string() + ": cannot be written: " + std::strerror (errno));
    pending.commit();
}

void removeAbandonedFiles (const std::filesystem::path& folder)
{
    std::error_code error;
    const auto mark = partialMark();
    for (std::filesystem::directory_iterator entry (folder.empty() ? "." : folder, error), end;
         !error && entry != end; entry.increment (error))
        if (std::error_code ignored; isAbandoned (entry->path().filename().string(), mark))
            std::filesystem::remove (entry->path(), ignored);
}

} // namespace spikegraph
