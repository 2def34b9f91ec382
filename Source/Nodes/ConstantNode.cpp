#include "Graph/NodeParameters.h"
#include "Nodes/NumberRamp.h"
#include "Nodes/SharedParameters.h"

#include <algorithm>

namespace spikegraph
{
namespace
{

template <typename T>
class ConstantKernel final : public NodeKernel<T>
{
public:
    explicit ConstantKernel (const NodeSetup& setup)
        : value (setup.parameters.number ("value"), setup.sampleRateHz)
    {
    }

    void reset() noexcept override { value.reset(); }

    void process (const NodeBlock<T>& block) noexcept override
    {
        const auto out = block.out();
        value.forEach (block.samples, [first = out.unit (0)] (Index t, double number)
                       { first[t] = static_cast<T> (number); });
        for (Index unit = 1; unit < out.units; ++unit)
            std::copy_n (out.unit (0), block.samples, out.unit (unit));
    }

private:
    NumberRamp value;
};

} // namespace

NodeType describeConstantNode()
{
    return { .id = "constant",
             .name = "Constant",
             .category = "Sources",
             .description = "One number, in every unit.",
             .outputs = { { "out", "Out", SignalKind::control } },
             .parameters = { { .id = "value",
                               .name = "Value",
                               .description =
                                   "The number, in whatever unit its hearer takes it; a new one is "
                                   "reached in 20 ms.",
                               .minimum = -1000000.0,
                               .maximum = 1000000.0,
                               .defaultValue = 1.0 },
                             sourceUnitsParameter ("How many units carry it.") },
             .outputUnits = [] (const NodeWidths& widths)
             { return std::vector<int>{ widths.parameters.integer ("units") }; },
             .kernels = kernelsOf<ConstantKernel>() };
}

} // namespace spikegraph
