#include "Core/DelayLine.h"
#include "Graph/NodeParameters.h"
#include "Nodes/DurationInSamples.h"

#include <algorithm>

namespace spikegraph
{
namespace
{

constexpr double crossfadeMilliseconds = 20.0;

template <typename T>
class DelayKernel final : public NodeKernel<T>
{
public:
    explicit DelayKernel (const NodeSetup& setup)
        : line ({ .crossfadeSamples = samplesOf (crossfadeMilliseconds, setup.sampleRateHz) })
        , sampleRateHz (setup.sampleRateHz)
        , time (setup.parameters.number ("time"))
    {
        line.prepare (setup.outputUnits.front(),
                      samplesOf (setup.parameters.value ("maximum"), sampleRateHz));
        reset();
    }

    void reset() noexcept override
    {
        line.setDelaySamples (delay());
        line.reset();
    }

    void process (const NodeBlock<T>& block) noexcept override
    {
        line.setDelaySamples (delay());
        line.process (block.in(), block.out());
    }

    double tailSeconds() const noexcept override
    {
        return static_cast<double> (std::min (delay(), line.maximumDelaySamples())) / sampleRateHz;
    }

private:
    Index delay() const noexcept { return samplesOf (time.load (std::memory_order_relaxed), sampleRateHz); }

    DelayLine<T> line;
    double sampleRateHz;
    const std::atomic<double>& time;
};

} // namespace

NodeType describeDelayNode()
{
    return { .id = "delay",
             .name = "Delay",
             .category = "Delays",
             .description = "Every unit, later. A new time fades in over 20 ms.",
             .inputs = { { "in", "In" } },
             .outputs = { { "out", "Out" } },
             .parameters = { { .id = "time",
                               .name = "Time",
                               .unit = "ms",
                               .description = "The delay, to the nearest sample; held to the maximum.",
                               .minimum = 0.0,
                               .maximum = 10000.0,
                               .defaultValue = 100.0 },
                             { .id = "maximum",
                               .name = "Maximum",
                               .unit = "ms",
                               .description = "The longest time that there is memory for.",
                               .minimum = 1.0,
                               .maximum = 10000.0,
                               .defaultValue = 2000.0,
                               .logarithmic = true,
                               .isStructural = true } },
             .isInPlace = true,
             // Its ring's length is a power of two.
             .samplesHeld = [] (const NodeWidths& widths, double sampleRateHz)
             { return 2.0 * sampleRateHz * 0.001 * widths.parameters.value ("maximum"); },
             .kernels = kernelsOf<DelayKernel>() };
}

} // namespace spikegraph
