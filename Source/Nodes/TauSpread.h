#pragma once

#include "Core/Error.h"
#include "Graph/NodeParameters.h"
#include "Nodes/NumberText.h"

#include <algorithm>
#include <cmath>
#include <vector>

namespace spikegraph
{

/// The parameters of a time constant that is spread over the units, which Lowpass and Alpha share.
inline ParameterType tauParameter (const char* description)
{
    return { .id = "tau",
             .name = "Tau",
             .unit = "ms",
             .description = description,
             .minimum = 0.001,
             .maximum = 10000.0,
             .defaultValue = 5.0,
             .logarithmic = true };
}

inline ParameterType tauSpreadParameter()
{
    return { .id = "tauSpread",
             .name = "Tau spread",
             .description = "How far tau is spread over the units, from tau/spread to tau*spread.",
             .minimum = 1.0,
             .maximum = 100.0,
             .defaultValue = 1.0,
             .logarithmic = true };
}

inline ParameterType tauFactorsParameter()
{
    return { .id = "tauFactors",
             .name = "Tau factors",
             .description = "Times tau: one number, or one for each unit. Training writes them packed.",
             .kind = ParameterKind::text,
             .defaultText = "1",
             .check = [] (const juce::String& text)
             {
                 for (const auto factor : numbersFrom (text))
                     requirePositive ("a factor of tau", factor);
             } };
}

/// Of the units, checked against their number.
inline std::vector<double> tauFactorsOf (const NodeParameters& parameters, Index units)
{
    return numbersForUnits ("tauFactors", parameters.text ("tauFactors"), units);
}

/// Where a unit lies in the spread, from -1 to 1.
inline double spreadPosition (Index unit, Index units) noexcept
{
    return units > 1 ? 2.0 * static_cast<double> (unit) / static_cast<double> (units - 1) - 1.0 : 0.0;
}

/// Gives a filter's units their time constants: unit k of n has tau * factor_k * spread^(2k/(n-1) - 1).
class TauSpread
{
public:
    TauSpread (const NodeParameters& parameters, int unitsToSpreadOver)
        : tauMilliseconds (parameters.number ("tau"))
        , spread (parameters.number ("tauSpread"))
        , factors (tauFactorsOf (parameters, unitsToSpreadOver))
    {
    }

    /// Sets what has changed. A filter goes on from the level that there is, so it does not click.
    /// [audio thread]
    template <typename Filter>
    void update (Filter& filter) noexcept
    {
        const auto tau = tauMilliseconds.load (std::memory_order_relaxed),
                   ratio = spread.load (std::memory_order_relaxed);
        if (!(tau < appliedTau || tau > appliedTau || ratio < appliedSpread || ratio > appliedSpread))
            return;
        const auto units = static_cast<Index> (factors.size());
        for (Index k = 0; k < units; ++k)
            filter.setTau (k, tau * 0.001 * factors[static_cast<std::size_t> (k)] *
                                  std::pow (ratio, spreadPosition (k, units)));
        appliedTau = tau;
        appliedSpread = ratio;
    }

    double longestSeconds() const noexcept
    {
        return tauMilliseconds.load (std::memory_order_relaxed) * 0.001 *
               *std::max_element (factors.begin(), factors.end()) *
               (factors.size() > 1 ? spread.load (std::memory_order_relaxed) : 1.0);
    }

private:
    const std::atomic<double>&tauMilliseconds, &spread;
    std::vector<double> factors; ///< of each unit
    double appliedTau = 0.0, appliedSpread = 0.0;
};

} // namespace spikegraph
