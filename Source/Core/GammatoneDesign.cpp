#include "Core/GammatoneDesign.h"

#include "Core/Error.h"

#include <Eigen/Core>
#include <algorithm>
#include <cmath>
#include <numbers>

namespace spikegraph
{
namespace
{

using Complex = std::complex<double>;
using std::numbers::pi;

constexpr double latencySeconds = 0.008;

void requireWithin (const char* name, double value, double low, double high)
{
    if (!(value >= low && value <= high))
        throw InvalidValue (std::string (name) + " must lie in [" + describe (low) + ", " + describe (high) +
                            "], not " + describe (value));
}

void validate (const GammatoneOptions& options)
{
    if (options.units < 1 || options.units > 512)
        throw InvalidValue ("units must lie in [1, 512], not " + std::to_string (options.units));
    requirePositive ("the low frequency", options.lowHz);
    requirePositive ("the high frequency", options.highHz);
    if (options.lowHz > options.highHz)
        throw InvalidValue ("the low frequency must not lie above the high frequency, " +
                            describe (options.highHz) + ", as " + describe (options.lowHz) + " does");
    requireWithin ("the bandwidth", options.bandwidth, 0.1, 10.0);
    requireWithin ("the sample rate", options.sampleRateHz, 1e3, 1e6);
}

/// The frequencies, and how wide each band is.
std::vector<GammatoneBand> placeBands (const GammatoneOptions& options, double lowHz, double highHz)
{
    const auto scale = options.scale;
    const auto low = hzToScale (scale, lowHz), high = hzToScale (scale, highHz);
    const auto step = options.units > 1 ? (high - low) / static_cast<double> (options.units - 1) : 0.0;

    std::vector<GammatoneBand> bands (static_cast<std::size_t> (options.units));
    for (std::size_t i = 0; i < bands.size(); ++i)
    {
        auto& band = bands[i];
        const auto place = options.units > 1 ? low + step * static_cast<double> (i) : (low + high) / 2.0;
        band.centreHz = std::clamp (scaleToHz (scale, place), lowHz, highHz);
        const auto spacingHz = scaleToHz (scale, place + step / 2.0) - scaleToHz (scale, place - step / 2.0);
        const auto erb = erbHz (band.centreHz);
        band.bandwidthHz = options.bandwidth * std::clamp (spacingHz, erb, 7.0 * erb);
    }
    return bands;
}

/// The gammatone's parameter b, of which its equivalent rectangular bandwidth is pi (2n-2)! 2^-(2n-2) /
/// (n-1)!^2 times, n = 4 (Hohmann 2002, eq. 14).
double dampingHz (const GammatoneBand& band) noexcept
{
    return band.bandwidthHz / (pi * 720.0 / 64.0 / 36.0);
}

/// The fourth stage's response at a frequency, 1 at the centre.
Complex response (const GammatoneBand& band, double radians) noexcept
{
    const auto stage = (1.0 - std::abs (band.pole)) / (1.0 - band.pole * std::polar (1.0, -radians));
    return stage * stage * stage * stage;
}

/// The complex weight w of every band, for which the sum of Re(w stage4) delayed by delaySamples is the input
/// delayed by the latency. Re(w g) responds at f with (w G(f) + conj(w G(-f))) / 2, which is linear in Re w
/// and Im w, so the error over a grid of frequencies, equally many in each ERB, is a linear least-squares
/// problem.
///
/// It is solved by conjugate gradients from Hohmann's own answer, equal weights that bring every band's fine
/// structure into phase at the latency. A dozen steps reach the solution of a bank of about one band an ERB;
/// of denser banks, whose weights are not determined, they reach a close answer with even weights.
std::vector<Complex> phaseAlignedWeights (const std::vector<GammatoneBand>& bands, double bandwidth,
                                          double sampleRateHz, Index latencySamples)
{
    constexpr int numSteps = 12;
    constexpr double pointsPerErb = 10.0, mostPoints = 4000.0;
    const auto units = static_cast<Eigen::Index> (bands.size());
    const auto low = hzToScale (FrequencyScale::erb, bands.front().centreHz),
               high = hzToScale (FrequencyScale::erb, bands.back().centreHz);
    const auto points = static_cast<Eigen::Index> (
        std::clamp (std::ceil (pointsPerErb * (high - low) / std::min (1.0, bandwidth)), 16.0, mostPoints));

    // Rows: the real, then the imaginary parts of all frequencies. Columns: Re w, then Im w.
    Eigen::MatrixXd bank (2 * points, 2 * units);
    for (Eigen::Index point = 0; point < points; ++point)
    {
        const auto place =
            low + (high - low) * static_cast<double> (point) / static_cast<double> (points - 1);
        const auto radians = 2.0 * pi * scaleToHz (FrequencyScale::erb, place) / sampleRateHz;
        for (Eigen::Index unit = 0; unit < units; ++unit)
        {
            const auto& band = bands[static_cast<std::size_t> (unit)];
            const auto positive = response (band, radians), negative = std::conj (response (band, -radians));
            const auto early =
                std::polar (0.5, radians * static_cast<double> (latencySamples - band.delaySamples));
            const auto ofReal = early * (positive + negative),
                       ofImaginary = early * (positive - negative) * Complex (0.0, 1.0);
            bank (point, unit) = ofReal.real();
            bank (points + point, unit) = ofReal.imag();
            bank (point, units + unit) = ofImaginary.real();
            bank (points + point, units + unit) = ofImaginary.imag();
        }
    }
    Eigen::VectorXd target = Eigen::VectorXd::Zero (2 * points);
    target.head (points).setOnes();

    Eigen::VectorXd weights (2 * units);
    for (Eigen::Index unit = 0; unit < units; ++unit)
    {
        const auto& band = bands[static_cast<std::size_t> (unit)];
        const auto aligned = std::polar (1.0, -2.0 * pi * band.centreHz / sampleRateHz *
                                                  static_cast<double> (latencySamples - band.delaySamples));
        weights[unit] = aligned.real();
        weights[units + unit] = aligned.imag();
    }
    const Eigen::VectorXd sum = bank * weights;
    weights *= sum.dot (target) / sum.squaredNorm();

    Eigen::VectorXd residual = bank.transpose() * (target - bank * weights), direction = residual;
    auto energy = residual.squaredNorm();
    const auto negligible = 1e-20 * energy;
    for (int step = 0; step < numSteps && energy > negligible; ++step)
    {
        const Eigen::VectorXd change = bank.transpose() * (bank * direction);
        const auto length = energy / direction.dot (change);
        weights += length * direction;
        residual -= length * change;
        const auto before = energy;
        energy = residual.squaredNorm();
        direction = residual + energy / before * direction;
    }

    std::vector<Complex> complexWeights (bands.size());
    for (Eigen::Index unit = 0; unit < units; ++unit)
        complexWeights[static_cast<std::size_t> (unit)] = { weights[unit], weights[units + unit] };
    return complexWeights;
}

} // namespace

double hzToScale (FrequencyScale scale, double frequencyHz) noexcept
{
    return scale == FrequencyScale::erb ? 21.4 * std::log10 (1.0 + 0.00437 * frequencyHz)
                                        : 2595.0 * std::log10 (1.0 + frequencyHz / 700.0);
}

double scaleToHz (FrequencyScale scale, double value) noexcept
{
    return scale == FrequencyScale::erb ? (std::pow (10.0, value / 21.4) - 1.0) / 0.00437
                                        : (std::pow (10.0, value / 2595.0) - 1.0) * 700.0;
}

double erbHz (double frequencyHz) noexcept
{
    return 24.7 * (1.0 + 0.00437 * frequencyHz);
}

GammatoneDesign::GammatoneDesign (const GammatoneOptions& options)
{
    validate (options);
    const auto sampleRateHz = options.sampleRateHz, highestHz = 0.95 * sampleRateHz / 2.0;
    latencySamples = static_cast<Index> (std::floor (latencySeconds * sampleRateHz));

    bands = placeBands (options, std::min (options.lowHz, highestHz), std::min (options.highHz, highestHz));
    for (auto& band : bands)
    {
        const auto damping = 2.0 * pi * dampingHz (band) / sampleRateHz;
        band.pole = std::polar (std::exp (-damping), 2.0 * pi * band.centreHz / sampleRateHz);
        // Four poles delay by 4/damping at the centre. What that lacks of the latency is made up; what it
        // exceeds it by, in low bands, is left to their phases.
        band.delaySamples =
            std::max (Index{ 0 }, latencySamples - static_cast<Index> (std::lround (4.0 / damping)));
    }

    // The filterbank takes a weight's phase and is brought to 0 dB at the centre; resynthesis takes the rest.
    const auto weights = phaseAlignedWeights (bands, options.bandwidth, sampleRateHz, latencySamples);
    for (std::size_t i = 0; i < bands.size(); ++i)
    {
        auto& band = bands[i];
        const auto phase = std::polar (1.0, std::arg (weights[i]));
        const auto centre = 2.0 * pi * band.centreHz / sampleRateHz;
        // A band so wide that negative frequencies reach its centre may cancel there: no more than 20 dB
        // then.
        const auto level =
            std::max (0.1, std::abs (phase + std::conj (phase * response (band, -centre))) / 2.0);
        const auto damped = 1.0 - std::abs (band.pole);
        band.output = phase / level * (damped * damped * damped * damped);
        band.gain = std::abs (weights[i]) * level;
    }
}

} // namespace spikegraph
