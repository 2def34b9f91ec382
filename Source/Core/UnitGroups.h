#pragma once

#include "Core/UnitVector.h"
#include "Core/Views.h"

#include <Eigen/Core>

#include <algorithm>
#include <limits>
#include <vector>

namespace spikegraph
{

/// Goes through a sequence a few units at a time, so that their state can stay in registers, and some steps
/// at a time, so that rows stay in the first cache: calls advance.template operator()<n> (step, steps, unit),
/// in the order of steps, for n neighbouring units from `unit` on.
template <typename Advance>
void forUnitGroups (Index steps, Index units, Advance advance)
{
    constexpr Index tileSamples = 4096, together = 4;
    const auto tileSteps = std::max (Index{ 8 }, tileSamples / units);
    for (Index step = 0; step < steps; step += tileSteps)
    {
        const auto count = std::min (tileSteps, steps - step);
        Index unit = 0;
        for (; unit + together <= units; unit += together)
            advance.template operator()<together> (step, count, unit);
        for (; unit < units; ++unit)
            advance.template operator()<1> (step, count, unit);
    }
}

/// Numbers of some units.
template <Index n>
using UnitArray = Eigen::Array<double, n, 1>;

/// The same in an array of all units.
template <Index n>
auto unitsOf (UnitVector<double>& all, Index unit)
{
    return Eigen::Map<UnitArray<n>> (all.data() + unit);
}

/// The same of a sequence's step.
template <Index n, typename T>
auto unitsOf (Interleaved<const T> x, Index step, Index unit)
{
    return Eigen::Map<const Eigen::Array<T, n, 1>> (&x (step, unit)).template cast<double>();
}

/// What decays to 0 gets there, rather than staying among the numbers that are not normal, where most
/// processors are slow. For numbers that are not negative.
template <Index n>
UnitArray<n> decayed (const UnitArray<n>& x)
{
    return (x < std::numeric_limits<double>::min()).select (0.0, x);
}

} // namespace spikegraph
