#pragma once

#include "Cli/LayerFiles.h"
#include "Cli/NpyWindow.h"

namespace spikegraph::cli
{

/// dL/dy from a file, as an array of the shape of what the output was made from: a source of streamNpy.
template <typename T>
class GradientSource
{
public:
    /// What the output has of an array (outer, length, inner).
    enum class Output
    {
        everyStep,
        lastStep, ///< shape (outer, inner)
        mean,     ///< the same
    };

    /// Throws a fileError unless the file holds the output's shape.
    GradientSource (const std::string& path, const Shape& outputShape, Output outputToSpread,
                    Index lengthToSpread, Index innerToSpread)
        : window (path)
        , output (outputToSpread)
        , length (lengthToSpread)
        , inner (innerToSpread)
    {
        requireShapeOf (window.file(), outputShape);
    }

    void seek (Index element) noexcept { position = element; }

    void readAs (T* to, Index count)
    {
        while (count > 0)
        {
            const auto done = readSome (to, count);
            to += done;
            count -= done;
            position += done;
        }
    }

private:
    /// From one place of the file, or none. Returns how many elements.
    Index readSome (T* to, Index count)
    {
        const auto row = position / inner, column = position % inner;
        const auto outer = row / length, stepsLeft = length - row % length;
        const auto copy = [&] (Index first, Index most)
        {
            const auto number = std::min (count, most);
            window.copy (first, to, number);
            return number;
        };
        const auto fill = [&] (T value, Index most)
        {
            const auto number = std::min (count, most);
            std::fill_n (to, number, value);
            return number;
        };
        switch (output)
        {
            case Output::everyStep:
                return copy (position, count);
            case Output::lastStep:
                return stepsLeft > 1 ? fill (T (0), (stepsLeft - 1) * inner - column)
                                     : copy (outer * inner + column, inner - column);
            case Output::mean:
                break;
        }
        if (inner == 1)
            return fill (window.from (outer, 1)[0] / static_cast<T> (length), stepsLeft);
        const auto number = copy (outer * inner + column, inner - column);
        for (Index i = 0; i < number; ++i)
            to[i] /= static_cast<T> (length);
        return number;
    }

    NpyWindow<T> window;
    Output output;
    Index length, inner, position = 0;
};

} // namespace spikegraph::cli
