#include "Plugin/Surround.h"

#include <algorithm>

namespace spikegraph
{

template <typename T>
void Surround<T>::prepare (double sampleRateHz, int maximumBlockSamples, int inputChannels,
                           int latencySamples, const Settings& settings)
{
    for (auto* ramp : { &input, &output, &mix, &bypass })
        ramp->reset (sampleRateHz, rampSeconds);
    // Room for what edits may add; a host prepares again when the latency that it is told grows beyond.
    const auto second = static_cast<int> (sampleRateHz);
    dry.prepare (inputChannels, latencySamples + second, maximumBlockSamples,
                 static_cast<int> (rampSeconds * sampleRateHz));
    const auto size = static_cast<std::size_t> (maximumBlockSamples);
    dryMix.assign (size, T (0));
    wetGains.assign (size, T (0));
    dryGains.assign (size, T (0));
    reset (settings);
}

template <typename T>
void Surround<T>::reset (const Settings& settings) noexcept
{
    dry.reset();
    input.setCurrentAndTargetValue (settings.inputGain);
    output.setCurrentAndTargetValue (settings.outputGain);
    mix.setCurrentAndTargetValue (settings.mix);
    bypass.setCurrentAndTargetValue (settings.isBypassed ? 1.0 : 0.0);
}

template <typename T>
void Surround<T>::before (juce::AudioBuffer<T>& audio, int latencySamples, const Settings& settings) noexcept
{
    const auto samples = audio.getNumSamples();
    dry.process (Planar<const T>{ audio.getArrayOfReadPointers(), samples, dry.numChannels(), 0 },
                 latencySamples);
    output.setTargetValue (settings.outputGain);
    mix.setTargetValue (settings.mix);
    bypass.setTargetValue (settings.isBypassed ? 1.0 : 0.0);
    input.setTargetValue (settings.inputGain);
    if (!input.isSmoothing() && settings.inputGain >= 1.0 && settings.inputGain <= 1.0)
        return;
    for (int t = 0; t < samples; ++t)
    {
        const auto gain = static_cast<T> (input.getNextValue());
        for (int channel = 0; channel < dry.numChannels(); ++channel)
            audio.getWritePointer (channel)[t] *= gain;
    }
}

template <typename T>
void Surround<T>::after (juce::AudioBuffer<T>& audio, int outputChannels) noexcept
{
    const auto samples = audio.getNumSamples();
    bool isPlain = true;
    for (int t = 0; t < samples; ++t)
    {
        const auto level = output.getNextValue(), wet = mix.getNextValue(), passed = bypass.getNextValue();
        const auto wetGain = level * wet * (1.0 - passed),
                   dryGain = level * (1.0 - wet) * (1.0 - passed) + passed;
        wetGains[static_cast<std::size_t> (t)] = static_cast<T> (wetGain);
        dryGains[static_cast<std::size_t> (t)] = static_cast<T> (dryGain);
        isPlain = isPlain && wetGain >= 1.0 && wetGain <= 1.0 && dryGain <= 0.0;
    }
    if (isPlain)
        return;
    for (int channel = 0; channel < outputChannels; ++channel)
    {
        const auto* source = dryFor (channel, outputChannels);
        auto* target = audio.getWritePointer (channel);
        for (int t = 0; t < samples; ++t)
        {
            const auto i = static_cast<std::size_t> (t);
            target[t] = target[t] * wetGains[i] + source[t] * dryGains[i];
        }
    }
}

/// One channel in plays on all; one channel out is the mean of those that came in; a channel that did not
/// come in is silent.
template <typename T>
const T* Surround<T>::dryFor (int outputChannel, int outputChannels) noexcept
{
    const auto inputs = dry.numChannels();
    if (inputs == 1)
        return dry.channel (0);
    if (outputChannels > 1 && outputChannel < inputs)
        return dry.channel (outputChannel);
    std::fill (dryMix.begin(), dryMix.end(), T (0));
    if (outputChannels == 1)
        for (int channel = 0; channel < inputs; ++channel)
            for (std::size_t t = 0; t < dryMix.size(); ++t)
                dryMix[t] += dry.channel (channel)[t] / static_cast<T> (inputs);
    return dryMix.data();
}

template class Surround<float>;
template class Surround<double>;

} // namespace spikegraph
