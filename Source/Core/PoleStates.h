#pragma once

#include "Core/AlignedVector.h"
#include "Core/Kernels/Kernels.h"

#include <span>

namespace spikegraph
{

/// What poles, one after the other, keep of units: their tracks in one array, which is copied in one go.
template <Index poles>
class PoleStates
{
public:
    /// Allocates; the numbers are zeros, or what they were.
    void resize (Index unitsToHold)
    {
        constexpr Index perLine = 8;
        units = unitsToHold;
        stride = (units + perLine - 1) / perLine * perLine;
        numbers.resize (static_cast<std::size_t> (poles * ofPole * stride));
    }

    Index size() const noexcept { return units; }

    PoleTrack track (Index pole = 0) noexcept
    {
        auto* const drive = numbers.data() + pole * ofPole * stride;
        return { drive, drive + stride, drive + 2 * stride };
    }

    /// Of each unit, in double whatever is filtered; none before resize.
    std::span<const double> levels (Index pole = 0) const noexcept
    {
        return { numbers.data() + (pole * ofPole + 1) * stride, static_cast<std::size_t> (units) };
    }

private:
    static constexpr Index ofPole = 3;

    AlignedVector<double> numbers;
    Index units = 0, stride = 0;
};

} // namespace spikegraph
