#pragma once

#include "Core/Views.h"

#include <cstdint>
#include <cstring>
#include <limits>
#include <type_traits>

namespace spikegraph
{

/// No node puts out more than this, 160 dB above full scale and more than any firing rate in hertz: where all
/// input is bounded, no stable filter's state can reach infinity, and no loop can.
inline constexpr double largestSample = 1e8;

/// Replaces NaN and infinity by 0 and holds the others to +-largestSample. Returns how many that were. Almost
/// always there is nothing to do, which the first pass finds out from the bits: a compiler turns it into a
/// few vector instructions. [audio thread]
///
/// Subnormals are flushed to 0 where `hasFlushedSubnormals` does not say that arithmetic has done so already,
/// as it does on an audio thread (juce::ScopedNoDenormals): what comes from elsewhere may have some.
template <bool hasFlushedSubnormals = false, typename T>
Index holdFinite (T* samples, Index count) noexcept
{
    using Bits = std::conditional_t<sizeof (T) == 4, std::uint32_t, std::uint64_t>;
    using SignedBits = std::make_signed_t<Bits>;
    constexpr auto magnitudeMask = std::numeric_limits<Bits>::max() >> 1;
    const auto bitsOf = [] (T value)
    {
        Bits bits;
        std::memcpy (&bits, &value, sizeof (T));
        return bits;
    };
    const auto smallest = static_cast<SignedBits> (bitsOf (std::numeric_limits<T>::min())),
               largest = static_cast<SignedBits> (bitsOf (static_cast<T> (largestSample)));

    // A magnitude's bits are in order as integers. Either difference is negative for one out of range: its
    // sign bit is what is collected. 0 counts as normal, by way of the third term.
    Bits found = 0;
    for (Index i = 0; i < count; ++i)
    {
        const auto magnitude = static_cast<SignedBits> (bitsOf (samples[i]) & magnitudeMask);
        found |= static_cast<Bits> (largest - magnitude);
        if constexpr (!hasFlushedSubnormals)
            found |= static_cast<Bits> (magnitude - smallest) & ~static_cast<Bits> (magnitude - 1);
    }
    if ((found >> (sizeof (T) * 8 - 1)) == 0)
        return 0;

    Index replaced = 0;
    for (Index i = 0; i < count; ++i)
    {
        const auto bits = bitsOf (samples[i]);
        const auto magnitude = static_cast<SignedBits> (bits & magnitudeMask);
        if (magnitude > largest)
        {
            const bool isFinite =
                magnitude < static_cast<SignedBits> (bitsOf (std::numeric_limits<T>::infinity()));
            const auto limit = static_cast<T> (largestSample);
            samples[i] = !isFinite ? T (0) : (bits & ~magnitudeMask) != 0 ? -limit : limit;
            ++replaced;
        }
        else if (magnitude < smallest)
        {
            samples[i] = T (0);
        }
    }
    return replaced;
}

} // namespace spikegraph
