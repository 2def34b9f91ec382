// Expressions applied to arrays.

#include "Expression/ExpressionActivation.h"
#include "ExpressionValues.h"
#include "Tests/TestFramework.h"

namespace spikegraph
{
namespace
{

constexpr const char* expressions[] = {
    "x",
    "pi",
    "max(0, x)^2",
    "x > 0 ? x : 0.1*x",
    "1/(1 + exp(-x))",
    "sqrt(abs(x))",
    "x*sigmoid(1.7*x) + tanh(x) - gelu(x)",
    "sin(x) + log(1 + x^2)*atan2(x, 3)",
    "abs(x)^1.5 - x^x",
    "x^5 - x^-3 + (x - 1)^16 + abs(x)^0.7",
    "asin(x/4) - acos(x) + atan(x)",
    "sinh(x) + cosh(x)*asinh(x) - acosh(x) + atanh(x/4)",
    "x < 1 && x > -1 || rint(x) == 3 ? sum(x, 1, x^3) : avg(x, min(x, 1/x, 2), -x)",
};

} // namespace

TEMPLATE_TEST_CASE ("An expression gives a value alone the bits that it has in an array", "", float, double)
{
    const auto values = manyValues<TestType>();
    for (const auto* text : expressions)
    {
        const auto f = parseActivation<TestType> (text);
        for (const std::size_t length : { 0u, 1u, 2u, 3u, 255u, 256u, 257u, 1000u })
        {
            std::vector<TestType> x, y (length + 1, TestType (-7));
            for (std::size_t i = 0; i < length; ++i)
                x.push_back (values[(i * 3 + length) % values.size()]);
            f.apply (x.data(), y.data(), static_cast<Index> (length));
            std::size_t different = 0;
            for (std::size_t i = 0; i < length; ++i)
                different += sameBits (y[i], f.value (x[i])) ? 0 : 1;
            INFO (text << ", " << length << " values");
            CHECK (different == 0);
            CHECK (y[length] == TestType (-7));
        }
    }
}

TEMPLATE_TEST_CASE ("An expression may write over what it reads", "", float, double)
{
    auto x = manyValues<TestType>();
    for (int doublings = 0; doublings < 2; ++doublings)
        x.insert (x.end(), x.begin(), x.end());
    for (const auto* text : expressions)
    {
        const auto f = parseActivation<TestType> (text);
        auto apart = x, over = x;
        f.apply (x.data(), apart.data(), static_cast<Index> (x.size()));
        f.apply (over.data(), over.data(), static_cast<Index> (x.size()));
        INFO (text);
        CHECK (std::equal (apart.begin(), apart.end(), over.begin(), sameBits<TestType>));
    }
}

TEST_CASE ("A float goes through an expression as a double, and is rounded once at the end")
{
    CHECK (parseActivation<float> ("(max(x, 0) + 1e-12) - x").value (1.0f) > 0.0f);
    CHECK (parseActivation<float> ("x/3").value (1.0f) == static_cast<float> (1.0 / 3.0));
    CHECK (parseActivation<float> ("max(x*1e30, 0)/1e30").value (1e20f) == 1e20f);
}

TEST_CASE ("An expression has the slope of what it spells, computed in double")
{
    for (const double at : { -2.0, -0.3, 0.0, 0.7, 5.0 })
    {
        INFO (at);
        CHECK (parseActivation<double> ("x^3").derivative (at) == Approx (3 * at * at).margin (1e-8));
        CHECK (parseActivation<double> ("sin(x)").derivative (at) == Approx (std::cos (at)).margin (1e-8));
        const auto slope = parseActivation<float> ("x^3").derivative (static_cast<float> (at));
        CHECK (slope == Approx (3 * static_cast<float> (at) * static_cast<float> (at)).margin (1e-6));
    }
}

TEMPLATE_TEST_CASE ("An expression's slope has the same bits for a value alone and in an array", "", float,
                    double)
{
    const auto values = manyValues<TestType>();
    for (const auto* text : expressions)
    {
        const auto f = parseActivation<TestType> (text);
        for (const std::size_t length : { 0u, 1u, 3u, 255u, 256u, 257u, 1000u })
        {
            std::vector<TestType> x, gradient (length + 1, TestType (1));
            for (std::size_t i = 0; i < length; ++i)
                x.push_back (values[(i * 3 + length) % values.size()]);
            f.multiplyByDerivative (x.data(), gradient.data(), static_cast<Index> (length));
            std::size_t different = 0;
            for (std::size_t i = 0; i < length; ++i)
                different += sameBits (gradient[i], f.derivative (x[i])) ? 0 : 1;
            INFO (text << ", " << length << " values");
            CHECK (different == 0);
            CHECK (gradient[length] == TestType (1));
        }
    }
}

TEST_CASE ("An expression's slope is its central difference in double, of floats too")
{
    const auto cube = parseActivation<double> ("x^3");
    for (const float at : { -20.0f, -0.3f, 0.0f, 5.0f })
    {
        const auto x = static_cast<double> (at);
        const auto step = std::cbrt (std::numeric_limits<double>::epsilon()) * std::max (1.0, std::abs (x));
        const auto above = x + step, below = x - step;
        const auto slope = (cube.value (above) - cube.value (below)) / (above - below);
        INFO (at);
        CHECK (cube.derivative (x) == slope);
        CHECK (parseActivation<float> ("x^3").derivative (at) == static_cast<float> (slope));
    }
}

TEST_CASE ("Copies of an expression are the same function")
{
    auto f = parseActivation<double> ("x^2 + 1");
    const auto copy = f;
    f = parseActivation<double> ("x - 1");
    CHECK (copy.value (3.0) == 10.0);
    CHECK (f.value (3.0) == 2.0);
}

} // namespace spikegraph
