#pragma once

#include <filesystem>
#include <string_view>

namespace spikegraph
{

/// An output that appears whole or not at all: write to path(), a temporary file beside the target, then
/// commit() renames it. A PendingFile that dies uncommitted leaves nothing behind.
class PendingFile
{
public:
    /// Throws std::runtime_error, naming the target and the reason, where it exists and overwrite is false,
    /// is a folder, or cannot be written.
    PendingFile (std::filesystem::path targetPath, bool overwrite);
    ~PendingFile();

    PendingFile (const PendingFile&) = delete;
    PendingFile& operator= (const PendingFile&) = delete;

    const std::filesystem::path& path() const noexcept { return temporary; }
    const std::filesystem::path& target() const noexcept { return destination; }

    /// Throws std::runtime_error where the rename fails.
    void commit();

private:
    std::filesystem::path destination, temporary;
    bool committed = false;
};

/// Writes a whole file, which appears whole or not at all. Throws as PendingFile does.
void writeFile (const std::filesystem::path& target, bool overwrite, std::string_view bytes);

/// Takes away the temporary files that processes of this machine have left in a folder when they were killed:
/// those of processes that are no more. An empty path is the working folder.
void removeAbandonedFiles (const std::filesystem::path& folder);

} // namespace spikegraph
