#include "Core/Elementary.h"
#include "ElementaryValues.h"

namespace spikegraph
{
namespace
{

constexpr auto infinity = std::numeric_limits<double>::infinity();

double powerOf (double x, double y)
{
    double value = 0;
    power (&x, &y, &value, 1);
    return value;
}

struct Powers
{
    std::vector<double> x, y;

    void add (double base, double exponent)
    {
        x.push_back (base);
        y.push_back (exponent);
    }
};

/// Bases of all magnitudes to exponents for results of all magnitudes; bases close to 1 to huge ones.
Powers hardPowers()
{
    Random random (2);
    Powers of;
    for (int i = 0; i < 100000; ++i)
    {
        const auto any = random.positive(),
                   close = 1 + random.between (-1, 1) * std::exp2 (random.between (-51, -1));
        of.add (any, random.between (-750, 750) / std::log (any));
        of.add (close, random.between (-750, 750) / std::log (close));
        of.add (random.between (0, 10), random.between (-10, 10));
        of.add (random.between (-10, 10), std::floor (random.between (-20, 20)));
        of.add (std::floor (random.between (0, 50)), std::floor (random.between (-10, 30)));
    }
    return of;
}

/// All pairs of numbers that powers treat as special, or that are on the border of that.
Powers specialPowers()
{
    using Limits = std::numeric_limits<double>;
    std::vector<double> special{ 0,    0.5,    1,          1.5,        2,      3,      7,
                                 1e10, 0x1p51, 0x1p51 + 1, 0x1p52 + 1, 0x1p53, 0x1p54, 1e300 };
    special.insert (special.end(),
                    { Limits::infinity(), Limits::max(), Limits::min(), Limits::denorm_min(), 0.99999999,
                      1.0 + Limits::epsilon(), 707, 709, 744, 746, 1021, 1023, 1024, 1074 });
    for (std::size_t i = special.size(); i-- > 0;)
        special.push_back (-special[i]);
    special.push_back (Limits::quiet_NaN());
    Powers of;
    for (const auto x : special)
        for (const auto y : special)
            of.add (x, y);
    return of;
}

/// All that there are, but 0.
std::vector<int> wholeExponents()
{
    std::vector<int> exponents;
    for (int exponent = 1; exponent <= largestWholePower; ++exponent)
        exponents.insert (exponents.end(), { exponent, -exponent });
    return exponents;
}

/// Bases whose powers are of all magnitudes, and those close to 1, of either sign.
std::vector<double> basesFor (int exponent)
{
    Random random (3);
    std::vector<double> x;
    for (int i = 0; i < 10000; ++i)
        for (const auto base : { std::exp2 (random.between (-1080, 1080) / exponent), random.between (0, 8),
                                 1 + random.between (-1, 1) * std::exp2 (random.between (-51, -1)) })
            x.insert (x.end(), { base, -base });
    for (const auto base : { 0.0, infinity, std::nan (""), 1.0, 1e-310, 5e-324, 1e308 })
        x.insert (x.end(), { base, -base });
    return x;
}

} // namespace

TEST_CASE ("Powers are within a last place")
{
    const auto [x, y] = hardPowers();
    std::vector<double> z (x.size());
    power (x.data(), y.data(), z.data(), lengthOf (x));
    double most = 0;
    std::size_t at = 0;
    for (std::size_t i = 0; i < x.size(); ++i)
        if (const auto places =
                placesOff (z[i], std::pow (static_cast<long double> (x[i]), static_cast<long double> (y[i])));
            !(places <= most))
            most = places, at = i;
    INFO ("farthest at " << x[at] << "^" << y[at]);
    CHECK (most <= 1);
}

TEST_CASE ("Whole powers are within a last place, and treat special values as the C library does")
{
    for (const auto exponent : wholeExponents())
    {
        const auto x = basesFor (exponent);
        std::vector<double> y (x.size());
        wholePower (x.data(), exponent, y.data(), lengthOf (x));
        double most = 0, at = 0;
        for (std::size_t i = 0; i < x.size(); ++i)
        {
            const auto exact = std::pow (static_cast<long double> (x[i]), exponent);
            const auto isSpecial = x[i] == 0 || !std::isfinite (x[i]);
            const auto places =
                isSpecial ? placesApart (y[i], std::pow (x[i], exponent)) : placesOff (y[i], exact);
            if (!(places <= most))
                most = places, at = x[i];
        }
        INFO ("farthest at " << at << "^" << exponent);
        CHECK (most <= 1);
    }
}

TEST_CASE ("Whole powers that are products are rounded once")
{
    Random random (4);
    for (const auto exponent : wholeExponents())
    {
        double most = 0;
        for (int i = 0; i < 10000; ++i)
        {
            const auto x = random.between (-8, 8);
            double y = 0;
            wholePower (&x, exponent, &y, 1);
            most = std::max (most, placesOff (y, std::pow (static_cast<long double> (x), exponent)));
        }
        INFO (exponent);
        CHECK (most < 0.51); // the reference is rounded too
    }
}

TEST_CASE ("Powers treat special values as the C library does")
{
    const auto [x, y] = specialPowers();
    std::vector<double> z (x.size());
    power (x.data(), y.data(), z.data(), lengthOf (x));
    for (std::size_t i = 0; i < x.size(); ++i)
        if (const auto expected = std::pow (x[i], y[i]); placesApart (z[i], expected) > 1.0)
            FAIL_CHECK (x[i] << "^" << y[i] << " is " << z[i] << ", not " << expected);
}

TEST_CASE ("Powers that are whole numbers are exact")
{
    for (int k = -1022; k <= 1023; ++k)
        if (powerOf (2, k) != std::ldexp (1.0, k))
            FAIL_CHECK ("2^" << k);
    double powerOf10 = 1;
    for (int k = 0; k <= 22; ++k, powerOf10 *= 10)
        CHECK (powerOf (10, k) == powerOf10);
    CHECK (powerOf (3, 33) == 5559060566555523.0);
    CHECK (powerOf (-7, 3) == -343);
    CHECK (powerOf (2.25, 1.5) == 3.375);
    CHECK (powerOf (0.1, 1) == 0.1);
}

TEST_CASE ("Powers have the same bits on every instruction set, wherever a value lies")
{
    auto of = hardPowers();
    const auto special = specialPowers();
    for (std::size_t i = 0; i < special.x.size(); ++i)
        of.add (special.x[i], special.y[i]);
    CHECK (hasSameBitsEverywhere (lengthOf (of.x),
                                  [&] (const auto& kernels, Index first, Index count, double* out)
                                  { kernels.power (of.x.data() + first, of.y.data() + first, out, count); }));
}

TEST_CASE ("Whole powers have the same bits on every instruction set, wherever a value lies")
{
    for (const auto exponent : wholeExponents())
    {
        const auto x = basesFor (exponent);
        INFO (exponent);
        CHECK (hasSameBitsEverywhere (lengthOf (x),
                                      [&] (const auto& kernels, Index first, Index count, double* out)
                                      { kernels.wholePower (x.data() + first, exponent, out, count); }));
    }
}

TEST_CASE ("Kernels of powers say which values they leave to the C library")
{
    const auto& kernels = bestKernels<double>();
    double out[8];
    const auto knowsPower = [&] (double base, double exponent)
    {
        const std::vector<double> x (8, base), y (8, exponent);
        return kernels.power (x.data(), y.data(), out, 8);
    };
    CHECK (knowsPower (0.0, 0.7));
    CHECK (knowsPower (-2.0, 0.7));
    CHECK (knowsPower (-2.0, 5.0));
    CHECK_FALSE (knowsPower (10.0, 400.0));
    CHECK (std::isnan (out[0]));
    CHECK_FALSE (knowsPower (0.0, -1.0));
    CHECK (std::isnan (out[0]));
    const auto knowsWholePower = [&] (double base, int exponent)
    {
        const std::vector<double> x (8, base);
        return kernels.wholePower (x.data(), exponent, out, 8);
    };
    CHECK (knowsWholePower (-0.0, 5));
    CHECK (std::signbit (out[0]));
    CHECK (knowsWholePower (-1e60, 5)); // beyond where products are exact
    CHECK_FALSE (knowsWholePower (1e62, 5));
    CHECK (std::isnan (out[0]));
}

} // namespace spikegraph
