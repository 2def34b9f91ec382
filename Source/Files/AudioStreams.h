#pragma once

#include <juce_core/juce_core.h>

#include <cstdio>
#include <filesystem>
#include <memory>
#include <string>

namespace spikegraph
{

/// A file by its path, of whatever bytes that is made: juce::File knows only names that are text.
class AudioInputStream final : public juce::InputStream
{
public:
    /// Null where it cannot be opened. The flag, where one is given, is raised once bytes are missing that
    /// were there then: a file that is cut off, or a disk that fails, would be read as silence.
    static std::unique_ptr<AudioInputStream> open (const std::filesystem::path& path,
                                                   std::shared_ptr<bool> missing = {});

    juce::int64 getTotalLength() override { return length; }
    bool isExhausted() override { return position >= length; }
    juce::int64 getPosition() override { return position; }
    bool setPosition (juce::int64 newPosition) override;
    int read (void* destination, int count) override;

private:
    using Handle = std::unique_ptr<std::FILE, int (*) (std::FILE*)>;

    AudioInputStream (Handle fileToRead, juce::int64 bytes, std::shared_ptr<bool> flagToRaise)
        : file (std::move (fileToRead))
        , missing (std::move (flagToRaise))
        , length (bytes)
    {
    }

    Handle file;
    std::shared_ptr<bool> missing;
    juce::int64 length, position = 0;
};

/// What went wrong first while a file was written, in the system's words; empty for nothing. It outlives the
/// stream, whose last bytes are written as it ends.
using WritingFault = std::shared_ptr<std::string>;

/// The same for writing, which begins with an empty file.
class AudioOutputStream final : public juce::OutputStream
{
public:
    AudioOutputStream (const std::filesystem::path& path, WritingFault faultToTell);
    ~AudioOutputStream() override;

    void flush() override;
    bool setPosition (juce::int64 newPosition) override;
    juce::int64 getPosition() override { return position; }
    bool write (const void* source, std::size_t count) override;

private:
    bool check (bool succeeded);

    WritingFault fault;
    std::FILE* file;
    juce::int64 position = 0;
};

} // namespace spikegraph
