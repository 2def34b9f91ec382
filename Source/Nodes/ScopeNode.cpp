#include "Graph/NodeParameters.h"
#include "Graph/SampleRing.h"

#include <algorithm>
#include <cmath>

namespace spikegraph
{
namespace
{

/// How long a reader may leave the ring alone before frames are lost.
constexpr double ringSeconds = 0.25;

template <typename T>
class ScopeKernel final : public NodeKernel<T>, public ScopeSource
{
public:
    explicit ScopeKernel (const NodeSetup& setup)
        : ring (std::make_shared<SampleRing> (setup.outputUnits.front(), capacityFor (setup),
                                              setup.sampleRateHz))
    {
    }

    void process (const NodeBlock<T>& block) noexcept override
    {
        const auto in = block.in();
        const auto out = block.out();
        ring->write (in);
        for (Index unit = 0; unit < out.units; ++unit)
            if (out.unit (unit) != in.unit (unit))
                std::copy_n (in.unit (unit), block.samples, out.unit (unit));
    }

    std::shared_ptr<SampleRing> shownSamples() const noexcept override { return ring; }

private:
    static Index capacityFor (const NodeSetup& setup)
    {
        return std::max (static_cast<Index> (std::ceil (ringSeconds * setup.sampleRateHz)),
                         static_cast<Index> (2 * setup.maximumBlockSamples));
    }

    std::shared_ptr<SampleRing> ring;
};

} // namespace

NodeType describeScopeNode()
{
    return {
        .id = "scope",
        .name = "Scope",
        .category = "Display",
        .description = "Shows what passes, and changes nothing.",
        .inputs = { { "in", "In" } },
        .outputs = { { "out", "Out" } },
        .parameters = { { .id = "view",
                          .name = "View",
                          .description = "raster: a dot for every spike of every unit; waveform: samples in "
                                         "time; spectrum: how loud each frequency is.",
                          .kind = ParameterKind::choice,
                          .choices = { "raster", "waveform", "spectrum" },
                          .defaultText = "raster" },
                        { .id = "window",
                          .name = "Window",
                          .unit = "ms",
                          .description = "How much time is shown.",
                          .minimum = 1.0,
                          .maximum = 10000.0,
                          .defaultValue = 1000.0,
                          .logarithmic = true } },
        .isInPlace = true,
        .samplesHeld = [] (const NodeWidths&, double sampleRateHz) { return ringSeconds * sampleRateHz; },
        .kernels = kernelsOf<ScopeKernel>()
    };
}

} // namespace spikegraph
