#include "Core/DeltaEncoder.h"
#include "Graph/NodeParameters.h"

namespace spikegraph
{
namespace
{

template <typename T>
class DeltaEncoderKernel final : public NodeKernel<T>
{
public:
    explicit DeltaEncoderKernel (const NodeSetup& setup)
        : encoder ({ .threshold = setup.parameters.value ("threshold") })
        , threshold (setup.parameters.number ("threshold"))
    {
        encoder.prepare (setup.outputUnits.front());
    }

    void reset() noexcept override { encoder.reset(); }

    void process (const NodeBlock<T>& block) noexcept override
    {
        encoder.setThreshold (threshold.load (std::memory_order_relaxed));
        encoder.process (block.in(), block.out());
    }

private:
    DeltaEncoder<T> encoder;
    const std::atomic<double>& threshold;
};

} // namespace

NodeType describeDeltaEncoderNode()
{
    return { .id = "delta-encoder",
             .name = "Delta Encoder",
             .category = "Spiking",
             .description =
                 "Send-on-delta: a spike of 1 whenever the input has risen by the threshold, of -1 "
                 "whenever it has fallen by it, and several where it has moved by several.",
             .inputs = { { "in", "In" } },
             .outputs = { { "out", "Spikes", SignalKind::spikes } },
             .parameters = { { .id = "threshold",
                               .name = "Threshold",
                               .description = "How far the input moves for a spike.",
                               .minimum = 0.0001,
                               .maximum = 10.0,
                               .defaultValue = 0.05,
                               .logarithmic = true } },
             .picture = NodePictureKind::raster,
             .isInPlace = true,
             .kernels = kernelsOf<DeltaEncoderKernel>() };
}

} // namespace spikegraph
