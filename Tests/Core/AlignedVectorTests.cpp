#include "Core/AlignedVector.h"
#include "Tests/TestFramework.h"

#include <cstdint>
#include <utility>

namespace spikegraph
{
namespace
{

template <typename T>
bool beginsAtLine (const AlignedVector<T>& numbers)
{
    return reinterpret_cast<std::uintptr_t> (numbers.data()) % 64 == 0;
}

TEMPLATE_TEST_CASE ("The numbers of units begin at a cache line, grown, copied and moved", "", float, double)
{
    for (std::size_t units = 1; units < 200; units += 3)
    {
        AlignedVector<TestType> numbers (units, TestType (0.5));
        const auto copy = numbers;
        numbers.resize (3 * units);
        const auto moved = std::move (numbers);
        INFO (units << " units");
        CHECK (beginsAtLine (copy));
        CHECK (beginsAtLine (moved));
        CHECK (copy == AlignedVector<TestType> (units, TestType (0.5)));
    }
}

} // namespace
} // namespace spikegraph
