#include "Core/Oscillator.h"

#include "Core/Error.h"
#include "Core/UnitSeed.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <numbers>

namespace spikegraph
{
namespace
{

/// (-1)^k / (2k+1)!: the sine's series in x^2, after a factor of x.
constexpr auto sineSeries = []
{
    std::array<double, 11> coefficients{ 1.0 };
    for (std::size_t k = 1; k < coefficients.size(); ++k)
        coefficients[k] = -coefficients[k - 1] / static_cast<double> (2 * k * (2 * k + 1));
    return coefficients;
}();

/// sin(2 pi p) for p in [0, 1), by its series within a quarter of a cycle: within 10^-15, and the same bits
/// on every platform.
double sineOfCycles (double p) noexcept
{
    auto x = 0.5 - p;
    x = x > 0.25 ? 0.5 - x : x < -0.25 ? -0.5 - x : x;
    x *= 2.0 * std::numbers::pi;
    const auto square = x * x;
    double sum = 0.0;
    for (auto k = sineSeries.size(); k-- > 0;)
        sum = sum * square + sineSeries[k];
    return x * sum;
}

double triangleOfCycles (double p) noexcept
{
    return p < 0.25 ? 4.0 * p : p < 0.75 ? 2.0 - 4.0 * p : 4.0 * p - 4.0;
}

} // namespace

template <typename T>
Oscillator<T>::Oscillator (Options optionsToUse)
    : settings (optionsToUse)
{
    requirePositive ("dt", settings.dtSeconds);
    const auto highest = 0.5 / settings.dtSeconds;
    if (!(settings.frequencyHz >= 0.0 && settings.frequencyHz <= highest))
        throw InvalidValue ("the frequency must lie in [0, " + describe (highest) + "] Hz, not " +
                            describe (settings.frequencyHz));
    if (!std::isfinite (settings.phaseCycles))
        throw InvalidValue ("the phase must be finite, not " + describe (settings.phaseCycles));
    setFrequency (settings.frequencyHz);
}

template <typename T>
void Oscillator<T>::setFrequency (double frequencyHz) noexcept
{
    if (!std::isnan (frequencyHz))
        increment = std::clamp (frequencyHz * settings.dtSeconds, 0.0, 0.5);
}

template <typename T>
void Oscillator<T>::setPhase (Index unit, double phaseCycles) noexcept
{
    if (!std::isfinite (phaseCycles))
        return;
    const auto fraction = phaseCycles - std::floor (phaseCycles);
    phaseOffset[static_cast<std::size_t> (unit)] = fraction < 1.0 ? fraction : 0.0;
}

template <typename T>
void Oscillator<T>::setPosition (double cycles) noexcept
{
    if (!(std::abs (cycles) < 0x1p62))
        return;
    const auto whole = std::floor (cycles);
    phase = cycles - whole;
    cycle = static_cast<std::uint64_t> (static_cast<std::int64_t> (whole));
    if (phase >= 1.0) // of a sliver below 0
    {
        phase = 0.0;
        ++cycle;
    }
}

template <typename T>
void Oscillator<T>::prepare (Index units)
{
    requireAtLeastOne ("units", units);
    phaseOffset.resize (static_cast<std::size_t> (units));
    seeds.resize (static_cast<std::size_t> (units));
    for (Index unit = 0; unit < units; ++unit)
    {
        setPhase (unit, settings.phaseCycles);
        seeds[static_cast<std::size_t> (unit)] = unitSeed (settings.seed, RandomStream::oscillator, unit);
    }
    reset();
}

template <typename T>
void Oscillator<T>::reset() noexcept
{
    phase = 0.0;
    cycle = 0;
}

template <typename T>
template <typename Shape>
void Oscillator<T>::run (Planar<T> out, Shape shape) noexcept
{
    auto endPhase = phase;
    auto endCycle = cycle;
    for (Index unit = 0; unit < out.units; ++unit)
    {
        T* samples = out.unit (unit);
        const auto offset = phaseOffset[static_cast<std::size_t> (unit)];
        const auto seed = seeds[static_cast<std::size_t> (unit)];
        endPhase = phase;
        endCycle = cycle;
        for (Index t = 0; t < out.steps; ++t)
        {
            const auto sum = endPhase + offset;
            const bool wraps = sum >= 1.0;
            samples[t] = static_cast<T> (shape (wraps ? sum - 1.0 : sum, seed, endCycle + wraps));
            endPhase += increment;
            const bool ends = endPhase >= 1.0;
            endPhase -= ends ? 1.0 : 0.0;
            endCycle += ends;
        }
    }
    phase = endPhase;
    cycle = endCycle;
}

template <typename T>
void Oscillator<T>::process (Planar<T> out) noexcept
{
    using Word = std::uint64_t;
    switch (settings.waveform)
    {
        case Waveform::sine:
            return run (out, [] (double p, Word, Word) { return sineOfCycles (p); });
        case Waveform::triangle:
            return run (out, [] (double p, Word, Word) { return triangleOfCycles (p); });
        case Waveform::square:
            return run (out, [] (double p, Word, Word) { return p < 0.5 ? 1.0 : -1.0; });
        case Waveform::saw:
            return run (out, [] (double p, Word, Word) { return 2.0 * p - 1.0; });
        case Waveform::randomHold:
            return run (out, [] (double, Word seed, Word turn)
                        { return T (2) * randomUniform<T> (seed, turn) - T (1); });
    }
}

template class Oscillator<float>;
template class Oscillator<double>;

} // namespace spikegraph
