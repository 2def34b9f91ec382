#pragma once

// The coefficients of series, for T. Part of Exponentials.h. Each is the polynomial, or the quotient of two,
// through the function's values at the Chebyshev points, in 110 digits. How far they are from the function is
// told for float and for double.

namespace spikegraph
{
namespace
{

/// E in r coth(r/2) = 2 + r^2 E(r^2), for r from -log(2)/2 to log(2)/2: exp(r) is met within 3e-9 and 1e-18.
template <typename T>
constexpr double evenPartTerms[] = { 0.16666666666666663, -0.0027777777777564571, 6.6137564717070624e-05,
                                     -1.6534060164712673e-06, 4.1437725054231024e-08 };

template <>
constexpr double evenPartTerms<float>[] = { 0.1666665478, -0.002769854583 };

/// A in atanh(s) = s + s^3 A(s^2), for s from 0 to 1/3: within 4e-10 and 5e-18 of s.
template <typename T>
constexpr double areaTangentTerms[] = { 0.33333333333333331,  0.20000000000007292,  0.14285714283554379,
                                        0.11111111358713932,  0.090908947180664293, 0.076927850324793115,
                                        0.066570721048274675, 0.060005364047953563, 0.044003692430723371,
                                        0.080820228059717655 };

template <>
constexpr double areaTangentTerms<float>[] = { 0.3333333366, 0.1999985317, 0.14296179, 0.108532879,
                                               0.1161216461 };

/// exp(x^2/2) times what the standard normal distribution has below -x, for x from 0 to farthestTail, is over
/// / under: within 6e-9 and 9e-17 of itself. No term is negative, so that nothing cancels. The function's
/// values, at the Chebyshev points of (x - 3)/(x + 3) and (x - 4)/(x + 4), are those of the series of erf and
/// of the continued fraction of erfc.
template <typename T>
constexpr double normalTailOver[] = { 0.5,
                                      0.7747376195936659,
                                      0.5938195826526755,
                                      0.289151208243326,
                                      0.09760874375211728,
                                      0.023591654839868217,
                                      0.004082027601036733,
                                      0.0004892349665613652,
                                      3.7132222341078365e-05,
                                      1.379381528725051e-06 };

template <typename T>
constexpr double normalTailUnder[] = { 1,
                                       2.3473597999901914,
                                       2.5605613083670353,
                                       1.7136163716916164,
                                       0.781512260472537,
                                       0.2547147978266053,
                                       0.06035492449185933,
                                       0.010325202470037891,
                                       0.0012297877970571666,
                                       9.30766784179461e-05,
                                       3.457596741416031e-06 };

template <>
constexpr double normalTailOver<float>[] = { 0.5000000016, 0.4339889265, 0.1800121431, 0.03953699836,
                                             0.003950798965 };

template <>
constexpr double normalTailUnder<float>[] = {
    1, 1.665862666, 1.189187224, 0.4609535319, 0.09911236721, 0.009903031129
};

} // namespace
} // namespace spikegraph
