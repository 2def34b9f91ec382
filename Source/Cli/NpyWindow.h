#pragma once

#include "Core/Error.h"
#include "Files/NpyFile.h"

#include <algorithm>
#include <span>
#include <vector>

namespace spikegraph::cli
{

/// Elements of a .npy file, of either type, some thousands of which are in memory.
template <typename T>
class NpyWindow
{
public:
    explicit NpyWindow (const std::string& path)
        : reader (path)
        , all (numElements (reader.shape()))
    {
    }

    const NpyReader& file() const noexcept { return reader; }

    /// So many elements from this one on, or as many as there are; until the next call. Throws where they
    /// cannot be read.
    std::span<const T> from (Index first, Index count)
    {
        count = std::min (count, all - first);
        if (first < firstHere || first + count > firstHere + static_cast<Index> (here.size()))
        {
            here.resize (static_cast<std::size_t> (std::min (std::max (count, blockElements), all - first)));
            reader.seek (first);
            reader.readAs (here.data(), static_cast<Index> (here.size()));
            firstHere = first;
        }
        return std::span<const T> (here).subspan (static_cast<std::size_t> (first - firstHere),
                                                  static_cast<std::size_t> (count));
    }

    /// Copies so many elements, all of which there must be.
    void copy (Index first, T* to, Index count)
    {
        if (count < blockElements)
        {
            const auto elements = from (first, count);
            std::copy (elements.begin(), elements.end(), to);
            return;
        }
        reader.seek (first);
        reader.readAs (to, count);
    }

private:
    static constexpr Index blockElements = 1 << 14;

    NpyReader reader;
    Index all, firstHere = 0;
    std::vector<T> here;
};

} // namespace spikegraph::cli
