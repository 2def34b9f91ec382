#pragma once

// What the tests of the gammatone bank hear with: signals, a bank's pass, and what can be measured of it.

#include "Core/GammatoneFilterbank.h"
#include "Core/GammatoneResynthesis.h"
#include "Streaming.h"
#include "Tests/TestFramework.h"

#include <algorithm>
#include <cmath>
#include <complex>
#include <cstring>
#include <fstream>
#include <iterator>
#include <limits>
#include <numbers>

namespace spikegraph
{

inline constexpr Index blockSizes[]{ 1, 7, 64, 65, 8193 };
inline constexpr Index unitCounts[]{ 1, 3, 8, 16, 17, 32, 70 };
inline constexpr double sampleRates[]{
    8000.0, 11025.0, 16000.0, 22050.0, 44100.0, 48000.0, 96000.0, 192000.0
};

inline GammatoneOptions bank (Index units, double sampleRateHz = 48000.0)
{
    GammatoneOptions options;
    options.units = units;
    options.sampleRateHz = sampleRateHz;
    return options;
}

template <typename T>
using Channels = std::vector<std::vector<T>>;

template <typename T>
std::vector<T*> pointersTo (Channels<T>& channels)
{
    std::vector<T*> pointers;
    for (auto& channel : channels)
        pointers.push_back (channel.data());
    return pointers;
}

/// A prepared layer's output for whole channels, in blocks.
template <typename T, typename Layer>
Channels<T> run (Layer& layer, Channels<T> x, std::size_t unitsOut, Index block = 512)
{
    const auto steps = static_cast<Index> (x.front().size());
    Channels<T> y (unitsOut, std::vector<T> (x.front().size()));
    const auto in = pointersTo (x), out = pointersTo (y);
    const Planar<const T> source = Planar<T>{ in.data(), steps, static_cast<Index> (in.size()) };
    const Planar<T> target{ out.data(), steps, static_cast<Index> (unitsOut) };
    for (Index first = 0; first < steps; first += block)
    {
        const auto count = std::min (block, steps - first);
        layer.process (source.slice (first, count), target.slice (first, count));
    }
    return y;
}

template <typename T>
Channels<T> split (const GammatoneOptions& options, const std::vector<T>& x, Index block = 512)
{
    GammatoneFilterbank<T> filterbank (options);
    filterbank.prepare();
    return run<T> (filterbank, { x }, static_cast<std::size_t> (options.units), block);
}

template <typename T>
std::vector<T> passThrough (const GammatoneOptions& options, const std::vector<T>& x, Index block = 512)
{
    GammatoneResynthesis<T> resynthesis (options);
    resynthesis.prepare();
    return run<T> (resynthesis, split (options, x, block), 1, block).front();
}

template <typename T>
std::vector<T> noise (std::size_t steps, std::uint64_t seed = 1)
{
    const auto samples = randomTensor<T> ({ static_cast<Index> (steps) }, -1.0, 1.0, seed);
    return { samples.begin(), samples.end() };
}

/// A fifth of a second, in which the narrowest band has died away.
inline std::vector<double> impulse (double sampleRateHz)
{
    std::vector<double> x (static_cast<std::size_t> (sampleRateHz / 5.0));
    x[0] = 1.0;
    return x;
}

inline std::complex<double> responseAt (const std::vector<double>& h, double frequencyHz, double sampleRateHz)
{
    const auto turn = std::polar (1.0, -2.0 * std::numbers::pi * frequencyHz / sampleRateHz);
    std::complex<double> sum = 0.0; // Horner
    for (auto i = h.size(); i-- > 0;)
        sum = sum * turn + h[i];
    return sum;
}

inline double decibels (double ratio)
{
    return 20.0 * std::log10 (ratio);
}

/// The energy of x over that of y - x delayed, in decibels.
template <typename T>
double signalToNoise (const std::vector<T>& x, const std::vector<T>& y, Index delay)
{
    double signal = 0.0, error = 0.0;
    for (auto i = static_cast<std::size_t> (delay); i < x.size(); ++i)
    {
        const auto wanted = static_cast<double> (x[i - static_cast<std::size_t> (delay)]);
        const auto difference = static_cast<double> (y[i]) - wanted;
        signal += wanted * wanted;
        error += difference * difference;
    }
    return 10.0 * std::log10 (signal / error);
}

/// Only what lies between the frequencies: the difference of two windowed sincs, 80 Hz steep at 48 kHz.
inline std::vector<double> bandLimited (const std::vector<double>& x, double lowHz, double highHz,
                                        double sampleRateHz)
{
    constexpr int half = 1000;
    std::vector<double> kernel;
    for (int i = -half; i <= half; ++i)
    {
        const auto window = 0.5 + 0.5 * std::cos (std::numbers::pi * i / (half + 1.0));
        const auto sinc = [=] (double cutoffHz)
        {
            const auto radians = 2.0 * std::numbers::pi * cutoffHz / sampleRateHz;
            return i == 0 ? radians / std::numbers::pi : std::sin (radians * i) / (std::numbers::pi * i);
        };
        kernel.push_back (window * (sinc (highHz) - sinc (lowHz)));
    }
    std::vector<double> y (x.size());
    for (std::size_t i = 0; i < x.size(); ++i)
        for (std::size_t k = 0; k < std::min (kernel.size(), i + 1); ++k)
            y[i] += kernel[k] * x[i - k];
    return y;
}

/// The demo sound: 16 bits, mono, 48 kHz.
inline std::vector<double> speech()
{
    std::ifstream file (SPIKEGRAPH_SOURCE_DIR "/Resources/Sounds/front-center.wav", std::ios::binary);
    const std::string bytes{ std::istreambuf_iterator<char> (file), {} };
    const auto data = bytes.find ("data");
    REQUIRE (data != std::string::npos);
    std::vector<double> samples;
    for (auto i = data + 8; i + 2 <= bytes.size(); i += 2)
    {
        std::int16_t sample;
        std::memcpy (&sample, bytes.data() + i, sizeof (sample));
        samples.push_back (sample / 32768.0);
    }
    REQUIRE (samples.size() > 48000);
    return samples;
}

struct Range
{
    double lowest, highest;
};

/// The response of filterbank and resynthesis between two frequencies, in decibels.
inline Range passThroughDecibels (const GammatoneOptions& options, double lowHz, double highHz)
{
    const auto h = passThrough (options, impulse (options.sampleRateHz));
    Range range{ std::numeric_limits<double>::infinity(), -std::numeric_limits<double>::infinity() };
    constexpr int points = 200;
    for (int i = 0; i <= points; ++i)
    {
        const auto frequencyHz = lowHz * std::pow (highHz / lowHz, static_cast<double> (i) / points);
        const auto level = decibels (std::abs (responseAt (h, frequencyHz, options.sampleRateHz)));
        range = { std::min (range.lowest, level), std::max (range.highest, level) };
    }
    return range;
}

/// The largest difference between neighbours' gains, in decibels.
inline double steepestGain (const GammatoneOptions& options)
{
    const GammatoneDesign design (options);
    double steepest = 0.0;
    for (std::size_t i = 1; i < design.bands.size(); ++i)
        steepest = std::max (steepest, std::abs (decibels (design.bands[i].gain / design.bands[i - 1].gain)));
    return steepest;
}

} // namespace spikegraph
