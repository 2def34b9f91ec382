#include "Standalone/SoundLoader.h"

#include <exception>
#include <utility>

namespace spikegraph
{

SoundLoader::~SoundLoader()
{
    giveUp();
}

void SoundLoader::load (const SoundOrigin& origin, double sampleRateHz)
{
    giveUp();
    wanted = origin;
    shouldGiveUp = false;
    worker = std::thread (
        [this, origin, sampleRateHz]
        {
            try
            {
                loaded = readSound (origin, sampleRateHz, shouldGiveUp);
            }
            catch (const std::bad_alloc&)
            {
                problem = origin.name().toStdString() + ": there is not enough memory for it";
            }
            catch (const std::exception& error)
            {
                problem = error.what();
            }
            triggerAsyncUpdate();
        });
}

void SoundLoader::finish()
{
    if (!isLoading())
        return;
    worker.join();
    cancelPendingUpdate();
    // Moved out first: who hears of it may ask for the next one.
    auto sound = std::exchange (loaded, nullptr);
    const auto reason = std::exchange (problem, {});
    if (sound != nullptr && onLoaded)
        onLoaded (std::move (sound));
    else if (!reason.empty() && onFailed)
        onFailed (wanted, reason);
}

void SoundLoader::giveUp()
{
    shouldGiveUp = true;
    if (worker.joinable())
        worker.join();
    cancelPendingUpdate();
    loaded = nullptr;
    problem.clear();
}

void SoundLoader::handleAsyncUpdate()
{
    finish();
}

} // namespace spikegraph
