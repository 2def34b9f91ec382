#include "Core/Error.h"
#include "Core/GammatoneResynthesis.h"
#include "Nodes/GammatoneParameters.h"

namespace spikegraph
{
namespace
{

constexpr int mostBands = 512;

template <typename T>
class ResynthesisKernel final : public NodeKernel<T>
{
public:
    explicit ResynthesisKernel (const NodeSetup& setup)
        : resynthesis (gammatoneOptions (setup.parameters, setup.inputUnits.front(), setup.sampleRateHz))
        , latencySeconds (static_cast<double> (resynthesis.latencySamples()) / setup.sampleRateHz)
    {
        resynthesis.prepare();
    }

    void reset() noexcept override { resynthesis.reset(); }

    void process (const NodeBlock<T>& block) noexcept override
    {
        resynthesis.process (block.in(), block.out());
    }

    /// Of Filterbank and Resynthesis together: Filterbank alone counts as none.
    int latencySamples() const noexcept override { return static_cast<int> (resynthesis.latencySamples()); }

    double tailSeconds() const noexcept override { return latencySeconds; }

private:
    GammatoneResynthesis<T> resynthesis;
    double latencySeconds;
};

} // namespace

NodeType describeResynthesisNode()
{
    return { .id = "resynthesis",
             .name = "Resynthesis",
             .category = "Filters",
             .description = "Puts a Filterbank's bands back together to sound, in phase. Its parameters must "
                            "be that Filterbank's; it makes a band of every unit that comes in.",
             .inputs = { { "in", "Bands" } },
             .outputs = { { "out", "Out" } },
             .parameters = gammatoneParameters(),
             .outputUnits =
                 [] (const NodeWidths& widths)
             {
                 const auto bands = widths.inputUnits.front();
                 if (bands > mostBands)
                     throw InvalidValue ("inlet \"in\" has " + std::to_string (bands) +
                                         " units: there are at most " + std::to_string (mostBands) +
                                         " bands");
                 return std::vector<int>{ 1 };
             },
             .kernels = kernelsOf<ResynthesisKernel>() };
}

} // namespace spikegraph
