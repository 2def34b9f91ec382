#pragma once

#include <juce_events/juce_events.h>

#include <functional>

namespace spikegraph
{

/// Hears the system ask the app to end (SIGTERM, SIGINT, SIGHUP), and says so on the message thread. One at a
/// time. Where there are no signals it does nothing.
class QuitSignals final : private juce::Timer
{
public:
    explicit QuitSignals (std::function<void()> whatToDo);
    ~QuitSignals() override;

private:
    void timerCallback() override;

    std::function<void()> onQuit;
};

} // namespace spikegraph
