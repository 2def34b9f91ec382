#include "Core/Activation.h"

#include "Core/CentralDifference.h"
#include "Core/Error.h"
#include "Core/Kernels/Kernels.h"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <limits>
#include <numbers>
#include <optional>

namespace spikegraph
{
namespace
{

/// 1 / (1 + exp(-x)) without overflow on either side.
template <typename T>
T logistic (T x) noexcept
{
    if (x >= T (0))
        return T (1) / (T (1) + std::exp (-x));
    const T e = std::exp (x);
    return e / (T (1) + e);
}

/// The standard normal distribution function, and its density.
template <typename T>
T normalCdf (T x) noexcept
{
    return T (0.5) * std::erfc (-x * T (std::numbers::sqrt2 / 2));
}

template <typename T>
T normalDensity (T x) noexcept
{
    constexpr T scale = T (std::numbers::inv_sqrtpi / std::numbers::sqrt2);
    return scale * std::exp (T (-0.5) * x * x);
}

/// x times a factor that vanishes faster than x grows: 0, not NaN, at minus infinity.
template <typename T>
T timesVanishing (T x, T factor) noexcept
{
    return factor == T (0) ? T (0) : x * factor;
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
    ArrayFunction apply;
    Function derivative;
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
    : Activation (f ? ArrayFunction ([f] (const T* x, T* y, Index count)
                                     { std::transform (x, x + count, y, std::cref (f)); })
                    : ArrayFunction(),
                  std::move (derivativeOfF))
{
}

template <typename T>
Activation<T>::Activation (ArrayFunction f, Function derivativeOfF)
    : kernels (&bestKernels<T>())
    , functionKind (ActivationKind::custom)
{
    if (!f)
        throw InvalidValue ("activation must be callable");
    if (!derivativeOfF)
    {
        derivativeOfF = [f] (T x)
        { return centralDifference<T> ([&] (T* values, Index count) { f (values, values, count); }, x); };
    }
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
    switch (functionKind)
    {
        case ActivationKind::identity:
            return T (1);
        case ActivationKind::relu:
            return x > T (0) ? T (1) : T (0);
        case ActivationKind::leakyRelu:
            return x > T (0) ? T (1) : leakySlope;
        case ActivationKind::elu:
            return x > T (0) ? T (1) : std::exp (x);
        case ActivationKind::gelu:
            return normalCdf (x) + timesVanishing (x, normalDensity (x));
        case ActivationKind::silu:
        {
            const T s = logistic (x);
            return s + timesVanishing (x, s * logistic (-x));
        }
        case ActivationKind::softplus:
            return x > T (softplusLinearFrom) ? T (1) : logistic (x);
        case ActivationKind::sigmoid:
            return logistic (x) * logistic (-x);
        case ActivationKind::tanh:
        {
            const T t = std::tanh (x);
            return T (1) - t * t;
        }
        case ActivationKind::abs:
            return static_cast<T> ((x > T (0)) - (x < T (0)));
        case ActivationKind::square:
            return T (2) * x;
        case ActivationKind::exp:
            return std::exp (x);
        case ActivationKind::hardTanh:
            return x > T (-1) && x < T (1) ? T (1) : T (0);
        case ActivationKind::custom:
            return custom->derivative (x);
    }
    return T (1);
}

template <typename T>
void Activation<T>::apply (const T* x, T* y, Index count) const noexcept
{
    if (functionKind == ActivationKind::custom)
        custom->apply (x, y, count);
    else if (functionKind != ActivationKind::identity || x != y)
        kernels->activate (functionKind, leakySlope, x, y, count);
}

template class Activation<float>;
template class Activation<double>;

} // namespace spikegraph
