#include "Plot/Axis.h"

#include <cmath>

namespace spikegraph
{

std::vector<double> ticks (double minimum, double maximum, int most)
{
    const auto smallest = (maximum - minimum) / most;
    const auto power = std::pow (10.0, std::floor (std::log10 (smallest)));
    auto step = 10.0 * power;
    for (const auto factor : { 1.0, 2.0, 5.0 })
        if (factor * power >= smallest * (1.0 - 1e-9))
        {
            step = factor * power;
            break;
        }
    std::vector<double> values;
    for (auto i = std::ceil (minimum / step - 1e-9); i * step <= maximum + 1e-9 * step; i += 1.0)
        values.push_back (i * step + 0.0); // not -0
    return values;
}

juce::String tickLabel (double value, double step)
{
    const auto digits = std::max (0, static_cast<int> (std::ceil (-std::log10 (step) - 1e-9)));
    return digits == 0 ? juce::String (static_cast<juce::int64> (std::llround (value)))
                       : juce::String (value, digits);
}

double melOfHz (double hz) noexcept
{
    return 2595.0 * std::log10 (1.0 + hz / 700.0);
}

double hzOfMel (double mel) noexcept
{
    return 700.0 * (std::pow (10.0, mel / 2595.0) - 1.0);
}

} // namespace spikegraph
