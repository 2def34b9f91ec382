#include "Core/NoiseSource.h"

#include "Core/Error.h"
#include "Core/RandomNormal.h"
#include "Core/UnitSeed.h"

#include <algorithm>
#include <cmath>

namespace spikegraph
{
namespace
{

/// Pink = the six filters s' = pole * s + gain * white, plus direct * white, plus before * the white before.
struct PinkFilter
{
    std::array<double, 6> pole{ 0.99886, 0.99332, 0.96900, 0.86650, 0.55000, -0.7616 };
    std::array<double, 6> gain{ 0.0555179, 0.0750759, 0.1538520, 0.3104856, 0.5329522, -0.0168980 };
    double direct = 0.5362, before = 0.115926;

    /// The sum of the squared impulse response: what white noise of variance 1 comes out with.
    constexpr double power() const noexcept
    {
        double sum = direct * direct + before * before;
        for (std::size_t i = 0; i < pole.size(); ++i)
        {
            sum += 2.0 * gain[i] * (direct + before * pole[i]);
            for (std::size_t k = 0; k < pole.size(); ++k)
                sum += gain[i] * gain[k] / (1.0 - pole[i] * pole[k]);
        }
        return sum;
    }
};

constexpr PinkFilter filter;

} // namespace

template <typename T>
NoiseSource<T>::NoiseSource (Options optionsToUse)
    : settings (optionsToUse)
{
}

template <typename T>
void NoiseSource<T>::prepare (Index units)
{
    requireAtLeastOne ("units", units);
    seeds.resize (static_cast<std::size_t> (units));
    for (Index unit = 0; unit < units; ++unit)
        seeds[static_cast<std::size_t> (unit)] = unitSeed (settings.seed, RandomStream::noiseSource, unit);
    pinkStates.resize (static_cast<std::size_t> (units));
    reset();
}

template <typename T>
void NoiseSource<T>::reset() noexcept
{
    step = 0;
    std::fill (pinkStates.begin(), pinkStates.end(), PinkState{});
}

template <typename T>
void NoiseSource<T>::process (Planar<T> out) noexcept
{
    if (settings.kind == NoiseKind::pink)
        processPink (out);
    else
    {
        for (Index unit = 0; unit < out.units; ++unit)
        {
            T* samples = out.unit (unit);
            const auto seed = seeds[static_cast<std::size_t> (unit)];
            if (settings.kind == NoiseKind::uniform)
                for (Index t = 0; t < out.steps; ++t)
                    samples[t] =
                        T (2) * randomUniform<T> (seed, step + static_cast<std::uint64_t> (t)) - T (1);
            else
                for (Index t = 0; t < out.steps; ++t)
                    samples[t] = static_cast<T> (randomNormal (seed, step + static_cast<std::uint64_t> (t)));
        }
    }
    step += static_cast<std::uint64_t> (out.steps);
}

template <typename T>
void NoiseSource<T>::processPink (Planar<T> out) noexcept
{
    const auto scale = 1.0 / std::sqrt (filter.power());
    for (Index unit = 0; unit < out.units; ++unit)
    {
        T* samples = out.unit (unit);
        const auto seed = seeds[static_cast<std::size_t> (unit)];
        auto state = pinkStates[static_cast<std::size_t> (unit)];
        auto& whiteBefore = state.back();
        for (Index t = 0; t < out.steps; ++t)
        {
            const auto white = randomNormal (seed, step + static_cast<std::uint64_t> (t));
            auto sum = filter.direct * white + filter.before * whiteBefore;
            for (std::size_t i = 0; i < filter.pole.size(); ++i)
            {
                state[i] = filter.pole[i] * state[i] + filter.gain[i] * white;
                sum += state[i];
            }
            whiteBefore = white;
            samples[t] = static_cast<T> (scale * sum);
        }
        pinkStates[static_cast<std::size_t> (unit)] = state;
    }
}

template class NoiseSource<float>;
template class NoiseSource<double>;

} // namespace spikegraph
