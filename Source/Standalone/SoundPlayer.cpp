#include "Standalone/SoundPlayer.h"

#include <algorithm>
#include <cmath>

namespace spikegraph
{
namespace
{

constexpr double fadeSeconds = 0.005;

} // namespace

void SoundPlayer::setSound (std::shared_ptr<const Sound> newSound, double startSeconds)
{
    jassert (newSound != nullptr);
    owned = std::move (newSound);
    jumpTo = -1;
    const auto first = clampToSound (startSeconds);
    shownPosition = first;
    handover.send (std::make_unique<Start> (Start{ owned, first }));
    soundIsNew = true;
}

void SoundPlayer::seek (double seconds) noexcept
{
    if (owned != nullptr)
        jumpTo = clampToSound (seconds);
}

int SoundPlayer::clampToSound (double seconds) const noexcept
{
    if (owned == nullptr)
        return 0;
    const auto last = owned->samples.getNumSamples() - 1;
    return static_cast<int> (std::clamp (std::round (seconds * owned->sampleRateHz), 0.0, double (last)));
}

double SoundPlayer::positionSeconds() const noexcept
{
    if (owned == nullptr)
        return 0.0;
    const auto asked = jumpTo.load();
    return (asked >= 0 ? asked : shownPosition.load()) / owned->sampleRateHz;
}

void SoundPlayer::prepare (double sampleRateHz) noexcept
{
    rateHz = sampleRateHz;
    fadeSamples = std::max (1, static_cast<int> (fadeSeconds * sampleRateHz));
    faded = 0;
}

/// Only in silence: what is replaced is not heard.
void SoundPlayer::takeJump() noexcept
{
    if (soundIsNew)
    {
        const auto* next = handover.current();
        if (next == start)
            return; // the owner has yet to collect an older one
        start = next;
        position = start->position;
        soundIsNew = false;
    }
    if (const auto asked = jumpTo.exchange (-1); asked >= 0)
        position = std::min (asked, start->sound->samples.getNumSamples() - 1);
}

void SoundPlayer::process (juce::AudioBuffer<float>& audio) noexcept
{
    const bool shouldPlay = playing;
    for (int i = 0; i < audio.getNumSamples(); ++i)
    {
        if (faded == 0)
        {
            if (isAskedToJump())
                takeJump();
            if (!shouldPlay || isAskedToJump() || start == nullptr ||
                std::abs (start->sound->sampleRateHz - rateHz) > 1.0e-9)
                break;
            if (position == 0)
                faded = fadeSamples;
        }
        const bool isFadingOut = !shouldPlay || isAskedToJump();
        faded = isFadingOut ? faded - 1 : std::min (faded + 1, fadeSamples);
        const auto gain = static_cast<float> (faded) / static_cast<float> (fadeSamples);

        const auto& samples = start->sound->samples;
        for (int channel = 0; channel < audio.getNumChannels(); ++channel)
            audio.addSample (
                channel, i,
                gain * samples.getSample (std::min (channel, samples.getNumChannels() - 1), position));
        if (++position < samples.getNumSamples())
            continue;
        position = 0;
        if (!looping)
        {
            playing = false;
            faded = 0;
            break;
        }
    }
    if (!isAskedToJump())
        shownPosition = position;
}

} // namespace spikegraph
