#pragma once

#include "Core/Alpha.h"
#include "Core/Lowpass.h"
#include "Nodes/TauSpread.h"

#include <cmath>
#include <utility>
#include <vector>

namespace spikegraph
{

/// What a node says of its units' time constants: unit k has tau * factor_k, spread over the units.
struct TauOfUnits
{
    double tauSeconds, spread;
    std::vector<double> factors; ///< of each unit
};

/// A Lowpass or an Alpha node: one tau, a factor for each unit, and their initial levels. The parameters are
/// what is learned besides: the logarithm of a ratio to each time constant, so that it stays above 0, and
/// what is added to each level.
template <typename Filter>
class TimeConstantLayer final : public Layer<float>
{
public:
    TimeConstantLayer (typename Filter::Options options, TauOfUnits tauToUse, bool trains)
        : logTauRatio{ "log_tau_ratio", Tensor<float> ({ 1 }) }
        , logFactorRatios{ "log_factor_ratios", Tensor<float> ({ options.units }) }
        , addedLevel{ "added_level", Tensor<float> ({ 1 }) }
        , addedLevels{ "added_levels", Tensor<float> ({ options.units }) }
        , tau (std::move (tauToUse))
        , units (options.units)
        , dtSeconds (options.dtSeconds)
        , isTrained (trains)
        , filter (std::move (options))
        , givenLevels (filter.initialLevel.value)
    {
    }

    Tensor<float> forward (const Tensor<float>& x, Mode mode) override
    {
        filter.prepare();
        for (Index k = 0; k < units; ++k)
        {
            filter.setTau (k, tauOfUnit (k));
            filter.initialLevel.value[k] = givenLevels[k] + addedLevel.value[0] + addedLevels.value[k];
        }
        return filter.forward (x, mode);
    }

    Tensor<float> backward (const Tensor<float>& gradOutput) override
    {
        auto gradInput = filter.backward (gradOutput);
        for (Index k = 0; k < units; ++k)
        {
            const auto ofTau = static_cast<float> (gradientOfLogTau (filter, k));
            logTauRatio.gradient[0] += ofTau;
            logFactorRatios.gradient[k] += ofTau;
            addedLevel.gradient[0] += filter.initialLevel.gradient[k];
            addedLevels.gradient[k] += filter.initialLevel.gradient[k];
        }
        for (auto* parameter : filter.parameters())
            parameter->clearGradient();
        return gradInput;
    }

    std::vector<Parameter<float>*> parameters() override
    {
        if (!isTrained)
            return {};
        return { &logTauRatio, &logFactorRatios, &addedLevel, &addedLevels };
    }

    void carryState (bool shouldCarry) override { filter.carryState (shouldCarry); }

    double tauSeconds() const
    {
        return tau.tauSeconds * std::exp (static_cast<double> (logTauRatio.value[0]));
    }

    /// As the node is given them.
    std::vector<float> factors() const
    {
        std::vector<float> all;
        for (Index k = 0; k < units; ++k)
            all.push_back (static_cast<float> (factorOf (k)));
        return all;
    }

    Parameter<float> logTauRatio, logFactorRatios, addedLevel, addedLevels;

private:
    double factorOf (Index k) const
    {
        return tau.factors[static_cast<std::size_t> (k)] *
               std::exp (static_cast<double> (logFactorRatios.value[k]));
    }

    double tauOfUnit (Index k) const
    {
        return tauSeconds() * factorOf (k) * std::pow (tau.spread, spreadPosition (k, units));
    }

    /// d(logit)/d(log tau) = a / (1 - exp (-a)),   a = dt/tau
    double gradientOfLogTau (const Lowpass<float>& lowpass, Index k) const
    {
        const auto a = dtSeconds / tauOfUnit (k);
        return static_cast<double> (lowpass.smoothingLogit.gradient[k]) * a / -std::expm1 (-a);
    }

    /// dL/d(log tau) = dL/da (-a), and Alpha gives dL/dtau = dL/da (-a) / tau, with the tau that it was made
    /// with: setTau leaves that as it is.
    double gradientOfLogTau (const Alpha<float>& alpha, Index k) const
    {
        return static_cast<double> (alpha.tau.gradient[k]) * static_cast<double> (alpha.tau.value[k]);
    }

    TauOfUnits tau;
    Index units;
    double dtSeconds;
    bool isTrained;
    Filter filter;
    Tensor<float> givenLevels;
};

} // namespace spikegraph
