#include "Expression/TileFunctions.h"

#include "Core/Activation.h"

#include <muParserTemplateMagic.h>

#include <algorithm>
#include <array>
#include <utility>

namespace spikegraph
{
namespace
{

/// f(f(f(a, b), c), ...), and a where it is alone.
template <ArithmeticOperator operation>
void fold (TileArguments of, double* out, Index count) noexcept
{
    std::copy_n (of[0], count, out);
    for (const auto* const next : of.subspan (1))
        applyOperator<operation> (std::array<const double*, 2>{ out, next }, out, count);
}

/// From 0, so that of -0 alone it is 0.
void sum (TileArguments of, double* out, Index count) noexcept
{
    std::fill_n (out, count, 0.0);
    for (const auto* const next : of)
        applyOperator<ArithmeticOperator::add> (std::array<const double*, 2>{ out, next }, out, count);
}

void average (TileArguments of, double* out, Index count) noexcept
{
    sum (of, out, count);
    for (Index i = 0; i < count; ++i)
        out[i] /= static_cast<double> (of.size());
}

template <double (*f) (double)>
void unary (TileArguments of, double* __restrict out, Index count) noexcept
{
    const auto* const a = of[0];
    for (Index i = 0; i < count; ++i)
        out[i] = f (a[i]);
}

template <ElementaryFunction function>
void elementary (TileArguments of, double* out, Index count) noexcept
{
    spikegraph::elementary (function, of[0], out, count);
}

void arctangent2 (TileArguments of, double* out, Index count) noexcept
{
    spikegraph::arctangent2 (of[0], of[1], out, count);
}

template <std::size_t kind>
void activate (TileArguments of, double* out, Index count) noexcept
{
    Activation<double> (static_cast<ActivationKind> (kind)).apply (of[0], out, count);
}

template <std::size_t... kinds>
void addActivations (std::vector<NamedTileFunction>& functions, std::index_sequence<kinds...>)
{
    (functions.push_back ({ activationNames()[kinds].c_str(), 1, activate<kinds> }), ...);
}

} // namespace

void toPower (TileArguments arguments, double* out, Index count) noexcept
{
    power (arguments[0], arguments[1], out, count);
}

void toWholePower (TileArguments arguments, double* out, Index count) noexcept
{
    wholePower (arguments[0], static_cast<int> (arguments[1][0]), out, count);
}

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
            { "sqrt", 1, applyOperator<ArithmeticOperator::squareRoot> },
            { "sign", 1, unary<Math::Sign> },
            { "rint", 1, unary<Math::Rint> },
            { "min", any, fold<ArithmeticOperator::smaller> },
            { "max", any, fold<ArithmeticOperator::larger> },
            { "sum", any, sum },
            { "avg", any, average },
        };
        addActivations (all, std::make_index_sequence<static_cast<std::size_t> (ActivationKind::custom)>());
        return all;
    }();
    return functions;
}

} // namespace spikegraph
