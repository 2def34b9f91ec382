#include "Plugin/HostParameter.h"

#include "Core/Error.h"
#include "Graph/ParameterText.h"

#include <algorithm>
#include <array>
#include <charconv>

namespace spikegraph
{

HostParameter::HostParameter (const juce::String& parameterId, const juce::String& ownName,
                              const ValueScale& scale, double valueAtFirst)
    : juce::AudioProcessorParameterWithID (juce::ParameterID{ parameterId, 1 }, ownName)
    , ownScale (scale)
    , defaultValue (valueAtFirst)
    , defaultPosition (static_cast<float> (scale.positionOf (valueAtFirst)))
    , position (defaultPosition)
    , shownName (ownName)
    , shown (scale)
{
}

double HostParameter::value() const noexcept
{
    const auto now = getValue();
    const bool isDefault = !(now < defaultPosition) && !(now > defaultPosition);
    return isDefault ? defaultValue : ownScale.valueAt (static_cast<double> (now));
}

void HostParameter::setValue (float newPosition)
{
    // What the host echoes, and what is no number, moves nothing.
    if (!(newPosition >= 0.0f))
        newPosition = 0.0f;
    newPosition = std::min (newPosition, 1.0f);
    const auto old = position.exchange (newPosition, std::memory_order_relaxed);
    if (old < newPosition || old > newPosition)
    {
        movedForAudio.store (true, std::memory_order_release);
        movedForOwner.store (true, std::memory_order_release);
    }
}

void HostParameter::follow (double newPosition)
{
    const auto rounded = static_cast<float> (std::clamp (newPosition, 0.0, 1.0));
    if (std::abs (position.exchange (rounded, std::memory_order_relaxed) - rounded) > 0.0f)
        sendValueChangedMessageToListeners (rounded);
}

double HostParameter::positionAsWritten() const
{
    std::array<char, 32> text{};
    const auto end = std::to_chars (text.data(), text.data() + text.size(), getValue()).ptr;
    return juce::String (text.data(), static_cast<std::size_t> (end - text.data())).getDoubleValue();
}

bool HostParameter::show (const juce::String& newName, const ValueScale* newScale)
{
    const auto& wantedName = newName.isEmpty() ? name : newName;
    const auto& wantedScale = newScale == nullptr ? ownScale : *newScale;
    const juce::ScopedLock lock (faceLock);
    if (shownName == wantedName && shown == wantedScale)
        return false;
    shownName = wantedName;
    shown = wantedScale;
    return true;
}

juce::String HostParameter::getName (int maximumLength) const
{
    const juce::ScopedLock lock (faceLock);
    return shownName.substring (0, maximumLength);
}

ValueScale HostParameter::shownScale() const
{
    const juce::ScopedLock lock (faceLock);
    return shown;
}

juce::String HostParameter::getText (float atPosition, int maximumLength) const
{
    const auto text = shownScale().textAt (static_cast<double> (atPosition));
    return maximumLength > 0 ? text.substring (0, maximumLength) : text;
}

float HostParameter::getValueForText (const juce::String& text) const
{
    const auto scale = shownScale();
    try
    {
        return static_cast<float> (scale.positionOf (valueOfText (*scale.type, text)));
    }
    catch (const InvalidValue&)
    {
        return getValue();
    }
}

int HostParameter::getNumSteps() const
{
    return isBoolean() ? 2 : juce::AudioProcessorParameterWithID::getNumSteps();
}

} // namespace spikegraph
