#pragma once

#include "Standalone/Sound.h"

#include <juce_events/juce_events.h>

#include <functional>
#include <string>
#include <thread>

namespace spikegraph
{

/// Reads sounds in a thread of its own. Of several that are asked for, the last counts. [message thread]
class SoundLoader final : private juce::AsyncUpdater
{
public:
    ~SoundLoader() override;

    /// Called when it is there, or with the reason why not.
    std::function<void (std::shared_ptr<const Sound>)> onLoaded;
    std::function<void (const SoundOrigin&, const std::string& reason)> onFailed;

    void load (const SoundOrigin& origin, double sampleRateHz);
    bool isLoading() const noexcept { return worker.joinable(); }
    const SoundOrigin& origin() const noexcept { return wanted; }

    /// Waits for what is being loaded, and reports it before it returns.
    void finish();

private:
    void giveUp();
    void handleAsyncUpdate() override;

    SoundOrigin wanted;
    std::thread worker;
    std::atomic<bool> shouldGiveUp{ false };
    std::shared_ptr<const Sound> loaded; ///< the worker's until it has ended
    std::string problem;
};

} // namespace spikegraph
