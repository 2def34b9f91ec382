#pragma once

// The gradients of the filters' parameters. Part of KernelBody.h, whose rules it follows.

#include "Core/Kernels/Doubles.h"
#include "Core/Kernels/FilterKernels.h"

namespace spikegraph
{
namespace
{

/// What decays to 0 gets there, rather than staying among the numbers that are not normal, where most
/// processors are slow. For numbers that are not negative.
template <typename V>
inline V decayed (V x) noexcept
{
    return x < smallestNormal ? V{} : x;
}

/// dL/dy times what is left of the initial level. Where nothing is, that is 0 whatever dL/dy is, so that it
/// makes no difference from which step on the level is left out.
template <typename V>
inline V ofRemembered (V byLevel, V gradOutput) noexcept
{
    return byLevel == 0.0 ? V{} : gradOutput * byLevel;
}

template <typename V, Index count>
inline bool anyPositive (V x) noexcept
{
    double numbers[count];
    storeFirst<count> (numbers, x);
    for (const auto number : numbers)
        if (number > 0.0)
            return true;
    return false;
}

// Of so many neighbouring units, in the first lanes of a vector. Steps take the samples and dL/dy; those
// without the initial level are for when nothing is left of it.

/// The level and its derivatives, by the smoothing and by the initial level:
///
///     dy/ds = y_prev - x + s dy_prev/ds,   dy/dlevel = s dy_prev/dlevel
template <typename V, Index count>
struct LowpassDerivatives
{
    V gain, smoothing, level, bySmoothing, byLevel, gradSmoothing, gradLevel;

    LowpassDerivatives (LowpassGradients of, Index unit) noexcept
        : gain (loadFirst<V, count> (of.gain + unit))
        , smoothing (loadFirst<V, count> (of.smoothing + unit))
        , level (loadFirst<V, count> (of.level + unit))
        , bySmoothing (loadFirst<V, count> (of.bySmoothing + unit))
        , byLevel (loadFirst<V, count> (of.byLevel + unit))
        , gradSmoothing (loadFirst<V, count> (of.gradSmoothing + unit))
        , gradLevel (loadFirst<V, count> (of.gradLevel + unit))
    {
    }

    bool remembersInitialLevel() const noexcept { return anyPositive<V, count> (byLevel); }

    template <bool withInitialLevel>
    void step (V x, V gradOutput) noexcept
    {
        bySmoothing = (level - x) + smoothing * bySmoothing;
        gradSmoothing += gradOutput * bySmoothing;
        if constexpr (withInitialLevel)
        {
            byLevel = decayed (smoothing * byLevel);
            gradLevel += ofRemembered (byLevel, gradOutput);
        }
        level = gain * x + smoothing * level;
    }

    void keep (LowpassGradients of, Index unit) const noexcept
    {
        storeFirst<count> (of.level + unit, level);
        storeFirst<count> (of.bySmoothing + unit, bySmoothing);
        storeFirst<count> (of.byLevel + unit, byLevel);
        storeFirst<count> (of.gradSmoothing + unit, gradSmoothing);
        storeFirst<count> (of.gradLevel + unit, gradLevel);
    }
};

/// The levels of both poles and their derivatives, by a = dt/tau, on which e = exp(-a) depends, and by the
/// level that both begin from:
///
///     dp'/da = e (dp/da + x - p),   dy'/da = e (dy/da + a (dp/da + x - p) + p - y)
template <typename V, Index count>
struct AlphaDerivatives
{
    V keepFirst, keepAcross, firstGain, secondGain;
    V first, second, firstByStep, secondByStep, firstByLevel, secondByLevel, gradStep, gradLevel;

    AlphaDerivatives (AlphaGradients of, Index unit) noexcept
        : keepFirst (loadFirst<V, count> (of.keep + unit))
        , keepAcross (keepFirst * loadFirst<V, count> (of.stepOverTau + unit))
        , firstGain (1.0 - keepFirst)
        , secondGain (loadFirst<V, count> (of.secondGain + unit))
        , first (loadFirst<V, count> (of.first + unit))
        , second (loadFirst<V, count> (of.second + unit))
        , firstByStep (loadFirst<V, count> (of.firstByStep + unit))
        , secondByStep (loadFirst<V, count> (of.secondByStep + unit))
        , firstByLevel (loadFirst<V, count> (of.firstByLevel + unit))
        , secondByLevel (loadFirst<V, count> (of.secondByLevel + unit))
        , gradStep (loadFirst<V, count> (of.gradStep + unit))
        , gradLevel (loadFirst<V, count> (of.gradLevel + unit))
    {
    }

