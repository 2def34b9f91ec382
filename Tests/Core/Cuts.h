#pragma once

// What every streaming piece promises: where a stream is cut, and whether it is worked in place, changes no
// bit; reset repeats the stream.

#include "Streaming.h"
#include "Tests/TestFramework.h"

namespace spikegraph
{

/// Lets what only puts out stand where a layer does.
template <typename Source>
struct SourceLayer
{
    Source source;

    template <typename T>
    void process (Planar<const T>, Planar<T> out) noexcept
    {
        source.process (out);
    }
    void reset() noexcept { source.reset(); }
};

template <typename T>
Tensor<T> steps (const Tensor<T>& x, Index first, Index count)
{
    const auto units = x.shape()[2];
    Tensor<T> part ({ 1, count, units });
    for (Index i = 0; i < count * units; ++i)
        part[i] = x[first * units + i];
    return part;
}

/// make() gives a fresh, prepared layer; change (layer) moves a knob, at step 3001 of more than 8193.
template <typename T, typename Make, typename Change>
void checkCuts (Make make, const Tensor<T>& x, Change change)
{
    constexpr Index before = 3001;
    const auto total = x.shape()[1];
    const auto first = steps (x, 0, before), rest = steps (x, before, total - before);

    auto whole = make();
    const auto expected = runPlanar (whole, first, total);
    change (whole);
    const auto expectedRest = runPlanar (whole, rest, total);
    for (const Index block : { 1, 7, 64, 65, 8193 })
    {
        INFO ("blocks of " << block);
        for (const bool inPlace : { false, true })
        {
            auto cut = make();
            CHECK ((runPlanar (cut, first, block, inPlace) == expected));
            change (cut);
            CHECK ((runPlanar (cut, rest, block, inPlace) == expectedRest));
        }
    }

    auto again = make();
    const auto unchanged = runPlanar (again, x, total);
    again.reset();
    CHECK ((runPlanar (again, x, 100) == unchanged));
    CHECK_FALSE ((steps (unchanged, before, total - before) == expectedRest)); // the knob does something
}

} // namespace spikegraph
