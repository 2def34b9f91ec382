#include "Nodes/NumberRamp.h"
#include "Nodes/SideBySide.h"

#include <algorithm>

namespace spikegraph
{
namespace
{

template <typename T>
class MultiplyKernel final : public NodeKernel<T>
{
public:
    explicit MultiplyKernel (const NodeSetup& setup)
        : depth (setup.parameters.number ("depth"), setup.sampleRateHz)
        , depths (static_cast<std::size_t> (setup.maximumBlockSamples))
    {
    }

    void reset() noexcept override { depth.reset(); }

    void process (const NodeBlock<T>& block) noexcept override
    {
        depth.forEach (block.samples, [this] (Index t, double amount)
                       { depths[static_cast<std::size_t> (t)] = static_cast<T> (amount); });
        const auto a = block.in (0), b = block.in (1);
        const auto out = block.out();
        for (Index unit = 0; unit < out.units; ++unit)
        {
            const auto* source = unitSideBySide (a, unit);
            auto* target = out.unit (unit);
            if (b.units == 0)
            {
                if (target != source)
                    std::copy_n (source, block.samples, target);
                continue;
            }
            const auto* factor = unitSideBySide (b, unit);
            const auto* amount = depths.data();
            for (Index t = 0; t < block.samples; ++t)
                target[t] = source[t] * ((T (1) - amount[t]) + amount[t] * factor[t]);
        }
    }

private:
    NumberRamp depth;
    std::vector<T> depths; ///< of a block
};

} // namespace

NodeType describeMultiplyNode()
{
    return { .id = "multiply",
             .name = "Multiply",
             .category = "Arithmetic",
             .description =
                 "A times B: ring modulation, or a gate. They have as many units, or one, which is "
                 "repeated; without B, A passes.",
             .inputs = { { "a", "A" }, { .id = "b", .name = "B", .isOptional = true } },
             .outputs = { { "out", "Out" } },
             .parameters = { { .id = "depth",
                               .name = "Depth",
                               .description = "From A alone (0) to A times B (1): a (1 - depth + depth b).",
                               .defaultValue = 1.0 } },
             .isInPlace = true,
             .outputUnits = [] (const NodeWidths& widths)
             { return std::vector<int>{ unitsSideBySide (widths) }; },
             .kernels = kernelsOf<MultiplyKernel>() };
}

} // namespace spikegraph
