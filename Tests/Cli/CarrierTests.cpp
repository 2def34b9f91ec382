// How threads that carry blocks share the work, and the machine.

#include "Cli/CarrierProcessors.h"
#include "Tests/TestFramework.h"

#if defined(__linux__)
#include <sched.h>
#endif

namespace spikegraph::cli
{

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
