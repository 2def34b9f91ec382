#include "Core/Training/SpectralLoss.h"

#include <unsupported/Eigen/FFT>

#include <complex>
#include <numbers>

namespace spikegraph
{
namespace
{

using Spectrum = std::vector<std::complex<double>>;
constexpr double magnitudeFloor = 1e-8;

/// The frames of one channel at one resolution.
class Frames
{
public:
    Frames (int windowSamples, Index stepsToCover)
        : window (static_cast<std::size_t> (windowSamples))
        , hop (std::max (Index{ 1 }, static_cast<Index> (windowSamples) / 4))
        , count ((stepsToCover - windowSamples) / hop + 1)
    {
        for (std::size_t n = 0; n < window.size(); ++n)
            window[n] = 0.5 - 0.5 * std::cos (2.0 * std::numbers::pi * static_cast<double> (n) /
                                              static_cast<double> (window.size()));
    }

    Index size() const noexcept { return count; }
    std::size_t bins() const noexcept { return window.size() / 2 + 1; }

    Spectrum analyse (const std::vector<double>& x, Index frame)
    {
        Spectrum in (window.size()), out;
        for (std::size_t n = 0; n < window.size(); ++n)
            in[n] = window[n] * x[static_cast<std::size_t> (frame * hop) + n];
        fft.fwd (out, in);
        return out;
    }

    /// Adds Re sum over bins of z_k e^(i w_k n), windowed: the adjoint of analyse.
    void addAdjoint (const Spectrum& z, Index frame, std::vector<double>& x)
    {
        Spectrum out;
        fft.inv (out, z); // divides by the length
        for (std::size_t n = 0; n < window.size(); ++n)
            x[static_cast<std::size_t> (frame * hop) + n] +=
                window[n] * out[n].real() * static_cast<double> (window.size());
    }

private:
    std::vector<double> window;
    Index hop, count;
    Eigen::FFT<double> fft;
};

double magnitude (std::complex<double> x)
{
    return std::sqrt (std::norm (x) + magnitudeFloor);
}

/// One channel at one resolution; adds the gradient.
double channelLoss (const std::vector<double>& y, const std::vector<double>& s, int windowSamples,
                    std::vector<double>& gradient)
{
    Frames frames (windowSamples, static_cast<Index> (y.size()));
    std::vector<Spectrum> spectra;
    std::vector<std::vector<double>> wanted;
    double distance = 0.0, size = 0.0, logs = 0.0;
    for (Index frame = 0; frame < frames.size(); ++frame)
    {
        spectra.push_back (frames.analyse (y, frame));
        const auto target = frames.analyse (s, frame);
        auto& magnitudes = wanted.emplace_back();
        for (std::size_t k = 0; k < frames.bins(); ++k)
        {
            const auto want = magnitude (target[k]), have = magnitude (spectra.back()[k]);
            magnitudes.push_back (want);
            distance += (want - have) * (want - have);
            size += want * want;
            logs += std::abs (std::log (want / have));
        }
    }
    distance = std::sqrt (distance);
    size = std::sqrt (size);
    const auto bins = static_cast<double> (frames.size()) * static_cast<double> (frames.bins());
    for (Index frame = 0; frame < frames.size(); ++frame)
    {
        const auto f = static_cast<std::size_t> (frame);
        auto z = spectra[f];
        for (std::size_t k = 0; k < z.size(); ++k)
        {
            if (k >= frames.bins())
            {
                z[k] = 0.0;
                continue;
            }
            const auto have = magnitude (z[k]), want = wanted[f][k];
            auto slope = distance > 0.0 ? (have - want) / (distance * size) : 0.0;
            slope += ((have > want) - (have < want)) / (have * bins);
            z[k] *= slope / have;
        }
        frames.addAdjoint (z, frame, gradient);
    }
    return distance / size + logs / bins;
}

} // namespace

template <typename T>
Loss<T> multiResolutionStft (const Tensor<T>& y, const Tensor<T>& target,
                             const std::vector<int>& windowSamples)
{
    requireSequence ("the prediction", y.shape());
    requireShape ("the target", target.shape(), y.shape());
    const auto steps = y.shape()[1], units = y.shape()[2];
    std::vector<int> windows;
    for (const auto window : windowSamples)
        if (window >= 2 && window <= steps)
            windows.push_back (window);
    if (windows.empty())
        throw InvalidValue ("the STFT loss has no window of at most " + std::to_string (steps) + " steps");

    Loss<T> loss{ 0.0, Tensor<T> (y.shape()) };
    const auto share = 1.0 / (static_cast<double> (windows.size()) *
                              static_cast<double> (std::max (y.shape()[0] * units, Index{ 1 })));
    for (Index b = 0; b < y.shape()[0]; ++b)
        for (Index unit = 0; unit < units; ++unit)
        {
            std::vector<double> have, want, gradient (static_cast<std::size_t> (steps), 0.0);
            for (Index t = 0; t < steps; ++t)
            {
                have.push_back (static_cast<double> (y.item (b) (t, unit)));
                want.push_back (static_cast<double> (target.item (b) (t, unit)));
            }
            for (const auto window : windows)
                loss.value += share * channelLoss (have, want, window, gradient);
            for (Index t = 0; t < steps; ++t)
                loss.gradient.item (b) (t, unit) =
                    static_cast<T> (share * gradient[static_cast<std::size_t> (t)]);
        }
    return loss;
}

template Loss<float> multiResolutionStft (const Tensor<float>&, const Tensor<float>&,
                                          const std::vector<int>&);
template Loss<double> multiResolutionStft (const Tensor<double>&, const Tensor<double>&,
                                           const std::vector<int>&);

} // namespace spikegraph
