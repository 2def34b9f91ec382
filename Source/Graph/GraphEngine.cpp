#include "Graph/GraphEngine.h"

#include "Core/Error.h"

#include <algorithm>

namespace spikegraph
{

template <typename T>
GraphEngine<T>::GraphEngine (const GraphModel& patch)
    : model (patch)
{
}

template <typename T>
GraphEngine<T>::~GraphEngine()
{
    collect();
    delete incoming.exchange (nullptr);
}

template <typename T>
void GraphEngine<T>::keepOutput (const juce::String& nodeId)
{
    if (!model.node (nodeId).isValid())
        throw InvalidValue ("the patch has no node \"" + nodeId.toStdString() + "\"");
    keptNodes.addIfNotAlreadyThere (nodeId);
}

template <typename T>
void GraphEngine<T>::prepare (const RenderFormat& newFormat)
{
    requirePositive ("the sample rate", newFormat.sampleRateHz);
    collect();
    delete incoming.exchange (nullptr);
    auto wanted = newFormat;
    wanted.maximumBlockSamples = std::max (1, wanted.maximumBlockSamples);
    const bool keepsNodes = wanted == format; // those that the patch keeps too
    format = wanted;

    auto nodeFormat = format;
    nodeFormat.maximumBlockSamples = GraphProgram<T>::chunkSamples;
    shape = GraphShape::build<T> (model, nodeFormat, keepsNodes ? shape : GraphShape{}, live);
    running = std::make_unique<GraphProgram<T>> (shape, format, keptNodes);
    running->reset();
    newest = running.get();
    newest->number = ++newestNumber;
    tellIfSettled();

    taps.clear();
    for (const auto& id : keptNodes)
    {
        const auto index = shape.indexOf (id);
        const auto units =
            index < 0 || shape.nodes[static_cast<std::size_t> (index)]->processor.outputUnits().empty()
                ? 0
                : shape.nodes[static_cast<std::size_t> (index)]->processor.outputUnits().front();
        auto& tap = taps.emplace_back();
        tap.samples.assign (static_cast<std::size_t> (units),
                            std::vector<T> (static_cast<std::size_t> (format.maximumBlockSamples)));
        for (auto& samples : tap.samples)
            tap.pointers.push_back (samples.data());
    }
}

template <typename T>
bool GraphEngine<T>::update()
{
    collect();
    if (isBusy())
        return false;
    newest->dropFinishedPhases();

    auto nodeFormat = format;
    nodeFormat.maximumBlockSamples = GraphProgram<T>::chunkSamples;
    auto newShape = GraphShape::build<T> (model, nodeFormat, shape, live);
    if (!areSame (shape, newShape))
    {
        auto program = std::make_unique<GraphProgram<T>> (*newest, shape, newShape, format, keptNodes);
        newest = program.get();
        newest->number = ++newestNumber;
        incoming.store (program.release(), std::memory_order_release);
    }
    shape = std::move (newShape);
    return true;
}

template <typename T>
void GraphEngine<T>::setNumber (const juce::String& nodeId, const juce::String& parameterId, double value)
{
    const auto index = shape.indexOf (nodeId);
    if (index < 0)
        return;
    spikegraph::setNumber (shape.nodes[static_cast<std::size_t> (index)]->processor.parameters(), parameterId,
                           value);
}

template <typename T>
void GraphEngine<T>::collect()
{
    delete retired.exchange (nullptr, std::memory_order_acquire);
}

template <typename T>
bool GraphEngine<T>::isBusy() const noexcept
{
    return settledNumber.load (std::memory_order_acquire) != newestNumber;
}

template <typename T>
void GraphEngine<T>::tellIfSettled() noexcept
{
    if (running->isSettled())
        settledNumber.store (running->number, std::memory_order_release);
}

template <typename T>
void GraphEngine<T>::adopt() noexcept
{
    // The owner sends the next program only when it has taken the last one back.
    if (auto* next = incoming.exchange (nullptr, std::memory_order_acquire))
    {
        retired.store (running.release(), std::memory_order_release);
        running.reset (next);
    }
}

template <typename T>
void GraphEngine<T>::process (juce::AudioBuffer<T>& audio, const juce::MidiBuffer& midi,
                              const Transport& transport) noexcept
{
    const juce::ScopedNoDenormals noDenormals;
    adopt();
    hostMidiOut.clear();
    for (auto& tap : taps)
        tap.steps = 0;
    for (int first = 0; first < audio.getNumSamples();)
    {
        const auto count = std::min (running->mostSamples(), audio.getNumSamples() - first);
        runChunk (audio, first, count, midi, transport);
        first += count;
    }
    tellIfSettled();
}

template <typename T>
void GraphEngine<T>::runChunk (juce::AudioBuffer<T>& audio, int first, int count,
                               const juce::MidiBuffer& midi, const Transport& transport) noexcept
{
    hostMidiIn.clear();
    hostMidiIn.addFrom (midi, first, count, 0);
    const auto* const* channels = audio.getArrayOfReadPointers();
    running->run (
        { Planar<const T>{ channels, count, format.inputChannels, first },
          Planar<const T>{ channels + format.inputChannels, count, format.sideChainChannels, first },
          Planar<T>{ audio.getArrayOfWritePointers(), count, format.outputChannels, first }, hostMidiIn,
          hostMidiOut, first, transport.after (first, format.sampleRateHz), played },
        count);
    played += static_cast<std::uint64_t> (count);
    for (std::size_t k = 0; k < taps.size(); ++k)
        keep (taps[k], running->keptOutput (k));
}

/// A block longer than was announced starts a tap anew.
template <typename T>
void GraphEngine<T>::keep (Tap& tap, Planar<const T> output) noexcept
{
    const auto units = std::min (output.units, static_cast<Index> (tap.samples.size()));
    if (tap.steps + output.steps > format.maximumBlockSamples)
        tap.steps = 0;
    const auto count = std::min (output.steps, format.maximumBlockSamples - tap.steps);
    for (Index unit = 0; unit < units; ++unit)
        std::copy_n (output.unit (unit), count,
                     tap.samples[static_cast<std::size_t> (unit)].data() + tap.steps);
    tap.steps += count;
}

template <typename T>
void GraphEngine<T>::reset() noexcept
{
    adopt();
    running->reset();
    tellIfSettled();
}

template <typename T>
Planar<const T> GraphEngine<T>::output (const juce::String& nodeId) const noexcept
{
    const auto index = keptNodes.indexOf (nodeId);
    if (index < 0)
        return {};
    const auto& tap = taps[static_cast<std::size_t> (index)];
    return Planar<T>{ tap.pointers.data(), tap.steps, static_cast<Index> (tap.pointers.size()) };
}

template <typename T>
std::uint64_t GraphEngine<T>::replacedSamples() const noexcept
{
    std::uint64_t sum = 0;
    for (const auto& node : shape.nodes)
        sum += node->processor.replacedSamples();
    return sum;
}

template <typename T>
juce::StringArray GraphEngine<T>::spikeNodes() const
{
    juce::StringArray ids;
    for (const auto node : model.nodes())
    {
        const auto* type = model.catalogue().find (node["type"]);
        if (type != nullptr && type->putsOutSpikes())
            ids.add (node["id"]);
    }
    return ids;
}

template <typename T>
SpikeForm GraphEngine<T>::spikeForm (const juce::String& nodeId) const
{
    const auto index = shape.indexOf (nodeId);
    if (index < 0)
        return {};
    const auto& node = *shape.nodes[static_cast<std::size_t> (index)];
    return { node.processor.parameters(), node.processor.getSampleRate() };
}

template class GraphEngine<float>;
template class GraphEngine<double>;

} // namespace spikegraph
