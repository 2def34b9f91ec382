#pragma once

#include "Core/ActivationKind.h"
#include "Core/Views.h"

#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace spikegraph
{

template <typename T>
struct Kernels;

/// A scalar function f and its derivative, applied element by element.
///
/// Copies are cheap and share a custom function. What applies them is noexcept and allocates nothing,
/// provided that the custom functions do not. A custom function is called from whichever thread processes.
template <typename T>
class Activation
{
public:
    using Function = std::function<T (T)>;
    using ArrayFunction = std::function<void (const T* x, T* y, Index count)>;

    /// The identity.
    Activation()
        : Activation (ActivationKind::identity)
    {
    }

    /// One of the named functions; slope is leaky_relu's for negative x, and means nothing to the others.
    explicit Activation (ActivationKind kindToUse, double slope = defaultLeakySlope);

    /// Any callable. Without a derivative, it is the central difference (CentralDifference.h), in T.
    explicit Activation (Function f, Function derivativeOfF = {});

    /// The same for ones that do an array at a time: y[i] = f(x[i]), where f, but not its derivative, must
    /// take the same array for x and y.
    explicit Activation (ArrayFunction f, ArrayFunction derivativeOfF = {});

    /// From a name as product and patches write it: "relu", "leaky_relu", "leaky_relu(0.2)", "hard_tanh", ...
    /// Throws InvalidValue that lists the names for anything else.
    static Activation named (std::string_view name);

    /// Whether named() would take the text, without throwing.
    static bool isName (std::string_view name) noexcept;

    ActivationKind kind() const noexcept { return functionKind; }

    /// Whether f is known never to be below 0; not of custom functions.
    bool isNeverNegative() const noexcept;

    T value (T x) const noexcept;
    T derivative (T x) const noexcept;

    /// y[i] = f(x[i]) = value (x[i]); x and y may be the same array. [audio thread, for named functions]
    void apply (const T* x, T* y, Index count) const noexcept;

    /// gradient[i] *= f'(x[i]) = derivative (x[i]); the arrays do not overlap.
    void multiplyByDerivative (const T* x, T* gradient, Index count) const noexcept;

    static constexpr double defaultLeakySlope = 0.01;

private:
    struct Custom;

    const Kernels<T>* kernels; ///< chosen here, as the first choice allocates
    ActivationKind functionKind;
    T leakySlope = T (defaultLeakySlope);
    std::shared_ptr<const Custom> custom;
};

/// The names of the functions, in the order of the enumeration, without custom: "identity", "relu", ...
const std::vector<std::string>& activationNames();

extern template class Activation<float>;
extern template class Activation<double>;

} // namespace spikegraph
