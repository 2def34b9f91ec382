#pragma once

// What the tests of elementary functions and of powers share.

#include "Core/Kernels/Kernels.h"
#include "Tests/Expression/ExpressionValues.h"
#include "Tests/TestFramework.h"

#include <cmath>
#include <cstring>
#include <vector>

namespace spikegraph
{

/// Numbers in turn, from a seed.
class Random
{
public:
    explicit Random (std::uint64_t seedToUse)
        : seed (seedToUse)
    {
    }

    double between (double lowest, double highest)
    {
        return lowest + (highest - lowest) * randomUniform<double> (seed, drawn++);
    }

    /// Of all magnitudes.
    double positive() { return std::exp2 (between (-1022, 1023)); }

private:
    std::uint64_t seed, drawn = 0;
};

/// The distance of a value from what it should be, in last places of that. Below normal numbers it is 0.
inline double placesOff (double value, long double exact)
{
    if (std::isnan (value) || std::isinf (value))
        return sameBits (value, static_cast<double> (exact)) ? 0.0 : std::numeric_limits<double>::infinity();
    const auto size = std::abs (static_cast<double> (exact));
    if (size < std::numeric_limits<double>::min())
        return std::abs (value) <= std::numeric_limits<double>::min()
                   ? 0.0
                   : std::numeric_limits<double>::infinity();
    int exponent = 0;
    std::frexp (exact, &exponent);
    return static_cast<double> (std::abs (value - exact) / std::ldexp (1.0L, exponent - 53));
}

inline Index lengthOf (const std::vector<double>& values)
{
    return static_cast<Index> (values.size());
}

/// Whether a function gives the same bits on every instruction set, in parts of 1, of 13, and as a whole.
template <typename Apply>
bool hasSameBitsEverywhere (Index count, Apply apply)
{
    const auto size = static_cast<std::size_t> (count);
    std::vector<double> expected (size), out (size);
    apply (kernelsFor<double> (InstructionSet::baseline), Index{ 0 }, count, expected.data());
    bool same = true;
    for (const auto set : supportedInstructionSets())
        for (const Index part : { Index{ 1 }, Index{ 13 }, count })
        {
            for (Index first = 0; first < count; first += part)
                apply (kernelsFor<double> (set), first, std::min (part, count - first), out.data() + first);
            if (std::memcmp (out.data(), expected.data(), size * sizeof (double)) != 0)
            {
                UNSCOPED_INFO (name (set) << ", in parts of " << part);
                same = false;
            }
        }
    return same;
}

} // namespace spikegraph
