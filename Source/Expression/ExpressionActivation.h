#pragma once

#include "Core/Activation.h"

#include <string>

namespace spikegraph
{

/// An activation from the text that patches and the command line take: a name ("relu", "leaky_relu(0.2)") or
/// an expression of x ("max(0, x)^2"), compiled once. It is computed in double, an array a tile at a time, on
/// both sides of every ? :. Evaluation allocates nothing; the derivative of an expression is numeric. Throws
/// InvalidValue that names the text and the reason. Copies share one compiled expression, which one thread at
/// a time may evaluate.
template <typename T>
Activation<T> parseActivation (const std::string& text);

extern template Activation<float> parseActivation<float> (const std::string&);
extern template Activation<double> parseActivation<double> (const std::string&);

} // namespace spikegraph
