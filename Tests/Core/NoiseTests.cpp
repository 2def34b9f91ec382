#include "Core/NoiseSource.h"
#include "Core/RandomNormal.h"
#include "Cuts.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <complex>
#include <limits>
#include <numbers>

namespace spikegraph
{
namespace
{

template <typename T>
SourceLayer<NoiseSource<T>> makeNoise (NoiseKind kind, std::uint64_t seed = 0, Index units = 1)
{
    NoiseSource<T> noise ({ kind, seed });
    noise.prepare (units);
    return { noise };
}

template <typename T>
Tensor<T> draw (NoiseKind kind, Index steps, std::uint64_t seed = 0, Index units = 1)
{
    auto noise = makeNoise<T> (kind, seed, units);
    return runPlanar (noise, Tensor<T> ({ 1, steps, units }), 4096);
}

/// The means of the first eight powers.
template <typename T>
std::array<double, 9> powerMeans (const Tensor<T>& y)
{
    std::array<double, 9> means{};
    for (Index t = 0; t < y.size(); ++t)
    {
        double power = 1.0;
        for (auto& mean : means)
        {
            mean += power / static_cast<double> (y.size());
            power *= static_cast<double> (y[t]);
        }
    }
    return means;
}

/// Radix-2 Fourier transform in place; the size is a power of two.
void transform (std::vector<std::complex<double>>& x)
{
    const auto size = x.size();
    for (std::size_t i = 1, k = 0; i < size; ++i)
    {
        auto bit = size >> 1;
        for (; k & bit; bit >>= 1)
            k ^= bit;
        k ^= bit;
        if (i < k)
            std::swap (x[i], x[k]);
    }
    for (std::size_t half = 1; half < size; half *= 2)
        for (std::size_t k = 0; k < half; ++k)
        {
            const auto turn =
                std::polar (1.0, -std::numbers::pi * static_cast<double> (k) / static_cast<double> (half));
            for (std::size_t i = k; i < size; i += 2 * half)
            {
                const auto a = x[i], b = turn * x[i + half];
                x[i] = a + b;
                x[i + half] = a - b;
            }
        }
}

/// Power spectrum by Welch's method: Hann windows, end to end.
std::vector<double> spectrum (const Tensor<double>& y, std::size_t window)
{
    std::vector<double> power (window / 2);
    std::vector<std::complex<double>> segment (window);
    for (std::size_t first = 0; first + window <= static_cast<std::size_t> (y.size()); first += window)
    {
        for (std::size_t i = 0; i < window; ++i)
            segment[i] = y[static_cast<Index> (first + i)] *
                         (0.5 - 0.5 * std::cos (2.0 * std::numbers::pi * static_cast<double> (i) /
                                                static_cast<double> (window)));
        transform (segment);
        for (std::size_t i = 0; i < power.size(); ++i)
            power[i] += std::norm (segment[i]);
    }
    return power;
}

/// Power times (frequency in bins)^exponent, averaged over octaves from 8 bins up, in decibels.
std::vector<double> octaves (const std::vector<double>& power, double exponent)
{
    std::vector<double> levels;
    for (std::size_t low = 8; 2 * low <= power.size(); low *= 2)
    {
        double sum = 0.0;
        for (auto i = low; i < 2 * low; ++i)
            sum += power[i] * std::pow (static_cast<double> (i), exponent);
        levels.push_back (10.0 * std::log10 (sum / static_cast<double> (low)));
    }
    return levels;
}

} // namespace

TEST_CASE ("normalQuantile has the tables' values and inverts erfc into the far tails")
{
    CHECK (normalQuantile (0.5) == 0.0);
    CHECK (normalQuantile (0.975) == Approx (1.959963984540054).epsilon (1e-14));
    CHECK (normalQuantile (0.99) == Approx (2.326347874040841).epsilon (1e-14));
    CHECK (normalQuantile (0.0) == -std::numeric_limits<double>::infinity());
    CHECK (normalQuantile (1.0) == std::numeric_limits<double>::infinity());
    for (const auto p : { 1e-300, 1e-100, 1e-20, 1e-12, 1e-11, 1e-5, 0.01, 0.07, 0.08, 0.3, 0.49 })
    {
        INFO ("p " << p);
        const auto z = normalQuantile (p);
        CHECK (0.5 * std::erfc (-z / std::numbers::sqrt2) == Approx (p).epsilon (1e-12));
    }
    for (const auto p : { 0.001, 0.07, 0.08, 0.3 })
        CHECK (normalQuantile (1.0 - p) == Approx (-normalQuantile (p)).epsilon (1e-12));
}

TEST_CASE ("Uniform noise has a uniform distribution's moments, and never leaves -1 to 1")
{
    constexpr Index count = 1000000;
    const auto y = draw<float> (NoiseKind::uniform, count);
    const auto means = powerMeans (y);
    for (int power = 1; power <= 4; ++power)
    {
        INFO ("power " << power);
        const auto exact = power % 2 == 0 ? 1.0 / (power + 1) : 0.0, square = 1.0 / (2 * power + 1);
        // 5 standard errors
        CHECK (means[static_cast<std::size_t> (power)] ==
               Approx (exact).margin (5.0 * std::sqrt ((square - exact * exact) / count)));
    }
    const auto [lowest, highest] = std::minmax_element (y.data(), y.data() + y.size());
    CHECK (*lowest >= -1.0f);
    CHECK (*lowest < -0.9999f);
    CHECK (*highest < 1.0f);
    CHECK (*highest > 0.9999f);
}

TEST_CASE ("Gaussian noise has the normal distribution's moments and tails")
{
    constexpr Index count = 1000000;
    const auto y = draw<float> (NoiseKind::gaussian, count);
    const auto means = powerMeans (y);
    const double exact[]{ 1.0, 0.0, 1.0, 0.0, 3.0, 0.0, 15.0, 0.0, 105.0 };
    for (std::size_t power = 1; power <= 4; ++power)
    {
        INFO ("power " << power);
        const auto error = std::sqrt ((exact[2 * power] - exact[power] * exact[power]) / count);
        CHECK (means[power] == Approx (exact[power]).margin (5.0 * error));
    }
    for (const auto z : { 1.0, 2.0, 3.0, 4.0 })
    {
        INFO ("beyond " << z);
        const auto beyond = static_cast<double> (
            std::count_if (y.data(), y.data() + y.size(),
                           [=] (float value) { return std::abs (value) > static_cast<float> (z); }));
        const auto expected = count * std::erfc (z / std::numbers::sqrt2);
        CHECK (beyond == Approx (expected).margin (5.0 * std::sqrt (expected)));
    }
}

TEST_CASE ("White noise is white: no correlation with later samples, other units or other seeds")
{
    constexpr Index count = 200000;
    for (const auto kind : { NoiseKind::uniform, NoiseKind::gaussian })
    {
        INFO ("kind " << static_cast<int> (kind));
        const auto y = draw<double> (kind, count, 0, 2), z = draw<double> (kind, count, 1, 2);
        const auto variance = kind == NoiseKind::uniform ? 1.0 / 3.0 : 1.0;
        const auto limit = 5.0 * variance * std::sqrt (static_cast<double> (count));
        const auto a = y.item (0);
        for (const Index lag : { 1, 2, 3, 10, 64, 100, 1000 })
        {
            double sum = 0.0, across = 0.0;
            for (Index t = 0; t + lag < count; ++t)
            {
                sum += a (t, 0) * a (t + lag, 0);
                across += a (t, 0) * a (t + lag, 1);
            }
            CHECK (std::abs (sum) < limit);
            CHECK (std::abs (across) < limit);
        }
        double acrossUnits = 0.0, acrossSeeds = 0.0;
        for (Index t = 0; t < count; ++t)
        {
            acrossUnits += a (t, 0) * a (t, 1);
            acrossSeeds += a (t, 0) * z.item (0) (t, 0);
        }
        CHECK (std::abs (acrossUnits) < limit);
        CHECK (std::abs (acrossSeeds) < limit);
    }
}

TEST_CASE ("Pink noise falls by 3 dB an octave, within 0.5 dB, where white noise is flat")
{
    // From 8 bins of 16384: 21.5 Hz at 44.1 kHz. The lowest octave has 8 bins in 256 windows, so that its
    // level has a standard error of 0.1 dB.
    constexpr std::size_t window = 16384;
    constexpr Index count = 256 * window;
    const auto pink = octaves (spectrum (draw<double> (NoiseKind::pink, count), window), 1.0),
               white = octaves (spectrum (draw<double> (NoiseKind::gaussian, count), window), 0.0);
    REQUIRE (pink.size() == 10);
    for (std::size_t octave = 0; octave < pink.size(); ++octave)
    {
        INFO ("octave " << octave);
        CHECK (pink[octave] == Approx (pink[5]).margin (0.5));
        CHECK (white[octave] == Approx (white[5]).margin (0.5));
        if (octave > 0)
            CHECK (pink[octave] == Approx (pink[octave - 1]).margin (0.5));
    }
}

TEST_CASE ("Pink noise has a standard deviation of 1")
{
    // Neighbouring samples are alike: the standard errors, from the filter's autocorrelation, are 0.011 and
    // 0.007.
    const auto means = powerMeans (draw<double> (NoiseKind::pink, 1 << 22));
    CHECK (means[1] == Approx (0.0).margin (0.044));
    CHECK (means[2] == Approx (1.0).margin (0.028));

    // The filter's impulse response starts with 1.6471856; its squares, added up one by one,
    // are 9.3179244211.
    CHECK (draw<double> (NoiseKind::pink, 1)[0] ==
           Approx (draw<double> (NoiseKind::gaussian, 1)[0] * 1.6471856 / std::sqrt (9.3179244211))
               .epsilon (1e-9));
}

TEST_CASE ("Noise gives the same bits however the stream is cut, in float the double's cut or rounded")
{
    for (const auto kind : { NoiseKind::uniform, NoiseKind::gaussian, NoiseKind::pink })
    {
        INFO ("kind " << static_cast<int> (kind));
        checkCuts ([=] { return makeNoise<float> (kind, 3, 2); }, Tensor<float> ({ 1, 9000, 2 }),
                   [] (auto& layer) { layer.reset(); });
        const auto narrow = draw<float> (kind, 9000, 3);
        const auto exact = draw<double> (kind, 9000, 3);
        double worst = 0.0;
        for (Index i = 0; i < narrow.size(); ++i)
            worst = std::max (worst, std::abs (static_cast<double> (narrow[i]) - exact[i]));
        CHECK (worst < 3e-7);
    }
}

TEST_CASE ("NoiseSource refuses a number of units below 1")
{
    CHECK_THROWS_WITH (makeNoise<float> (NoiseKind::uniform, 0, 0), "units must be at least 1, not 0");
}

} // namespace spikegraph
