#pragma once

#include "Core/Activation.h"
#include "Core/Layer.h"

#include <algorithm>
#include <cmath>
#include <utility>
#include <vector>

namespace spikegraph
{

/// f of every element.
template <typename T>
class ActivationLayer final : public Layer<T>
{
public:
    explicit ActivationLayer (Activation<T> functionToApply)
        : function (std::move (functionToApply))
    {
    }

    Tensor<T> forward (const Tensor<T>& x, Mode) override
    {
        lastInput = x;
        Tensor<T> y (x.shape());
        function.apply (x.data(), y.data(), x.size());
        return y;
    }

    Tensor<T> backward (const Tensor<T>& gradOutput) override
    {
        requireShape ("the gradient", gradOutput.shape(), lastInput.shape());
        auto gradient = gradOutput;
        function.multiplyByDerivative (lastInput.data(), gradient.data(), gradient.size());
        return gradient;
    }

private:
    Activation<T> function;
    Tensor<T> lastInput;
};

/// y = e^g x for all units, where the parameter is g, the gain in nepers: what a level in decibels is trained
/// by. Without `trains` it is constant.
template <typename T>
class GainLayer final : public Layer<T>
{
public:
    explicit GainLayer (double gain, bool trains = false)
        : logGain{ "log_gain", Tensor<T> ({ 1 }, static_cast<T> (std::log (gain))) }
        , factor (static_cast<T> (gain))
        , isTrained (trains)
    {
        if (trains)
            requirePositive ("a trained gain", gain);
    }

    Tensor<T> forward (const Tensor<T>& x, Mode) override
    {
        lastInput = x;
        if (isTrained)
            factor = static_cast<T> (std::exp (static_cast<double> (logGain.value[0])));
        return scaled (x);
    }

    Tensor<T> backward (const Tensor<T>& gradOutput) override
    {
        requireShape ("the gradient", gradOutput.shape(), lastInput.shape());
        double sum = 0.0;
        for (Index i = 0; i < gradOutput.size() && isTrained; ++i)
            sum += static_cast<double> (gradOutput[i]) * static_cast<double> (lastInput[i]);
        logGain.gradient[0] += static_cast<T> (static_cast<double> (factor) * sum);
        return scaled (gradOutput);
    }

    std::vector<Parameter<T>*> parameters() override
    {
        return isTrained ? std::vector<Parameter<T>*>{ &logGain } : std::vector<Parameter<T>*>{};
    }

    Parameter<T> logGain;

private:
    Tensor<T> scaled (Tensor<T> x) const
    {
        for (T& value : x)
            value *= factor;
        return x;
    }

    T factor;
    bool isTrained;
    Tensor<T> lastInput;
};

/// y = x + b for all units.
template <typename T>
class OffsetLayer final : public Layer<T>
{
public:
    explicit OffsetLayer (double b, bool trains = false)
        : offset{ "offset", Tensor<T> ({ 1 }, static_cast<T> (b)) }
        , isTrained (trains)
    {
    }

    Tensor<T> forward (const Tensor<T>& x, Mode) override
    {
        auto y = x;
        for (T& value : y)
            value += offset.value[0];
        return y;
    }

    Tensor<T> backward (const Tensor<T>& gradOutput) override
    {
        double sum = 0.0;
        for (const T g : gradOutput)
            sum += static_cast<double> (g);
        offset.gradient[0] += static_cast<T> (sum);
        return gradOutput;
    }

    std::vector<Parameter<T>*> parameters() override
    {
        return isTrained ? std::vector<Parameter<T>*>{ &offset } : std::vector<Parameter<T>*>{};
    }

    Parameter<T> offset;

private:
    bool isTrained;
};

/// Every tap adds an input unit, some steps late and times a gain, to an output unit. Delays, repeated units
/// and sums of bands are such.
template <typename T>
class TapLayer final : public Layer<T>
{
public:
    struct Tap
    {
        Index source = 0, target = 0, delaySteps = 0;
        T gain = T (1);
    };

    TapLayer (std::vector<Tap> tapsToUse, Index outputUnits)
        : taps (std::move (tapsToUse))
        , width (outputUnits)
    {
        for (const auto& tap : taps)
            longest = std::max (longest, tap.delaySteps);
    }

    Tensor<T> forward (const Tensor<T>& x, Mode) override
    {
        requireSequence ("the input", x.shape());
        const auto batch = x.shape()[0], steps = x.shape()[1], units = x.shape()[2];
        lastShape = x.shape();
        // What came before, then x.
        Tensor<T> line ({ batch, longest + steps, units });
        const bool goesOn = this->carriesState && history.rank() == 3 && history.shape()[0] == batch &&
                            history.shape()[2] == units;
        Tensor<T> next ({ batch, longest, units });
        Tensor<T> y ({ batch, steps, width });
        for (Index b = 0; b < batch; ++b)
        {
            auto* all = line.item (b).samples;
            if (goesOn)
                std::copy_n (history.item (b).samples, longest * units, all);
            std::copy_n (x.item (b).samples, steps * units, all + longest * units);
            std::copy_n (all + steps * units, longest * units, next.item (b).samples);
            const auto in = line.item (b), out = y.item (b);
            for (Index t = 0; t < steps; ++t)
                for (const auto& tap : taps)
                    out (t, tap.target) += tap.gain * in (longest + t - tap.delaySteps, tap.source);
        }
        history = std::move (next);
        return y;
    }

    Tensor<T> backward (const Tensor<T>& gradOutput) override
    {
        requireShape ("the gradient", gradOutput.shape(), { lastShape[0], lastShape[1], width });
        Tensor<T> gradient (lastShape);
        for (Index b = 0; b < lastShape[0]; ++b)
        {
            const auto dy = gradOutput.item (b);
            const auto dx = gradient.item (b);
            for (const auto& tap : taps)
                for (Index t = tap.delaySteps; t < lastShape[1]; ++t)
                    dx (t - tap.delaySteps, tap.source) += tap.gain * dy (t, tap.target);
        }
        return gradient;
    }

private:
    std::vector<Tap> taps;
    Index width, longest = 0;
    Shape lastShape;
    Tensor<T> history;
};

} // namespace spikegraph
