#pragma once

#include "Core/Lowpass.h"

#include <cmath>
#include <utility>

namespace spikegraph
{

/// A Lowpass node: one tau, spread over the units, and one initial level. The parameter is log tau (seconds):
///
///     d(logit)/d(log tau) = a / (1 - exp (-a)),   a = dt/tau_i
class TimeConstantLayer final : public Layer<float>
{
public:
    TimeConstantLayer (Lowpass<float>::Options options, double tauSeconds, double spreadToUse, bool tauTrains,
                       bool levelTrains)
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
        , lowpass (std::move (options))
    {
    }

    Tensor<float> forward (const Tensor<float>& x, Mode mode) override
    {
        lowpass.prepare();
        for (Index k = 0; k < units; ++k)
        {
            lowpass.setTau (k, tauOfUnit (k));
            lowpass.initialLevel.value[k] = level.value[0];
        }
        return lowpass.forward (x, mode);
    }

    Tensor<float> backward (const Tensor<float>& gradOutput) override
    {
        auto gradInput = lowpass.backward (gradOutput);
        for (Index k = 0; k < units; ++k)
        {
            const auto a = dtSeconds / tauOfUnit (k);
            logTau.gradient[0] += static_cast<float> (
                static_cast<double> (lowpass.smoothingLogit.gradient[k]) * a / -std::expm1 (-a));
            level.gradient[0] += lowpass.initialLevel.gradient[k];
        }
        for (auto* parameter : lowpass.parameters())
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

    void carryState (bool shouldCarry) override { lowpass.carryState (shouldCarry); }

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

    double initialTau;
    float initialLogTau;
    double spread;
    Index units;
    double dtSeconds;
    bool trainsTau, trainsLevel;
    Lowpass<float> lowpass;
};

} // namespace spikegraph
