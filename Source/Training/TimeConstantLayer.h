#pragma once

#include "Core/Alpha.h"
#include "Core/Lowpass.h"

#include <cmath>
#include <utility>

namespace spikegraph
{

/// A Lowpass or an Alpha node: one tau, spread over the units, and one initial level. The parameter is log
/// tau (seconds), in which tau stays above 0 and a step is a ratio.
template <typename Filter>
class TimeConstantLayer final : public Layer<float>
{
public:
    TimeConstantLayer (typename Filter::Options options, double tauSeconds, double spreadToUse,
                       bool tauTrains, bool levelTrains = false)
        : logTau{ "log_tau", Tensor<float> ({ 1 }, static_cast<float> (std::log (tauSeconds))) }
        , level{ "initial_level",
                 Tensor<float> ({ 1 }, options.initialLevel ? (*options.initialLevel)[0] : 0.0f) }
        , initialTau (tauSeconds)
        , initialLogTau (logTau.value[0])
        , spread (spreadToUse)
        , units (options.units)
        , dtSeconds (options.dtSeconds)
        , trainsTau (tauTrains)
        , trainsLevel (levelTrains)
        , filter (std::move (options))
    {
    }

    Tensor<float> forward (const Tensor<float>& x, Mode mode) override
    {
        filter.prepare();
        for (Index k = 0; k < units; ++k)
        {
            filter.setTau (k, tauOfUnit (k));
            filter.initialLevel.value[k] = level.value[0];
        }
        return filter.forward (x, mode);
    }

    Tensor<float> backward (const Tensor<float>& gradOutput) override
    {
        auto gradInput = filter.backward (gradOutput);
        for (Index k = 0; k < units; ++k)
        {
            logTau.gradient[0] += static_cast<float> (gradientOfLogTau (filter, k));
            level.gradient[0] += filter.initialLevel.gradient[k];
        }
        for (auto* parameter : filter.parameters())
            parameter->clearGradient();
        return gradInput;
    }

    std::vector<Parameter<float>*> parameters() override
    {
        std::vector<Parameter<float>*> all;
        if (trainsTau)
            all.push_back (&logTau);
        if (trainsLevel)
            all.push_back (&level);
        return all;
    }

    void carryState (bool shouldCarry) override { filter.carryState (shouldCarry); }

    /// What the node is given, exactly, as long as nothing has been learned.
    double tauSeconds() const
    {
        return logTau.value[0] == initialLogTau ? initialTau
                                                : std::exp (static_cast<double> (logTau.value[0]));
    }

    Parameter<float> logTau, level;

private:
    double tauOfUnit (Index k) const
    {
        const auto position =
            units > 1 ? 2.0 * static_cast<double> (k) / static_cast<double> (units - 1) - 1.0 : 0.0;
        return tauSeconds() * std::pow (spread, position);
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

    double initialTau;
    float initialLogTau;
    double spread;
    Index units;
    double dtSeconds;
    bool trainsTau, trainsLevel;
    Filter filter;
};

} // namespace spikegraph
