#pragma once

#include "Core/Views.h"

#include <complex>
#include <vector>

namespace spikegraph
{

/// Along which the centre frequencies are equally spaced.
enum class FrequencyScale
{
    erb, ///< ERB-rate, 21.4 log10(1 + 0.00437 f): Glasberg and Moore, Hearing Research 47 (1990)
    mel, ///< 2595 log10(1 + f/700): O'Shaughnessy, "Speech Communication" (1987)
};

/// f on the scale: in ERBs, or in mel.
double hzToScale (FrequencyScale scale, double frequencyHz) noexcept;
double scaleToHz (FrequencyScale scale, double value) noexcept;

/// The equivalent rectangular bandwidth of hearing at a frequency, 24.7 (1 + 0.00437 f) Hz: Glasberg and
/// Moore.
double erbHz (double frequencyHz) noexcept;

/// What a GammatoneFilterbank and the GammatoneResynthesis that undoes it are both made from.
struct GammatoneOptions
{
    /// 1 to 512 bands; unit 0 is the lowest.
    Index units = 32;
    /// Centres of the lowest and the highest band, above 0 and not falling; a single unit sits halfway
    /// between them on the scale. Where they lie above 0.95 of half the sample rate, they are lowered to
    /// that.
    double lowHz = 50.0;
    double highHz = 16000.0;
    /// Times the natural width, 0.1 to 10. Natural is 1 ERB, or the distance between neighbours where that is
    /// wider, so that few bands leave no gaps; it ends at 7 ERB, so that very few remain bands.
    double bandwidth = 1.0;
    FrequencyScale scale = FrequencyScale::erb;
    /// 1 kHz to 1 MHz.
    double sampleRateHz = 48000.0;
};

struct GammatoneBand
{
    double centreHz = 0.0;
    double bandwidthHz = 0.0; ///< equivalent rectangular
    std::complex<double> pole;
    std::complex<double> output; ///< times the fourth stage, the real part is the band
    Index delaySamples = 0;      ///< then come resynthesis's delay
    double gain = 0.0;           ///< and gain
};

/// The coefficients of filterbank and resynthesis, which belong together.
struct GammatoneDesign
{
    /// Throws InvalidValue for options outside the ranges above, with the value.
    explicit GammatoneDesign (const GammatoneOptions& options);

    std::vector<GammatoneBand> bands;
    Index latencySamples = 0; ///< of both: 8 ms, rounded down
};

} // namespace spikegraph
