#pragma once

// Vectors of SPIKEGRAPH_VECTOR_BYTES. Part of KernelBody.h and GammatoneBody.h, whose rules it follows.

#include "Core/Kernels/KernelTable.h"

#if defined(__AVX2__) || defined(__AVX512F__)
#include <immintrin.h>
#elif defined(__SSE2__)
#include <emmintrin.h>
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

/// Neighbouring samples in so many bytes.
template <typename T, unsigned bytes>
struct RowOf
{
    typedef T Type __attribute__ ((vector_size (bytes)));
};

template <typename T, unsigned bytes>
using Row = typename RowOf<T, bytes>::Type;

/// An integer as wide as T, whose bits order numbers of one sign as the numbers are.
template <typename T>
struct BitsOf
{
    using Type = unsigned;
};
template <>
struct BitsOf<double>
{
    using Type = unsigned long long;
};

/// The bits of a number that follow the first, which is not kept.
template <typename T>
constexpr int mantissaBits = sizeof (T) == sizeof (float) ? 23 : 52;

template <typename T>
constexpr typename BitsOf<T>::Type bitsOf (T x) noexcept
{
    return __builtin_bit_cast(typename BitsOf<T>::Type, x);
}

/// The same for the lanes of a vector.
template <typename V>
struct LaneBitsOf
{
    typedef typename BitsOf<decltype (+V{}[0])>::Type Type __attribute__ ((vector_size (sizeof (V))));
};

template <typename V>
using LaneBits = typename LaneBitsOf<V>::Type;

/// Whether a comparison of vectors is true in any lane. GCC does not find the instruction for it.
template <typename Mask>
inline bool anyOf (Mask mask) noexcept
{
#if defined(__AVX512F__)
    if constexpr (sizeof (Mask) == 64)
        return _mm512_test_epi64_mask ((__m512i) mask, (__m512i) mask) != 0;
#endif
#if defined(__AVX2__)
    if constexpr (sizeof (Mask) == 32)
        return _mm256_testz_si256 ((__m256i) mask, (__m256i) mask) == 0;
#endif
    unsigned long long parts[sizeof (Mask) / sizeof (unsigned long long)], any = 0;
    __builtin_memcpy (parts, &mask, sizeof (mask));
    for (const auto part : parts)
        any |= part;
    return any != 0;
}

/// Whether it is true in all.
template <typename Mask>
inline bool allOf (Mask mask) noexcept
{
    return !anyOf (~mask);
}

/// The sum over the lanes of a comparison, or of several added up: each that was true counts -1.
template <typename Mask>
inline Index sumOf (Mask mask) noexcept
{
    Index sum = 0;
    for (unsigned lane = 0; lane < sizeof (Mask) / sizeof (mask[0]); ++lane)
        sum += mask[lane];
    return sum;
}

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

/// Samples in double. GCC 12 makes three instructions of what is one.
template <typename Doubles, typename Samples>
inline Doubles widened (Samples x) noexcept
{
#if defined(__AVX512F__)
    if constexpr (sizeof (Samples) == 32 && sizeof (Doubles) == 64)
        return (Doubles) _mm512_cvtps_pd ((__m256) x);
#endif
#if defined(__AVX2__)
    if constexpr (sizeof (Samples) == 16 && sizeof (Doubles) == 32)
        return (Doubles) _mm256_cvtps_pd ((__m128) x);
#endif
    return __builtin_convertvector(x, Doubles);
}

template <typename Doubles, typename T>
inline Doubles loadDoubles (const T* source) noexcept
{
    typedef T Samples __attribute__ ((vector_size (sizeof (Doubles) / sizeof (double) * sizeof (T))));
    return widened<Doubles> (loadAs<Samples> (source));
}

/// Doubles as vectors of samples.
template <typename T, typename Doubles>
inline auto narrowed (Doubles x) noexcept
{
    typedef T Samples __attribute__ ((vector_size (sizeof (Doubles) / sizeof (double) * sizeof (T))));
    return __builtin_convertvector(x, Samples);
}

template <typename V, typename T>
inline void store (T* target, V v) noexcept
{
    __builtin_memcpy (target, &v, sizeof (v));
}

/// Writes to memory without reading the cache line first, and without keeping it. Needs the alignment that
/// canPassCaches asks for, and waitForPassed at the end, so that another thread finds what it is told to be
/// there.
template <typename V, typename T>
inline void storePastCaches (T* target, V v) noexcept
{
#if defined(__SSE2__)
    constexpr Index quarterBytes = 16, count = sizeof (V) / quarterBytes;
    static_assert (sizeof (V) % quarterBytes == 0);
    typedef float Quarter __attribute__ ((vector_size (quarterBytes)));
    Quarter quarters[count];
    __builtin_memcpy (quarters, &v, sizeof (v));
    for (Index i = 0; i < count; ++i)
        _mm_stream_ps (reinterpret_cast<float*> (target) + 4 * i, (__m128) quarters[i]);
#else
    store (target, v);
#endif
}

