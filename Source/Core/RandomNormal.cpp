#include "Core/RandomNormal.h"

#include "Core/Random.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>

namespace spikegraph
{
namespace
{

/// Coefficients of ascending powers.
using Polynomial = std::array<double, 8>;

double ratio (const Polynomial& numerator, const Polynomial& denominator, double r) noexcept
{
    double above = 0.0, below = 0.0;
    for (std::size_t i = numerator.size(); i-- > 0;)
    {
        above = above * r + numerator[i];
        below = below * r + denominator[i];
    }
    return above / below;
}

// The letters are the algorithm's own. A over B: the middle 85%; C over D: r up to 5; E over F: beyond.
constexpr Polynomial coefficientsA{ 3.3871328727963666080,    1.3314166789178437745e+2,
                                    1.9715909503065514427e+3, 1.3731693765509461125e+4,
                                    4.5921953931549871457e+4, 6.7265770927008700853e+4,
                                    3.3430575583588128105e+4, 2.5090809287301226727e+3 };
constexpr Polynomial coefficientsB{ 1.0,
                                    4.2313330701600911252e+1,
                                    6.8718700749205790830e+2,
                                    5.3941960214247511077e+3,
                                    2.1213794301586595867e+4,
                                    3.9307895800092710610e+4,
                                    2.8729085735721942674e+4,
                                    5.2264952788528545610e+3 };
constexpr Polynomial coefficientsC{ 1.42343711074968357734,    4.63033784615654529590,
                                    5.76949722146069140550,    3.64784832476320460504,
                                    1.27045825245236838258,    2.41780725177450611770e-1,
                                    2.27238449892691845833e-2, 7.74545014278341407640e-4 };
constexpr Polynomial coefficientsD{ 1.0,
                                    2.05319162663775882187,
                                    1.67638483018380384940,
                                    6.89767334985100004550e-1,
                                    1.48103976427480074590e-1,
                                    1.51986665636164571966e-2,
                                    5.47593808499534494600e-4,
                                    1.05075007164441684324e-9 };
constexpr Polynomial coefficientsE{ 6.65790464350110377720,    5.46378491116411436990,
                                    1.78482653991729133580,    2.96560571828504891230e-1,
                                    2.65321895265761230930e-2, 1.24266094738807843860e-3,
                                    2.71155556874348757815e-5, 2.01033439929228813265e-7 };
constexpr Polynomial coefficientsF{ 1.0,
                                    5.99832206555887937690e-1,
                                    1.36929880922735805310e-1,
                                    1.48753612908506148525e-2,
                                    7.86869131145613259100e-4,
                                    1.84631831751005468180e-5,
                                    1.42151175831644588870e-7,
                                    2.04426310338993978564e-15 };

} // namespace

double normalQuantile (double probability) noexcept
{
    const auto q = probability - 0.5;
    if (std::abs (q) <= 0.425)
        return q * ratio (coefficientsA, coefficientsB, 0.180625 - q * q);

    const auto tail = std::min (probability, 1.0 - probability);
    if (!(tail > 0.0))
        return std::copysign (std::numeric_limits<double>::infinity(), q);
    const auto r = std::sqrt (-std::log (tail));
    return std::copysign (r <= 5.0 ? ratio (coefficientsC, coefficientsD, r - 1.6)
                                   : ratio (coefficientsE, coefficientsF, r - 5.0),
                          q);
}

double randomNormal (std::uint64_t seed, std::uint64_t index) noexcept
{
    // 52 bits and a half: never 0, never 1, and as far from either.
    constexpr double cell = 1.0 / static_cast<double> (std::uint64_t{ 1 } << 52);
    return normalQuantile ((static_cast<double> (randomWord (seed, index) >> 12) + 0.5) * cell);
}

} // namespace spikegraph
