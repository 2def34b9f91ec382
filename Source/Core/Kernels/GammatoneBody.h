// The kernels of filterbank and resynthesis, written once over vectors of SPIKEGRAPH_VECTOR_BYTES. Included
// by one source an instruction set, each compiled with that set's option. Everything here has internal
// linkage and calls nothing outside, so that no code for a newer processor can reach the rest of the program.

#include "Core/Kernels/GammatoneTable.h"
#include "Core/Kernels/Squares.h"

namespace spikegraph
{
namespace
{

/// As many units as a vector has lanes.
template <typename T>
struct GammatoneUnits
{
    Vector<T> poleRe, poleIm, outputRe, outputIm;
    Vector<T> re[4], im[4];

    GammatoneUnits (const T* coefficients, const T* state, Index paddedUnits) noexcept
        : poleRe (load (coefficients))
        , poleIm (load (coefficients + paddedUnits))
        , outputRe (load (coefficients + 2 * paddedUnits))
        , outputIm (load (coefficients + 3 * paddedUnits))
    {
        for (Index stage = 0; stage < 4; ++stage)
        {
            re[stage] = load (state + 2 * stage * paddedUnits);
            im[stage] = load (state + (2 * stage + 1) * paddedUnits);
        }
    }

    void save (T* state, Index paddedUnits) const noexcept
    {
        for (Index stage = 0; stage < 4; ++stage)
        {
            store (state + 2 * stage * paddedUnits, re[stage]);
            store (state + (2 * stage + 1) * paddedUnits, im[stage]);
        }
    }

    /// What a stage waits for, the one before it, is added last.
    Vector<T> step (T x) noexcept
    {
        const Vector<T> first = x + (poleRe * re[0] - poleIm * im[0]);
        im[0] = poleRe * im[0] + poleIm * re[0];
        re[0] = first;
        for (Index stage = 1; stage < 4; ++stage)
        {
            const Vector<T> turned = re[stage - 1] + (poleRe * re[stage] - poleIm * im[stage]);
            im[stage] = im[stage - 1] + (poleRe * im[stage] + poleIm * re[stage]);
            re[stage] = turned;
        }
        return outputRe * re[3] - outputIm * im[3];
    }
};

/// A square of steps and units at a time, turned before it is stored.
template <typename T>
void filter (const T* x, T* const* out, Index firstOut, Index steps, Index units, Index paddedUnits,
             const T* coefficients, T* state) noexcept
{
    constexpr Index n = lanes<T>;
    const Index squareSteps = steps - steps % n;
    for (Index first = 0; first < units; first += n)
    {
        const Index active = units - first < n ? units - first : n;
        GammatoneUnits<T> bands (coefficients + first, state + first, paddedUnits);
        for (Index t = 0; t < squareSteps; t += n)
        {
            Vector<T> square[n];
            for (Index k = 0; k < n; ++k)
                square[k] = bands.step (x[t + k]);
            transpose (square);
            if (active == n)
                for (Index unit = 0; unit < n; ++unit)
                    store (out[first + unit] + firstOut + t, square[unit]);
            else
                for (Index unit = 0; unit < active; ++unit)
                    store (out[first + unit] + firstOut + t, square[unit]);
        }
        for (Index t = squareSteps; t < steps; ++t)
        {
            const auto y = bands.step (x[t]);
            for (Index unit = 0; unit < active; ++unit)
                out[first + unit][firstOut + t] = y[unit];
        }
        bands.save (state + first, paddedUnits);
    }
}

/// Small enough to be lost beside any sound, large enough that what is left, decaying until the next call,
/// does not get subnormal, nor does its product with an output factor.
constexpr float tiny (float) noexcept
{
    return 1e-15f;
}
constexpr double tiny (double) noexcept
{
    return 1e-100;
}

template <typename T>
void zeroTiny (T* state, Index count) noexcept
{
    for (Index i = 0; i < count; i += lanes<T>)
    {
        const auto v = load (state + i);
        const auto magnitude = v < T (0) ? -v : v;
        store (state + i, magnitude < tiny (T{}) ? Vector<T>{} : v);
    }
}

template <typename T>
void addDelayed (const T* const* x, Index firstStep, Index steps, const GammatoneTap<T>* taps, Index numTaps,
                 T* sum) noexcept
{
    constexpr Index n = lanes<T>;
    const Index vectorSteps = steps - steps % n;
    for (Index i = 0; i < numTaps; ++i)
    {
        const auto gain = taps[i].gain;
        const T* source = x[taps[i].unit] + firstStep;
        T* target = sum + taps[i].delaySamples;
        for (Index t = 0; t < vectorSteps; t += n)
            store (target + t, load (target + t) + gain * load (source + t));
        for (Index t = vectorSteps; t < steps; ++t)
            target[t] += gain * source[t];
    }
}

template <typename T>
constexpr GammatoneKernels<T> makeGammatoneKernels() noexcept
{
    return { filter<T>, zeroTiny<T>, addDelayed<T> };
}

} // namespace
} // namespace spikegraph
