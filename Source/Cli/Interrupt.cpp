#include "Cli/Interrupt.h"

#include "Cli/CommandError.h"

#include <atomic>
#include <csignal>

namespace spikegraph::cli
{
namespace
{

std::atomic<int> noted{ 0 };
static_assert (std::atomic<int>::is_always_lock_free, "a signal handler must not wait");

constexpr int handledSignals[] = { SIGINT, SIGTERM };

extern "C" void noteSignal (int signal)
{
    std::signal (signal, SIG_DFL);
    noted.store (signal);
}

} // namespace

InterruptGuard::InterruptGuard()
{
    noted.store (0);
    for (const auto signal : handledSignals)
        if (std::signal (signal, noteSignal) == SIG_IGN)
            std::signal (signal, SIG_IGN);
}

InterruptGuard::~InterruptGuard()
{
    for (const auto signal : handledSignals)
        if (std::signal (signal, SIG_DFL) == SIG_IGN)
            std::signal (signal, SIG_IGN);
}

bool InterruptGuard::isInterrupted() noexcept
{
    return noted.load() != 0;
}

ExitCode InterruptGuard::exitCode() noexcept
{
    return noted.load() == SIGTERM ? ExitCode::terminated : ExitCode::interrupted;
}

} // namespace spikegraph::cli
