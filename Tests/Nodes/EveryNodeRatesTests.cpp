// Sample rates, what a node says of its latency and tail, and whether that is so.

#include "Tests/Nodes/NodeHarness.h"
#include "Tests/TestFramework.h"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <set>

namespace spikegraph::test
{
namespace
{

constexpr double sampleRatesHz[] = { 8000.0,  11025.0, 16000.0, 22050.0,  44100.0,
                                     48000.0, 88200.0, 96000.0, 176400.0, 192000.0 };

/// How loud each outlet is, and last, how many MIDI events there are.
std::vector<double> loudness (const NodeProcessor& node, const Recording<float>& recording)
{
    std::vector<double> outlets;
    for (const auto& outlet : outletsOf (node))
    {
        const auto first = recording.channels.begin() + static_cast<std::ptrdiff_t> (outlet.first);
        outlets.push_back (
            peak (Channels<float> (first, first + static_cast<std::ptrdiff_t> (outlet.count))));
    }
    outlets.push_back (static_cast<double> (recording.midi.size()));
    return outlets;
}

} // namespace

TEST_CASE ("Every node works from 8 to 192 kHz, as loud as at 48 kHz to 40 dB")
{
    for (const auto& type : nodeCatalogue().types())
    {
        std::vector<double> expected;
        for (const auto rateHz :
             { 48000.0, 8000.0, 11025.0, 22050.0, 44100.0, 88200.0, 96000.0, 176400.0, 192000.0 })
        {
            INFO (type.id.toStdString() << " at " << rateHz << " Hz");
            const auto node = makeNode<float> (type, { .widths = someWidths (type), .sampleRateHz = rateHz });
            const auto samples = static_cast<int> (0.25 * rateHz);
            const auto played =
                play<float> (*node, { .samples = samples, .signal = sine (440.0, 0.5, rateHz) });
            CHECK (unsoundSample (played.channels) == "");
            const auto heard = loudness (*node, played);
            if (expected.empty())
                expected = heard;
            for (std::size_t i = 0; i < heard.size(); ++i)
            {
                CHECK (heard[i] >= 0.01 * expected[i]);
                CHECK (heard[i] <= 100.0 * expected[i]);
            }
        }
    }
}

TEST_CASE (
    "Every node's latency is constant: the same in either precision, for any announced block, and later")
{
    for (const auto& type : nodeCatalogue().types())
        for (const auto rateHz : sampleRatesHz)
        {
            INFO (type.id.toStdString() << " at " << rateHz << " Hz");
            NodeOptions options{ .widths = someWidths (type), .sampleRateHz = rateHz };
            const auto node = makeNode<float> (type, options);
            const auto latency = node->getLatencySamples();
            CHECK (latency >= 0);
            CHECK (latency < 10 * static_cast<int> (rateHz));
            play<float> (*node);
            node->reset();
            CHECK (node->getLatencySamples() == latency);
            for (const auto block : { 1, 64, 8193 })
            {
                options.maximumBlock = block;
                CHECK (makeNode<double> (type, options)->getLatencySamples() == latency);
            }
        }
}

// An impulse passes where more than half of its energy comes out in one sample. A node that sends its units
// off at different times, as Resynthesis does, brings them in line with what a filterbank has sent ahead:
// none may come later than it says.
TEST_CASE ("Every node with a latency that an impulse passes puts it out as late as it says")
{
    for (const auto& type : nodeCatalogue().types())
        for (const auto rateHz : { 8000.0, 48000.0, 192000.0 })
        {
            INFO (type.id.toStdString() << " at " << rateHz << " Hz");
            const auto node =
                makeNode<double> (type, { .widths = widthsFor (type).back(), .sampleRateHz = rateHz });
            const auto latency = node->getLatencySamples();
            if (latency == 0 || node->getTotalNumInputChannels() == 0 ||
                node->getTotalNumOutputChannels() == 0)
                continue;
            std::set<std::ptrdiff_t> delays;
            const auto units = node->getTotalNumInputChannels();
            for (const auto unit : std::set<int>{ 0, units / 2, units - 1 })
            {
                constexpr int at = 100;
                node->reset();
                const auto played = play<double> (
                    *node, { .samples = at + 2 * latency + 100, .signal = [=] (int channel, int sample) {
                                return channel == unit && sample == at ? 1.0 : 0.0;
                            } });
                const auto& samples = played.channels[outletsOf (*node).front().first];
                const auto top =
                    std::max_element (samples.begin(), samples.end(),
                                      [] (double a, double b) { return std::abs (a) < std::abs (b); });
                const auto energy = std::inner_product (samples.begin(), samples.end(), samples.begin(), 0.0);
                if (*top * *top > 0.5 * energy)
                    delays.insert (top - samples.begin() - at);
            }
            if (delays.size() == 1)
                CHECK (*delays.begin() == latency);
            for (const auto delay : delays)
                CHECK (delay <= latency);
        }
}

// Compared with a node that has heard nothing, because there are nodes that sound by themselves. Spikes are
// left out: when a neuron fires next depends on all that it has heard.
TEST_CASE ("Every node's tail is a time, after which what it has heard is gone to -100 dB")
{
    for (const auto& type : nodeCatalogue().types())
    {
        const auto heardSamples = 4800;
        const auto node = makeNode<double> (type, { someWidths (type) });
        const auto tailSeconds = node->getTailLengthSeconds();
        INFO (type.id.toStdString() << ", tail of " << tailSeconds << " s");
        CHECK (tailSeconds >= 0.0);
        CHECK (tailSeconds < 1e6);
        const auto tailSamples =
            static_cast<int> (std::ceil (tailSeconds * 48000.0)) + node->getLatencySamples();
        if (tailSamples > 10 * 48000)
            continue;
        const auto samples = heardSamples + tailSamples + 2000;
        const auto played =
            play<double> (*node, { .samples = samples, .signal = [=] (int channel, int sample) {
                                      return sample < heardSamples ? fullScale (channel, sample) : 0.0;
                                  } });
        const auto alone = play<double> (*makeNode<double> (type, { someWidths (type) }),
                                         { .samples = samples, .signal = silence });
        for (const auto& outlet : outletsOf (*node))
            for (auto unit = outlet.first;
                 unit < outlet.first + outlet.count && outlet.kind != SignalKind::spikes; ++unit)
            {
                double loudest = 0.0;
                for (auto i = static_cast<std::size_t> (heardSamples + tailSamples);
                     i < static_cast<std::size_t> (samples); ++i)
                    loudest =
                        std::max (loudest, std::abs (played.channels[unit][i] - alone.channels[unit][i]));
                CHECK (loudest <= 1e-5 * std::max (1.0, peak (played.channels)));
            }
    }
}

} // namespace spikegraph::test
