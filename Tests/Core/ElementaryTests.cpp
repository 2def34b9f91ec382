#include "Core/Elementary.h"
#include "HardArguments.h"

#include <numbers>

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
    Domain domain;
};

using F = ElementaryFunction;
const Elementary catalogue[] = {
    { "log", F::log, std::log, std::log, 1, Domain::positive },
    { "log2", F::log2, std::log2, std::log2, 1, Domain::positive },
    { "log10", F::log10, std::log10, std::log10, 1, Domain::positive },
    { "sin", F::sin, std::sin, std::sin, 1, Domain::angle },
    { "cos", F::cos, std::cos, std::cos, 1, Domain::angle },
    { "tan", F::tan, std::tan, std::tan, 3, Domain::angle },
    { "asin", F::asin, std::asin, std::asin, 1, Domain::ratio },
    { "acos", F::acos, std::acos, std::acos, 1, Domain::ratio },
    { "atan", F::atan, std::atan, std::atan, 1, Domain::any },
    { "sinh", F::sinh, std::sinh, std::sinh, 1, Domain::exponent },
    { "cosh", F::cosh, std::cosh, std::cosh, 1, Domain::exponent },
    { "asinh", F::asinh, std::asinh, std::asinh, 2, Domain::any },
    { "acosh", F::acosh, std::acosh, std::acosh, 1, Domain::fromOne },
    { "atanh", F::atanh, std::atanh, std::atanh, 1, Domain::ratio },
};

double valueOf (ElementaryFunction function, double x)
{
    double value = 0;
    elementary (function, &x, &value, 1);
    return value;
}

} // namespace

TEST_CASE ("Elementary functions are within their last places")
{
    for (const auto& of : catalogue)
    {
        const auto x = HardArguments (of.domain).all();
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

TEST_CASE ("Elementary functions treat special values as the C library does")
{
    using Limits = std::numeric_limits<double>;
    const double special[] = { 0.0,
                               Limits::denorm_min(),
                               Limits::min() / 2,
                               Limits::min(),
                               1e-9,
                               0.5,
                               1 - 1e-16,
                               1.0,
                               1 + 1e-15,
                               2.0,
                               707.9,
                               708.1,
                               710.47,
                               710.48,
                               131072.0,
                               131072.5,
                               1e300,
                               0x1p1022,
                               0x1.8p1022,
                               Limits::max(),
                               infinity,
                               Limits::quiet_NaN() };
    for (const auto& of : catalogue)
        for (const auto size : special)
            for (const auto x : { size, -size })
            {
                INFO (of.name << " of " << x);
                CHECK (placesApart (valueOf (of.function, x), of.inLibrary (x)) <= 2.0);
            }
}

TEST_CASE ("Logarithms and angles that are whole numbers or fractions of a turn are exact")
{
    for (int k = -1022; k <= 1023; ++k)
        if (valueOf (F::log2, std::ldexp (1.0, k)) != k)
            FAIL_CHECK ("2^" << k);
    double powerOf10 = 1;
    for (int k = 0; k <= 22; ++k, powerOf10 *= 10)
        CHECK (valueOf (F::log10, powerOf10) == k);
    CHECK (valueOf (F::cos, 0) == 1);
    CHECK (valueOf (F::cosh, 0) == 1);
    CHECK (valueOf (F::asin, 1) == std::numbers::pi / 2);
    CHECK (valueOf (F::acos, -1) == std::numbers::pi);
    CHECK (valueOf (F::atan, 1) == std::numbers::pi / 4);
    CHECK (sameBits (valueOf (F::log, 1), 0.0));
}

TEST_CASE ("Elementary functions have the same bits on every instruction set, wherever a value lies")
{
    for (const auto& of : catalogue)
    {
        auto x = HardArguments (of.domain).all();
        x.resize (20011);
        for (const auto special : { -1.0, 0.0, -0.0, infinity, 1e-310, std::nan ("") })
            x.insert (x.begin() + 5000, special);
        INFO (of.name);
        CHECK (hasSameBitsEverywhere (lengthOf (x),
                                      [&] (const auto& kernels, Index first, Index count, double* out)
                                      { kernels.elementary (of.function, x.data() + first, out, count); }));
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
    for (const auto x : { 0.0, -1.0, infinity, 1e-300 })
        CHECK (knows (F::log, x));
    CHECK_FALSE (knows (F::log, 1e-310));
    CHECK (std::isnan (out[0]));
    CHECK (knows (F::sin, 131072.0));
    CHECK_FALSE (knows (F::sin, 131073.0));
    CHECK (std::isnan (out[0]));
    for (const auto function : { F::asin, F::acos, F::atan, F::acosh, F::atanh })
        for (const auto x : { 0.0, -0.7, 1.5, 1e300 })
            CHECK (knows (function, x));
    CHECK (knows (F::sinh, -708.0));
    CHECK (knows (F::asinh, 0x1p1022));
    for (const auto& [function, x] : { std::pair{ F::sinh, 709.0 },
                                       { F::cosh, -709.0 },
                                       { F::asinh, 0x1p1023 },
                                       { F::acosh, 0x1p1023 },
                                       { F::atanh, 1.0 } })
    {
        CHECK_FALSE (knows (function, x));
        CHECK (std::isnan (out[0]));
    }
}

} // namespace spikegraph
