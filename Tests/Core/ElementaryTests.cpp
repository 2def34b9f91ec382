#include "Core/Elementary.h"
#include "Core/Kernels/Kernels.h"
#include "Tests/Expression/ExpressionValues.h"
#include "Tests/TestFramework.h"

#include <cmath>
#include <cstring>
#include <numbers>
#include <vector>

namespace spikegraph
{
namespace
{

constexpr auto infinity = std::numeric_limits<double>::infinity();

/// A function as it is, in the widest type that there is, and in the C library.
struct Elementary
{
    const char* name;
    ElementaryFunction function;
    long double (*exactly) (long double);
    double (*inLibrary) (double);
    double places;
    bool ofAngle;
};

using F = ElementaryFunction;
const Elementary catalogue[] = {
    { "log", F::log, std::log, std::log, 1, false },
    { "log2", F::log2, std::log2, std::log2, 1, false },
    { "log10", F::log10, std::log10, std::log10, 1, false },
    { "sin", F::sin, std::sin, std::sin, 1, true },
    { "cos", F::cos, std::cos, std::cos, 1, true },
    { "tan", F::tan, std::tan, std::tan, 3, true },
};

double valueOf (ElementaryFunction function, double x)
{
    double value = 0;
    elementary (function, &x, &value, 1);
    return value;
}

double powerOf (double x, double y)
{
    double value = 0;
    power (&x, &y, &value, 1);
    return value;
}

class Random
{
public:
    explicit Random (std::uint64_t seedToUse)
        : seed (seedToUse)
    {
    }

    double between (double lowest, double highest)
    {
        return lowest + (highest - lowest) * randomUniform<double> (seed, drawn++);
    }

