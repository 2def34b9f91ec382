#include "Core/GammatoneFilterbank.h"
#include "Nodes/GammatoneParameters.h"

#include <algorithm>
#include <numbers>

namespace spikegraph
{
namespace
{

template <typename T>
class FilterbankKernel final : public NodeKernel<T>
{
public:
    explicit FilterbankKernel (const NodeSetup& setup)
        : filterbank (gammatoneOptions (setup.parameters, setup.outputUnits.front(), setup.sampleRateHz))
        , lowestErbHz (setup.parameters.value ("bandwidth") * erbHz (filterbank.centreHz().front()))
        , mono (setup.inputUnits.front() > 1 ? static_cast<std::size_t> (setup.maximumBlockSamples) : 0)
    {
        filterbank.prepare();
    }

    void reset() noexcept override { filterbank.reset(); }

    void process (const NodeBlock<T>& block) noexcept override
    {
        const auto in = block.in();
        if (in.units == 1)
            return filterbank.process (in, block.out());

        std::fill_n (mono.begin(), block.samples, T (0));
        for (Index unit = 0; unit < in.units; ++unit)
            for (Index t = 0; t < block.samples; ++t)
                mono[static_cast<std::size_t> (t)] += in (t, unit);
        const auto share = T (1) / static_cast<T> (in.units);
        for (Index t = 0; t < block.samples; ++t)
            mono[static_cast<std::size_t> (t)] *= share;
        const T* const channel = mono.data();
        filterbank.process ({ &channel, block.samples, 1 }, block.out());
    }

    /// A step's rest is exp (-a) (1 + a + a^2/2 + a^3/6) = 10^-5 at a = 18.7, where a = 2 pi b t; b is 1.019
    /// ERB. The lowest band is the slowest.
    double tailSeconds() const noexcept override
    {
        return 18.7 / (2.0 * std::numbers::pi * 1.019 * lowestErbHz);
    }

private:
    GammatoneFilterbank<T> filterbank;
    double lowestErbHz;
    std::vector<T> mono; ///< of a block
};

std::vector<ParameterType> parameters()
{
    auto all = gammatoneParameters();
    all.insert (all.begin(), { .id = "units",
                               .name = "Units",
                               .description = "How many bands.",
                               .kind = ParameterKind::integer,
                               .minimum = 1.0,
                               .maximum = 256.0,
                               .defaultValue = 32.0,
                               .isStructural = true });
    return all;
}

} // namespace

NodeType describeFilterbankNode()
{
    return { .id = "filterbank",
             .name = "Filterbank",
             .category = "Filters",
             .description = "Splits sound into bands, one a unit, as the ear does (gammatone). Several "
                            "channels are averaged to one first.",
             .inputs = { { "in", "In" } },
             .outputs = { { "out", "Bands" } },
             .parameters = parameters(),
             .picture = NodePictureKind::bands,
             .outputUnits = [] (const NodeWidths& widths)
             { return std::vector<int>{ widths.parameters.integer ("units") }; },
             .kernels = kernelsOf<FilterbankKernel>() };
}

} // namespace spikegraph
