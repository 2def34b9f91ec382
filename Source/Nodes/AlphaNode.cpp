#include "Core/Alpha.h"
#include "Nodes/TauSpread.h"

namespace spikegraph
{
namespace
{

template <typename T>
class AlphaKernel final : public NodeKernel<T>
{
public:
    explicit AlphaKernel (const NodeSetup& setup)
        : alpha (optionsFor (setup))
        , tau (setup.parameters, setup.outputUnits.front())
    {
        alpha.prepare();
        tau.update (alpha);
    }

    void reset() noexcept override
    {
        tau.update (alpha);
        alpha.reset();
    }

    void process (const NodeBlock<T>& block) noexcept override
    {
        tau.update (alpha);
        alpha.process (block.in(), block.out());
    }

    /// (1 + a) exp (-a) = 10^-5, the part of a step that is still to come, at a = 14.3 of the longest tau.
    double tailSeconds() const noexcept override { return 14.3 * tau.longestSeconds(); }

private:
    static typename Alpha<T>::Options optionsFor (const NodeSetup& setup)
    {
        typename Alpha<T>::Options options;
        options.units = setup.outputUnits.front();
        options.dtSeconds = 1.0 / setup.sampleRateHz;
        options.tauSeconds = { 1.0 };
        return options;
    }

    Alpha<T> alpha;
    TauSpread tau;
};

} // namespace

NodeType describeAlphaNode()
{
    return {
        .id = "alpha",
        .name = "Alpha",
        .category = "Filters",
        .description = "Smooths every unit with two equal poles: a spike becomes t/tau^2 exp(-t/tau), as a "
                       "synapse answers it.",
        .inputs = { { "in", "In" } },
        .outputs = { { "out", "Out" } },
        .parameters = { tauParameter ("Time constant of each pole: an answer to a spike peaks after it."),
                        tauSpreadParameter(), tauFactorsParameter() },
        .picture = NodePictureKind::stepResponse,
        .isInPlace = true,
        .outputUnits =
            [] (const NodeWidths& widths)
        {
            tauFactorsOf (widths.parameters, widths.inputUnits.front());
            return std::vector<int>{ widths.inputUnits.front() };
        },
        .kernels = kernelsOf<AlphaKernel>()
    };
}

} // namespace spikegraph
