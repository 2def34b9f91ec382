#include "Core/Lowpass.h"
#include "Graph/NodeProcessor.h"

#include <cmath>
#include <optional>

namespace spikegraph
{
namespace
{

class LowpassNode final : public NodeProcessor
{
public:
    using NodeProcessor::NodeProcessor;

    void resetState() noexcept override
    {
        if (lowpass)
            lowpass->reset();
    }

    /// Until a full-scale input has fallen to -100 dB: ln (10^5) of the longest tau.
    double getTailLengthSeconds() const override { return 11.5 * tauMilliseconds * 0.001 * tauSpread; }

private:
    void prepare (double sampleRateHz, int) override
    {
        Lowpass<float>::Options options;
        options.units = inputUnits();
        options.dtSeconds = 1.0 / sampleRateHz;
        options.tauSeconds = { 1.0 };
        options.initialLevel = Tensor<float> ({ 1, inputUnits() }, static_cast<float> (initialLevel.load()));
        lowpass.emplace (options);
        appliedTau = appliedSpread = 0.0;
        updateTau();
        lowpass->prepare();
    }

    void processBounded (Planar<const float> in, Planar<float> out) noexcept override
    {
        updateTau();
        lowpass->process (in, out);
    }

    /// A new tau goes on from the level that there is, so it does not click. Unit k of n has
    /// tau * spread^(2k/(n-1) - 1): geometrically from tau/spread to tau*spread.
    void updateTau() noexcept
    {
        const auto tau = tauMilliseconds.load (std::memory_order_relaxed),
                   spread = tauSpread.load (std::memory_order_relaxed);
        if (!(tau < appliedTau || tau > appliedTau || spread < appliedSpread || spread > appliedSpread))
            return;
        const auto units = inputUnits();
        for (int k = 0; k < units; ++k)
        {
            const auto position = units > 1 ? 2.0 * k / (units - 1) - 1.0 : 0.0;
            lowpass->setTau (k, tau * 0.001 * std::pow (spread, position));
        }
        appliedTau = tau;
        appliedSpread = spread;
    }

    const std::atomic<double>&tauMilliseconds = number ("tau"), &tauSpread = number ("tauSpread"),
          &initialLevel = number ("initialLevel");
    std::optional<Lowpass<float>> lowpass;
    double appliedTau = 0.0, appliedSpread = 0.0;
};

} // namespace

NodeType describeLowpassNode()
{
    return { .id = "lowpass",
             .name = "Lowpass",
             .category = "Filters",
             .description = "Smooths every unit with one pole: spikes become a rate again.",
             .inputs = { { "in", "In", SignalKind::audio } },
             .outputs = { { "out", "Out", SignalKind::audio } },
             .parameters = { { .id = "tau",
                               .name = "Tau",
                               .unit = "ms",
                               .description = "Time constant: 63.2% of a step is reached after it. The "
                                              "corner is at 1/(2 pi tau).",
                               .minimum = 0.001,
                               .maximum = 10000.0,
                               .defaultValue = 5.0,
                               .logarithmic = true },
                             { .id = "tauSpread",
                               .name = "Tau spread",
                               .description =
                                   "How far tau is spread over the units, from tau/spread to tau*spread.",
                               .minimum = 1.0,
                               .maximum = 100.0,
                               .defaultValue = 1.0,
                               .logarithmic = true },
                             { .id = "initialLevel",
                               .name = "Initial level",
                               .description = "Level before the first sample.",
                               .minimum = -1.0,
                               .maximum = 1.0 } },
             .create = [] (const NodeType& type) { return std::make_unique<LowpassNode> (type); } };
}

} // namespace spikegraph
