#include "Core/EnvelopeFollower.h"

#include "Core/Error.h"
#include "Core/TimeConstant.h"

#include <algorithm>
#include <cmath>

namespace spikegraph
{

template <typename T>
EnvelopeFollower<T>::EnvelopeFollower (Options optionsToUse)
    : dt (optionsToUse.dtSeconds)
{
    requirePositive ("dt", dt);
    requirePositive ("the attack", optionsToUse.attackSeconds);
    requirePositive ("the release", optionsToUse.releaseSeconds);
    setAttack (optionsToUse.attackSeconds);
    setRelease (optionsToUse.releaseSeconds);
}

template <typename T>
void EnvelopeFollower<T>::setAttack (double attackSeconds) noexcept
{
    if (isPositive (attackSeconds))
        attack = approachPerStep (dt, attackSeconds);
}

template <typename T>
void EnvelopeFollower<T>::setRelease (double releaseSeconds) noexcept
{
    if (isPositive (releaseSeconds))
        release = approachPerStep (dt, releaseSeconds);
}

template <typename T>
void EnvelopeFollower<T>::prepare (Index units)
{
    requireAtLeastOne ("units", units);
    state.resize (static_cast<std::size_t> (units));
    reset();
}

template <typename T>
void EnvelopeFollower<T>::reset() noexcept
{
    std::fill (state.begin(), state.end(), 0.0);
}

template <typename T>
void EnvelopeFollower<T>::process (Planar<const T> x, Planar<T> y) noexcept
{
    for (Index unit = 0; unit < x.units; ++unit)
    {
        const T* in = x.unit (unit);
        T* out = y.unit (unit);
        auto level = state[static_cast<std::size_t> (unit)];
        for (Index t = 0; t < x.steps; ++t)
        {
            const auto distance = std::abs (static_cast<double> (in[t])) - level;
            level += distance * (distance > 0.0 ? attack : release);
            out[t] = static_cast<T> (level);
        }
        state[static_cast<std::size_t> (unit)] = level;
    }
}

template class EnvelopeFollower<float>;
template class EnvelopeFollower<double>;

} // namespace spikegraph
