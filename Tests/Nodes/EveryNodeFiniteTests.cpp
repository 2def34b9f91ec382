// Numbers that are not finite stay out of every node, and out of what it puts out.

#include "Graph/FiniteSamples.h"
#include "Tests/Nodes/NodeHarness.h"
#include "Tests/TestFramework.h"

#include <limits>
#include <set>

namespace spikegraph::test
{
namespace
{

const Blocks blocks{ 64, 65, 0, 1, 512, 700 };

/// A value in the first 20 samples of every 100, with noise between.
Signal spotted (double value)
{
    return [=] (int channel, int sample) { return sample % 100 < 20 ? value : noise (channel, sample); };
}

/// Some value at first, then noise.
Signal atFirst (double value, int samples)
{
    return [=] (int channel, int sample) { return sample < samples ? value : noise (channel, sample); };
}

template <typename T>
std::vector<T> strangeValues()
{
    using Limits = std::numeric_limits<T>;
    return { T (0),
             T (1),
             T (-1),
             Limits::denorm_min(),
             -Limits::denorm_min(),
             Limits::min() / T (2),
             static_cast<T> (largestSample),
             Limits::max(),
             -Limits::max(),
             Limits::infinity(),
             -Limits::infinity(),
             Limits::quiet_NaN() };
}

/// Without what ends notes that had begun before: a reset lets go of them, as whoever plays them knows
/// nothing of it.
template <typename T>
Recording<T> withoutOlderNotes (Recording<T> recording)
{
    std::set<std::pair<int, int>> begun;
    std::erase_if (recording.midi,
                   [&] (const TimedMidi& event)
                   {
                       const auto key = std::pair (event.bytes[0] & 0x0f, static_cast<int> (event.bytes[1]));
                       const auto kind = event.bytes[0] & 0xf0;
                       if (kind == 0x90)
                           begun.insert (key);
                       return kind == 0x80 && begun.count (key) == 0;
                   });
    return recording;
}

template <typename T>
void checkStrangeValues (const NodeType& type)
{
    const auto fresh = play<T> (*makeNode<T> (type, { someWidths (type) }), { .blocks = blocks });
    for (const auto value : strangeValues<T>())
    {
        INFO (type.id.toStdString() << " in " << sizeof (T) * 8 << " bits, hearing " << value);
        const auto node = makeNode<T> (type, { someWidths (type) });
        CHECK (unsoundSample (play<T> (*node, { .signal = spotted (value), .blocks = blocks }).channels) ==
               "");
        node->reset();
        CHECK (difference (withoutOlderNotes (play<T> (*node, { .blocks = blocks })), fresh) == "");
    }
}

template <typename T>
void checkReplacedByZero (const NodeType& type)
{
    for (const auto& widths : widthsFor (type))
    {
        const auto clean =
            play<T> (*makeNode<T> (type, { widths }), { .signal = spotted (0.0), .blocks = blocks });
        for (const auto bad :
             { std::numeric_limits<double>::quiet_NaN(), std::numeric_limits<double>::infinity(),
               -std::numeric_limits<double>::infinity() })
        {
            INFO (type.id.toStdString()
                  << " in " << sizeof (T) * 8 << " bits, " << widths.text() << ", hearing " << bad);
            const auto node = makeNode<T> (type, { widths });
            CHECK (difference (play<T> (*node, { .signal = spotted (bad), .blocks = blocks }), clean) == "");
            if (node->getTotalNumInputChannels() > 0)
                CHECK (node->replacedSamples() >= 1);
        }
    }
}

} // namespace

TEST_CASE ("Every node makes sound numbers of silence, noise and full scale by itself, whatever the widths")
{
    for (const auto& type : nodeCatalogue().types())
        for (const auto& widths : widthsFor (type))
            for (const auto& signal : { Signal (silence), Signal (noise), Signal (fullScale) })
            {
                INFO (type.id.toStdString() << ", " << widths.text());
                CHECK (faultOf<float> (*makeNode<float> (type, { widths }), { .signal = signal }) == "");
                CHECK (faultOf<double> (*makeNode<double> (type, { widths }), { .signal = signal }) == "");
            }
}

TEST_CASE ("Every node puts out sound numbers for strange ones, and is as new after reset")
{
    for (const auto& type : nodeCatalogue().types())
    {
        checkStrangeValues<float> (type);
        checkStrangeValues<double> (type);
    }
}

TEST_CASE ("Every node hears 0 where its input is not finite, and goes on as if it had been so")
{
    for (const auto& type : nodeCatalogue().types())
    {
        checkReplacedByZero<float> (type);
        checkReplacedByZero<double> (type);
    }
}

// A kernel whose state was poisoned would have its output replaced for ever.
TEST_CASE ("Every node that has heard strange numbers puts out its own again, without a reset")
{
    for (const auto& type : nodeCatalogue().types())
        for (const auto value : strangeValues<float>())
        {
            INFO (type.id.toStdString() << ", hearing " << value);
            const auto node = makeNode<float> (type, { someWidths (type) });
            const auto strange = atFirst (static_cast<double> (value), 1000);
            constexpr int samples = 48000;
            std::uint64_t replacedBefore = 0;
            const Moves moves{ { samples / 2, [&] { replacedBefore = node->replacedSamples(); } } };
            const auto played =
                play<float> (*node, { .samples = samples, .signal = strange, .moves = moves });
            CHECK (unsoundSample (played.channels) == "");
            CHECK (node->replacedSamples() == replacedBefore);
        }
}

} // namespace spikegraph::test
