#pragma once

#include "Plot/Axis.h"
#include "Plot/PlotData.h"
#include "Plot/Theme.h"

namespace spikegraph
{

struct PlotOptions
{
    Theme theme = Theme::dark();
    int widthPixels = 1200;
    float scale = 1.0f; ///< pixels of the picture for each of the layout's
};

/// Where the panels of a plot lie, in the layout's pixels. All but the last two share the time axis.
struct PlotLayout
{
    PlotLayout (const PlotData& data, int widthPixels);

    Axis time;
    float timeAxis = 0.0f; ///< where it is
    juce::Rectangle<float> waveform, spectrogram, raster, rates, unitRates,
        intervals; ///< empty where there is nothing to show
    int height = 0;
};

/// The mean rate of the units in hertz, at the centres of so many equal parts of the time axis, smoothed by a
/// Gaussian of two parts so that it reads as a line.
std::vector<double> meanRatesHz (const PlotData& data, int parts);

/// Waveform, spectrogram, raster and rates on one time axis, and below it the rate of each unit and the times
/// between its spikes. Needs no window and no display.
juce::Image drawPlot (const PlotData& data, const PlotOptions& options);

} // namespace spikegraph
