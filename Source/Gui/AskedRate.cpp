#include "Gui/AskedRate.h"

#include "Core/Error.h"
#include "Expression/ExpressionActivation.h"

#include <cmath>

namespace spikegraph
{

AskedRate::AskedRate (std::shared_ptr<NodeInstance> node, Activation<float> activationToUse)
    : instance (std::move (node))
    , activation (std::move (activationToUse))
    , rateHz (&instance->processor.parameters().number ("rate"))
{
}

std::optional<AskedRate> AskedRate::of (std::shared_ptr<NodeInstance> node)
{
    const auto& type = node->processor.type();
    if (type.id == "poisson-encoder")
        return AskedRate (std::move (node), Activation<float> (ActivationKind::relu));
    if (type.id != "spiking-activation")
        return {};
    try
    {
        // An expression of its own: the node's is the audio thread's.
        const auto text = node->processor.parameters().text ("activation");
        return AskedRate (std::move (node), parseActivation<float> (text.toStdString()));
    }
    catch (const InvalidValue&)
    {
        return {};
    }
}

double AskedRate::hz (const float* input, Index units)
{
    values.resize (static_cast<std::size_t> (units));
    activation.apply (input, values.data(), units);
    double sum = 0.0;
    for (const auto value : values)
        if (std::isfinite (value))
            sum += static_cast<double> (std::abs (value));
    return sum / static_cast<double> (units) * rateHz->load (std::memory_order_relaxed);
}

} // namespace spikegraph
