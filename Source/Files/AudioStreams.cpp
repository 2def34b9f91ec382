#include "Files/AudioStreams.h"

#include "Files/SeekFile.h"

#include <cerrno>
#include <cstring>

namespace spikegraph
{
namespace
{

constexpr std::size_t bufferBytes = 1 << 16;

std::FILE* openFile (const std::filesystem::path& path, const char* mode)
{
    auto* file = std::fopen (path.string().c_str(), mode);
    if (file != nullptr)
        std::setvbuf (file, nullptr, _IOFBF, bufferBytes);
    return file;
}

} // namespace

std::unique_ptr<AudioInputStream> AudioInputStream::open (const std::filesystem::path& path,
                                                          std::shared_ptr<bool> missing)
{
    std::error_code error;
    const auto bytes = std::filesystem::file_size (path, error);
    Handle file (error ? nullptr : openFile (path, "rb"), &std::fclose);
    if (file == nullptr)
        return nullptr;
    return std::unique_ptr<AudioInputStream> (
        new AudioInputStream (std::move (file), static_cast<juce::int64> (bytes), std::move (missing)));
}

bool AudioInputStream::setPosition (juce::int64 newPosition)
{
    newPosition = juce::jlimit (juce::int64 (0), length, newPosition);
    // Seeking empties the buffer: a reader that goes on where it was does not.
    if (newPosition != position && !seekFile (file.get(), newPosition))
        return false;
    position = newPosition;
    return true;
}

int AudioInputStream::read (void* destination, int count)
{
    const auto wanted = juce::jmin<juce::int64> (count, length - position);
    const auto got = std::fread (destination, 1, static_cast<std::size_t> (wanted), file.get());
    if (missing != nullptr && static_cast<juce::int64> (got) < wanted)
        *missing = true;
    position += static_cast<juce::int64> (got);
    return static_cast<int> (got);
}

AudioOutputStream::AudioOutputStream (const std::filesystem::path& path, WritingFault faultToTell)
    : fault (std::move (faultToTell))
    , file (openFile (path, "wb"))
{
    check (file != nullptr);
}

AudioOutputStream::~AudioOutputStream()
{
    if (file != nullptr)
        check (std::fclose (file) == 0);
}

void AudioOutputStream::flush()
{
    if (file != nullptr)
        check (std::fflush (file) == 0);
}

bool AudioOutputStream::setPosition (juce::int64 newPosition)
{
    if (file == nullptr || !check (seekFile (file, newPosition)))
        return false;
    position = newPosition;
    return true;
}

bool AudioOutputStream::write (const void* source, std::size_t count)
{
    if (file == nullptr || !check (std::fwrite (source, 1, count, file) == count))
        return false;
    position += static_cast<juce::int64> (count);
    return true;
}

bool AudioOutputStream::check (bool succeeded)
{
    if (!succeeded && fault->empty())
        *fault = std::strerror (errno);
    return succeeded;
}

} // namespace spikegraph
