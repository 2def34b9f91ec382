// Float and double are the same node.

#include "Tests/Nodes/NodeHarness.h"
#include "Tests/TestFramework.h"

#include <cmath>

namespace spikegraph::test
{
namespace
{

constexpr int samples = 48000;

/// The smallest spike, which stands for one.
double spikeHeight (const std::vector<double>& spikes)
{
    double height = 0.0;
    for (const auto spike : spikes)
        if (std::abs (spike) > 0.0 && (height <= 0.0 || std::abs (spike) < height))
            height = std::abs (spike);
    return height;
}

/// A voltage that is rounded may pass the threshold a sample earlier or later: a spike moves, and none is
/// lost.
void checkSpikes (const std::vector<float>& left, const std::vector<double>& expected)
{
    const std::vector<double> spikes (left.begin(), left.end());
    const auto height = spikeHeight (spikes), expectedHeight = spikeHeight (expected);
    CHECK (height == Approx (expectedHeight).epsilon (1e-5));
    if (!(height > 0.0) || !(expectedHeight > 0.0))
        return;
    double count = 0.0, expectedCount = 0.0, apart = 0.0;
    for (std::size_t i = 0; i < spikes.size(); ++i)
    {
        count += spikes[i] / height;
        expectedCount += expected[i] / expectedHeight;
        apart = std::max (apart, std::abs (count - expectedCount));
    }
    CHECK (apart < 1.01);
}

void checkSamples (const std::vector<float>& left, const std::vector<double>& expected)
{
    double apart = 0.0, largest = 0.0;
    for (std::size_t i = 0; i < left.size(); ++i)
    {
        apart = std::max (apart, std::abs (static_cast<double> (left[i]) - expected[i]));
        largest = std::max (largest, std::abs (expected[i]));
    }
    CHECK (apart <= 1e-4 * largest); // -80 dB
}

/// Makes spikes enough for a fault of half a percent to show.
double steady (int, int)
{
    return 1.0;
}

} // namespace

TEST_CASE ("Every node puts out in float what it does in double, to -80 dB, and as many spikes at any time")
{
    for (const auto& type : nodeCatalogue().types())
        for (const auto& signal : { Signal (noise), sine (440.0, 0.5), Signal (steady) })
        {
            const auto node = makeNode<float> (type, { someWidths (type) });
            const auto single = play<float> (*node, { .samples = samples, .signal = signal });
            const auto full = play<double> (*makeNode<double> (type, { someWidths (type) }),
                                            { .samples = samples, .signal = signal });
            for (const auto& outlet : outletsOf (*node))
                for (auto unit = outlet.first; unit < outlet.first + outlet.count; ++unit)
                {
                    INFO (type.id.toStdString() << ", unit " << unit << ", " << name (outlet.kind));
                    if (outlet.kind == SignalKind::spikes)
                        checkSpikes (single.channels[unit], full.channels[unit]);
                    else
                        checkSamples (single.channels[unit], full.channels[unit]);
                }
        }
}

} // namespace spikegraph::test
