#pragma once

#include "Core/Layer.h"

#include <memory>
#include <utility>
#include <vector>

namespace spikegraph
{

/// Layers one after the other. It owns them; parameters are those of all, first layer first.
template <typename T>
class Sequential final : public Layer<T>
{
public:
    /// Returns the layer, to keep a reference of the type that it has.
    template <typename L>
    L& add (std::unique_ptr<L> layer)
    {
        auto& added = *layer;
        layers.push_back (std::move (layer));
        return added;
    }

    Tensor<T> forward (const Tensor<T>& x, Mode mode) override
    {
        Tensor<T> y = x;
        for (auto& layer : layers)
            y = layer->forward (y, mode);
        return y;
    }

    Tensor<T> backward (const Tensor<T>& gradOutput) override
    {
        Tensor<T> gradient = gradOutput;
        for (auto layer = layers.rbegin(); layer != layers.rend(); ++layer)
            gradient = (*layer)->backward (gradient);
        return gradient;
    }

    void carryState (bool shouldCarry) override
    {
        for (auto& layer : layers)
            layer->carryState (shouldCarry);
    }

    std::vector<Parameter<T>*> parameters() override
    {
        std::vector<Parameter<T>*> all;
        for (auto& layer : layers)
            for (auto* parameter : layer->parameters())
                all.push_back (parameter);
        return all;
    }

private:
    std::vector<std::unique_ptr<Layer<T>>> layers;
};

} // namespace spikegraph
