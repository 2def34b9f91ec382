#include "Nodes/NumberRamp.h"
#include "Nodes/SideBySide.h"

#include <algorithm>
#include <array>

namespace spikegraph
{
namespace
{

constexpr std::size_t numInlets = 4;

/// Every unit is a*A + b*B + c*C + d*D, added in this order; the folded one is the sum of all units.
template <typename T>
class MixKernel final : public NodeKernel<T>
{
public:
    explicit MixKernel (const NodeSetup& setup)
        : levels{ Level (setup, "levelA"), Level (setup, "levelB"), Level (setup, "levelC"),
                  Level (setup, "levelD") }
        , folds (setup.parameters.value ("fold") > 0.5)
        , units (*std::max_element (setup.inputUnits.begin(), setup.inputUnits.end()))
    {
    }

    void reset() noexcept override
    {
        for (auto& level : levels)
            level.gain.reset();
    }

    void process (const NodeBlock<T>& block) noexcept override
    {
        for (auto& level : levels)
            level.gain.forEach (block.samples, [&level] (Index t, double factor)
                                { level.factors[static_cast<std::size_t> (t)] = static_cast<T> (factor); });
        const auto out = block.out();
        for (Index unit = 0; unit < units; ++unit)
        {
            auto* target = out.unit (folds ? 0 : unit);
            if (!folds || unit == 0)
                std::fill_n (target, block.samples, T (0));
            for (std::size_t port = 0; port < numInlets; ++port)
            {
                const auto in = block.in (static_cast<int> (port));
                if (in.units == 0)
                    continue;
                const auto* source = unitSideBySide (in, unit);
                const auto* factors = levels[port].factors.data();
                for (Index t = 0; t < block.samples; ++t)
                    target[t] += factors[t] * source[t];
            }
        }
    }

private:
    struct Level
    {
        Level (const NodeSetup& setup, const char* parameterId)
            : gain (setup.parameters.number (parameterId), setup.sampleRateHz, gainOf)
            , factors (static_cast<std::size_t> (setup.maximumBlockSamples))
        {
        }

        NumberRamp gain;
        std::vector<T> factors; ///< of a block
    };

    std::array<Level, numInlets> levels;
    bool folds;
    Index units;
};

ParameterType levelParameter (const char* id, const char* name)
{
    return { .id = id,
             .name = name,
             .unit = "dB",
             .description = "How loud the inlet is in the mix; -120 dB is silence.",
             .minimum = -120.0,
             .maximum = 60.0 };
}

} // namespace

NodeType describeMixNode()
{
    return {
        .id = "mix",
        .name = "Mix",
        .category = "Arithmetic",
        .description = "Adds up to four inlets, each at its level. They have as many units, or one, which is "
                       "repeated.",
        .inputs = { { "a", "A" },
                    { .id = "b", .name = "B", .isOptional = true },
                    { .id = "c", .name = "C", .isOptional = true },
                    { .id = "d", .name = "D", .isOptional = true } },
        .outputs = { { "out", "Out" } },
        .parameters = { levelParameter ("levelA", "Level A"),
                        levelParameter ("levelB", "Level B"),
                        levelParameter ("levelC", "Level C"),
                        levelParameter ("levelD", "Level D"),
                        { .id = "fold",
                          .name = "Fold",
                          .description = "keep: as many units as come in; sum: all of them added up to one.",
                          .kind = ParameterKind::choice,
                          .choices = { "keep", "sum" },
                          .defaultText = "keep",
                          .isStructural = true } },
        .outputUnits =
            [] (const NodeWidths& widths)
        {
            const auto units = unitsSideBySide (widths);
            return std::vector<int>{ widths.parameters.value ("fold") > 0.5 ? 1 : units };
        },
        .kernels = kernelsOf<MixKernel>()
    };
}

} // namespace spikegraph
