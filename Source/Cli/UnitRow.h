#pragma once

#include "Cli/LayerFiles.h"
#include "Cli/NpyWindow.h"

#include <algorithm>
#include <cmath>
#include <string>

namespace spikegraph::cli
{

/// A file with a number for each unit: shape (1, units) or (units,), or a single value for all.
template <typename T>
class UnitRow
{
public:
    /// Throws a fileError for another shape.
    UnitRow (const std::string& path, Index unitsOfRow)
        : window (path)
        , units (unitsOfRow)
    {
        const auto& shape = window.file().shape();
        isSingle = numElements (shape) == 1;
        if (!isSingle && shape != Shape{ 1, units } && shape != Shape{ units })
            throw fileError (path,
                             "must have shape (1, " + std::to_string (units) + "), not " + describe (shape));
    }

    /// Throws a fileError for one that is not finite.
    void check()
    {
        constexpr Index together = 1 << 12;
        const auto count = isSingle ? 1 : units;
        for (Index first = 0; first < count; first += together)
            for (const T value : window.from (first, together))
                if (!std::isfinite (value))
                    throw fileError (window.file().path(),
                                     "must be finite, but holds " + describe (static_cast<double> (value)));
    }

    /// The numbers of so many units; after the last one comes the first again.
    void copy (Index first, T* to, Index count)
    {
        while (count > 0)
        {
            const auto unit = first % units;
            const auto some = std::min (count, units - unit);
            if (isSingle)
                std::fill_n (to, some, window.from (0, 1)[0]);
            else
                window.copy (unit, to, some);
            first += some;
            to += some;
            count -= some;
        }
    }

private:
    NpyWindow<T> window;
    Index units;
    bool isSingle = false;
};

} // namespace spikegraph::cli
