// What holds for the gradients of filters' parameters, as they are summed while sequences go by.

#include "Core/Alpha.h"
#include "Core/Lowpass.h"
#include "Streaming.h"
#include "Tests/TestFramework.h"

#include <algorithm>
#include <limits>
#include <vector>

namespace spikegraph
{
namespace
{

/// Time constants so short that the initial level is forgotten within the sequence, and others.
double tauSecondsOf (Index unit)
{
    return unit % 2 == 0 ? 2e-5 : 0.003 * static_cast<double> (unit);
}

/// A filter of `units` units, which are those from `first` on of one with more.
template <typename Filter>
Filter makeFilter (Index first, Index units)
{
    typename Filter::Options options;
    options.units = units;
    options.dtSeconds = 1.0 / 48000.0;
    options.initialLevel = Tensor<double> ({ 1, units });
    for (Index unit = 0; unit < units; ++unit)
    {
        options.tauSeconds.push_back (tauSecondsOf (first + unit));
        options.initialLevel->data()[unit] = 0.5 - 0.1 * static_cast<double> (first + unit);
    }
    Filter filter (options);
    filter.prepare();
    return filter;
}

struct Gradients
{
    std::vector<double> byParameter, byLevel;

    bool operator== (const Gradients&) const = default;
};

/// Of some units of x and dL/dy, in blocks of so many steps.
template <typename Filter>
Gradients gradientsOf (Filter& filter, const Tensor<double>& x, const Tensor<double>& gradOutput, Index block)
{
    typename Filter::ParameterGradients gradients (filter);
    gradients.begin();
    const auto steps = x.shape()[1];
    for (Index first = 0; first < steps; first += block)
    {
        const auto count = std::min (block, steps - first);
        gradients.process (x.item (0).slice (first, count), gradOutput.item (0).slice (first, count));
    }
    gradients.addTo (filter);
    const auto& ofFirst = filter.parameters()[0]->gradient;
    const auto& ofLevel = filter.initialLevel.gradient;
    return { { ofFirst.begin(), ofFirst.end() }, { ofLevel.begin(), ofLevel.end() } };
}

Tensor<double> oneUnit (const Tensor<double>& x, Index unit)
{
    Tensor<double> alone ({ 1, x.shape()[1], 1 });
    for (Index t = 0; t < x.shape()[1]; ++t)
        alone[t] = x.item (0) (t, unit);
    return alone;
}

} // namespace

TEMPLATE_TEST_CASE ("Cuts, instruction sets and neighbours change no bit of a filter's gradients", "",
                    Lowpass<double>, Alpha<double>)
{
    constexpr Index steps = 3000;
    for (const Index units : { 1, 2, 3, 4, 5, 6, 7, 8, 9, 15, 31, 64 })
    {
        const auto x = randomTensor<double> ({ 1, steps, units }, -1.0, 1.0, 1);
        const auto gradOutput = randomTensor<double> ({ 1, steps, units }, -1.0, 1.0, 2);
        auto whole = makeFilter<TestType> (0, units);
        const auto expected = gradientsOf (whole, x, gradOutput, steps);
        INFO (units << " units");
        for (const auto set : supportedInstructionSets())
            for (const Index block : { 1, 7, 64, 65, 2999 })
            {
                INFO (name (set) << ", blocks of " << block);
                auto filter = makeFilter<TestType> (0, units);
                filter.useInstructionSet (set);
                CHECK (gradientsOf (filter, x, gradOutput, block) == expected);
            }
        for (Index unit = 0; unit < units; ++unit)
        {
            INFO ("unit " << unit << " alone");
            auto filter = makeFilter<TestType> (unit, 1);
            const auto alone = gradientsOf (filter, oneUnit (x, unit), oneUnit (gradOutput, unit), steps);
            const auto i = static_cast<std::size_t> (unit);
            CHECK (alone == Gradients{ { expected.byParameter[i] }, { expected.byLevel[i] } });
        }
    }
}

TEMPLATE_TEST_CASE ("NaN in dL/dy does not reach the gradient of a level that is forgotten by then", "",
                    Lowpass<double>, Alpha<double>)
{
    constexpr Index steps = 3000;
    for (const Index units : { 1, 2, 3, 8 })
        for (const Index block : { 7, 2999 })
        {
            const auto x = randomTensor<double> ({ 1, steps, units }, -1.0, 1.0, 1);
            auto gradOutput = randomTensor<double> ({ 1, steps, units }, -1.0, 1.0, 2);
            auto sound = makeFilter<TestType> (0, units), spoilt = makeFilter<TestType> (0, units);
            const auto expected = gradientsOf (sound, x, gradOutput, block).byLevel;
            gradOutput.item (0) (2000, 0) = std::numeric_limits<double>::quiet_NaN(); // tau is one step there
            INFO (units << " units, blocks of " << block);
            CHECK (gradientsOf (spoilt, x, gradOutput, block).byLevel == expected);
        }
}

} // namespace spikegraph
