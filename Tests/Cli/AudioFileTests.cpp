#include "RunBinary.h"

#include "Tests/TestFramework.h"

namespace spikegraph::cli
{
namespace
{

std::string little (std::uint64_t number, int bytes)
{
    std::string text;
    for (int i = 0; i < bytes; ++i)
        text += static_cast<char> (number >> (8 * i) & 0xff);
    return text;
}

std::string chunk (const std::string& type, const std::string& content)
{
    return type + little (content.size(), 4) + content;
}

std::string riff (const std::string& chunks)
{
    return chunk ("RIFF", "WAVE" + chunks);
}

std::string format (unsigned channels, unsigned rateHz, unsigned bits)
{
    const auto frameBytes = channels * bits / 8;
    return chunk ("fmt ", little (1, 2) + little (channels, 2) + little (rateHz, 4) +
                              little (std::uint64_t{ rateHz } * frameBytes, 4) + little (frameBytes, 2) +
                              little (bits, 2));
}

const std::string hundredSamples = chunk ("data", std::string (200, '\1'));

} // namespace

TEST_CASE ("An audio file that claims more than it holds, or than sound has, is refused at once")
{
    const TemporaryFolder folder;
    const auto bad = folder / "bad.wav";
    const auto refuse = [&] (const std::string& bytes, const std::string& reason)
    {
        writeText (bad, bytes);
        checkRefused ({ "render", "--preset", "Lowpass", bad, "-o", folder / "out.wav" }, 2,
                      { "bad.wav", reason }, folder);
    };
    refuse (riff (format (1, 2000000000, 16) + hundredSamples),
            "has a sample rate of 2e+09 Hz, more than 1e+07");
    refuse (riff (format (3000, 48000, 16) + chunk ("data", std::string (60000, '\1'))),
            "has more than 1024 channels");
    refuse (riff (format (1, 48000, 20) + hundredSamples), "is damaged or of an unknown encoding");
    refuse (riff (format (1, 48000, 16) + "data" + little (4000000000, 4)),
            "is truncated: its header claims");

    const auto sizes = little (300, 8) + little (std::uint64_t{ 1 } << 62, 8) + little (1, 8) + little (0, 4);
    const auto rf64 =
        "RF64" + little (0xffffffff, 4) + "WAVE" + chunk ("ds64", sizes) + format (1, 48000, 16);
    refuse (rf64 + hundredSamples, "is truncated: its header claims");
}

TEST_CASE ("What an audio file says of itself is passed over, however long it claims to be")
{
    const TemporaryFolder folder;
    const auto file = folder / "chunks.wav";
    for (const auto* type : { "bext", "smpl", "inst", "cue ", "LIST", "axml", "acid", "Trkn" })
    {
        INFO (type);
        writeText (file, riff (format (1, 48000, 16) + chunk (type, "too short") + std::string (1, '\0') +
                               hundredSamples + type + little (0xfffffff0, 4)));
        const auto result = run ({ "info", file });
        CHECK (result.errors.empty());
        CHECK_THAT (result.output, Catch::Matches ("[^]*samples +100\n[^]*"));
    }
}

TEST_CASE ("A sound that was written into a pipe, its length unknown, is read to its end")
{
    const TemporaryFolder folder;
    const auto file = folder / "streamed.wav";
    const auto unknown = little (0xffffffff, 4);
    writeText (file, "RIFF" + unknown + "WAVE" + format (1, 48000, 16) + "data" + unknown +
                         std::string (200, '\1'));
    CHECK_THAT (run ({ "info", file }).output, Catch::Matches ("[^]*samples +100\n[^]*"));
}

} // namespace spikegraph::cli
