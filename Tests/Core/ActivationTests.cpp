#include "Core/Activation.h"
#include "Core/CentralDifference.h"
#include "Core/Error.h"
#include "Core/Kernels/Kernels.h"
#include "Core/Random.h"
#include "Tests/TestFramework.h"

#include <algorithm>
#include <cmath>
#include <cstring>
#include <limits>
#include <vector>

namespace spikegraph
{
namespace
{

/// Points that avoid the kinks, where a derivative is a matter of convention.
const std::vector<double> smoothPoints{ -3.7, -1.9, -0.6, -0.03, 0.02, 0.4, 0.95, 1.3, 2.8 };

/// What activations are, in the widest type that there is.
struct ExactActivation
{
    const char* name;
    long double (*value) (long double x);
};

long double exactLogistic (long double x)
{
    return 1 / (1 + std::exp (-x));
}

const ExactActivation exactActivations[] = {
    { "elu", [] (long double x) { return x > 0 ? x : std::expm1 (x); } },
    { "gelu", [] (long double x) { return x * std::erfc (-x / std::sqrt (2.0L)) / 2; } },
    { "silu", [] (long double x) { return x * exactLogistic (x); } },
    { "softplus", [] (long double x) { return x > 20 ? x : std::log1p (std::exp (x)); } },
    { "sigmoid", exactLogistic },
    { "tanh", [] (long double x) { return std::tanh (x); } },
    { "exp", [] (long double x) { return std::exp (x); } },
};

/// What a derivative is, and the size of its terms, which may cancel.
struct ExactSlope
{
    long double slope, terms;
};

struct ExactDerivative
{
    const char* name;
    ExactSlope (*at) (long double x);
};

ExactSlope sumOfTerms (long double a, long double b)
{
    return { a + b, std::max (std::abs (a), std::abs (b)) };
}

ExactSlope singleTerm (long double a)
{
    return { a, std::abs (a) };
}

const ExactDerivative exactDerivatives[] = {
    { "elu", [] (long double x) { return singleTerm (x > 0 ? 1 : std::exp (x)); } },
    { "gelu",
      [] (long double x)
      {
          const auto density = std::exp (-x * x / 2) / std::sqrt (2 * std::acos (-1.0L));
          return sumOfTerms (std::erfc (-x / std::sqrt (2.0L)) / 2, x * density);
      } },
    { "silu", [] (long double x)
      { return sumOfTerms (exactLogistic (x), x * exactLogistic (x) * exactLogistic (-x)); } },
    { "softplus", [] (long double x) { return singleTerm (x > 20 ? 1 : exactLogistic (x)); } },
    { "sigmoid", [] (long double x) { return singleTerm (exactLogistic (x) * exactLogistic (-x)); } },
    { "tanh", [] (long double x) { return singleTerm (std::pow (std::cosh (x), -2)); } },
    { "exp", [] (long double x) { return singleTerm (std::exp (x)); } },
};

/// From -100 to 100, evenly spaced and by their order of magnitude.
template <typename T>
std::vector<T> manyPoints()
{
    std::vector<T> points;
    for (int i = -100000; i <= 100000; ++i)
    {
        points.push_back (static_cast<T> (i * 0.001));
        points.push_back (static_cast<T> (std::copysign (1e-10 * std::exp (std::abs (i) * 2.7e-4), i)));
    }
    return points;
}

/// Whether a value is so many last places of a number of that size from what it is, or both are almost 0.
template <typename T>
bool isNear (T value, long double exact, long double ofSize, int places)
{
    using Limits = std::numeric_limits<T>;
    constexpr auto almostZero = 10000 * Limits::min(); // below which it may be 0
    const auto size = static_cast<T> (ofSize);
    if (std::isinf (size))
        return value == size;
    const auto lastPlace = std::max (std::nextafter (size, Limits::infinity()) - size, almostZero);
    return std::abs (static_cast<long double> (value) - exact) <= static_cast<T> (places) * lastPlace;
}

/// Every named activation, and custom ones with and without a derivative.
template <typename T>
std::vector<Activation<T>> allActivations()
{
    std::vector<Activation<T>> all{ Activation<T> ([] (T x) { return x * x * x; }),
                                    Activation<T> ([] (T x) { return x * x * x; },
                                                   [] (T x) { return T (3) * x * x; }) };
    for (const auto& name : activationNames())
        all.push_back (Activation<T>::named (name));
    return all;
}

} // namespace

TEST_CASE ("Every named activation's derivative agrees with its central difference")
{
    for (const auto& name : activationNames())
    {
        const auto f = Activation<double>::named (name);
        for (const auto x : smoothPoints)
        {
            INFO (name << " at " << x);
            const double step = 1e-5;
            const auto difference = (f.value (x + step) - f.value (x - step)) / (2.0 * step);
            CHECK (f.derivative (x) == Approx (difference).margin (1e-8));
        }
    }
}

TEST_CASE ("Named activations take their textbook values")
{
    const auto value = [] (const char* name, double x) { return Activation<double>::named (name).value (x); };
    CHECK (value ("relu", -2.0) == 0.0);
    CHECK (value ("leaky_relu", -2.0) == -0.02);
    CHECK (value ("leaky_relu(0.25)", -2.0) == -0.5);
    CHECK (value ("elu", -1.0) == Approx (std::exp (-1.0) - 1.0));
    CHECK (value ("gelu", 1.0) ==
           Approx (0.8413447460685429)); // x times the normal distribution at one sigma
    CHECK (value ("silu", 2.0) == Approx (2.0 / (1.0 + std::exp (-2.0))));
    CHECK (value ("softplus", 0.0) == Approx (std::log (2.0)));
    CHECK (value ("sigmoid", 0.0) == 0.5);
    CHECK (value ("abs", -3.0) == 3.0);
    CHECK (value ("square", -3.0) == 9.0);
    CHECK (value ("hard_tanh", 7.0) == 1.0);
    CHECK (value ("identity", 7.0) == 7.0);
}

TEMPLATE_TEST_CASE ("Named activations are within a few last places of what they are", "", float, double)
{
    for (const auto& [name, exactly] : exactActivations)
    {
        const auto f = Activation<TestType>::named (name);
        const int places = std::string_view (name) == "gelu" ? 8 : 3;
        for (const auto x : manyPoints<TestType>())
        {
            const auto expected = exactly (static_cast<long double> (x));
            const auto value = f.value (x);
            if (isNear (value, expected, std::abs (expected), places))
                continue;
            INFO (name << " at " << x << ": " << value << ", not " << expected);
            REQUIRE (false);
        }
    }
}

TEMPLATE_TEST_CASE ("Derivatives are within a few last places of what they are, or of their terms", "", float,
                    double)
{
    for (const auto& [name, exactly] : exactDerivatives)
    {
        const auto f = Activation<TestType>::named (name);
        const int places = std::string_view (name) == "gelu" ? 8 : 5; // 7.5 and 4.3 measured
        for (const auto x : manyPoints<TestType>())
        {
            const auto [slope, terms] = exactly (static_cast<long double> (x));
            const auto derivative = f.derivative (x);
            if (isNear (derivative, slope, terms, places))
                continue;
            INFO (name << " at " << x << ": " << derivative << ", not " << slope);
            REQUIRE (false);
        }
    }
}

TEMPLATE_TEST_CASE ("A derivative has the same bits for a value alone and in an array", "", float, double)
{
    auto values = manyPoints<TestType>();
    const auto infinity = std::numeric_limits<TestType>::infinity();
    values.insert (values.end(), { TestType (0), TestType (-0.0), infinity, -infinity });
    for (const auto& f : allActivations<TestType>())
        for (const std::size_t length : { 0u, 1u, 3u, 255u, 256u, 257u, 1001u })
        {
            std::vector<TestType> x, gradient (length + 1, TestType (1));
            for (std::size_t i = 0; i < length; ++i)
                x.push_back (values[values.size() - 1 - i * 397 % values.size()]);
            f.multiplyByDerivative (x.data(), gradient.data(), static_cast<Index> (length));
            std::vector<TestType> expected;
            for (const auto at : x)
                expected.push_back (f.derivative (at));
            expected.push_back (TestType (1));
            INFO (static_cast<int> (f.kind()) << ", " << length << " values");
            CHECK (std::memcmp (gradient.data(), expected.data(), expected.size() * sizeof (TestType)) == 0);
        }
}

TEST_CASE ("A gradient is multiplied by the derivative, as 0 times what is not finite is NaN")
{
    const auto infinity = std::numeric_limits<float>::infinity();
    const float x[]{ -2.0f, 2.0f, -2.0f, 2.0f, -2.0f };
    float gradient[]{ 3.0f, 3.0f, infinity, infinity, -3.0f };
    Activation<float> (ActivationKind::relu).multiplyByDerivative (x, gradient, 5);
    CHECK ((gradient[0] == 0.0f && !std::signbit (gradient[0])));
    CHECK (gradient[1] == 3.0f);
    CHECK (std::isnan (gradient[2]));
    CHECK (gradient[3] == infinity);
    CHECK ((gradient[4] == 0.0f && std::signbit (gradient[4])));

    float others[]{ 1.0f, 2.0f, 3.0f, infinity, -1.0f };
    const std::vector<float> before (std::begin (others), std::end (others));
    Activation<float>().multiplyByDerivative (x, others, 5);
    CHECK (std::equal (before.begin(), before.end(), others));
    Activation<float>::named ("square").multiplyByDerivative (x, others, 3);
    CHECK ((others[0] == -4.0f && others[1] == 8.0f && others[2] == -12.0f));
}

TEMPLATE_TEST_CASE ("Derivatives are what they are agreed to be at kinks, at 0 and far away", "", float,
                    double)
{
    using Limits = std::numeric_limits<TestType>;
    const auto slope = [] (const char* name, TestType x)
    { return Activation<TestType>::named (name).derivative (x); };
    for (const auto zero : { TestType (0), TestType (-0.0), Limits::denorm_min(), -Limits::min() })
    {
        INFO (zero);
        CHECK (slope ("gelu", zero) == TestType (0.5));
        CHECK (slope ("silu", zero) == TestType (0.5));
        CHECK (slope ("sigmoid", zero) == TestType (0.25));
        CHECK (slope ("tanh", zero) == TestType (1));
    }
    for (const auto* name : { "relu", "abs" })
        CHECK ((slope (name, TestType (0)) == TestType (0) && slope (name, TestType (-0.0)) == TestType (0)));
    CHECK (slope ("abs", TestType (-3)) == TestType (-1));
    CHECK (slope ("leaky_relu(0.25)", TestType (0)) == TestType (0.25));
    CHECK (slope ("elu", TestType (0)) == TestType (1));
    CHECK (slope ("softplus", std::nextafter (TestType (20), TestType (21))) == TestType (1));
    for (const auto end : { TestType (-1), TestType (1) })
    {
        CHECK (slope ("hard_tanh", end) == TestType (0));
        CHECK (slope ("hard_tanh", std::nextafter (end, TestType (0))) == TestType (1));
    }
    for (const auto large : { TestType (1e4), Limits::max(), Limits::infinity() })
    {
        INFO (large);
        for (const auto* name : { "relu", "elu", "gelu", "silu", "softplus" })
            CHECK ((slope (name, large) == TestType (1) && slope (name, -large) == TestType (0)));
        for (const auto* name : { "sigmoid", "tanh", "hard_tanh" })
            CHECK ((slope (name, large) == TestType (0) && slope (name, -large) == TestType (0)));
        CHECK ((slope ("exp", large) == Limits::infinity() && slope ("exp", -large) == TestType (0)));
    }
    for (const auto* name : { "elu", "gelu", "silu", "softplus", "sigmoid", "tanh", "square", "exp" })
        CHECK (std::isnan (slope (name, Limits::quiet_NaN())));
}

TEMPLATE_TEST_CASE ("Activations have the same bits on every instruction set, wherever a sample lies", "",
                    float, double)
{
    std::vector<TestType> x{ TestType (-0.0), TestType (1e30), TestType (-1e30), TestType (1e-30) };
    for (int i = 0; i < 4000; ++i)
        x.push_back (static_cast<TestType> (
            -100.0 + 200.0 * randomUniform<double> (3, static_cast<std::uint64_t> (i))));
    const auto count = static_cast<Index> (x.size());
    for (std::size_t kind = 0; kind < activationNames().size(); ++kind)
    {
        const auto apply = [&] (InstructionSet set, const TestType* from, TestType* to, Index samples)
        {
            kernelsFor<TestType> (set).activate (static_cast<ActivationKind> (kind), TestType (0.1), from, to,
                                                 samples);
        };
        std::vector<TestType> expected (x.size()), y (x.size());
        apply (InstructionSet::baseline, x.data(), expected.data(), count);
        for (const auto set : supportedInstructionSets())
        {
            INFO (activationNames()[kind] << ", " << name (set));
            for (const Index part : { Index{ 1 }, Index{ 13 }, count })
            {
                for (Index first = 0; first < count; first += part)
                    apply (set, x.data() + first, y.data() + first, std::min (part, count - first));
                REQUIRE (std::memcmp (y.data(), expected.data(), x.size() * sizeof (TestType)) == 0);
            }
        }
    }
}

TEST_CASE ("Activations keep NaN, and the sign of 0 where they go through it")
{
    for (const auto& activation : activationNames())
    {
        INFO (activation);
        const auto f = Activation<float>::named (activation);
        CHECK (std::isnan (f.value (std::numeric_limits<float>::quiet_NaN())));
        if (activation == "identity" || activation == "tanh" || activation == "hard_tanh" ||
            activation == "leaky_relu")
        {
            CHECK (std::signbit (f.value (-0.0f)));
            CHECK_FALSE (std::signbit (f.value (0.0f)));
        }
    }
}

TEST_CASE (
    "An activation that says that it is never negative is not, and one that does not say so is somewhere")
{
    for (const auto& name : activationNames())
    {
        INFO (name);
        const auto f = Activation<double>::named (name);
        double lowest = 0.0;
        for (double x = -20.0; x <= 20.0; x += 0.01)
            lowest = std::min (lowest, f.value (x));
        CHECK (f.isNeverNegative() == (lowest >= 0.0));
    }
    CHECK_FALSE (Activation<double> ([] (double x) { return x * x; }).isNeverNegative());
}

TEST_CASE ("Activations have their limits at large inputs instead of NaN")
{
    const auto infinity = std::numeric_limits<double>::infinity();
    for (const auto large : { 1e4, 1e300, infinity })
    {
        INFO ("x = -" << large);
        CHECK (Activation<double>::named ("gelu").value (-large) == 0.0);
        CHECK (Activation<double>::named ("silu").value (-large) == 0.0);
        CHECK (Activation<double>::named ("softplus").value (-large) == 0.0);
        CHECK (Activation<double>::named ("softplus").value (large) == large);
        CHECK (Activation<double>::named ("sigmoid").value (-large) == 0.0);
        CHECK (Activation<double>::named ("elu").value (-large) == -1.0);
        CHECK (Activation<double>::named ("relu").value (-large) == 0.0);
        CHECK (Activation<double>::named ("gelu").derivative (-large) == 0.0);
        CHECK (Activation<double>::named ("silu").derivative (-large) == 0.0);
    }
}

TEST_CASE ("Applying an activation to an array equals its value at every element, in place too")
{
    for (const auto& name : activationNames())
    {
        const auto f = Activation<float>::named (name);
        std::vector<float> x;
        for (int i = -50; i < 51; ++i)
            x.push_back (static_cast<float> (i) * 0.13f);
        auto y = x;
        f.apply (y.data(), y.data(), static_cast<Index> (y.size()));
        for (std::size_t i = 0; i < x.size(); ++i)
        {
            INFO (name << " at " << x[i]);
            CHECK (y[i] == f.value (x[i]));
        }
    }
}

TEST_CASE ("A callable is an activation, with its own derivative or a numeric one")
{
    const Activation<double> cube ([] (double x) { return x * x * x; });
    const Activation<double> cubeWithDerivative ([] (double x) { return x * x * x; },
                                                 [] (double) { return 42.0; });
    CHECK (cube.value (2.0) == 8.0);
    CHECK (cube.derivative (2.0) == Approx (12.0).epsilon (1e-8));
    CHECK (cubeWithDerivative.derivative (2.0) == 42.0);
    CHECK_THROWS_AS (Activation<double> (Activation<double>::Function()), InvalidValue);
}

TEST_CASE ("An array's central difference is each value's, between points as far apart as they really are")
{
    std::vector<double> x, slopes (601, -7.0);
    for (int i = 0; i < 600; ++i)
        x.push_back ((i - 300) * 0.37);
    const auto cube = [] (double v) { return v * v * v; };
    const auto cubes = [&] (double* values, Index count)
    { std::transform (values, values + count, values, cube); };
    centralDifference<double> (cubes, x.data(), slopes.data(), 600);
    int different = 0;
    for (std::size_t i = 0; i < x.size(); ++i)
    {
        const auto step =
            std::cbrt (std::numeric_limits<double>::epsilon()) * std::max (1.0, std::abs (x[i]));
        const auto above = x[i] + step, below = x[i] - step;
        different += slopes[i] == (cube (above) - cube (below)) / (above - below) ? 0 : 1;
    }
    CHECK (different == 0);
    CHECK (slopes[600] == -7.0);
}

TEST_CASE ("A callable is not copied to be called, which might allocate")
{
    struct Identity
    {
        explicit Identity (int& counter)
            : copies (&counter)
        {
        }
        Identity (const Identity& other)
            : copies (other.copies)
        {
            ++*copies;
        }
        Identity& operator= (const Identity&) = delete;
        double operator() (double x) const { return x; }

        int* copies;
    };
    int copies = 0;
    const Activation<double> identity{ Identity (copies) };
    copies = 0;
    double x[]{ 1.0, 2.0 };
    identity.apply (x, x, 2);
    x[0] = identity.value (x[0]) + identity.derivative (x[0]);
    CHECK (copies == 0);
}

TEST_CASE ("A callable of arrays is an activation, for arrays and for single values")
{
    const auto cubes = [] (const double* x, double* y, Index count)
    { std::transform (x, x + count, y, [] (double v) { return v * v * v; }); };
    const Activation<double> cube (cubes);
    const Activation<double> cubeWithDerivative (cubes, [] (const double*, double* slopes, Index count)
                                                 { std::fill_n (slopes, count, 42.0); });
    CHECK (cube.kind() == ActivationKind::custom);
    CHECK (cube.value (2.0) == 8.0);
    CHECK (cube.derivative (2.0) == Approx (12.0).epsilon (1e-8));
    CHECK (cubeWithDerivative.derivative (2.0) == 42.0);
    std::vector<double> x{ 1.0, -2.0, 3.0 };
    cube.apply (x.data(), x.data(), 3);
    CHECK (x == std::vector{ 1.0, -8.0, 27.0 });
    CHECK_THROWS_AS (Activation<double> (Activation<double>::ArrayFunction()), InvalidValue);
}

TEST_CASE ("An unknown activation is refused by name, with the names that there are")
{
    CHECK_FALSE (Activation<double>::isName ("rleu"));
    CHECK_FALSE (Activation<double>::isName ("leaky_relu(x)"));
    CHECK_FALSE (Activation<double>::isName ("leaky_relu(nan)"));
    try
    {
        Activation<double>::named ("rleu");
        FAIL ("no exception");
    }
    catch (const InvalidValue& error)
    {
        CHECK (std::string (error.what()).find ("\"rleu\"") != std::string::npos);
        CHECK (std::string (error.what()).find ("hard_tanh") != std::string::npos);
    }
}

} // namespace spikegraph
