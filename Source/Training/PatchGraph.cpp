#include "Training/PatchGraph.h"

#include "Graph/GraphEngine.h"
#include "Training/PatchGraphBuilder.h"

#include <algorithm>
#include <cmath>

namespace spikegraph
{

PatchGraph::PatchGraph (const GraphModel& patch, const RenderFormat& formatToUse)
    : model (patch)
    , format (formatToUse)
{
    PatchGraphBuilder (*this).build();
}

std::vector<PatchGraph::Array> PatchGraph::play (const juce::AudioBuffer<float>& sound) const
{
    GraphEngine<float> engine (model);
    for (const auto& id : played)
        engine.keepOutput (id);
    engine.prepare (format);
    const auto total = sound.getNumSamples() + latency;
    std::vector<Array> outputs;
    juce::AudioBuffer<float> block (std::max (format.inputChannels, format.outputChannels),
                                    format.maximumBlockSamples);
    Transport transport; // as the renderer's
    transport.isPlaying = true;
    for (int first = 0; first < total; first += format.maximumBlockSamples)
    {
        const auto count = std::min (format.maximumBlockSamples, total - first);
        juce::AudioBuffer<float> part (block.getArrayOfWritePointers(), block.getNumChannels(), count);
        part.clear();
        for (int channel = 0; channel < format.inputChannels && first < sound.getNumSamples(); ++channel)
            part.copyFrom (channel, 0, sound, channel, first,
                           std::min (count, sound.getNumSamples() - first));
        engine.process (part, {}, transport.after (first, format.sampleRateHz));
        for (int k = 0; k < played.size(); ++k)
        {
            const auto view = engine.output (played[k]);
            if (first == 0)
                outputs.push_back (Array ({ 1, total, view.units }));
            auto out = outputs[static_cast<std::size_t> (k)].item (0);
            for (Index t = 0; t < count; ++t)
                for (Index unit = 0; unit < view.units; ++unit)
                    out (first + t, unit) = view (t, unit);
        }
    }
    return outputs;
}

const PatchGraph::Array& PatchGraph::forward (const std::vector<Array>& inputs, bool goesOn)
{
    const juce::ScopedNoDenormals asTheEngine;
    layers.carryState (goesOn);
    layers.forward (inputs, Mode::training);
    return layers.value (output);
}

double PatchGraph::regularise (const RateTarget& target)
{
    double penalty = 0.0;
    for (const auto& node : spikes)
    {
        auto rates = layers.value (node.spikes);
        for (auto& rate : rates)
            rate = std::abs (rate);
        auto loss = rateRegulariser (rates, target);
        penalty += loss.value;
        const auto& before = layers.value (node.before);
        for (Index i = 0; i < before.size(); ++i)
            loss.gradient[i] *= static_cast<float> (before[i] < 0.0f ? -node.rateHz : node.rateHz);
        layers.addGradient (node.before, loss.gradient);
    }
    return penalty;
}

std::optional<double> PatchGraph::meanRateHz() const
{
    double sum = 0.0, count = 0.0;
    for (const auto& node : spikes)
    {
        const auto& values = layers.value (node.spikes);
        for (const auto value : values)
            sum += std::abs (static_cast<double> (value));
        count += static_cast<double> (values.size());
    }
    return count > 0.0 ? std::optional (sum / count) : std::nullopt;
}

void PatchGraph::backward (const Array& gradOutput)
{
    const juce::ScopedNoDenormals quick;
    layers.addGradient (output, gradOutput);
    layers.backward();
}

void PatchGraph::writeTo (GraphModel& target) const
{
    const auto gesture = target.beginGesture ("Train");
    for (const auto& write : writes)
        write (target);
}

} // namespace spikegraph
