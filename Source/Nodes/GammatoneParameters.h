#pragma once

#include "Core/GammatoneDesign.h"
#include "Graph/NodeParameters.h"

#include <algorithm>

namespace spikegraph
{

/// What Filterbank and Resynthesis must agree on, but for the number of bands.
inline std::vector<ParameterType> gammatoneParameters()
{
    return { { .id = "low",
               .name = "Low",
               .unit = "Hz",
               .description = "Centre of the lowest band.",
               .minimum = 10.0,
               .maximum = 40000.0,
               .defaultValue = 50.0,
               .logarithmic = true,
               .isStructural = true },
             { .id = "high",
               .name = "High",
               .unit = "Hz",
               .description = "Centre of the highest band; the sample rate bounds it.",
               .minimum = 10.0,
               .maximum = 40000.0,
               .defaultValue = 16000.0,
               .logarithmic = true,
               .isStructural = true },
             { .id = "bandwidth",
               .name = "Bandwidth",
               .description = "Times a band's natural width: 1 ERB, or the distance to its neighbours where "
                              "that is wider.",
               .minimum = 0.1,
               .maximum = 10.0,
               .defaultValue = 1.0,
               .logarithmic = true,
               .isStructural = true },
             { .id = "scale",
               .name = "Scale",
               .description = "Along which the centres are equally spaced: as the ear's filters are wide, or "
                              "mel.",
               .kind = ParameterKind::choice,
               .choices = { "erb", "mel" },
               .defaultText = "erb",
               .isStructural = true } };
}

inline GammatoneOptions gammatoneOptions (const NodeParameters& parameters, Index units, double sampleRateHz)
{
    // In order even where a knob has been turned past the other.
    const auto [lowHz, highHz] = std::minmax ({ parameters.value ("low"), parameters.value ("high") });
    return { .units = units,
             .lowHz = lowHz,
             .highHz = highHz,
             .bandwidth = parameters.value ("bandwidth"),
             .scale = parameters.value ("scale") > 0.5 ? FrequencyScale::mel : FrequencyScale::erb,
             .sampleRateHz = sampleRateHz };
}

} // namespace spikegraph
