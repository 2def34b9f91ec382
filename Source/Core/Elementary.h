#pragma once

#include "Core/ArithmeticOperator.h"
#include "Core/ElementaryFunction.h"
#include "Core/Views.h"

namespace spikegraph
{

// Functions of doubles, an array at a time: out[i] = f(x[i]). out overlaps none of the arguments. They
// allocate nothing. [audio thread]
//
// A value has the same bits alone and in an array, and on every instruction set. The C library computes what
// few need: sines of more than 2^17, logarithms of subnormal numbers, powers that are no normal numbers,
// hyperbolic sines of more than 708, and the areas of the largest numbers.

/// Within 1 last place, asinh within 2, tan within 3. log2 and log10 of powers of 2 and 10 are exact.
void elementary (ElementaryFunction function, const double* x, double* out, Index count) noexcept;

/// x[i]^y[i], within 1 last place, and exact where a double can be. It is faster if x is constant.
void power (const double* x, const double* y, double* out, Index count) noexcept;

/// x[i]^exponent for an exponent other than 0, from -largestWholePower to that. As power in all, and faster.
void wholePower (const double* x, int exponent, double* out, Index count) noexcept;
constexpr int largestWholePower = 16;

/// The angle of the point (x[i], y[i]) from -pi to pi, within 1 last place.
void arctangent2 (const double* y, const double* x, double* out, Index count) noexcept;

/// What the operator makes of as many arguments as it has. out may be one of them.
void arithmetic (ArithmeticOperator operation, const double* const* arguments, double* out,
                 Index count) noexcept;

/// Samples as doubles, and doubles rounded to samples.
void widen (const float* x, double* out, Index count) noexcept;
void widen (const double* x, double* out, Index count) noexcept;
void narrow (const double* x, float* out, Index count) noexcept;
void narrow (const double* x, double* out, Index count) noexcept;

} // namespace spikegraph