    bool remembersInitialLevel() const noexcept { return anyPositive<V, count> (secondByLevel); }

    template <bool withInitialLevel>
    void step (V x, V gradOutput) noexcept
    {
        const V byFirst = firstByStep + (x - first);
        secondByStep = keepFirst * secondByStep + (keepAcross * byFirst + keepFirst * (first - second));
        firstByStep = keepFirst * byFirst;
        gradStep += gradOutput * secondByStep;
        if constexpr (withInitialLevel)
        {
            secondByLevel = decayed (keepFirst * secondByLevel + keepAcross * firstByLevel);
            firstByLevel = decayed (keepFirst * firstByLevel);
            gradLevel += ofRemembered (secondByLevel, gradOutput);
        }
        second = keepFirst * second + (keepAcross * first + secondGain * x);
        first = keepFirst * first + firstGain * x;
    }

    void keep (AlphaGradients of, Index unit) const noexcept
    {
        storeFirst<count> (of.first + unit, first);
        storeFirst<count> (of.second + unit, second);
        storeFirst<count> (of.firstByStep + unit, firstByStep);
        storeFirst<count> (of.secondByStep + unit, secondByStep);
        storeFirst<count> (of.firstByLevel + unit, firstByLevel);
        storeFirst<count> (of.secondByLevel + unit, secondByLevel);
        storeFirst<count> (of.gradStep + unit, gradStep);
        storeFirst<count> (of.gradLevel + unit, gradLevel);
    }
};

/// Steps of so many units from `unit` on, given where those are in the first row.
template <template <typename, Index> class Derivatives, typename V, Index count, typename T, typename Units>
inline void addGradientsOf (const T* x, const T* gradOutput, Index stride, Index steps, Units of,
                            Index unit) noexcept
{
    Derivatives<V, count> derivatives (of, unit);
    const auto advance = [&]<bool withInitialLevel>() noexcept
    {
        for (Index i = unit; i < steps * stride; i += stride)
            derivatives.template step<withInitialLevel> (loadUnits<V, count> (x + i),
                                                         loadUnits<V, count> (gradOutput + i));
    };
    if (derivatives.remembersInitialLevel())
        advance.template operator()<true>();
    else
        advance.template operator()<false>();
    derivatives.keep (of, unit);
}

/// Goes on with the derivatives and adds up dL/dy times them: some rows at a time, so few that they stay in
/// the first cache, and in those one vector of units after the other.
template <template <typename, Index> class Derivatives, typename T, typename Units>
void addGradients (const T* x, const T* gradOutput, Units of, Index steps, Index units) noexcept
{
    constexpr Index tileSamples = 4096, fewestRows = 8;
    const Index mostRows = tileSamples / units, rows = mostRows < fewestRows ? fewestRows : mostRows;
    for (Index row = 0; row < steps; row += rows, x += rows * units, gradOutput += rows * units)
    {
        const Index count = row + rows < steps ? rows : steps - row;
        Index unit = 0;
        for (; unit + rowLanes <= units; unit += rowLanes)
            addGradientsOf<Derivatives, RowLevels, rowLanes> (x, gradOutput, units, count, of, unit);
        for (; unit + 4 <= units; unit += 4)
            addGradientsOf<Derivatives, Row<double, 32>, 4> (x, gradOutput, units, count, of, unit);
        if (units - unit == 1)
            addGradientsOf<Derivatives, double, 1> (x, gradOutput, units, count, of, unit);
        else if (units - unit == 2)
            addGradientsOf<Derivatives, Row<double, 16>, 2> (x, gradOutput, units, count, of, unit);
        else if (units - unit == 3)
            addGradientsOf<Derivatives, Row<double, 32>, 3> (x, gradOutput, units, count, of, unit);
    }
}

} // namespace
} // namespace spikegraph
