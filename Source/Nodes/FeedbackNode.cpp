#include "Graph/NodeParameters.h"
#include "Nodes/DurationInSamples.h"

#include <algorithm>

namespace spikegraph
{
namespace
{

/// A ring of as many samples as the delay: no more are read before they are written anew.
template <typename T>
class FeedbackNodeKernel final : public FeedbackKernel<T>
{
public:
    explicit FeedbackNodeKernel (const NodeSetup& setup)
        : delay (std::max<Index> (1, samplesOf (setup.parameters.value ("time"), setup.sampleRateHz) +
                                         setup.parameters.integer ("samples")))
        , delaySeconds (static_cast<double> (delay) / setup.sampleRateHz)
        , rings (static_cast<std::size_t> (setup.outputUnits.front()),
                 std::vector<T> (static_cast<std::size_t> (delay)))
    {
    }

    void reset() noexcept override
    {
        for (auto& ring : rings)
            std::fill (ring.begin(), ring.end(), T (0));
        position = 0;
    }

    int delaySamples() const noexcept override { return static_cast<int> (delay); }

    void read (Planar<T> out) noexcept override
    {
        const auto beforeEnd = std::min (out.steps, delay - position);
        for (Index unit = 0; unit < out.units; ++unit)
        {
            const auto* ring = rings[static_cast<std::size_t> (unit)].data();
            std::copy_n (ring + position, beforeEnd, out.unit (unit));
            std::copy_n (ring, out.steps - beforeEnd, out.unit (unit) + beforeEnd);
        }
    }

    void write (Planar<const T> in) noexcept override
    {
        const auto beforeEnd = std::min (in.steps, delay - position);
        for (Index unit = 0; unit < in.units; ++unit)
        {
            auto* ring = rings[static_cast<std::size_t> (unit)].data();
            std::copy_n (in.unit (unit), beforeEnd, ring + position);
            std::copy_n (in.unit (unit) + beforeEnd, in.steps - beforeEnd, ring);
        }
        position = (position + in.steps) % delay;
    }

    double tailSeconds() const noexcept override { return delaySeconds; }

private:
    Index delay;
    double delaySeconds;
    std::vector<std::vector<T>> rings; ///< a ring a unit
    Index position = 0;                ///< of the oldest sample
};

} // namespace

NodeType describeFeedbackNode()
{
    return { .id = "feedback",
             .name = "Feedback",
             .category = "Delays",
             .description =
                 "Closes a loop with an exact delay: time and samples together, one sample at least.",
             .inputs = { { "in", "In" } },
             .outputs = { { "out", "Out" } },
             .parameters = { { .id = "time",
                               .name = "Time",
                               .unit = "ms",
                               .description = "The delay, to the nearest sample.",
                               .minimum = 0.0,
                               .maximum = 10000.0,
                               .defaultValue = 10.0,
                               .isStructural = true },
                             { .id = "samples",
                               .name = "Samples",
                               .unit = "samples",
                               .description = "Added to the time.",
                               .kind = ParameterKind::integer,
                               .minimum = 0.0,
                               .maximum = 65536.0,
                               .isStructural = true } },
             .isFeedback = true,
             .samplesHeld =
                 [] (const NodeWidths& widths, double sampleRateHz) {
                     return sampleRateHz * 0.001 * widths.parameters.value ("time") +
                            widths.parameters.integer ("samples");
                 },
             .kernels = kernelsOf<FeedbackNodeKernel>() };
}

} // namespace spikegraph
