#include "Cli/SpikeTrainFiles.h"

#include "Files/AudioFile.h"
#include "Files/MidiWriter.h"
#include "Files/NpyHeader.h"
#include "Files/PendingFile.h"

#include <algorithm>
#include <bit>
#include <cmath>
#include <limits>
#include <stdexcept>

namespace spikegraph::cli
{
namespace
{

namespace fs = std::filesystem;

static_assert (std::endian::native == std::endian::little, "arrays are written as they lie in memory");

[[noreturn]] void fail (const fs::path& target, const std::string& reason)
{
    throw std::runtime_error (target.string() + ": " + reason);
}

void writeCsv (const fs::path& target, const SpikeTrains& trains, const TrainFileOptions& options)
{
    std::string text = "time,unit,polarity\n";
    char line[80];
    for (const auto& event : trains.events)
    {
        std::snprintf (line, sizeof line, "%.9f,%d,%d\n",
                       static_cast<double> (event.step) / trains.stepsPerSecond, event.unit,
                       event.count < 0 ? -1 : 1);
        for (int spike = 0; spike < std::abs (event.count); ++spike)
            text += line;
    }
    writeFile (target, options.overwrite, text);
}

//==================================================================================================

/// The arrays of a .npz file: a ZIP of .npy files
/// (https://numpy.org/doc/stable/reference/generated/numpy.savez.html).
class NpzArchive
{
public:
    template <typename T>
    void add (const char* name, const char* descr, const Shape& shape, const std::vector<T>& elements)
    {
        auto bytes = std::make_unique<juce::MemoryOutputStream>();
        const auto header = formatNpyHeader (descr, shape);
        bytes->write (header.data(), header.size());
        bytes->write (elements.data(), elements.size() * sizeof (T));
        // Of one day, so that the same spikes make the same bytes.
        const juce::Time firstDayOfZip (1980, 0, 1, 0, 0);
        const auto& block = contents.emplace_back (std::move (bytes));
        builder.addEntry (new juce::MemoryInputStream (block->getData(), block->getDataSize(), false), 6,
                          juce::String (name) + ".npy", firstDayOfZip);
    }

