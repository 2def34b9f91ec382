#include "Core/EnvelopeFollower.h"
#include "Graph/NodeParameters.h"

namespace spikegraph
{
namespace
{

template <typename T>
class EnvelopeKernel final : public NodeKernel<T>
{
public:
    explicit EnvelopeKernel (const NodeSetup& setup)
        : envelope ({ .dtSeconds = 1.0 / setup.sampleRateHz })
        , attack (setup.parameters.number ("attack"))
        , release (setup.parameters.number ("release"))
    {
        envelope.prepare (setup.outputUnits.front());
    }

    void reset() noexcept override { envelope.reset(); }

    void process (const NodeBlock<T>& block) noexcept override
    {
        envelope.setAttack (attack.load (std::memory_order_relaxed) * 0.001);
        envelope.setRelease (release.load (std::memory_order_relaxed) * 0.001);
        envelope.process (block.in(), block.out());
    }

    /// ln (10^5) of the release.
    double tailSeconds() const noexcept override
    {
        return 11.52 * 0.001 * release.load (std::memory_order_relaxed);
    }

private:
    EnvelopeFollower<T> envelope;
    const std::atomic<double>&attack, &release;
};

ParameterType timeParameter (const char* id, const char* name, const char* description, double defaultValue)
{
    return { .id = id,
             .name = name,
             .unit = "ms",
             .description = description,
             .minimum = 0.01,
             .maximum = 10000.0,
             .defaultValue = defaultValue,
             .logarithmic = true };
}

} // namespace

NodeType describeEnvelopeNode()
{
    return { .id = "envelope",
             .name = "Envelope",
             .category = "Levels",
             .description = "How loud each unit is: rectified, then smoothed, quicker up than down.",
             .inputs = { { "in", "In" } },
             .outputs = { { "out", "Out", SignalKind::control } },
             .parameters = { timeParameter ("attack", "Attack",
                                            "Time constant on the way up: 63.2% of a step after it.", 5.0),
                             timeParameter ("release", "Release",
                                            "Time constant on the way down: 36.8% are left after it.",
                                            50.0) },
             .isInPlace = true,
             .kernels = kernelsOf<EnvelopeKernel>() };
}

} // namespace spikegraph
