#pragma once

#include "Graph/NodeParameters.h"

#include <cmath>

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

/// Gives a filter's units their time constants: unit k of n has tau * spread^(2k/(n-1) - 1).
class TauSpread
{
public:
    TauSpread (const NodeParameters& parameters, int unitsToSpreadOver)
        : tauMilliseconds (parameters.number ("tau"))
        , spread (parameters.number ("tauSpread"))
        , units (unitsToSpreadOver)
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
        for (int k = 0; k < units; ++k)
        {
            const auto position = units > 1 ? 2.0 * k / (units - 1) - 1.0 : 0.0;
            filter.setTau (k, tau * 0.001 * std::pow (ratio, position));
        }
        appliedTau = tau;
        appliedSpread = ratio;
    }

    double longestSeconds() const noexcept
    {
        return tauMilliseconds.load (std::memory_order_relaxed) * 0.001 *
               (units > 1 ? spread.load (std::memory_order_relaxed) : 1.0);
    }

private:
    const std::atomic<double>&tauMilliseconds, &spread;
    int units;
    double appliedTau = 0.0, appliedSpread = 0.0;
};

} // namespace spikegraph
