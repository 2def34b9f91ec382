#pragma once

#include "Graph/Transport.h"

#include <juce_audio_processors/juce_audio_processors.h>

namespace spikegraph
{

/// What a host's play head says; 120 bpm at the song's start, stopped, where there is none. [audio thread]
inline Transport transportOf (juce::AudioPlayHead* head, double sampleRateHz)
{
    Transport transport;
    if (head == nullptr)
        return transport;
    if (const auto position = head->getPosition())
    {
        transport.tempoBpm = position->getBpm().orFallback (transport.tempoBpm);
        transport.positionSamples = position->getTimeInSamples().orFallback (0);
        transport.positionQuarters = position->getPpqPosition().orFallback (
            static_cast<double> (transport.positionSamples) * transport.tempoBpm / (60.0 * sampleRateHz));
        transport.isPlaying = position->getIsPlaying();
    }
    return transport;
}

} // namespace spikegraph