    /// Of all magnitudes.
    double positive() { return std::exp2 (between (-1022, 1023)); }

private:
    std::uint64_t seed, drawn = 0;
};

/// The distance of a value from what it should be, in last places of that. Below normal numbers it is 0.
double placesOff (double value, long double exact)
{
    if (std::isnan (value) || std::isinf (value))
        return sameBits (value, static_cast<double> (exact)) ? 0.0 : infinity;
    const auto size = std::abs (static_cast<double> (exact));
    if (size < std::numeric_limits<double>::min())
        return std::abs (value) <= std::numeric_limits<double>::min() ? 0.0 : infinity;
    int exponent = 0;
    std::frexp (exact, &exponent);
    return static_cast<double> (std::abs (value - exact) / std::ldexp (1.0L, exponent - 53));
}

/// Numbers of all magnitudes, and those where the result is small: close to 1, and to multiples of pi/2.
std::vector<double> hardArguments (bool ofAngle)
{
    Random random (1);
    std::vector<double> x;
    for (int i = 0; i < 100000; ++i)
    {
        const auto closeTo1 = 1 + random.between (-1, 1) * std::exp2 (random.between (-52, -1));
        x.insert (x.end(), { random.positive(), random.between (0.5, 2), random.between (0, 100),
                             ofAngle ? random.between (0, 131072) : closeTo1 });
        // by several places, so that rows of tables meet here too
        const auto multiple = ofAngle ? i * (std::numbers::pi / 2) : 64.0 / (45.5 + i % 46);
        for (const auto factor : { 1.0, 1 + 1e-15, 1 - 1e-15, 1 + 1e-9 })
            x.push_back (multiple * factor);
    }
    if (ofAngle)
        for (std::size_t i = 1; i < x.size(); i += 2)
            x[i] = -x[i];
    return x;
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

Index lengthOf (const std::vector<double>& values)
{
    return static_cast<Index> (values.size());
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

/// Whether a function gives the same bits on every instruction set, in parts of 1, of 13, and as a whole.
template <typename Apply>
bool hasSameBitsEverywhere (Index count, Apply apply)
{
    const auto size = static_cast<std::size_t> (count);
    std::vector<double> expected (size), out (size);
    apply (kernelsFor<double> (InstructionSet::baseline), Index{ 0 }, count, expected.data());
    bool same = true;
    for (const auto set : supportedInstructionSets())
        for (const Index part : { Index{ 1 }, Index{ 13 }, count })
        {
            for (Index first = 0; first < count; first += part)
                apply (kernelsFor<double> (set), first, std::min (part, count - first), out.data() + first);
            if (std::memcmp (out.data(), expected.data(), size * sizeof (double)) != 0)
            {
                UNSCOPED_INFO (name (set) << ", in parts of " << part);
                same = false;
            }
        }
    return same;
}

} // namespace

TEST_CASE ("Logarithms, sines, cosines and tangents are within their last places")
{
    for (const auto& of : catalogue)
    {
        const auto x = hardArguments (of.ofAngle);
        std::vector<double> y (x.size());
        elementary (of.function, x.data(), y.data(), lengthOf (x));
        double most = 0, at = 0;
        for (std::size_t i = 0; i < x.size(); ++i)
            if (const auto places = placesOff (y[i], of.exactly (static_cast<long double> (x[i])));
                !(places <= most))
                most = places, at = x[i];
        INFO (of.name << ", farthest at " << at);
        CHECK (most <= of.places);
    }
}

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

TEST_CASE ("Elementary functions treat special values as the C library does")
{
    using Limits = std::numeric_limits<double>;
    for (const auto& of : catalogue)
        for (const auto size : { 0.0, 1.0, infinity, Limits::quiet_NaN(), Limits::max(), Limits::min(),
                                 Limits::min() / 2, Limits::denorm_min(), 131072.0, 131072.5, 1e300 })
            for (const auto x : { size, -size })
            {
                INFO (of.name << " of " << x);
                CHECK (placesApart (valueOf (of.function, x), of.inLibrary (x)) <= 2.0);
            }
    const auto [x, y] = specialPowers();
    std::vector<double> z (x.size());
    power (x.data(), y.data(), z.data(), lengthOf (x));
    for (std::size_t i = 0; i < x.size(); ++i)
        if (const auto expected = std::pow (x[i], y[i]); placesApart (z[i], expected) > 1.0)
            FAIL_CHECK (x[i] << "^" << y[i] << " is " << z[i] << ", not " << expected);
}

TEST_CASE ("Powers and logarithms that are whole numbers are exact")
{
    for (int k = -1022; k <= 1023; ++k)
        if (valueOf (F::log2, std::ldexp (1.0, k)) != k || powerOf (2, k) != std::ldexp (1.0, k))
            FAIL_CHECK ("2^" << k);
    double powerOf10 = 1;
    for (int k = 0; k <= 22; ++k, powerOf10 *= 10)
    {
        CHECK (valueOf (F::log10, powerOf10) == k);
        CHECK (powerOf (10, k) == powerOf10);
    }
    CHECK (powerOf (3, 33) == 5559060566555523.0);
    CHECK (powerOf (-7, 3) == -343);
    CHECK (powerOf (2.25, 1.5) == 3.375);
    CHECK (powerOf (0.1, 1) == 0.1);
    CHECK (valueOf (F::cos, 0) == 1);
    CHECK (sameBits (valueOf (F::log, 1), 0.0));
}

TEST_CASE ("Elementary functions have the same bits on every instruction set, wherever a value lies")
{
    for (const auto& of : catalogue)
    {
        auto x = hardArguments (of.ofAngle);
        x.resize (20011);
        for (const auto special : { -1.0, 0.0, -0.0, infinity, 1e-310, std::nan ("") })
            x.insert (x.begin() + 5000, special);
        INFO (of.name);
        CHECK (hasSameBitsEverywhere (lengthOf (x),
                                      [&] (const auto& kernels, Index first, Index count, double* out)
                                      { kernels.elementary (of.function, x.data() + first, out, count); }));
    }
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

TEST_CASE ("Kernels of elementary functions say which values they leave to the C library")
{
    const auto& kernels = bestKernels<double>();
    double out[8];
    const auto knows = [&] (ElementaryFunction function, double at)
    {
        const std::vector<double> x (8, at);
        return kernels.elementary (function, x.data(), out, 8);
    };
    const auto knowsPower = [&] (double base, double exponent)
    {
        const std::vector<double> x (8, base), y (8, exponent);
        return kernels.power (x.data(), y.data(), out, 8);
    };
    for (const auto x : { 0.0, -1.0, infinity, 1e-300 })
        CHECK (knows (F::log, x));
    CHECK_FALSE (knows (F::log, 1e-310));
    CHECK (std::isnan (out[0]));
    CHECK (knows (F::sin, 131072.0));
    CHECK_FALSE (knows (F::sin, 131073.0));
    CHECK (std::isnan (out[0]));
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
