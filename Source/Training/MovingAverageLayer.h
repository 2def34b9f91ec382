#pragma once

#include "Core/Layer.h"
#include "Core/MovingAverage.h"

#include <algorithm>
#include <vector>

namespace spikegraph
{

/// A Temporal Average node: y_t is the mean of x over the last `window` steps, those before the first being
/// zero, and so dL/dx_t that of dL/dy over the next ones. (A part's gradient ends with the part.)
class MovingAverageLayer final : public Layer<float>
{
public:
    explicit MovingAverageLayer (Index windowSteps)
        : window (windowSteps)
    {
    }

    Tensor<float> forward (const Tensor<float>& x, Mode) override
    {
        const auto batch = static_cast<std::size_t> (x.shape()[0]);
        if (!carriesState || averages.size() != batch)
        {
            averages.resize (batch);
            for (auto& average : averages)
                average.prepare (x.shape()[2], window);
        }
        Tensor<float> y (x.shape());
        for (Index b = 0; b < x.shape()[0]; ++b)
            averages[static_cast<std::size_t> (b)].process (x.item (b), y.item (b));
        return y;
    }

    Tensor<float> backward (const Tensor<float>& gradOutput) override
    {
        Tensor<float> gradInput (gradOutput.shape());
        const auto steps = gradOutput.shape()[1], units = gradOutput.shape()[2];
        for (Index b = 0; b < gradOutput.shape()[0]; ++b)
        {
            const auto dy = gradOutput.item (b);
            const auto dx = gradInput.item (b);
            for (Index unit = 0; unit < units; ++unit)
            {
                double sum = 0.0; // of dy over [t, t + window)
                for (Index t = steps - 1; t >= 0; --t)
                {
                    sum += static_cast<double> (dy (t, unit));
                    if (t + window < steps)
                        sum -= static_cast<double> (dy (t + window, unit));
                    dx (t, unit) = static_cast<float> (sum / static_cast<double> (window));
                }
            }
        }
        return gradInput;
    }

private:
    Index window;
    std::vector<MovingAverage<float>> averages; ///< of each batch item
};

} // namespace spikegraph
