#include "Cli/CarrierProcessors.h"

#include <algorithm>

#if defined(__linux__)
#include <pthread.h>
#include <sched.h>
#endif

namespace spikegraph::cli
{

#if defined(__linux__)

void CarrierProcessors::keepApart (std::size_t carrier) noexcept
{
    const auto here = sched_getcpu();
    seen[carrier] = nowhere;
    if (std::find (seen.begin(), seen.end(), here) != seen.end())
        moveAway (pthread_self());
    seen[carrier] = sched_getcpu();
}

void CarrierProcessors::moveAway (std::thread::native_handle_type thread) const noexcept
{
    cpu_set_t allowed;
    if (pthread_getaffinity_np (thread, sizeof (allowed), &allowed) != 0)
        return;
    auto others = allowed;
    for (const auto& processor : seen)
        if (processor != nowhere)
            CPU_CLR (static_cast<unsigned> (processor), &others);
    if (CPU_COUNT (&others) == 0)
        return;
    pthread_setaffinity_np (thread, sizeof (others), &others);
    pthread_setaffinity_np (thread, sizeof (allowed), &allowed);
}

#else

void CarrierProcessors::keepApart (std::size_t) noexcept {}
void CarrierProcessors::moveAway (std::thread::native_handle_type) const noexcept {}

#endif

} // namespace spikegraph::cli
