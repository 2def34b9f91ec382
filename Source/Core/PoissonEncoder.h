#pragma once

#include "Core/Views.h"

#include <cstdint>
#include <vector>

namespace spikegraph
{

/// Spikes at random, at a firing rate that the input asks for: an inhomogeneous Poisson process, sampled. Per
/// step and unit, y is a draw from the Poisson distribution of mean max(0, x) * rate * dt, at most 10^6.
///
/// Draws are by inversion of the distribution function up to a mean of 30, beyond it by its Cornish-Fisher
/// expansion (third order in 1/sqrt(mean)), from one uniform number a step that depends on seed, unit and
/// step index alone: a stream cut anywhere gives the same bits, and float and double the same counts. NaN
/// gives no spike.
template <typename T>
class PoissonEncoder
{
public:
    struct Options
    {
        double rateHz = 100.0; ///< spikes a second that input 1 asks for, finite and at least 0
        std::uint64_t seed = 0;
        double dtSeconds = 0.001;
    };

    static constexpr double maximumMean = 1e6;

    /// Throws InvalidValue for a rate that is negative or not finite, or a dt that is not finite and
    /// positive.
    explicit PoissonEncoder (Options optionsToUse);

    /// Allocates for so many units and resets. Throws InvalidValue unless there is at least one.
    void prepare (Index units);

    /// Starts the sequences of draws anew. [audio thread, prepared]
    void reset() noexcept { step = 0; }

    /// y may be x, unit by unit. Both have the prepared number of units. [audio thread, prepared]
    void process (Planar<const T> x, Planar<T> y) noexcept;

    /// From the next sample on. Others than finite values of at least 0 are ignored. [audio thread]
    void setRate (double rateHz) noexcept;

private:
    double dt, meanPerInput = 0.0;
    std::uint64_t seed, step = 0;
    std::vector<std::uint64_t> seeds;
};

extern template class PoissonEncoder<float>;
extern template class PoissonEncoder<double>;

} // namespace spikegraph
