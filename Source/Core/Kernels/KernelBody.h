// The kernels, written once over vectors of SPIKEGRAPH_VECTOR_BYTES. Included by one source an instruction
// set, each compiled with that set's option. Everything here has internal linkage and calls nothing outside,
// so that no code for a newer processor can reach the rest of the program through the linker.

#include "Core/Kernels/KernelTable.h"

#if defined(__AVX2__) || defined(__AVX512F__)
#include <immintrin.h>
#endif

namespace spikegraph
{
namespace
{

using Index = std::ptrdiff_t;

template <typename T>
struct VectorOf
{
    typedef T Type __attribute__ ((vector_size (SPIKEGRAPH_VECTOR_BYTES)));
    static constexpr Index lanes = SPIKEGRAPH_VECTOR_BYTES / sizeof (T);
};

template <typename T>
using Vector = typename VectorOf<T>::Type;

template <typename T>
constexpr Index lanes = VectorOf<T>::lanes;

/// Doubles, as many as a vector of T has lanes.
template <typename T>
struct WideVectorOf
{
    typedef double Type __attribute__ ((vector_size (VectorOf<T>::lanes * sizeof (double))));
};

template <typename T>
using WideVector = typename WideVectorOf<T>::Type;

template <typename V, typename T>
inline V loadAs (const T* source) noexcept
{
    V v;
    __builtin_memcpy (&v, source, sizeof (v));
    return v;
}

template <typename T>
inline Vector<T> load (const T* source) noexcept
{
    return loadAs<Vector<T>> (source);
}

template <typename V, typename T>
inline void store (T* target, V v) noexcept
{
    __builtin_memcpy (target, &v, sizeof (v));
}

inline float floorOf (float x) noexcept
{
    return __builtin_floorf (x);
}

inline double floorOf (double x) noexcept
{
    return __builtin_floor (x);
}

#if defined(__AVX512F__)
inline Vector<float> floorOf (Vector<float> x) noexcept
{
    return (Vector<float>) _mm512_roundscale_ps ((__m512) x, _MM_FROUND_TO_NEG_INF | _MM_FROUND_NO_EXC);
}
inline Vector<double> floorOf (Vector<double> x) noexcept
{
    return (Vector<double>) _mm512_roundscale_pd ((__m512d) x, _MM_FROUND_TO_NEG_INF | _MM_FROUND_NO_EXC);
}
#elif defined(__AVX2__)
inline Vector<float> floorOf (Vector<float> x) noexcept
{
    return (Vector<float>) _mm256_floor_ps ((__m256) x);
}
inline Vector<double> floorOf (Vector<double> x) noexcept
{
    return (Vector<double>) _mm256_floor_pd ((__m256d) x);
}
#else
template <typename V>
inline V floorOf (V x) noexcept
{
    V result;
    for (unsigned lane = 0; lane < sizeof (V) / sizeof (x[0]); ++lane)
        result[lane] = floorOf (x[lane]);
    return result;
}
#endif

// What a layer does to one sample, or to one vector of samples of neighbouring units. forUnits picks the
// coefficients of the units that start at `unit`.

template <typename T>
struct Spike
{
    using State = T;
    using StateVector = Vector<T>;

    T dt, divisor;

    template <typename X>
    X step (X a, X& v) const noexcept
    {
        const X raised = v + a * dt;
        const X n = floorOf (raised);
        v = raised - n;
        return n / divisor;
    }

    Spike forUnit (Index) const noexcept { return *this; }
    Spike forUnits (Index) const noexcept { return *this; }
};

/// The level is kept in double, whatever the samples: in float, s for a tau of seconds would be rounded to
/// within a percent of 1-s.
template <typename T>
struct Smooth
{
    using State = double;
    using StateVector = WideVector<T>;

    const double* smoothing;
    const double* gain;

    struct Unit
    {
        double smoothing, gain;

        T step (T x, double& y) const noexcept
        {
            y = gain * static_cast<double> (x) + smoothing * y;
            return static_cast<T> (y);
        }
    };

    struct Units
    {
        StateVector smoothing, gain;

        Vector<T> step (Vector<T> x, StateVector& y) const noexcept
        {
            y = gain * __builtin_convertvector(x, StateVector) + smoothing * y;
            return __builtin_convertvector(y, Vector<T>);
        }
    };

