// What an expression means: what muParser itself makes of it, a value at a time.

#include "Core/Elementary.h"
#include "Core/Error.h"
#include "Expression/ExpressionActivation.h"
#include "ExpressionValues.h"
#include "RandomExpression.h"
#include "Tests/TestFramework.h"

#include <muParser.h>

#include <algorithm>
#include <numbers>
#include <optional>
#include <utility>

namespace spikegraph
{
namespace
{

template <std::size_t kind>
double valueOfActivation (double x)
{
    return Activation<double> (static_cast<ActivationKind> (kind)).value (x);
}

double valueOfArctangent2 (double y, double x)
{
    double value = 0.0;
    arctangent2 (&y, &x, &value, 1);
    return value;
}

/// The library as it is, with the names that expressions have besides its own.
class Reference
{
public:
    explicit Reference (const std::string& text)
    {
        parser.DefineVar ("x", &x);
        parser.DefineConst ("pi", std::numbers::pi);
        parser.DefineConst ("e", std::numbers::e);
        defineOthers();
        define (std::make_index_sequence<static_cast<std::size_t> (ActivationKind::custom)>());
        parser.SetExpr (text);
        parser.Eval();
    }

    double value (double at)
    {
        x = at;
        return parser.Eval();
    }

private:
    /// The library's own areas overflow, and lose digits of small numbers. That of two arguments is part of
    /// expressions that are compared to the bit.
    void defineOthers()
    {
        parser.DefineFun ("asinh", static_cast<double (*) (double)> (std::asinh));
        parser.DefineFun ("acosh", static_cast<double (*) (double)> (std::acosh));
        parser.DefineFun ("atanh", static_cast<double (*) (double)> (std::atanh));
        parser.DefineFun ("atan2", valueOfArctangent2);
    }

    template <std::size_t... kinds>
    void define (std::index_sequence<kinds...>)
    {
        (parser.DefineFun (activationNames()[kinds], valueOfActivation<kinds>), ...);
    }

