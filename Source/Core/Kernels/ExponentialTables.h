#pragma once

// The coefficients of series, for T. Part of Exponentials.h. Each is the polynomial through the function's
// values at the Chebyshev points, in 110 digits. How far they are from the function is told for float and for
// double.

namespace spikegraph
{
namespace
{

/// E in exp(r) = 1 + r + r^2 E(r), for r from -log(2)/2 to log(2)/2: exp is met within 8e-9 and 2e-19.
template <typename T>
constexpr double exponentialTerms[] = { 0.5,
                                        0.16666666666666671,
                                        0.041666666666666671,
                                        0.0083333333333261358,
                                        0.0013888888888883748,
                                        0.00019841269874820627,
                                        2.4801587325547743e-05,
                                        2.7557255400206422e-06,
                                        2.7557273643110297e-07,
                                        2.5105217004720745e-08,
                                        2.0914686968086876e-09 };

template <>
constexpr double exponentialTerms<float>[] = { 0.5, 0.1666657699, 0.04166655462, 0.008363179053,
                                               0.001392618359 };

/// A in atanh(s) = s + s^3 A(s^2), for s from 0 to 1/3: within 4e-10 and 5e-18 of s.
template <typename T>
constexpr double areaTangentTerms[] = { 0.33333333333333331,  0.20000000000007292,  0.14285714283554379,
                                        0.11111111358713932,  0.090908947180664293, 0.076927850324793115,
                                        0.066570721048274675, 0.060005364047953563, 0.044003692430723371,
                                        0.080820228059717655 };

template <>
constexpr double areaTangentTerms<float>[] = { 0.3333333366, 0.1999985317, 0.14296179, 0.108532879,
                                               0.1161216461 };

/// (1 + 2z) exp(z^2) erfc(z) of w = (z - 4)/(z + 4), for all z from 0 on: within 4e-9 and 4e-17 of itself.
/// The values are those of the series of erf and of the continued fraction of erfc.
template <typename T>
constexpr double erfcTerms[] = { 1.2329951186255526,      -0.1396211168405625,     0.015379652102610162,
                                 0.068097054254686207,    -0.10103906603585294,    0.093732834998651718,
                                 -0.066330365820503667,   0.0371675155318432,      -0.016197733979924259,
                                 0.0050319700325486948,   -0.00075777371418388846, -0.00019925700412184815,
                                 0.0001506231178516207,   -2.439811794207995e-05,  -1.1225140354449658e-05,
                                 5.7072395736932571e-06,  2.9805960553227689e-07,  -8.2180206548130444e-07,
                                 7.111912428010423e-08,   1.0683442926744586e-07,  -1.6357383982124768e-08,
                                 -1.2544825403855518e-08, 1.5712153638319064e-09,  9.6554082254828631e-10 };

template <>
constexpr double erfcTerms<float>[] = { 1.232995119,    -0.1396210843,  0.01537968365,    0.06809613205,
                                        -0.1010399508,  0.09374044379,  -0.06632325954,   0.0371399169,
                                        -0.01622227456, 0.005082809154, -0.0007163394719, -0.0002486322974,
                                        0.0001166079966 };

} // namespace
} // namespace spikegraph
