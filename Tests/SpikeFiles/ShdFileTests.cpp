#include "SpikeFiles/ShdFile.h"
#include "Tests/TestFramework.h"

#include <fstream>
#include <iterator>

namespace spikegraph::test
{
namespace
{

namespace fs = std::filesystem;

struct Folder
{
    Folder()
        : path (fs::temp_directory_path() / ("spikegraph-shd-" + std::to_string (std::rand()) + "-" +
                                             std::to_string (reinterpret_cast<std::uintptr_t> (this))))
    {
        fs::create_directory (path);
    }
    ~Folder() { fs::remove_all (path); }
    fs::path path;
};

const std::vector<double> centresHz{ 100, 200, 400, 800, 1600, 3200 };

std::vector<ShdSample> samples()
{
    return { { { 6, { 0.125, 0.25, 0.25 }, { 0, 5, 2 }, centresHz },
               "10",
               "george",
               "10_george_0.wav",
               0.5,
               8000.0,
               0,
               { "m", 1.8, 30 } },
             { { 6, {}, {}, centresHz }, "9", "theo", "9_theo_0.wav", 0.25, 16000.0, 1 },
             { { 6, { 1.5 }, { 3 }, centresHz },
               "9",
               "george",
               "9_george_0.wav",
               2.0,
               8000.0,
               2,
               { "m", 1.8, 30 } } };
}

void write (const fs::path& path, int bitsOfTime)
{
    ShdWriter writer (path, path, { bitsOfTime, 6, "{\"patch\":1}" });
    for (const auto& sample : samples())
        writer.add (sample);
    writer.close();
}

std::string bytesOf (const fs::path& path)
{
    std::ifstream stream (path, std::ios::binary);
    return { std::istreambuf_iterator<char> (stream), {} };
}

} // namespace

TEST_CASE ("What is written to a dataset is read from it, for each length of times")
{
    const Folder folder;
    for (const int bits : { 16, 32, 64 })
    {
        INFO (bits);
        const auto path = folder.path / "a.h5";
        write (path, bits);
        const ShdReader reader (path);
        CHECK (reader.facts() == ShdFacts{ bits, 6, "{\"patch\":1}" });
        REQUIRE (reader.size() == samples().size());
        for (std::size_t i = 0; i < reader.size(); ++i)
        {
            const auto wanted = samples()[i], found = reader.sample (i);
            CHECK (found.spikes.timesSeconds == wanted.spikes.timesSeconds); // eighths are exact in all
            CHECK (found.spikes.unitOfSpike == wanted.spikes.unitOfSpike);
            CHECK (found.label == wanted.label);
            CHECK (found.speaker == wanted.speaker);
            CHECK (found.fileName == wanted.fileName);
            CHECK (found.durationSeconds == wanted.durationSeconds);
            CHECK (found.sampleRateHz == wanted.sampleRateHz);
            CHECK (found.spikes.centreHz == centresHz);
            CHECK (found.index == wanted.index);
            CHECK (found.ofSpeaker.gender == wanted.ofSpeaker.gender);
            CHECK (found.ofSpeaker.isKnown() == wanted.ofSpeaker.isKnown());
            if (wanted.ofSpeaker.isKnown()) // else NaN
            {
                CHECK (found.ofSpeaker.bodyHeight == wanted.ofSpeaker.bodyHeight);
                CHECK (found.ofSpeaker.age == wanted.ofSpeaker.age);
            }
        }
    }
}

TEST_CASE ("Centre frequencies that differ from one sample to the next are left out")
{
    const Folder folder;
    const auto path = folder.path / "a.h5";
    ShdWriter writer (path, path, { 32, 6, "{}" });
    for (auto sample : samples())
    {
        sample.spikes.centreHz.front() += sample.sampleRateHz;
        writer.add (sample);
    }
    writer.close();
    CHECK (ShdReader (path).sample (0).spikes.centreHz.empty());
}

TEST_CASE ("The same samples make the same bytes")
{
    const Folder folder;
    write (folder.path / "a.h5", 32);
    write (folder.path / "b.h5", 32);
    CHECK (bytesOf (folder.path / "a.h5") == bytesOf (folder.path / "b.h5"));
}

TEST_CASE ("What is no dataset is refused with the file and the reason")
{
    const Folder folder;
    const auto refusal = [&] (const fs::path& path)
    {
        try
        {
            const ShdReader reader (path);
        }
        catch (const std::runtime_error& error)
        {
            return std::string (error.what());
        }
        return std::string();
    };
    CHECK (refusal (folder.path / "none.h5") == (folder.path / "none.h5").string() + ": no such file");
    std::ofstream (folder.path / "text.h5") << "no HDF5";
    CHECK (refusal (folder.path / "text.h5") == (folder.path / "text.h5").string() + ": is no HDF5 file");
    write (folder.path / "cut.h5", 32);
    fs::resize_file (folder.path / "cut.h5", fs::file_size (folder.path / "cut.h5") / 2);
    CHECK_FALSE (refusal (folder.path / "cut.h5").empty());
}

} // namespace spikegraph::test
