// How threads that carry blocks share the work, and the machine.

#include "Cli/CarrierProcessors.h"
#include "Cli/NpyBlocks.h"
#include "Cli/UnitColumns.h"
#include "Tests/TestFramework.h"

#include <map>
#include <set>
#include <tuple>

#if defined(__linux__)
#include <sched.h>
#endif

namespace spikegraph::cli
{

TEST_CASE ("Columns hold every step of every unit once, and each carrier goes through one after the other")
{
    constexpr Index most = 1000;
    for (const Index carriers : { 1, 2, 3, 8 })
        for (const Index units :
             { Index{ 1 }, Index{ 5 }, most, 4 * most + 1, 9 * most - 3, most * most + 1 })
            for (const auto& [items, steps, stepsOfBlock] :
                 { std::tuple<Index, Index, Index>{ 1, 1, 1 }, { 2, 40, 8 }, { 3, 7, 4 }, { 1, 9, 100 } })
            {
                INFO (carriers << " carriers, " << items << " x " << steps << " x " << units);
                const UnitColumns columns (items, steps, units, most, stepsOfBlock, carriers);
                std::map<Index, Index> unitsFrom;              // of columns, by their first unit
                std::map<Index, std::set<Index>> carriersOf;   // the same
                std::map<Index, Index> samplesOf;              // the same
                std::map<Index, std::pair<Index, Index>> next; // of a carrier: item and step
                for (Index number = 0; number < columns.numBlocks(); ++number)
                {
                    const auto at = columns.block (number);
                    if (at.units == 0)
                        continue;
                    REQUIRE (at.units <= most);
                    REQUIRE (at.steps <= stepsOfBlock);
                    const auto carrier = number % carriers;
                    const auto [item, step] = next[carrier];
                    REQUIRE ((at.item == item && at.firstStep == step));
                    const bool isEndOfItem = at.firstStep + at.steps == steps;
                    next[carrier] = { isEndOfItem ? (item + 1) % items : item,
                                      isEndOfItem ? 0 : step + at.steps };
                    REQUIRE (unitsFrom.try_emplace (at.firstUnit, at.units).first->second == at.units);
                    carriersOf[at.firstUnit].insert (carrier);
                    samplesOf[at.firstUnit] += at.units * at.steps;
                }
                Index unit = 0;
                for (const auto& [first, count] : unitsFrom)
                {
                    REQUIRE (first == unit);
                    REQUIRE (carriersOf[first].size() == 1);
                    REQUIRE (samplesOf[first] == items * steps * count);
                    unit += count;
                }
                REQUIRE (unit == units);
            }
}

TEST_CASE (
    "Blocks in order hold every element once, and begin at multiples of their size where parts allow it")
{
    for (const Index elementBytes : { 4, 8 })
        for (const Index part : { 1, 2, 3, 16, 32, 64 })
            for (const Index elements : { Index{ 1 }, Index{ 31 }, Index{ 32768 }, Index{ 500001 } })
            {
                INFO (elements * part << " elements of " << elementBytes << " bytes, " << part << " a part");
                constexpr Index headerBytes = 128;
                const auto blockElements = 32768 / part * part;
                const auto isAligned =
                    headerBytes % (part * elementBytes) == 0 && blockElements * elementBytes % 65536 == 0;
                const auto cut =
                    cutInOrder ({ elements, part }, blockElements,
                                fewerInFirstBlock (headerBytes, elementBytes, blockElements, part));
                Index next = 0;
                for (Index block = 0; block < cut.numBlocks; ++block)
                {
                    const auto rows = cut.rowsOf (block);
                    REQUIRE (rows.first == next);
                    REQUIRE (rows.first % part == 0);
                    REQUIRE (rows.elements() > 0);
                    REQUIRE (rows.elements() <= blockElements);
                    if (isAligned && block > 0)
                        REQUIRE ((headerBytes + rows.first * elementBytes) % 65536 == 0);
                    next += rows.elements();
                }
                REQUIRE (next == elements * part);
            }
}

#if defined(__linux__)
TEST_CASE ("A carrier that meets another on its processor leaves it")
{
    cpu_set_t allowed, here;
    REQUIRE (sched_getaffinity (0, sizeof (allowed), &allowed) == 0);
    if (CPU_COUNT (&allowed) < 2)
        return;
    CPU_ZERO (&here);
    CPU_SET (static_cast<unsigned> (sched_getcpu()), &here);
    REQUIRE (sched_setaffinity (0, sizeof (here), &here) == 0);
    const auto first = sched_getcpu();
    CarrierProcessors processors (2);
    processors.keepApart (0);
    CHECK (sched_getcpu() == first);
    processors.keepApart (1); // which may go nowhere else
    CHECK (sched_getcpu() == first);

    REQUIRE (sched_setaffinity (0, sizeof (allowed), &allowed) == 0);
    processors.keepApart (1);
    CHECK (sched_getcpu() != first);
    cpu_set_t afterwards;
    REQUIRE (sched_getaffinity (0, sizeof (afterwards), &afterwards) == 0);
    CHECK (CPU_EQUAL (&afterwards, &allowed));
}
#endif

} // namespace spikegraph::cli
