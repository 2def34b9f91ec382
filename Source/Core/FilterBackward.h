#pragma once

#include "Core/ReverseSteps.h"
#include "Core/Tensor.h"

#include <vector>

namespace spikegraph
{

/// Goes back through a filter that is prepared: turns dL/dy into dL/dx, which is what the filter, from levels
/// of 0, makes of it in reverse, and adds to the gradients of its parameters. begin (gradients, item) begins
/// an item of the batch where its forward pass did.
template <typename Filter, typename T, typename Begin>
void goBackThrough (Filter& filter, const Tensor<T>& input, Tensor<T>& gradient, Begin begin)
{
    typename Filter::ParameterGradients gradients (filter);
    const std::vector<T> zeros (static_cast<std::size_t> (input.shape()[2]));
    for (Index b = 0; b < input.shape()[0]; ++b)
    {
        begin (gradients, static_cast<std::size_t> (b));
        gradients.process (input.item (b), gradient.item (b));
        filter.resetTo (zeros);
        reverseSteps (gradient.item (b));
        filter.process (gradient.item (b), gradient.item (b));
        reverseSteps (gradient.item (b));
    }
    gradients.addTo (filter);
}

} // namespace spikegraph
