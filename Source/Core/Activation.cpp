#include "Core/Activation.h"

#include "Core/CentralDifference.h"
#include "Core/DerivativeTile.h"
#include "Core/Error.h"
#include "Core/Kernels/Kernels.h"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <optional>

namespace spikegraph
{
namespace
{

/// The function of an array that applies one to each value.
template <typename T>
typename Activation<T>::ArrayFunction oneByOne (typename Activation<T>::Function f)
{
    if (!f)
        return {};
    return [f = std::move (f)] (const T* x, T* y, Index count)
    { std::transform (x, x + count, y, std::cref (f)); };
}

template <typename T>
typename Activation<T>::ArrayFunction numericDerivative (typename Activation<T>::ArrayFunction f)
{
    return [f = std::move (f)] (const T* x, T* slopes, Index count)
    { centralDifference<T> ([&f] (T* values, Index size) { f (values, values, size); }, x, slopes, count); };
}

struct ParsedName
{
    ActivationKind kind;
    double slope = Activation<double>::defaultLeakySlope;
};

std::optional<ParsedName> parseName (std::string_view text) noexcept
{
    const auto& names = activationNames();
    if (const auto found = std::find (names.begin(), names.end(), text); found != names.end())
        return ParsedName{ static_cast<ActivationKind> (found - names.begin()) };

    constexpr std::string_view prefix = "leaky_relu(";
    if (text.starts_with (prefix) && text.ends_with (')'))
    {
        ParsedName parsed{ ActivationKind::leakyRelu };
        const auto *first = text.data() + prefix.size(), *last = text.data() + text.size() - 1;
        const auto [end, error] = std::from_chars (first, last, parsed.slope);
        if (error == std::errc() && end == last && std::isfinite (parsed.slope))
            return parsed;
    }
    return {};
}

} // namespace

const std::vector<std::string>& activationNames()
{
    static const std::vector<std::string> names{ "identity", "relu",     "leaky_relu", "elu",  "gelu",
                                                 "silu",     "softplus", "sigmoid",    "tanh", "abs",
                                                 "square",   "exp",      "hard_tanh" };
    return names;
}

template <typename T>
struct Activation<T>::Custom
{
    ArrayFunction apply, derivative;
};

template <typename T>
Activation<T>::Activation (ActivationKind kindToUse, double slope)
    : kernels (&bestKernels<T>())
    , functionKind (kindToUse)
    , leakySlope (T (slope))
{
}

template <typename T>
Activation<T>::Activation (Function f, Function derivativeOfF)
    : Activation (oneByOne<T> (std::move (f)), oneByOne<T> (std::move (derivativeOfF)))
{
}

template <typename T>
Activation<T>::Activation (ArrayFunction f, ArrayFunction derivativeOfF)
    : kernels (&bestKernels<T>())
    , functionKind (ActivationKind::custom)
{
    if (!f)
        throw InvalidValue ("activation must be callable");
    if (!derivativeOfF)
        derivativeOfF = numericDerivative<T> (f);
    custom = std::make_shared<const Custom> (Custom{ std::move (f), std::move (derivativeOfF) });
}

template <typename T>
Activation<T> Activation<T>::named (std::string_view name)
{
    if (const auto parsed = parseName (name))
        return Activation (parsed->kind, parsed->slope);

    std::string message = "activation \"" + std::string (name) + "\" is none of";
    for (const auto& known : activationNames())
        message += (&known == &activationNames().front() ? " " : ", ") + known;
    throw InvalidValue (message);
}

template <typename T>
bool Activation<T>::isName (std::string_view name) noexcept
{
    return parseName (name).has_value();
}

template <typename T>
bool Activation<T>::isNeverNegative() const noexcept
{
    switch (functionKind)
    {
        case ActivationKind::relu:
        case ActivationKind::softplus:
        case ActivationKind::sigmoid:
        case ActivationKind::abs:
        case ActivationKind::square:
        case ActivationKind::exp:
            return true;
        default:
            return false;
    }
}

template <typename T>
T Activation<T>::value (T x) const noexcept
{
    apply (&x, &x, 1);
    return x;
}

template <typename T>
T Activation<T>::derivative (T x) const noexcept
{
    T gradient (1);
    multiplyByDerivative (&x, &gradient, 1);
    return gradient;
}

template <typename T>
void Activation<T>::apply (const T* x, T* y, Index count) const noexcept
{
    if (functionKind == ActivationKind::custom)
        custom->apply (x, y, count);
    else if (functionKind != ActivationKind::identity || x != y)
        kernels->activate (functionKind, leakySlope, x, y, count);
}

template <typename T>
void Activation<T>::multiplyByDerivative (const T* x, T* gradient, Index count) const noexcept
{
    using Tile = DerivativeTile<T>;
    for (Index first = 0; first < count; first += Tile::maximum)
    {
        const Tile tile{ *kernels, x + first, gradient + first, std::min (count - first, Tile::maximum) };
        if (functionKind == ActivationKind::custom)
        {
            T slopes[Tile::maximum];
            custom->derivative (tile.x, slopes, tile.count);
            tile.multiply (slopes);
        }
        else
        {
            tile.multiply (functionKind, leakySlope);
        }
    }
}

template class Activation<float>;
template class Activation<double>;

} // namespace spikegraph
