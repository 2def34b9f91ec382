#pragma once

#include <cstddef>
#include <new>
#include <vector>

namespace spikegraph
{

/// Allocates from the beginning of a cache line on.
template <typename T>
struct CacheLineAllocator
{
    using value_type = T;
    static constexpr std::align_val_t lineBytes{ 64 };

    CacheLineAllocator() = default;

    template <typename U>
    CacheLineAllocator (const CacheLineAllocator<U>&) noexcept
    {
    }

    T* allocate (std::size_t count)
    {
        return static_cast<T*> (::operator new (count * sizeof (T), lineBytes));
    }

    void deallocate (T* numbers, std::size_t) noexcept { ::operator delete (numbers, lineBytes); }

    bool operator== (const CacheLineAllocator&) const noexcept { return true; }
};

/// Samples, state or coefficients that kernels go through a vector at a time. None of the vectors crosses
/// into another cache line, which costs two accesses, or another page, for which processors wait each time.
template <typename T>
using AlignedVector = std::vector<T, CacheLineAllocator<T>>;

} // namespace spikegraph
