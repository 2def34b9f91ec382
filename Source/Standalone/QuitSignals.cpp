#include "Standalone/QuitSignals.h"

#include <atomic>
#include <csignal>

namespace spikegraph
{
namespace
{

constexpr int lookEveryMs = 50;

#if JUCE_WINDOWS
constexpr int signals[]{ SIGTERM, SIGINT };
#else
constexpr int signals[]{ SIGTERM, SIGINT, SIGHUP };
#endif

/// All that a signal's handler may touch.
std::atomic<bool> isAsked{ false };
static_assert (std::atomic<bool>::is_always_lock_free);

extern "C" void spikegraphNoteSignal (int)
{
    isAsked = true;
}

} // namespace

QuitSignals::QuitSignals (std::function<void()> whatToDo)
    : onQuit (std::move (whatToDo))
{
    for (const auto number : signals)
        std::signal (number, spikegraphNoteSignal);
    startTimer (lookEveryMs);
}

QuitSignals::~QuitSignals()
{
    for (const auto number : signals)
        std::signal (number, SIG_DFL);
}

void QuitSignals::timerCallback()
{
    if (isAsked.exchange (false))
        onQuit();
}

} // namespace spikegraph