    mu::Parser parser;
    double x = 0.0;
};

/// The most places that a value of an expression is away from the reference's; 0 for equal bits alone.
double placesFromReference (const std::string& text)
{
    Reference reference (text);
    const auto x = manyValues<double>();
    auto y = x;
    parseActivation<double> (text).apply (x.data(), y.data(), static_cast<Index> (x.size()));
    double most = 0.0, at = 0.0;
    for (std::size_t i = 0; i < x.size(); ++i)
    {
        const auto places = placesApart (y[i], reference.value (x[i]));
        if (places > most)
            most = places, at = x[i];
    }
    UNSCOPED_INFO (text << ", farthest at " << at);
    return most;
}

double valueAt (const std::string& text, double x)
{
    return parseActivation<double> (text).value (x);
}

} // namespace

TEST_CASE ("Operators bind as in muParser, whose powers bind from the right and before signs")
{
    CHECK (valueAt ("2^3^2", 0) == 512.0);
    CHECK (valueAt ("x^3^2", 2) == 512.0);
    CHECK (valueAt ("-x^2", 3) == -9.0);
    CHECK (valueAt ("2^-x", 1) == 0.5);
    CHECK (valueAt ("2*-x", 3) == -6.0);
    CHECK (valueAt ("+x", 3) == 3.0);
    CHECK (valueAt ("-(+x)", 3) == -3.0);
    CHECK (valueAt ("1-2-x", 3) == -4.0);
    CHECK (valueAt ("12/x/2", 3) == 2.0);
    CHECK (valueAt ("1+2*x", 3) == 7.0);
    CHECK (valueAt ("x<2==1", 1) == 1.0);
    CHECK (valueAt ("3>x>1", 2) == 0.0); // (3 > 2) > 1
    CHECK (valueAt ("x||0&&0", 1) == 1.0);
    CHECK (valueAt ("x && 0 || 1", 1) == 1.0);
    CHECK (valueAt ("x+1 ? 2 : 3", -1) == 3.0);
    CHECK (valueAt ("x ? 1 : x+1 ? 2 : 3", 0) == 2.0);
    CHECK (valueAt ("x ? x-1 ? 5 : 6 : 7", 1) == 6.0);
    CHECK (valueAt ("x ? 1 : 2 + 10", 0) == 12.0);
    CHECK (valueAt ("(x ? 1 : 2) + 10", 0) == 12.0);
    CHECK (valueAt ("(x ? 1 : 2) + 10", 5) == 11.0);
    CHECK (valueAt ("avg(x, 3)", 5) == 4.0);
    CHECK (valueAt ("sum(x, 3, 1)", 5) == 9.0);
    CHECK (valueAt ("ln(e)", 5) == 1.0);
    CHECK (valueAt ("pi", 5) == std::numbers::pi);
    CHECK (valueAt ("leaky_relu(x)", -1) == -0.01);
}

TEST_CASE ("Expressions have the bits that muParser gives, a value at a time")
{
    for (const auto* text : { "x",
                              "2",
                              "x + 1",
                              "x - x",
                              "-x",
                              "0*x",
                              "x*x",
                              "x^0",
                              "x^1",
                              "x^2",
                              "x^3",
                              "x^4",
                              "x^0.5",
                              "max(0, x)",
                              "max(x, 0)",
                              "min(0, x)",
                              "min(x, 0)",
                              "min(x, 1/x, 3)",
                              "max(1/x, x)",
                              "max(x)",
                              "sum(x)",
                              "avg(x)",
                              "avg(x, 1, x^2)",
                              "sqrt(x)",
                              "1/x",
                              "x/3",
                              "3*x/7",
                              "2*(3*x + 1)",
                              "0.1*x + 0.2*x",
                              "x < 1",
                              "x <= 1",
                              "x > 1",
                              "x >= 1",
                              "x == 1",
                              "x != 1",
                              "x && 1",
                              "x || 0",
                              "0.5 && 0.5",
                              "x > 0 ? x : 0.1*x",
                              "x ? 1/x : 0",
                              "1 ? x : 2",
                              "1 / max(0.001, x)",
                              "x*sigmoid(1.7*x)",
                              "1/(1 + exp(-x))",
                              "atan2(x, 2)",
                              "atan2(1, x)",
                              "tanh(x)",
                              "exp(x)",
                              "sign(x)",
                              "rint(x)",
                              "abs(x)",
                              "gelu(x) - silu(x)",
                              "hard_tanh(x)*square(x)",
                              "sqrt(_pi) - _e*x" })
        CHECK (placesFromReference (text) == 0.0);
}

TEST_CASE ("Elementary functions and powers are within few last places of muParser's")
{
    for (const auto* text :
         { "log(x)", "ln(x)",  "log10(x)", "sin(x)",     "cos(x)",     "log(1 + x^2)", "sin(2)*x", "2^x",
           "x^x",    "x^5",    "asin(x)",  "acos(x)",    "atan(x)",    "cosh(x)",      "acosh(x)", "atanh(x)",
           "x^-1",   "x^-0.5", "x^1.5",    "abs(x)^1.5", "abs(x)^0.7", "x^-2",         "(-2)^x",   "e^x" })
        CHECK (placesFromReference (text) <= 2.0);
    for (const auto* text : { "x^5", "x^-2", "x^7", "x^-15", "(1 - x)^16", "abs(x)^(2*3)", "x^17" })
        CHECK (placesFromReference (text) <= 1.0);
    for (const auto* text : { "tan(x)", "sinh(x)", "asinh(x)" })
        CHECK (placesFromReference (text) <= 3.0);
    CHECK (placesFromReference ("log2(x)") <= 3.0); // muParser's is a quotient of rounded logarithms
    CHECK (valueAt ("log2(x)", 0x1p29) == 29.0);
    CHECK (placesApart (valueAt ("atan2(x, -2)", 3.0), std::atan2 (3.0, -2.0)) <= 1.0);
}

TEST_CASE ("Random expressions have the bits that muParser gives, a value at a time")
{
    int refused = 0;
    for (std::uint64_t seed = 0; seed < 3000; ++seed)
    {
        const auto text = RandomExpression (seed).text();
        std::optional<Reference> reference;
        try
        {
            reference.emplace (text);
        }
        catch (const mu::Parser::exception_type&)
        {
            ++refused;
            CHECK_THROWS_AS (parseActivation<double> (text), InvalidValue);
            continue;
        }
        if (const auto places = placesFromReference (text); places != 0.0)
            FAIL_CHECK (places << " places from muParser");
    }
    CHECK (refused < 100);
}

TEST_CASE ("Small powers of any base are products, each factor within a last place of the power")
{
    CHECK (placesFromReference ("max(0, x)^2") <= 1.0);
    CHECK (placesFromReference ("(x - 1)^3") <= 2.0);
    CHECK (placesFromReference ("(2*x)^(1 + 2)") <= 2.0);
    CHECK (placesFromReference ("sigmoid(x)^4") <= 3.0);
    CHECK (valueAt ("(x + 1)^2", 0.1) == 1.1 * 1.1);
    CHECK (valueAt ("(x + 1)^3", 0.1) == 1.1 * 1.1 * 1.1);
    CHECK (valueAt ("(x + 1)^4", 0.1) == 1.1 * 1.1 * 1.1 * 1.1);
}

} // namespace spikegraph