    Unit forUnit (Index unit) const noexcept { return { smoothing[unit], gain[unit] }; }
    Units forUnits (Index unit) const noexcept
    {
        return { loadAs<StateVector> (smoothing + unit), loadAs<StateVector> (gain + unit) };
    }
};

/// One unit through time.
template <typename T>
void runUnit (Smooth<T> op, Index unit, const T* x, T* out, double& state, Index steps) noexcept
{
    const auto filter = op.forUnit (unit);
    double y = state;
    for (Index i = 0; i < steps; ++i)
        out[i] = filter.step (x[i], y);
    state = y;
}

/// One unit through time. Spikes are rare in most signals: as long as the voltage stays in [0, 1), n is 0 and
/// the only work that a step waits for is one addition, because a predicted branch costs nothing. Where
/// spikes are frequent, and the branch would be mispredicted, the next run takes the path without one. Both
/// paths give the same bits.
template <typename T>
void runUnit (Spike<T> op, Index, const T* a, T* out, T& state, Index steps) noexcept
{
    constexpr Index run = 128, frequent = run / 16;
    T v = state;
    bool branchless = false;

    for (Index first = 0; first < steps; first += run)
    {
        const Index last = first + run < steps ? first + run : steps;
        Index spikes = 0;
        if (branchless)
        {
            for (Index i = first; i < last; ++i)
            {
                out[i] = op.step (a[i], v);
                spikes += out[i] != T (0);
            }
        }
        else
        {
            for (Index i = first; i < last; ++i)
            {
                const T raised = v + a[i] * op.dt;
                if (__builtin_expect (raised >= T (0) && raised < T (1), 1))
                {
                    v = raised;
                    out[i] = T (0);
                }
                else
                {
                    const T n = floorOf (raised);
                    v = raised - n;
                    out[i] = n / op.divisor;
                    ++spikes;
                }
            }
        }
        branchless = spikes > frequent;
    }
    state = v;
}

template <typename Op, typename T>
void runInterleaved (Op op, const T* in, T* out, typename Op::State* state, Index steps, Index units) noexcept
{
    if (units == 1)
        return runUnit (op, 0, in, out, *state, steps);

    const Index vectorUnits = units - units % lanes<T>;
    for (Index i = 0; i < steps; ++i, in += units, out += units)
    {
        for (Index unit = 0; unit < vectorUnits; unit += lanes<T>)
        {
            auto s = loadAs<typename Op::StateVector> (state + unit);
            store (out + unit, op.forUnits (unit).step (load (in + unit), s));
            store (state + unit, s);
        }
        for (Index unit = vectorUnits; unit < units; ++unit)
            out[unit] = op.forUnit (unit).step (in[unit], state[unit]);
    }
}

// The interleaved halves of two vectors: a0 b0 a1 b1 ... and the same from their middles.

template <typename V>
inline V zipLow (V a, V b) noexcept
{
    constexpr auto count = sizeof (V) / sizeof (a[0]);
    if constexpr (count == 2)
        return __builtin_shufflevector (a, b, 0, 2);
    else if constexpr (count == 4)
        return __builtin_shufflevector (a, b, 0, 4, 1, 5);
    else if constexpr (count == 8)
        return __builtin_shufflevector (a, b, 0, 8, 1, 9, 2, 10, 3, 11);
    else
        return __builtin_shufflevector (a, b, 0, 16, 1, 17, 2, 18, 3, 19, 4, 20, 5, 21, 6, 22, 7, 23);
}

template <typename V>
inline V zipHigh (V a, V b) noexcept
{
    constexpr auto count = sizeof (V) / sizeof (a[0]);
    if constexpr (count == 2)
        return __builtin_shufflevector (a, b, 1, 3);
    else if constexpr (count == 4)
        return __builtin_shufflevector (a, b, 2, 6, 3, 7);
    else if constexpr (count == 8)
        return __builtin_shufflevector (a, b, 4, 12, 5, 13, 6, 14, 7, 15);
    else
        return __builtin_shufflevector (a, b, 8, 24, 9, 25, 10, 26, 11, 27, 12, 28, 13, 29, 14, 30, 15, 31);
}

/// Transposes a square of vectors: as many rounds of zipping row i with row i + n/2 as n has bits.
template <typename T>
inline void transpose (Vector<T> (&rows)[VectorOf<T>::lanes]) noexcept
{
    constexpr Index n = lanes<T>;
    for (Index round = 1; round < n; round *= 2)
    {
        Vector<T> zipped[n];
        for (Index i = 0; i < n / 2; ++i)
        {
            zipped[2 * i] = zipLow (rows[i], rows[i + n / 2]);
            zipped[2 * i + 1] = zipHigh (rows[i], rows[i + n / 2]);
        }
        for (Index i = 0; i < n; ++i)
            rows[i] = zipped[i];
    }
}

/// As many units as a vector has lanes advance together, a square of samples at a time, turned so that a
/// vector holds one step of all units.
template <typename Op, typename T>
void runPlanar (Op op, const T* const* in, Index firstIn, T* const* out, Index firstOut,
                typename Op::State* state, Index steps, Index units) noexcept
{
    constexpr Index n = lanes<T>;
    const Index vectorUnits = units - units % n, vectorSteps = steps - steps % n;

    for (Index unit = 0; unit < vectorUnits; unit += n)
    {
        const auto opOfUnits = op.forUnits (unit);
        auto s = loadAs<typename Op::StateVector> (state + unit);
        for (Index i = 0; i < vectorSteps; i += n)
        {
            Vector<T> square[n];
            for (Index k = 0; k < n; ++k)
                square[k] = load (in[unit + k] + firstIn + i);
            transpose<T> (square);
            for (Index k = 0; k < n; ++k)
                square[k] = opOfUnits.step (square[k], s);
            transpose<T> (square);
            for (Index k = 0; k < n; ++k)
                store (out[unit + k] + firstOut + i, square[k]);
        }
        store (state + unit, s);
        for (Index k = unit; k < unit + n; ++k)
            runUnit (op, k, in[k] + firstIn + vectorSteps, out[k] + firstOut + vectorSteps, state[k],
                     steps - vectorSteps);
    }
    for (Index unit = vectorUnits; unit < units; ++unit)
        runUnit (op, unit, in[unit] + firstIn, out[unit] + firstOut, state[unit], steps);
}

/// out = negative(x) where x < 0, else x; NaN stays NaN.
template <typename T, typename Negative>
void replaceNegative (const T* x, T* out, Index count, Negative negative) noexcept
{
    const Index vectorCount = count - count % lanes<T>;
    for (Index i = 0; i < vectorCount; i += lanes<T>)
    {
        const auto v = load (x + i);
        store (out + i, v < T (0) ? negative (v) : v);
    }
    for (Index i = vectorCount; i < count; ++i)
        out[i] = x[i] < T (0) ? negative (x[i]) : x[i];
}

template <typename T>
constexpr Kernels<T> makeKernels() noexcept
{
    return {
        [] (const T* a, T* out, T* v, Index steps, Index units, T dt, T divisor) noexcept {
            runInterleaved (Spike<T>{ dt, divisor }, a, out, v, steps, units);
        },
        [] (const T* const* a, Index firstIn, T* const* out, Index firstOut, T* v, Index steps, Index units,
            T dt, T divisor) noexcept {
            runPlanar (Spike<T>{ dt, divisor }, a, firstIn, out, firstOut, v, steps, units);
        },
        [] (const T* x, T* out, double* y, Index steps, Index units, const double* smoothing,
            const double* gain) noexcept {
            runInterleaved (Smooth<T>{ smoothing, gain }, x, out, y, steps, units);
        },
        [] (const T* const* x, Index firstIn, T* const* out, Index firstOut, double* y, Index steps,
            Index units, const double* smoothing, const double* gain) noexcept {
            runPlanar (Smooth<T>{ smoothing, gain }, x, firstIn, out, firstOut, y, steps, units);
        },
        [] (const T* x, T* out, Index count) noexcept
        { replaceNegative (x, out, count, [] (auto v) noexcept { return decltype (v){}; }); },
        [] (const T* x, T* out, Index count, T slope) noexcept
        { replaceNegative (x, out, count, [slope] (auto v) noexcept { return v * slope; }); },
    };
}

} // namespace
} // namespace spikegraph