inline void waitForPassed() noexcept
{
#if defined(__SSE2__)
    _mm_sfence();
#endif
}

/// Whether rows of `units` consist of whole vectors at addresses that can be written past the caches.
template <typename T>
inline bool canPassCaches (const T* out, Index units) noexcept
{
    return units % lanes<T> == 0 && reinterpret_cast<unsigned long long> (out) % 16 == 0;
}

/// out = f(x...). A sample is treated alike wherever it is: the last ones fill part of a vector.
template <typename T, typename F, typename... In>
inline void forEachVector (F f, T* out, Index count, const In*... x) noexcept
{
    Index i = 0;
    for (; i + lanes<T> <= count; i += lanes<T>)
        store (out + i, f (load (x + i)...));
    if (i < count)
    {
        const auto bytes = static_cast<unsigned long> (count - i) * sizeof (T);
        const auto loadLast = [bytes] (const T* from) noexcept
        {
            Vector<T> last{};
            __builtin_memcpy (&last, from, bytes);
            return last;
        };
        const auto last = f (loadLast (x + i)...);
        __builtin_memcpy (out + i, &last, bytes);
    }
}

/// The square root, which GCC has for no vectors.
inline Vector<double> rootOf (Vector<double> x) noexcept
{
#if defined(__AVX512F__)
    return (Vector<double>) _mm512_sqrt_pd ((__m512d) x);
#elif defined(__AVX2__)
    return (Vector<double>) _mm256_sqrt_pd ((__m256d) x);
#elif defined(__SSE2__)
    __m128d parts[sizeof (x) / sizeof (__m128d)];
    __builtin_memcpy (parts, &x, sizeof (x));
    for (auto& part : parts)
        part = _mm_sqrt_pd (part);
    __builtin_memcpy (&x, parts, sizeof (x));
    return x;
#else
    for (Index lane = 0; lane < lanes<double>; ++lane)
        x[lane] = __builtin_sqrt (x[lane]);
    return x;
#endif
}

/// The larger of two, and the second where one is NaN.
template <typename T>
inline Vector<T> maxOf (Vector<T> a, Vector<T> b) noexcept
{
    [[maybe_unused]] constexpr bool isFloat = sizeof (T) == sizeof (float);
#if defined(__AVX512F__)
    if constexpr (isFloat)
        return (Vector<T>) _mm512_max_ps ((__m512) a, (__m512) b);
    else
        return (Vector<T>) _mm512_max_pd ((__m512d) a, (__m512d) b);
#elif defined(__AVX2__)
    if constexpr (isFloat)
        return (Vector<T>) _mm256_max_ps ((__m256) a, (__m256) b);
    else
        return (Vector<T>) _mm256_max_pd ((__m256d) a, (__m256d) b);
#elif defined(__SSE2__)
    if constexpr (isFloat)
        return (Vector<T>) _mm_max_ps ((__m128) a, (__m128) b);
    else
        return (Vector<T>) _mm_max_pd ((__m128d) a, (__m128d) b);
#else
    return a > b ? a : b;
#endif
}

/// x, and 0 where a comparison is true. GCC blends, which takes longer where a comparison is a mask of bits.
template <typename Mask, typename V>
inline V zeroWhere (Mask isZero, V x) noexcept
{
#if defined(__AVX512F__)
    return isZero ? V{} : x;
#else
    return (V) (~isZero & (Mask) x);
#endif
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
#elif defined(__SSE2__)
/// SSE2 has no floor. Adding to a number without sign the smallest one that has no fraction rounds it off.
template <typename V>
inline V floorOf (V x) noexcept
{
    using T = decltype (+x[0]);
    using Bits = LaneBits<V>;
    constexpr auto whole = static_cast<T> (1ull << mantissaBits<T>);
    const auto sign = (Bits) x & bitsOf (-T (0));
    const V size = (V) ((Bits) x ^ sign), rounded = (V) ((Bits) (size + whole - whole) | sign);
    return size < whole ? rounded - (rounded > x ? V{} + T (1) : V{}) : x;
}
#else
template <typename V>
inline V floorOf (V x) noexcept
{
    V result{};
    for (unsigned lane = 0; lane < sizeof (V) / sizeof (x[0]); ++lane)
        result[lane] = floorOf (x[lane]);
    return result;
}
#endif

} // namespace
} // namespace spikegraph
