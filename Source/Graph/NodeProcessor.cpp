#include "Graph/NodeProcessor.h"

#include "Core/Error.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace spikegraph
{

NodeProcessor::NodeProcessor (const NodeType& typeToUse)
    : nodeType (typeToUse)
{
    for (const auto& parameter : nodeType.parameters)
    {
        auto& value = values[parameter.id];
        const auto initial = defaultOf (parameter);
        value.type = &parameter;
        value.number = initial.number;
        value.text = initial.text;
    }
}

void NodeProcessor::setValue (const juce::String& parameterId, const ParameterValue& newValue)
{
    auto& value = values.at (parameterId);
    if (value.type->kind == ParameterKind::text)
        textChanged (parameterId, newValue.text);
    value.number.store (newValue.number, std::memory_order_relaxed);
    value.text = newValue.text;
}

void NodeProcessor::setInputUnits (int units)
{
    numInputs = units;
    numOutputs = outputUnits (units);
    BusesLayout layout;
    if (!nodeType.inputs.empty() || nodeType.hostBus == HostBus::input)
        layout.inputBuses.add (juce::AudioChannelSet::discreteChannels (numInputs));
    if (!nodeType.outputs.empty() || nodeType.hostBus == HostBus::output)
        layout.outputBuses.add (juce::AudioChannelSet::discreteChannels (numOutputs));
    while (getBusCount (true) < layout.inputBuses.size() && addBus (true))
    {
    }
    while (getBusCount (false) < layout.outputBuses.size() && addBus (false))
    {
    }
    setBusesLayout (layout);
}

void NodeProcessor::prepareToPlay (double sampleRateHz, int maximumBlockSamples)
{
    maximumBlock = std::max (1, maximumBlockSamples);
    inputCopies.assign (numInputs == numOutputs ? 0 : static_cast<std::size_t> (numInputs),
                        std::vector<float> (static_cast<std::size_t> (maximumBlock)));
    inputPointers.clear();
    for (auto& copy : inputCopies)
        inputPointers.push_back (copy.data());
    setRateAndBufferSizeDetails (sampleRateHz, maximumBlockSamples);
    prepare (sampleRateHz, maximumBlock);
}

void NodeProcessor::process (Planar<const float> in, Planar<float> out) noexcept
{
    for (Index first = 0; first < in.steps; first += maximumBlock)
    {
        const auto steps = std::min (static_cast<Index> (maximumBlock), in.steps - first);
        auto block = in.slice (first, steps);
        const auto target = out.slice (first, steps);

        // The widths differ where a unit is read for several, and may be overwritten before: hence the copy.
        // Else each unit is cleaned where it will be written anyway.
        const bool inPlace = inputCopies.empty();
        for (Index unit = 0; unit < block.units; ++unit)
        {
            float* clean = inPlace ? target.unit (unit) : inputPointers[static_cast<std::size_t> (unit)];
            if (clean != block.unit (unit))
                std::copy_n (block.unit (unit), steps, clean);
            replaceNonFinite (clean, steps);
        }
        block = inPlace ? Planar<const float> (target)
                        : Planar<const float> (Planar<float>{ inputPointers.data(), steps, in.units });
        processBounded (block, target);
        for (Index unit = 0; unit < target.units; ++unit)
            replaceNonFinite (target.unit (unit), steps);
    }
}

void NodeProcessor::processBlock (juce::AudioBuffer<float>& buffer, juce::MidiBuffer&)
{
    const juce::ScopedNoDenormals noDenormals;
    const Index samples = buffer.getNumSamples();
    auto* const* channels = buffer.getArrayOfWritePointers();
    process (Planar<float>{ channels, samples, numInputs }, Planar<float>{ channels, samples, numOutputs });
}

void NodeProcessor::replaceNonFinite (float* samples, Index count) noexcept
{
    constexpr auto largest = std::numeric_limits<float>::max();
    Index bad = 0;
    for (Index i = 0; i < count; ++i)
    {
        const bool finite = std::abs (samples[i]) <= largest;
        bad += !finite;
        samples[i] = finite ? samples[i] : 0.0f;
    }
    if (bad > 0)
        replaced.fetch_add (static_cast<std::uint64_t> (bad), std::memory_order_relaxed);
}

void NodeProcessor::getStateInformation (juce::MemoryBlock& state)
{
    juce::ValueTree tree (nodeType.id.replaceCharacter ('-', '_'));
    for (const auto& [id, value] : values)
        tree.setProperty (
            id, value.text.isNotEmpty() ? juce::var (value.text) : juce::var (value.number.load()), nullptr);
    juce::MemoryOutputStream stream (state, false);
    tree.writeToStream (stream);
}

void NodeProcessor::setStateInformation (const void* data, int size)
{
    const auto tree = juce::ValueTree::readFromData (data, static_cast<std::size_t> (size));
    for (const auto& parameter : nodeType.parameters)
        if (tree.hasProperty (parameter.id))
            setValue (parameter.id, checkParameter (parameter, tree[parameter.id]));
}

} // namespace spikegraph
