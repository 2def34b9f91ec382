#include "Core/SpikingActivation.h"

#include "Core/ExceedsCaches.h"
#include "Core/LastStep.h"

#include <algorithm>
#include <cmath>

namespace spikegraph
{
namespace
{

/// Samples that are activated and then integrated while they are still in the first-level cache.
constexpr Index tileSamples = 4096;

/// From so many units on, neighbours advance together on every instruction set.
constexpr Index unitsTogether = 17;

/// Samples of a tile where they do, and the spikes are written past the caches: so few that while they are,
/// the processor already fetches the next.
constexpr Index shortTileSamples = 256;

} // namespace

template <typename T>
SpikingActivation<T>::SpikingActivation (Options optionsToUse)
    : settings (std::move (optionsToUse))
    , kernels (&bestKernels<T>())
{
    requirePositive ("dt", settings.dtSeconds);
    requirePositive ("dt rounded to the sample type", static_cast<double> (T (settings.dtSeconds)));
    if (settings.initialState)
    {
        if (settings.initialState->rank() != 2)
            throw InvalidValue ("initial_state must have shape (batch, units), not " +
                                describe (settings.initialState->shape()));
        requireVoltages ({ settings.initialState->begin(), settings.initialState->end() });
    }
}

template <typename T>
void SpikingActivation<T>::requireVoltages (std::span<const T> voltages)
{
    for (const T v : voltages)
        if (!(v >= T (0) && v < T (1)))
            throw InvalidValue ("initial_state must lie in [0, 1), but holds " +
                                describe (static_cast<double> (v)));
}

template <typename T>
void SpikingActivation<T>::prepare (Index units)
{
    requireAtLeastOne ("units", units);
    if (settings.initialState && settings.initialState->shape()[1] != units)
        throw InvalidValue ("initial_state has " + std::to_string (settings.initialState->shape()[1]) +
                            " units, the input " + std::to_string (units));
    state.resize (static_cast<std::size_t> (units));
    reset();
}

template <typename T>
void SpikingActivation<T>::reset (Index batchItem) noexcept
{
    resetUnits (0, static_cast<Index> (state.size()), batchItem);
}

template <typename T>
void SpikingActivation<T>::resetUnit (Index unit, Index batchItem) noexcept
{
    resetUnits (unit, unit + 1, batchItem);
}

template <typename T>
void SpikingActivation<T>::resetUnits (Index begin, Index end, Index batchItem) noexcept
{
    const auto first = batchItem * static_cast<Index> (state.size()) + begin;
    if (settings.initialState)
        restore ({ settings.initialState->data() + first, static_cast<std::size_t> (end - begin) }, begin);
    else
        draw (first, begin, end);
}

template <typename T>
void SpikingActivation<T>::setVoltages (std::span<const T> voltages) noexcept
{
    restore (voltages, 0);
}

template <typename T>
void SpikingActivation<T>::drawVoltages (Index first) noexcept
{
    draw (first, 0, static_cast<Index> (state.size()));
}

template <typename T>
void SpikingActivation<T>::restore (std::span<const T> voltages, Index begin) noexcept
{
    std::transform (voltages.begin(), voltages.end(), state.begin() + begin,
                    [] (T v) { return v + T (0); }); // -0.0 becomes 0.0
}

template <typename T>
void SpikingActivation<T>::draw (Index first, Index begin, Index end) noexcept
{
    kernels->uniform (state.data() + begin, end - begin, settings.seed, static_cast<std::uint64_t> (first));
}

template <typename T>
void SpikingActivation<T>::useInstructionSet (InstructionSet set) noexcept
{
    kernels = &kernelsFor<T> (set);
}

template <typename T>
void SpikingActivation<T>::process (Interleaved<const T> x, Interleaved<T> y) noexcept
{
    const T dt = T (settings.dtSeconds), divisor = spikeDivisor();
    const bool pastCaches = exceedsCaches (x, y);
    if (kernelActivates (x.units))
    {
        kernels->spikeInterleaved (x.samples, y.samples, state.data(), x.steps, x.units, dt, divisor,
                                   isRectified(), pastCaches);
    }
    else
    {
        // A tile is some rows, or part of one that is too long.
        alignas (64) T scratch[tileSamples];
        const auto tileUnits = std::min (x.units, tileSamples);
        const bool isShort = pastCaches && x.units >= unitsTogether;
        const auto tileSteps = std::max (Index{ 1 }, (isShort ? shortTileSamples : tileSamples) / tileUnits);
        for (Index first = 0; first < x.steps; first += tileSteps)
            for (Index unit = 0; unit < x.units; unit += tileUnits)
            {
                const auto steps = std::min (tileSteps, x.steps - first);
                const auto units = std::min (tileUnits, x.units - unit);
                auto* const out = &y (first, unit);
                auto* const activated = pastCaches ? scratch : out;
                settings.activation.apply (&x (first, unit), activated, steps * units);
                kernels->spikeInterleaved (activated, out, state.data() + unit, steps, units, dt, divisor,
                                           false, pastCaches);
            }
    }
    if (pastCaches)
        kernels->waitForPassed();
}

/// The activated samples of some units are gathered in a tile, where planes lie close together: at distances
/// of a power of two, as whole ones often are, they would share a few lines of every cache.
template <typename T>
void SpikingActivation<T>::process (Planar<const T> x, Planar<T> y) noexcept
{
    const T dt = T (settings.dtSeconds), divisor = spikeDivisor();
    if (kernelActivates (x.units))
        return kernels->spikePlanar ({ x.channels, x.firstStep, y.channels, y.firstStep, x.steps },
                                     state.data(), x.units, dt, divisor, isRectified());

    constexpr Index tileUnits = 16;
    alignas (64) T tile[tileSamples];
    const T* planes[tileUnits];
    for (Index firstUnit = 0; firstUnit < x.units; firstUnit += tileUnits)
    {
        const auto units = std::min (tileUnits, x.units - firstUnit);
        const auto tileSteps = std::min (x.steps, tileSamples / units);
        for (Index first = 0; first < x.steps; first += tileSteps)
        {
            const auto steps = std::min (tileSteps, x.steps - first);
            for (Index k = 0; k < units; ++k)
            {
                settings.activation.apply (x.unit (firstUnit + k) + first, tile + k * steps, steps);
                planes[k] = tile + k * steps;
            }
            kernels->spikePlanar ({ planes, 0, y.channels + firstUnit, y.firstStep + first, steps },
                                  state.data() + firstUnit, units, dt, divisor, false);
        }
    }
}

template <typename T>
bool SpikingActivation<T>::isRectified() const noexcept
{
    return settings.activation.kind() == ActivationKind::relu;
}

/// Whether a kernel needs no activated samples: it rectifies on its way where units advance together. Fewer
/// go through time in parts, which look at their samples more than once.
template <typename T>
bool SpikingActivation<T>::kernelActivates (Index units) const noexcept
{
    return settings.activation.kind() == ActivationKind::identity ||
           (isRectified() && units >= unitsTogether);
}

template <typename T>
T SpikingActivation<T>::spikeDivisor() const noexcept
{
    return settings.spikeHeight == SpikeHeight::integral ? T (settings.dtSeconds) : T (1);
}

template <typename T>
Index SpikingActivation<T>::nonFiniteUnits (Index amongFirst) const noexcept
{
    if (kernels->allFinite (state.data(), amongFirst))
        return 0;
    return std::count_if (state.begin(), state.begin() + amongFirst, [] (T v) { return !std::isfinite (v); });
}

template <typename T>
Tensor<T> SpikingActivation<T>::forward (const Tensor<T>& x, Mode mode)
{
    requireSequence ("the input", x.shape());
    const auto batch = x.shape()[0], units = x.shape()[2];
    if (settings.initialState)
        requireShape ("initial_state", settings.initialState->shape(), { batch, units });
    lastInput = x;

    Tensor<T> y (x.shape());
    if (mode == Mode::training && !settings.spikingAwareTraining)
    {
        settings.activation.apply (x.data(), y.data(), x.size());
    }
    else if (x.size() > 0)
    {
        prepare (units);
        const bool goesOn = this->carriesState && lastVoltages.size() == batch * units;
        if (!goesOn)
            lastVoltages = Tensor<T> ({ batch, units });
        for (Index b = 0; b < batch; ++b)
        {
            auto* voltages = lastVoltages.data() + b * units;
            if (goesOn)
                std::copy_n (voltages, units, state.begin());
            else
                reset (b);
            process (x.item (b), y.item (b));
            std::copy (state.begin(), state.end(), voltages);
        }
    }
    return settings.returnSequences ? y : lastStep (y);
}

template <typename T>
Tensor<T> SpikingActivation<T>::backward (const Tensor<T>& gradOutput)
{
    if (!settings.returnSequences)
        return scaledByDerivative (lastStepGradient (gradOutput, lastInput.shape()));
    requireShape ("the gradient", gradOutput.shape(), lastInput.shape());
    return scaledByDerivative (gradOutput);
}

template <typename T>
Tensor<T> SpikingActivation<T>::scaledByDerivative (Tensor<T> gradient) const
{
    settings.activation.multiplyByDerivative (lastInput.data(), gradient.data(), gradient.size());
    return gradient;
}

template class SpikingActivation<float>;
template class SpikingActivation<double>;

} // namespace spikegraph