    std::string bytes()
    {
        juce::MemoryOutputStream stream;
        builder.writeToStream (stream, nullptr);
        return { static_cast<const char*> (stream.getData()), stream.getDataSize() };
    }

private:
    std::vector<std::unique_ptr<juce::MemoryOutputStream>> contents;
    juce::ZipFile::Builder builder;
};

void addList (NpzArchive& archive, const SpikeTrains& trains)
{
    std::vector<double> timesSeconds;
    std::vector<std::int32_t> units, counts;
    for (const auto& event : trains.events)
    {
        timesSeconds.push_back (static_cast<double> (event.step) / trains.stepsPerSecond);
        units.push_back (event.unit);
        counts.push_back (event.count);
    }
    const Shape shape{ static_cast<Index> (trains.events.size()) };
    archive.add ("times", "<f8", shape, timesSeconds);
    archive.add ("units", "<i4", shape, units);
    archive.add ("counts", "<i4", shape, counts);
}

void addMatrix (NpzArchive& archive, const SpikeTrains& trains, const fs::path& target)
{
    // Beyond it a ZIP file needs another layout, and a reader all of its memory.
    constexpr double mostBytes = 2.0e9;
    using Count = std::int16_t;
    const auto bytes = static_cast<double> (trains.steps) * trains.units * sizeof (Count);
    if (bytes > mostBytes)
        fail (target, "would hold " + std::to_string (std::llround (bytes / 1.0e6)) +
                          " MB of counts, above 2000; without --dense it holds the spikes alone");
    std::vector<Count> counts (static_cast<std::size_t> (trains.steps * trains.units));
    for (const auto& event : trains.events)
    {
        if (std::abs (event.count) > std::numeric_limits<Count>::max())
            fail (target, std::to_string (event.count) + " spikes in a step: 16 bits cannot count them");
        counts[static_cast<std::size_t> (event.step * trains.units + event.unit)] =
            static_cast<Count> (event.count);
    }
    archive.add ("spikes", "<i2", { static_cast<Index> (trains.steps), trains.units }, counts);
}

void writeNpz (const fs::path& target, const SpikeTrains& trains, const TrainFileOptions& options)
{
    NpzArchive archive;
    if (options.isDense)
        addMatrix (archive, trains, target);
    else
        addList (archive, trains);
    archive.add ("shape", "<i8", { 2 }, std::vector<std::int64_t>{ trains.steps, trains.units });
    archive.add ("sample_rate", "<f8", {}, std::vector<double>{ trains.stepsPerSecond });
    writeFile (target, options.overwrite, archive.bytes());
}

//==================================================================================================

struct Note
{
    std::int64_t step;
    int unit;
    bool isOn;
};

/// By step; what ends there comes before what begins.
std::vector<Note> notesOf (const SpikeTrains& trains, SpikePolicy policy)
{
    constexpr double noteSeconds = 0.01;
    policy.several = SpikePolicy::Several::one; // a key is pressed once at a time
    const auto list = listed (trains, policy);
    const auto noteSteps = std::max<std::int64_t> (1, std::llround (noteSeconds * trains.stepsPerSecond));
    std::vector<std::int64_t> ends (static_cast<std::size_t> (list.units), -1);
    std::vector<Note> notes;
    for (std::size_t i = 0; i < list.timesSeconds.size(); ++i)
    {
        const auto step = std::llround (list.timesSeconds[i] * trains.stepsPerSecond);
        const int unit = list.unitOfSpike[i];
        auto& end = ends[static_cast<std::size_t> (unit)];
        if (end >= 0)
            notes.push_back ({ std::min<std::int64_t> (end, step), unit, false });
        notes.push_back ({ step, unit, true });
        end = step + noteSteps;
    }
    for (int unit = 0; unit < list.units; ++unit)
        if (const auto end = ends[static_cast<std::size_t> (unit)]; end >= 0)
            notes.push_back ({ end, unit, false });
    std::stable_sort (notes.begin(), notes.end(),
                      [] (const Note& a, const Note& b)
                      { return a.step != b.step ? a.step < b.step : a.isOn < b.isOn; });
    return notes;
}

void writeMidi (const fs::path& target, const SpikeTrains& trains, const TrainFileOptions& options)
{
    constexpr int notesOfChannel = 128, channels = 16;
    constexpr std::uint8_t noteOn = 0x90, noteOff = 0x80, velocity = 100;
    const auto notes = notesOf (trains, options.policy);
    PendingFile pending (target, options.overwrite);
    MidiWriter writer (pending.path(), target, trains.stepsPerSecond);
    for (const auto& note : notes)
    {
        if (note.unit >= notesOfChannel * channels)
            fail (target, "unit " + std::to_string (note.unit) + ": MIDI has " +
                              std::to_string (notesOfChannel * channels) + " keys");
        const auto status = (note.isOn ? noteOn : noteOff) + note.unit / notesOfChannel;
        const std::uint8_t bytes[] = { static_cast<std::uint8_t> (status),
                                       static_cast<std::uint8_t> (note.unit % notesOfChannel),
                                       note.isOn ? velocity : std::uint8_t{ 0 } };
        writer.write (bytes, std::size (bytes), note.step);
    }
    writer.close (notes.empty() ? trains.steps : std::max (trains.steps, notes.back().step));
    pending.commit();
}

//==================================================================================================

void writeWav (const fs::path& target, const SpikeTrains& trains, const TrainFileOptions& options)
{
    if (std::abs (trains.stepsPerSecond - std::round (trains.stepsPerSecond)) > 0.0)
        fail (target, std::to_string (trains.stepsPerSecond) +
                          " steps a second: an audio file has a whole number of samples");
    PendingFile pending (target, options.overwrite);
    AudioWriter writer (pending.path(), target, { trains.stepsPerSecond, trains.units, { 32, true }, false });
    constexpr std::int64_t blockSteps = 4096;
    juce::AudioBuffer<float> block (trains.units, static_cast<int> (blockSteps));
    auto event = trains.events.begin();
    for (std::int64_t first = 0; first < trains.steps; first += blockSteps)
    {
        block.clear();
        for (; event != trains.events.end() && event->step < first + blockSteps; ++event)
            block.setSample (event->unit, static_cast<int> (event->step - first),
                             static_cast<float> (event->count));
        writer.write (block, 0, static_cast<int> (std::min (blockSteps, trains.steps - first)));
    }
    writer.close();
    pending.commit();
}

struct TrainFormat
{
    const char* extension;
    bool knowsSigns;
    void (*write) (const fs::path&, const SpikeTrains&, const TrainFileOptions&);
};

constexpr TrainFormat formats[] = { { ".csv", true, writeCsv },
                                    { ".npz", true, writeNpz },
                                    { ".mid", false, writeMidi },
                                    { ".wav", true, writeWav } };

} // namespace

const std::vector<std::string>& trainFileExtensions()
{
    static const std::vector<std::string> all = []
    {
        std::vector<std::string> names;
        for (const auto& format : formats)
            names.emplace_back (format.extension);
        return names;
    }();
    return all;
}

void writeTrains (const fs::path& target, const SpikeTrains& trains, const TrainFileOptions& options)
{
    const auto extension = juce::String (target.extension().string()).toLowerCase();
    for (const auto& format : formats)
        if (extension == format.extension)
            return format.write (target, format.knowsSigns ? withPolicy (trains, options.policy) : trains,
                                 options);
    fail (target, "is none of the formats of spikes");
}

} // namespace spikegraph::cli
