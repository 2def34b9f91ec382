// Operators and tests of arrays, beside what C++ computes of the same numbers.

#include "Core/Elementary.h"
#include "Core/Random.h"
#include "ElementaryValues.h"

#include <algorithm>
#include <cmath>
#include <functional>
#include <limits>
#include <vector>

namespace spikegraph
{
namespace
{

using Numbers = std::vector<double>;

/// Every pair of these, and more: as many as fill vectors and part of one.
constexpr double special[]{ 0.0,    -0.0,   1.0,    -1.0,     0.5,       -2.5, 1e-310, -1e-310,  1e308,
                            -1e308, 1e-200, -1e200, INFINITY, -INFINITY, NAN,  3.0,    0x1p-1022 };

double truth (bool value)
{
    return value ? 1.0 : 0.0;
}

double halfPower (double a)
{
    return a == -INFINITY ? INFINITY : std::sqrt (a) + 0.0;
}

struct Operator
{
    const char* name;
    ArithmeticOperator operation;
    std::function<double (double, double, double)> inCpp;
};

const std::vector<Operator> operators{
    { "negate", ArithmeticOperator::negate, [] (double a, double, double) { return -a; } },
    { "square", ArithmeticOperator::square, [] (double a, double, double) { return a * a; } },
    { "cube", ArithmeticOperator::cube, [] (double a, double, double) { return a * a * a; } },
    { "fourthPower", ArithmeticOperator::fourthPower,
      [] (double a, double, double) { return a * a * a * a; } },
    { "reciprocal", ArithmeticOperator::reciprocal, [] (double a, double, double) { return 1.0 / a; } },
    { "squareRoot", ArithmeticOperator::squareRoot, [] (double a, double, double) { return std::sqrt (a); } },
    { "root", ArithmeticOperator::root, [] (double a, double, double) { return halfPower (a); } },
    { "reciprocalRoot", ArithmeticOperator::reciprocalRoot,
      [] (double a, double, double) { return 1.0 / halfPower (a); } },
    { "threeHalves", ArithmeticOperator::threeHalves,
      [] (double a, double, double) { return std::abs (a) * halfPower (a); } },
    { "add", ArithmeticOperator::add, [] (double a, double b, double) { return a + b; } },
    { "subtract", ArithmeticOperator::subtract, [] (double a, double b, double) { return a - b; } },
    { "multiply", ArithmeticOperator::multiply, [] (double a, double b, double) { return a * b; } },
    { "divide", ArithmeticOperator::divide, [] (double a, double b, double) { return a / b; } },
    { "smaller", ArithmeticOperator::smaller, [] (double a, double b, double) { return std::min (a, b); } },
    { "larger", ArithmeticOperator::larger, [] (double a, double b, double) { return std::max (a, b); } },
    { "less", ArithmeticOperator::less, [] (double a, double b, double) { return truth (a < b); } },
    { "greater", ArithmeticOperator::greater, [] (double a, double b, double) { return truth (a > b); } },
    { "lessOrEqual", ArithmeticOperator::lessOrEqual,
      [] (double a, double b, double) { return truth (a <= b); } },
    { "greaterOrEqual", ArithmeticOperator::greaterOrEqual,
      [] (double a, double b, double) { return truth (a >= b); } },
    { "equal", ArithmeticOperator::equal, [] (double a, double b, double) { return truth (a == b); } },
    { "notEqual", ArithmeticOperator::notEqual, [] (double a, double b, double) { return truth (a != b); } },
    { "both", ArithmeticOperator::both,
      [] (double a, double b, double) { return truth (a != 0.0 && b != 0.0); } },
    { "either", ArithmeticOperator::either,
      [] (double a, double b, double) { return truth (a != 0.0 || b != 0.0); } },
    { "multiplyAdd", ArithmeticOperator::multiplyAdd,
      [] (double a, double b, double c) { return a * b + c; } },
    { "select", ArithmeticOperator::select, [] (double a, double b, double c) { return a != 0.0 ? b : c; } },
};

/// The same number, of which NaN is one and -0 is another than 0.
bool isSame (double a, double b)
{
    return std::isnan (a) ? std::isnan (b) : a == b && std::signbit (a) == std::signbit (b);
}

} // namespace

TEST_CASE ("Operators of arrays are those of C++, on every instruction set, in place and of any count")
{
    Numbers a, b, c;
    for (const double first : special)
        for (const double second : special)
        {
            a.push_back (first);
            b.push_back (second);
            c.push_back (first * 0.25 - second);
        }
    Random random (5);
    for (int i = 0; i < 1000; ++i)
    {
        a.push_back (random.between (-3.0, 3.0));
        b.push_back (random.between (-3.0, 3.0));
        c.push_back (random.positive());
    }
    const double* const arguments[]{ a.data(), b.data(), c.data() };
    for (const auto set : supportedInstructionSets())
        for (const auto& [operatorName, operation, inCpp] : operators)
        {
            INFO (operatorName << ", " << name (set));
            const auto& kernels = kernelsFor<double> (set);
            Numbers out (a.size()), inPlace = a;
            kernels.arithmetic (operation, arguments, out.data(), static_cast<Index> (a.size()));
            const double* const own[]{ inPlace.data(), b.data(), c.data() };
            kernels.arithmetic (operation, own, inPlace.data(), static_cast<Index> (a.size()));
            for (std::size_t i = 0; i < a.size(); ++i)
            {
                INFO ("of " << a[i] << ", " << b[i] << " and " << c[i]);
                const bool isRight = isSame (out[i], inCpp (a[i], b[i], c[i])) && isSame (inPlace[i], out[i]);
                if (!isRight)
                    FAIL_CHECK ("is " << out[i] << ", in place " << inPlace[i]);
            }
            for (const Index count : { 0, 1, 2, 3, 5, 7, 8, 9 })
            {
                Numbers few (10, 42.0);
                kernels.arithmetic (operation, arguments, few.data(), count);
                const auto end = few.begin() + count;
                CHECK (std::equal (few.begin(), end, out.begin(), isSame));
                CHECK (std::count (end, few.end(), 42.0) == 10 - count);
            }
        }
}

TEST_CASE ("Samples become doubles and back as C++ converts them, on every instruction set")
{
    Random random (6);
    for (const auto set : supportedInstructionSets())
        for (const Index count : { 0, 1, 7, 8, 9, 255, 256 })
        {
            INFO (name (set) << ", " << count);
            std::vector<float> samples (static_cast<std::size_t> (count)), back (samples.size());
            Numbers doubles (samples.size());
            for (auto& x : doubles)
                x = random.between (-2.0, 2.0);
            const auto& kernels = kernelsFor<float> (set);
            kernels.narrow (doubles.data(), samples.data(), count);
            CHECK (std::equal (samples.begin(), samples.end(), doubles.begin(),
                               [] (float x, double from) { return x == static_cast<float> (from); }));
            kernels.widen (samples.data(), doubles.data(), count);
            CHECK (std::equal (samples.begin(), samples.end(), doubles.begin(),
                               [] (float x, double to) { return static_cast<double> (x) == to; }));
        }
}

TEMPLATE_TEST_CASE ("A number that is not finite is found wherever it stands, on every instruction set", "",
                    float, double)
{
    constexpr auto largest = std::numeric_limits<TestType>::max();
    for (const auto set : supportedInstructionSets())
        for (std::size_t count = 0; count < 40; ++count)
        {
            const auto& kernels = kernelsFor<TestType> (set);
            INFO (name (set) << ", " << count << " numbers");
            std::vector<TestType> numbers (count, -largest);
            CHECK (kernels.allFinite (numbers.data(), static_cast<Index> (count)));
            for (std::size_t i = 0; i < count; ++i)
                for (const auto bad : { TestType (NAN), TestType (INFINITY), TestType (-INFINITY) })
                {
                    numbers[i] = bad;
                    if (kernels.allFinite (numbers.data(), static_cast<Index> (count)))
                        FAIL_CHECK (bad << " is not found at " << i);
                    numbers[i] = TestType (1);
                }
        }
}

} // namespace spikegraph
