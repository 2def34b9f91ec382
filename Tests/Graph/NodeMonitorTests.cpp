#include "Graph/NodeMonitor.h"
#include "Nodes/FactoryNodes.h"
#include "Tests/TestFramework.h"

namespace spikegraph::test
{
namespace
{

/// Writes a block of units, a vector of samples each.
template <typename T>
void write (NodeMonitor& monitor, const std::vector<std::vector<T>>& units, std::uint64_t moment = 0)
{
    std::vector<const T*> pointers;
    for (const auto& unit : units)
        pointers.push_back (unit.data());
    monitor.write (Planar<const T>{ pointers.data(), static_cast<Index> (units.front().size()),
                                    static_cast<Index> (units.size()) },
                   moment);
}

struct Frames
{
    std::vector<float> values; ///< the units of a frame side by side
    std::vector<std::uint64_t> moments;
};

Frames read (SampleRing::Reader& reader)
{
    Frames frames{ std::vector<float> (10000), std::vector<std::uint64_t> (1000) };
    const auto units = reader.ring().units();
    const auto count = reader.read ({ frames.values.data(), 1000, units }, frames.moments.data());
    frames.values.resize (static_cast<std::size_t> (count * units));
    frames.moments.resize (static_cast<std::size_t> (count));
    return frames;
}

/// At 2000 Hz a summary frame sums up 10 samples.
constexpr double sampleRateHz = 2000.0;

} // namespace

TEST_CASE ("A node's samples come whole to one who reads them, of either precision, with their moments")
{
    NodeMonitor monitor;
    monitor.prepare (2, sampleRateHz, false);
    SampleRing::Reader reader (monitor.samples());
    write<float> (monitor, { { 0.5f, -1.0f }, { 2.0f, 0.25f } }, 40);
    write<double> (monitor, { { 3.0 }, { 4.0 } }, 42);
    const auto frames = read (reader);
    CHECK (frames.values == std::vector<float>{ 0.5f, 2.0f, -1.0f, 0.25f, 3.0f, 4.0f });
    CHECK (frames.moments == std::vector<std::uint64_t>{ 40, 41, 42 });
}

TEST_CASE ("A summary holds the sample that lies farthest from zero, wherever blocks are cut")
{
    for (const std::size_t block : { std::size_t (1), std::size_t (3), std::size_t (10), std::size_t (25) })
    {
        CAPTURE (block);
        std::vector<double> sound (30, 0.1);
        sound[3] = -0.8;
        sound[4] = 0.7;
        sound[19] = 0.5;
        NodeMonitor monitor;
        monitor.prepare (1, sampleRateHz, false);
        SampleRing::Reader reader (monitor.summary());
        CHECK (reader.ring().sampleRateHz() == NodeMonitor::summaryFramesPerSecond);
        for (std::size_t first = 0; first < sound.size(); first += block)
        {
            const auto end = std::min (sound.size(), first + block);
            write<double> (monitor,
                           { { sound.begin() + static_cast<std::ptrdiff_t> (first),
                               sound.begin() + static_cast<std::ptrdiff_t> (end) } },
                           100 + first);
        }
        const auto frames = read (reader);
        CHECK (frames.values == std::vector<float>{ -0.8f, 0.5f, 0.1f });
        CHECK (frames.moments == std::vector<std::uint64_t>{ 110, 120, 130 });
    }
}

TEST_CASE ("A summary of spikes counts the samples that hold one, of either sign, unit by unit")
{
    NodeMonitor monitor;
    monitor.prepare (2, sampleRateHz, true);
    SampleRing::Reader reader (monitor.summary());
    std::vector<float> first (20, 0.0f), second (20, 0.0f);
    first[0] = 96.0f;
    first[9] = -96.0f;
    second[10] = second[11] = second[12] = 1.0f;
    write<float> (monitor, { first, second });
    CHECK (read (reader).values == std::vector<float>{ 2.0f, 0.0f, 0.0f, 3.0f });
}

TEST_CASE ("A node's spikes are counted on, each once though it lasts, wherever blocks are cut")
{
    const auto* type = nodeCatalogue().find ("spiking-activation");
    REQUIRE (type != nullptr);
    NodeParameters values (*type);
    values.set ("step", { 4.0 });
    values.set ("height", checkParameter (*type->findParameter ("height"), "unit"));
    for (const std::size_t block : { std::size_t (1), std::size_t (7), std::size_t (40) })
    {
        CAPTURE (block);
        std::vector<float> spikes (40, 0.0f);
        std::fill_n (spikes.begin() + 4, 4, 3.0f);
        std::fill_n (spikes.begin() + 20, 4, -1.0f);
        NodeMonitor monitor;
        monitor.prepare (1, sampleRateHz, true, { values, sampleRateHz });
        const SampleRing::Reader reader (monitor.summary());
        for (std::size_t first = 0; first < spikes.size(); first += block)
        {
            const auto end = std::min (spikes.size(), first + block);
            write<float> (monitor, { { spikes.begin() + static_cast<std::ptrdiff_t> (first),
                                       spikes.begin() + static_cast<std::ptrdiff_t> (end) } });
        }
        CHECK (monitor.spikes() == 4.0);
    }
}

TEST_CASE ("A node keeps nothing for those who come later")
{
    NodeMonitor monitor;
    monitor.prepare (1, sampleRateHz, false);
    const auto samples = monitor.samples(), summary = monitor.summary();
    const std::vector<std::vector<float>> loud{ std::vector<float> (2000, 1.0f) },
        soft{ std::vector<float> (10, 0.5f) };
    write (monitor, loud);
    SampleRing::Reader samplesReader (samples), summaryReader (summary);
    write (monitor, soft);
    CHECK (read (samplesReader).values == std::vector<float> (10, 0.5f));
    CHECK (read (summaryReader).values == std::vector<float>{ 0.5f });
    CHECK (samples->droppedFrames() == 0);
    CHECK (summary->droppedFrames() == 0);
}

TEST_CASE ("A node without an output shows nothing, and preparing anew makes new rings")
{
    NodeMonitor monitor;
    monitor.prepare (0, sampleRateHz, false);
    CHECK (monitor.samples() == nullptr);
    CHECK (monitor.summary() == nullptr);
    monitor.prepare (3, sampleRateHz, false);
    const auto before = monitor.samples();
    CHECK (before->units() == 3);
    CHECK (monitor.samples() == before);
    monitor.prepare (1, sampleRateHz, false);
    CHECK (monitor.samples() != before);
    CHECK (monitor.samples()->units() == 1);
}

} // namespace spikegraph::test
