#pragma once

#include "Plot/Axis.h"

#include <vector>

namespace spikegraph
{

/// Levels in decibels of full scale, a column each time and a row each FFT bin.
class Spectrogram
{
public:
    /// Hann windows of about 20 ms, so many of them spread evenly over the samples.
    Spectrogram (const float* samples, int count, double sampleRateHz, int numColumns);

    int columns() const noexcept { return numColumns; }
    double binHz() const noexcept { return hzPerBin; }

    /// The level at a frequency, between its two bins.
    float decibelsAt (int column, double hz) const noexcept;

private:
    std::size_t placeOf (int column, int bin) const noexcept
    {
        return static_cast<std::size_t> (column) * static_cast<std::size_t> (numBins) +
               static_cast<std::size_t> (bin);
    }

    int numColumns, numBins;
    double hzPerBin;
    std::vector<float> levels;
};

} // namespace spikegraph
