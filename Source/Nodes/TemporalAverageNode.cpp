#include "Core/MovingAverage.h"
#include "Graph/NodeParameters.h"
#include "Nodes/DurationInSamples.h"

#include <algorithm>

namespace spikegraph
{
namespace
{

template <typename T>
class TemporalAverageKernel final : public NodeKernel<T>
{
public:
    explicit TemporalAverageKernel (const NodeSetup& setup)
        : window (std::max<Index> (1, samplesOf (setup.parameters.value ("window"), setup.sampleRateHz)))
        , windowSeconds (static_cast<double> (window) / setup.sampleRateHz)
    {
        average.prepare (setup.outputUnits.front(), window);
    }

    void reset() noexcept override { average.reset(); }

    void process (const NodeBlock<T>& block) noexcept override { average.process (block.in(), block.out()); }

    double tailSeconds() const noexcept override { return windowSeconds; }

private:
    Index window;
    double windowSeconds;
    MovingAverage<T> average;
};

} // namespace

NodeType describeTemporalAverageNode()
{
    return { .id = "temporal-average",
             .name = "Temporal Average",
             .category = "Filters",
             .description = "The mean of what has come in over a window of time: spikes are counted.",
             .inputs = { { "in", "In" } },
             .outputs = { { "out", "Out" } },
             .parameters = { { .id = "window",
                               .name = "Window",
                               .unit = "ms",
                               .description =
                                   "How far back the mean reaches, to the nearest sample and one at least.",
                               .minimum = 0.01,
                               .maximum = 5000.0,
                               .defaultValue = 20.0,
                               .logarithmic = true,
                               .isStructural = true } },
             .picture = NodePictureKind::stepResponse,
             .isInPlace = true,
             // Sums are double.
             .samplesHeld = [] (const NodeWidths& widths, double sampleRateHz)
             { return 2.0 * sampleRateHz * 0.001 * widths.parameters.value ("window"); },
             .kernels = kernelsOf<TemporalAverageKernel>() };
}

} // namespace spikegraph
