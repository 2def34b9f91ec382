#pragma once

#include "Plugin/ValueScale.h"

#include <juce_audio_processors/juce_audio_processors.h>

#include <atomic>

namespace spikegraph
{

/// One of the host's parameters, of which there is a fixed list: a position in [0, 1]. What it is called, and
/// how its positions read, follow the patch.
class HostParameter final : public juce::AudioProcessorParameterWithID
{
public:
    HostParameter (const juce::String& parameterId, const juce::String& ownName, const ValueScale& scale,
                   double valueAtFirst);

    /// The value on its own scale. At the default it is that exactly, which a position in single precision
    /// need not hit: 0 dB must not be a gain of 1.0000002. [any thread, also the audio thread]
    double value() const noexcept;

    /// Takes over what the document says, and tells the host. It does not count as moved. [not the audio
    /// thread]
    void follow (double position);

    /// Its position as the double that is written like it: what a host gives as 0.35f is saved as 0.35.
    double positionAsWritten() const;

    /// Names it, and how its positions read; an empty name and no scale for its own again. Whether that
    /// changed anything. [not the audio thread]
    bool show (const juce::String& name, const ValueScale* scale);

    /// Whether the host has moved it since this was last asked: once for the audio thread, and once for
    /// the thread that owns the patch.
    bool takeMovedForAudio() noexcept { return movedForAudio.exchange (false, std::memory_order_acquire); }
    bool takeMovedForOwner() noexcept { return movedForOwner.exchange (false, std::memory_order_acquire); }

    /// What it was moved to is the document's now. [not the audio thread]
    void forgetMoves() noexcept { movedForAudio = movedForOwner = false; }

    // From juce::AudioProcessorParameter. [any thread, also the audio thread]
    float getValue() const override { return position.load (std::memory_order_relaxed); }
    void setValue (float newPosition) override;

    // [not the audio thread]
    float getDefaultValue() const override { return defaultPosition; }
    juce::String getName (int maximumLength) const override;
    juce::String getLabel() const override { return {}; }
    juce::String getText (float atPosition, int maximumLength) const override;
    float getValueForText (const juce::String& text) const override;
    int getNumSteps() const override;
    bool isDiscrete() const override { return isBoolean(); }
    bool isBoolean() const override { return ownScale.type->kind == ParameterKind::choice; }

private:
    ValueScale shownScale() const;

    const ValueScale ownScale;
    const double defaultValue;
    const float defaultPosition;
    std::atomic<float> position;
    std::atomic<bool> movedForAudio{ false }, movedForOwner{ false };

    mutable juce::CriticalSection faceLock;
    juce::String shownName;
    ValueScale shown;
};

} // namespace spikegraph
