#include "Expression/TileFunctions.h"

#include "Core/Activation.h"
#include "Core/Elementary.h"

#include <muParserTemplateMagic.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <utility>

namespace spikegraph
{
namespace
{

using Arguments = std::span<const double* const>;

template <auto f>
void unary (Arguments of, double* __restrict out, Index count) noexcept
{
    const auto* const a = of[0];
    for (Index i = 0; i < count; ++i)
        out[i] = f (a[i]);
}

template <auto f>
void binary (Arguments of, double* __restrict out, Index count) noexcept
{
    const auto *const a = of[0], *const b = of[1];
    for (Index i = 0; i < count; ++i)
        out[i] = f (a[i], b[i]);
}

template <auto f>
void ternary (Arguments of, double* __restrict out, Index count) noexcept
{
    const auto *const a = of[0], *const b = of[1], *const c = of[2];
    for (Index i = 0; i < count; ++i)
        out[i] = f (a[i], b[i], c[i]);
}

/// f(f(f(a, b), c), ...), and a where it is alone.
template <auto f>
void fold (Arguments of, double* __restrict out, Index count) noexcept
{
    if (of.size() == 1)
        std::copy_n (of[0], count, out);
    else
        binary<f> (of, out, count);
    for (std::size_t next = 2; next < of.size(); ++next)
        for (Index i = 0; i < count; ++i)
            out[i] = f (out[i], of[next][i]);
}

void sum (Arguments of, double* __restrict out, Index count) noexcept
{
    std::fill_n (out, count, 0.0);
    for (const auto* const next : of)
        for (Index i = 0; i < count; ++i)
            out[i] += next[i];
}

void average (Arguments of, double* __restrict out, Index count) noexcept
{
    sum (of, out, count);
    for (Index i = 0; i < count; ++i)
        out[i] /= static_cast<double> (of.size());
}

template <ElementaryFunction function>
void elementary (Arguments of, double* out, Index count) noexcept
{
    spikegraph::elementary (function, of[0], out, count);
}

void arctangent2 (Arguments of, double* out, Index count) noexcept
{
    spikegraph::arctangent2 (of[0], of[1], out, count);
}

/// a^0.5, which takes -0 to 0 and minus infinity to infinity.
double rootOf (double a) noexcept
{
    constexpr auto infinity = std::numeric_limits<double>::infinity();
    return a == -infinity ? infinity : std::sqrt (a) + 0.0;
}

template <std::size_t kind>
void activate (Arguments of, double* out, Index count) noexcept
{
    Activation<double> (static_cast<ActivationKind> (kind)).apply (of[0], out, count);
}

template <std::size_t... kinds>
void addActivations (std::vector<NamedTileFunction>& functions, std::index_sequence<kinds...>)
{
    (functions.push_back ({ activationNames()[kinds].c_str(), 1, activate<kinds> }), ...);
}

constexpr auto isTrue = [] (double a) { return a != 0.0; };
constexpr auto smaller = [] (double a, double b) { return std::min (a, b); };
constexpr auto larger = [] (double a, double b) { return std::max (a, b); };

} // namespace

namespace tileOperators
{
const TileFunction add = binary<[] (double a, double b) { return a + b; }>;
const TileFunction subtract = binary<[] (double a, double b) { return a - b; }>;
const TileFunction multiply = binary<[] (double a, double b) { return a * b; }>;
const TileFunction divide = binary<[] (double a, double b) { return a / b; }>;
const TileFunction power = [] (Arguments of, double* out, Index count) noexcept
{ spikegraph::power (of[0], of[1], out, count); };
const TileFunction wholePower = [] (Arguments of, double* out, Index count) noexcept
{ spikegraph::wholePower (of[0], static_cast<int> (of[1][0]), out, count); };
const TileFunction less = binary<[] (double a, double b) { return a < b ? 1.0 : 0.0; }>;
const TileFunction greater = binary<[] (double a, double b) { return b < a ? 1.0 : 0.0; }>;
const TileFunction lessOrEqual = binary<[] (double a, double b) { return a <= b ? 1.0 : 0.0; }>;
const TileFunction greaterOrEqual = binary<[] (double a, double b) { return b <= a ? 1.0 : 0.0; }>;
const TileFunction equal = binary<[] (double a, double b) { return a == b ? 1.0 : 0.0; }>;
const TileFunction notEqual = binary<[] (double a, double b) { return a != b ? 1.0 : 0.0; }>;
const TileFunction both = binary<[] (double a, double b) { return isTrue (a) && isTrue (b) ? 1.0 : 0.0; }>;
const TileFunction either = binary<[] (double a, double b) { return isTrue (a) || isTrue (b) ? 1.0 : 0.0; }>;
const TileFunction negate = unary<[] (double a) { return -a; }>;
const TileFunction square = unary<[] (double a) { return a * a; }>;
const TileFunction cube = unary<[] (double a) { return a * a * a; }>;
const TileFunction fourthPower = unary<[] (double a) { return a * a * a * a; }>;
const TileFunction reciprocal = unary<[] (double a) { return 1.0 / a; }>;
const TileFunction root = unary<rootOf>;
const TileFunction reciprocalRoot = unary<[] (double a) { return 1.0 / rootOf (a); }>;
const TileFunction threeHalves = unary<[] (double a) { return std::abs (a) * rootOf (a); }>;
const TileFunction multiplyAdd = ternary<[] (double a, double b, double c) { return a * b + c; }>;
const TileFunction select = ternary<[] (double a, double b, double c) { return isTrue (a) ? b : c; }>;
} // namespace tileOperators

const std::vector<NamedTileFunction>& namedTileFunctions()
{
    static const auto functions = []
    {
        using Math = mu::MathImpl<double>;
        constexpr auto any = NamedTileFunction::anyNumber;
        std::vector<NamedTileFunction> all{
            { "sin", 1, elementary<ElementaryFunction::sin> },
            { "cos", 1, elementary<ElementaryFunction::cos> },
            { "tan", 1, elementary<ElementaryFunction::tan> },
            { "asin", 1, elementary<ElementaryFunction::asin> },
            { "acos", 1, elementary<ElementaryFunction::acos> },
            { "atan", 1, elementary<ElementaryFunction::atan> },
            { "atan2", 2, arctangent2 },
            { "sinh", 1, elementary<ElementaryFunction::sinh> },
            { "cosh", 1, elementary<ElementaryFunction::cosh> },
            { "asinh", 1, elementary<ElementaryFunction::asinh> },
            { "acosh", 1, elementary<ElementaryFunction::acosh> },
            { "atanh", 1, elementary<ElementaryFunction::atanh> },
            { "log2", 1, elementary<ElementaryFunction::log2> },
            { "log10", 1, elementary<ElementaryFunction::log10> },
            { "log", 1, elementary<ElementaryFunction::log> },
            { "ln", 1, elementary<ElementaryFunction::log> },
            { "sqrt", 1, unary<Math::Sqrt> },
            { "sign", 1, unary<Math::Sign> },
            { "rint", 1, unary<Math::Rint> },
            { "min", any, fold<smaller> },
            { "max", any, fold<larger> },
            { "sum", any, sum },
            { "avg", any, average },
        };
        addActivations (all, std::make_index_sequence<static_cast<std::size_t> (ActivationKind::custom)>());
        return all;
    }();
    return functions;
}

} // namespace spikegraph
