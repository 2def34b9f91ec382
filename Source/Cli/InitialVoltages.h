#pragma once

#include "Cli/LayerFiles.h"
#include "Cli/NpyWindow.h"
#include "Core/SpikingActivation.h"

#include <span>
#include <string>

namespace spikegraph::cli
{

/// The voltages that --initial-state gives, in the order of (batch, units), read when a run comes to them.
template <typename T>
class InitialVoltages
{
public:
    /// Throws a fileError for another shape.
    InitialVoltages (const std::string& path, const Shape& shape)
        : window (path)
        , all (numElements (shape))
    {
        requireShapeOf (window.file(), shape);
    }

    /// Throws a fileError for one outside [0, 1).
    void check()
    {
        try
        {
            for (Index first = 0; first < all; first += checkedTogether)
                SpikingActivation<T>::requireVoltages (window.from (first, checkedTogether));
        }
        catch (const InvalidValue& error)
        {
            throw fileError (window.file().path(), error.what());
        }
    }

    /// See NpyWindow.
    std::span<const T> from (Index first, Index count) { return window.from (first, count); }

private:
    static constexpr Index checkedTogether = 1 << 12;

    NpyWindow<T> window;
    Index all;
};

} // namespace spikegraph::cli
