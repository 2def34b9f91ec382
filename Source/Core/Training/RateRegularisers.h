#pragma once

#include "Core/Training/Losses.h"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <vector>

namespace spikegraph
{

/// What firing rates (hertz) of shape (batch, steps, units) should be, as keras-spiking regularises them: of
/// every batch item and unit one rate, its mean or a percentile over the steps, and a penalty for how far
/// that lies outside [lowHz, highHz].
struct RateTarget
{
    enum class Norm
    {
        l1, ///< weight * sum |error|
        l2, ///< weight * sum error^2
    };

    double lowHz = 0.0, highHz = 0.0;
    Norm norm = Norm::l2;
    double weight = 1.0;
    double percentile = -1.0; ///< in [0, 100]; below 0: the mean
};

/// The penalty and its gradient with respect to the rates. The percentile is interpolated linearly between
/// the two steps around it, and its gradient goes to these two alone.
template <typename T>
Loss<T> rateRegulariser (const Tensor<T>& rates, const RateTarget& target)
{
    requireSequence ("the rates", rates.shape());
    if (!(target.lowHz <= target.highHz) || target.percentile > 100.0)
        throw InvalidValue ("a rate target needs low <= high and a percentile of at most 100");
    const auto steps = rates.shape()[1], units = rates.shape()[2];
    Loss<T> loss{ 0.0, Tensor<T> (rates.shape()) };
    std::vector<Index> order (static_cast<std::size_t> (steps));
    for (Index b = 0; b < rates.shape()[0] && steps > 0; ++b)
    {
        const auto x = rates.item (b);
        const auto gradient = loss.gradient.item (b);
        for (Index unit = 0; unit < units; ++unit)
        {
            double rate = 0.0;
            Index below = 0, above = 0;
            double share = 0.0; // of the step above
            if (target.percentile < 0.0)
            {
                for (Index t = 0; t < steps; ++t)
                    rate += static_cast<double> (x (t, unit));
                rate /= static_cast<double> (steps);
            }
            else
            {
                std::iota (order.begin(), order.end(), Index{ 0 });
                std::stable_sort (order.begin(), order.end(),
                                  [&] (Index i, Index k) { return x (i, unit) < x (k, unit); });
                const auto place = target.percentile / 100.0 * static_cast<double> (steps - 1);
                share = place - std::floor (place);
                below = order[static_cast<std::size_t> (place)];
                above = order[static_cast<std::size_t> (std::ceil (place))];
                rate = (1.0 - share) * static_cast<double> (x (below, unit)) +
                       share * static_cast<double> (x (above, unit));
            }
            const auto error = rate - std::clamp (rate, target.lowHz, target.highHz);
            const bool isL1 = target.norm == RateTarget::Norm::l1;
            loss.value += target.weight * (isL1 ? std::abs (error) : error * error);
            const auto slope = target.weight * (isL1 ? (error > 0.0) - (error < 0.0) : 2.0 * error);
            if (target.percentile < 0.0)
            {
                for (Index t = 0; t < steps; ++t)
                    gradient (t, unit) = static_cast<T> (slope / static_cast<double> (steps));
            }
            else
            {
                gradient (below, unit) += static_cast<T> (slope * (1.0 - share));
                gradient (above, unit) += static_cast<T> (slope * share);
            }
        }
    }
    return loss;
}

} // namespace spikegraph
