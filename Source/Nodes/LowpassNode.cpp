#include "Core/Lowpass.h"
#include "Nodes/InitialLevels.h"
#include "Nodes/TauSpread.h"

namespace spikegraph
{
namespace
{

template <typename T>
class LowpassKernel final : public NodeKernel<T>
{
public:
    explicit LowpassKernel (const NodeSetup& setup)
        : lowpass (optionsFor (setup))
        , tau (setup.parameters, setup.outputUnits.front())
    {
        lowpass.prepare();
        tau.update (lowpass);
    }

    void reset() noexcept override
    {
        tau.update (lowpass);
        lowpass.reset();
    }

    void process (const NodeBlock<T>& block) noexcept override
    {
        tau.update (lowpass);
        lowpass.process (block.in(), block.out());
    }

    /// ln (10^5) of the longest tau.
    double tailSeconds() const noexcept override { return 11.5 * tau.longestSeconds(); }

private:
    static typename Lowpass<T>::Options optionsFor (const NodeSetup& setup)
    {
        typename Lowpass<T>::Options options;
        options.units = setup.outputUnits.front();
        options.dtSeconds = 1.0 / setup.sampleRateHz;
        options.tauSeconds = { 1.0 };
        options.initialLevel = initialLevelsOf<T> (setup.parameters, options.units);
        return options;
    }

    Lowpass<T> lowpass;
    TauSpread tau;
};

} // namespace

NodeType describeLowpassNode()
{
    return { .id = "lowpass",
             .name = "Lowpass",
             .category = "Filters",
             .description = "Smooths every unit with one pole: spikes become a rate again.",
             .inputs = { { "in", "In" } },
             .outputs = { { "out", "Out" } },
             .parameters = { tauParameter (
                                 "Time constant: 63.2% of a step is reached after it. The corner is at "
                                 "1/(2 pi tau)."),
                             tauSpreadParameter(),
                             tauFactorsParameter(),
                             { .id = "initialLevel",
                               .name = "Initial level",
                               .description = "Level before the first sample.",
                               .minimum = -1.0,
                               .maximum = 1.0,
                               .isStructural = true },
                             { .id = "initialLevels",
                               .name = "Initial levels",
                               .description = "Added to the initial level: one number, or one for each unit. "
                                              "Training writes them packed.",
                               .kind = ParameterKind::text,
                               .defaultText = "0",
                               .check = [] (const juce::String& text) { numbersFrom (text); } } },
             .picture = NodePictureKind::stepResponse,
             .isInPlace = true,
             .outputUnits =
                 [] (const NodeWidths& widths)
             {
                 const auto units = widths.inputUnits.front();
                 tauFactorsOf (widths.parameters, units);
                 initialLevelsOf<double> (widths.parameters, units);
                 return std::vector<int>{ units };
             },
             .kernels = kernelsOf<LowpassKernel>() };
}

} // namespace spikegraph
