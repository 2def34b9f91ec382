#pragma once

#include "Cli/LayerFiles.h"
#include "Core/SpikingActivation.h"

#include <algorithm>
#include <span>
#include <string>
#include <vector>

namespace spikegraph::cli
{

/// The voltages that --initial-state gives, in the order of (batch, units), read when a run comes to them.
template <typename T>
class InitialVoltages
{
public:
    /// Throws a fileError for another shape.
    InitialVoltages (const std::string& path, const Shape& shape)
        : reader (path)
        , all (numElements (shape))
    {
        requireShapeOf (reader, shape);
    }

    /// Throws a fileError for one outside [0, 1).
    void check()
    {
        try
        {
            for (Index first = 0; first < all; first += blockVoltages)
                SpikingActivation<T>::requireVoltages (from (first, blockVoltages));
        }
        catch (const InvalidValue& error)
        {
            throw fileError (reader.path(), error.what());
        }
    }

    /// So many voltages from this one on, or as many as there are; until the next call.
    std::span<const T> from (Index first, Index count)
    {
        count = std::min (count, all - first);
        if (first < firstHere || first + count > firstHere + static_cast<Index> (here.size()))
        {
            here.resize (static_cast<std::size_t> (std::min (std::max (count, blockVoltages), all - first)));
            reader.seek (first);
            reader.readAs (here.data(), static_cast<Index> (here.size()));
            firstHere = first;
        }
        return std::span<const T> (here).subspan (static_cast<std::size_t> (first - firstHere),
                                                  static_cast<std::size_t> (count));
    }

private:
    static constexpr Index blockVoltages = 1 << 14;

    NpyReader reader;
    Index all, firstHere = 0;
    std::vector<T> here;
};

} // namespace spikegraph::cli
