#pragma once

#include "Core/ActivationKind.h"
#include "Core/ArithmeticOperator.h"
#include "Core/ElementaryFunction.h"

#include <cstddef>

namespace spikegraph
{

/// What a pole keeps of each unit, since its kernels put two steps into one, so that a step need not wait for
/// the one before it: its last two levels, and what the last input still drives.
struct PoleTrack
{
    double *drive, *level, *levelBefore;
};

/// The units of a lowpass, y_t = gain*x_t + smoothing*y_(t-1), as
///
///     w_t = gain*x_t,   y_t = w_t + smoothing*w_(t-1) + smoothing^2*y_(t-2)
///
/// where w is the drive. Pointers are to a double a unit.
struct LowpassUnits
{
    const double *gain, *smoothing;
    PoleTrack track;
};

/// The units of an alpha filter (see Alpha.h): two poles one after the other, the first one's level p, as
///
///     p_t = decay*p_(t-2) + firstLater*x_(t-1) + firstGain*x_t
///     y_t = decay*y_(t-2) + across*p_(t-2) + secondLater*x_(t-1) + secondGain*x_t
///
/// where the terms of x_(t-1) are the drives. What the first step goes on from may be elsewhere, as the state
/// that a reset restores is.
struct AlphaUnits
{
    const double *decay, *across, *firstGain, *firstLater, *secondGain, *secondLater;
    PoleTrack first, second, firstStart, secondStart;
};

/// What the gradients of a lowpass's parameters add up: y now, its derivatives by the smoothing and by the
/// initial level, and the sums of dL/dy times each. Pointers are to a double a unit.
struct LowpassGradients
{
    const double *gain, *smoothing;
    double *level, *bySmoothing, *byLevel, *gradSmoothing, *gradLevel;
};

/// The same of an alpha filter, whose poles keep `keep` of their levels, by dt/tau.
struct AlphaGradients
{
    const double *stepOverTau, *keep, *secondGain;
    double *first, *second, *firstByStep, *secondByStep, *firstByLevel, *secondByLevel, *gradStep, *gradLevel;
};

/// Steps of some units, a pointer a unit, from firstIn and firstOut on.
template <typename T>
struct PlanarPart
{
    const T* const* in;
    std::ptrdiff_t firstIn;
    T* const* out;
    std::ptrdiff_t firstOut;
    std::ptrdiff_t steps;
};

/// The inner loops of the layers for one instruction set. All are noexcept, allocate nothing, go on from the
/// state they are given, and give the same bits on every instruction set. out may be in.
///
/// This header holds no functions and includes no library: it is read by sources that are compiled for
/// processors newer than the one that runs, and no inline function may escape from those into the rest.
template <typename T>
struct Kernels
{
    using Index = std::ptrdiff_t;

    /// v += a*dt; n = floor(v); v -= n; out = n/divisor, for steps x units; v holds `units` voltages. Where
    /// a is to be rectified, it is relu(a), which costs nothing where there are more units than a vector has.
    void (*spikeInterleaved) (const T* a, T* out, T* v, Index steps, Index units, T dt, T divisor,
                              bool rectified, bool pastCaches) noexcept;
    void (*spikePlanar) (const PlanarPart<T>& part, T* v, Index units, T dt, T divisor,
                         bool rectified) noexcept;

    /// The next steps of a lowpass.
    void (*lowpassInterleaved) (const T* x, T* out, LowpassUnits of, Index steps, Index units,
                                bool pastCaches) noexcept;
    void (*lowpassPlanar) (const PlanarPart<T>& part, LowpassUnits of, Index units) noexcept;

    /// The next steps of an alpha filter.
    void (*alphaInterleaved) (const T* x, T* out, AlphaUnits of, Index steps, Index units,
                              bool pastCaches) noexcept;
    void (*alphaPlanar) (const PlanarPart<T>& part, AlphaUnits of, Index units) noexcept;

    /// Goes on with the gradients of the filters' parameters, over steps x units.
    void (*lowpassGradients) (const T* x, const T* gradOutput, LowpassGradients of, Index steps,
                              Index units) noexcept;
    void (*alphaGradients) (const T* x, const T* gradOutput, AlphaGradients of, Index steps,
                            Index units) noexcept;

    /// out[i] = randomUniform<T> (seed, first + i), see Random.h.
    void (*uniform) (T* out, Index count, unsigned long long seed, unsigned long long first) noexcept;

    /// Call it once something was written past the caches, so that another thread finds it there when it is
    /// told so.
    void (*waitForPassed)() noexcept;

    /// out = f(x), of the named functions; slope is leaky_relu's. NaN stays NaN.
    void (*activate) (ActivationKind kind, T slope, const T* x, T* out, Index count) noexcept;

    /// Whether no number is NaN or infinite.
    bool (*allFinite) (const T* x, Index count) noexcept;
    bool (*allFiniteDoubles) (const double* x, Index count) noexcept;

    /// out = f(x), x^y, and the angle of the point (x, y), of doubles whatever T is (see Elementary.h). They
    /// return whether they know all values: those that they do not are NaN. out overlaps no argument.
    bool (*elementary) (ElementaryFunction function, const double* x, double* out, Index count) noexcept;
    bool (*power) (const double* x, const double* y, double* out, Index count) noexcept;
    bool (*wholePower) (const double* x, int exponent, double* out, Index count) noexcept;
    bool (*arctangent2) (const double* y, const double* x, double* out, Index count) noexcept;

    /// out = f(of[0], of[1], ...), of doubles too. out may be an argument.
    void (*arithmetic) (ArithmeticOperator operation, const double* const* of, double* out,
                        Index count) noexcept;

    /// Samples as doubles, and doubles rounded to samples.
    void (*widen) (const T* x, double* out, Index count) noexcept;
    void (*narrow) (const double* x, T* out, Index count) noexcept;
};

} // namespace spikegraph
