#include "Files/AudioChunks.h"

#include "Files/AudioStreams.h"

#include <algorithm>
#include <limits>

namespace spikegraph
{
namespace
{

/// What a 32-bit size is where it is not known.
constexpr juce::int64 unknownSize = 0xffffffff;

class ChunkWalk
{
public:
    explicit ChunkWalk (juce::InputStream& streamToWalk)
        : stream (streamToWalk)
        , fileBytes (stream.getTotalLength())
    {
    }

    AudioChunks walk()
    {
        if (fileBytes < 12)
            return {};
        form = word();
        const auto claimed = number();
        const auto kind = word();
        found.areThere = ((form == "RIFF" || form == "RF64") && kind == "WAVE") ||
                         (form == "FORM" && (kind == "AIFF" || kind == "AIFC"));
        if (!found.areThere)
            return {};
        end = claimed == 0 || claimed == unknownSize ? fileBytes : claimed + 8;
        for (juce::int64 position = 12; found.fault.empty() && position + 8 <= std::min (end, fileBytes);)
            position = passChunk (position);
        if (found.fault.empty() && end > fileBytes)
            failTruncated (end);
        return found;
    }

private:
    std::string word()
    {
        char characters[4]{};
        stream.read (characters, 4);
        return { characters, 4 };
    }

    juce::int64 number()
    {
        return static_cast<juce::uint32> (form == "FORM" ? stream.readIntBigEndian() : stream.readInt());
    }

    /// So that sums of two can be counted.
    juce::int64 longNumber()
    {
        return std::clamp<juce::int64> (stream.readInt64(), 0, std::numeric_limits<juce::int64>::max() / 4);
    }

    /// Returns where the next one begins.
    juce::int64 passChunk (juce::int64 position)
    {
        stream.setPosition (position);
        const auto type = word();
        auto length = number();
        const auto start = position + 8;
        if (type == "data" || type == "SSND")
        {
            if (dataBytes > 0)
                length = dataBytes;
            else if (length == unknownSize)
                length = found.streamedBytes = fileBytes - start;
            if (length > fileBytes - start)
                failTruncated (start + length);
        }
        else if (form == "RF64" && position == 12 && type == "ds64") // sizes of 64 bits
        {
            end = longNumber() + 8;
            dataBytes = longNumber();
        }
        else if (type != "fmt " && type != "COMM" && type != "FVER")
        {
            found.others.push_back (position);
        }
        return start + length + length % 2;
    }

    void failTruncated (juce::int64 bytes)
    {
        found.fault = "is truncated: its header claims " + std::to_string (bytes) + " bytes, there are " +
                      std::to_string (fileBytes);
    }

    juce::InputStream& stream;
    juce::int64 fileBytes, end = 0, dataBytes = 0;
    std::string form;
    AudioChunks found;
};

/// A file in which other words stand at some positions.
class MaskedStream final : public juce::InputStream
{
public:
    MaskedStream (std::unique_ptr<juce::InputStream> streamToMask, std::vector<juce::int64> positionsToMask)
        : stream (std::move (streamToMask))
        , positions (std::move (positionsToMask))
    {
    }

    juce::int64 getTotalLength() override { return stream->getTotalLength(); }
    bool isExhausted() override { return stream->isExhausted(); }
    juce::int64 getPosition() override { return stream->getPosition(); }
    bool setPosition (juce::int64 position) override { return stream->setPosition (position); }

    int read (void* destination, int count) override
    {
        const auto start = getPosition();
        const auto got = stream->read (destination, count);
        for (auto at = std::lower_bound (positions.begin(), positions.end(), start - 3);
             at != positions.end() && *at < start + got; ++at)
            for (auto i = std::max (start, *at); i < std::min (start + got, *at + 4); ++i)
                static_cast<char*> (destination)[i - start] = 'x';
        return got;
    }

private:
    std::unique_ptr<juce::InputStream> stream;
    std::vector<juce::int64> positions; ///< in order
};

} // namespace

AudioChunks readAudioChunks (const std::filesystem::path& file)
{
    const auto stream = AudioInputStream::open (file);
    return stream == nullptr ? AudioChunks() : ChunkWalk (*stream).walk();
}

std::unique_ptr<juce::InputStream> openWithoutChunks (const std::filesystem::path& file,
                                                      std::vector<juce::int64> chunks,
                                                      std::shared_ptr<bool> missing)
{
    auto stream = AudioInputStream::open (file, std::move (missing));
    if (stream == nullptr)
        return nullptr;
    return std::make_unique<MaskedStream> (std::move (stream), std::move (chunks));
}

} // namespace spikegraph
