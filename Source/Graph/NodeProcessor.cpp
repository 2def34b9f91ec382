#include "Graph/NodeProcessor.h"

#include "Core/Error.h"
#include "Core/Random.h"
#include "Graph/FiniteSamples.h"
#include "Graph/HostTransport.h"

#include <algorithm>
#include <numeric>

namespace spikegraph
{
namespace
{

constexpr double bypassFadeSeconds = 0.02;

int sum (const std::vector<int>& widths)
{
    return std::accumulate (widths.begin(), widths.end(), 0);
}

/// What unit k of `outUnits` hears of a bypassed node's input: the units [first, first + count), averaged.
struct DryUnits
{
    Index first, count;
};

DryUnits dryUnits (Index unit, Index inUnits, Index outUnits) noexcept
{
    if (inUnits == 0)
        return { 0, 0 };
    if (outUnits % inUnits == 0)
        return { unit / (outUnits / inUnits), 1 };
    if (inUnits % outUnits == 0)
        return { unit * (inUnits / outUnits), inUnits / outUnits };
    return { 0, 0 };
}

/// JUCE reads a tree as it comes: from garbage it may make one of billions of children.
std::uint64_t checksum (const void* data, std::size_t size) noexcept
{
    std::uint64_t sum = 0;
    for (const auto* byte = static_cast<const unsigned char*> (data); size > 0; ++byte, --size)
        sum = randomWord (sum, *byte);
    return sum;
}

/// Whether an event ends notes: a note-off, or a channel mode message such as All Notes Off.
bool endsNotes (const juce::MidiMessageMetadata& event) noexcept
{
    const auto kind = event.data[0] & 0xf0;
    return kind == 0x80 || (kind == 0x90 && event.data[2] == 0) || (kind == 0xb0 && event.data[1] >= 120);
}

/// Views of a row of pointers, one for every port.
template <typename View, typename Pointer>
void makeViews (std::vector<View>& views, const std::vector<Pointer>& pointers,
                const std::vector<int>& widths)
{
    views.clear();
    std::size_t first = 0;
    for (const auto width : widths)
    {
        views.push_back (View{ pointers.data() + first, 0, width });
        first += static_cast<std::size_t> (width);
    }
}

template <typename T>
std::vector<std::vector<T>> channels (int count, int samples)
{
    return { static_cast<std::size_t> (count), std::vector<T> (static_cast<std::size_t> (samples)) };
}

template <typename T>
std::vector<T*> pointersTo (std::vector<std::vector<T>>& all)
{
    std::vector<T*> pointers;
    pointers.reserve (all.size());
    for (auto& channel : all)
        pointers.push_back (channel.data());
    return pointers;
}

} // namespace

juce::AudioProcessor::BusesProperties NodeProcessor::busesOf (const NodeType& nodeType)
{
    BusesProperties buses;
    for (const bool isInput : { true, false })
    {
        const auto ports = isInput
                               ? nodeType.numSignalInputs() + (nodeType.hearsHost() ? 1 : 0)
                               : nodeType.numSignalOutputs() + (nodeType.hostBus == HostBus::output ? 1 : 0);
        for (int port = 0; port < ports; ++port)
            buses.addBus (isInput, (isInput ? "In " : "Out ") + juce::String (port + 1),
                          juce::AudioChannelSet::discreteChannels (1));
    }
    return buses;
}

NodeProcessor::NodeProcessor (const NodeType& typeToUse)
    : juce::AudioProcessor (busesOf (typeToUse))
    , values (typeToUse)
    , midiIn (typeToUse.hasMidiInput() ? 32768 : 0)
    , midiOut (typeToUse.hasMidiOutput() ? 32768 : 0)
    , midiKept (typeToUse.hasMidiOutput() ? 32768 : 0)
{
}

NodeProcessor::~NodeProcessor() = default;

void NodeProcessor::setInputUnits (const std::vector<int>& units, int hostInputs, int hostOutputs)
{
    auto outputs = type().unitsOfOutputs ({ units, hostInputs, hostOutputs, values });
    widthsIn = units;
    if (type().hearsHost())
        widthsIn.insert (widthsIn.begin(), hostInputs);
    if (type().hostBus == HostBus::output)
        outputs.insert (outputs.begin(), hostOutputs);
    widthsOut = std::move (outputs);

    BusesLayout layout;
    for (const auto width : widthsIn)
        layout.inputBuses.add (juce::AudioChannelSet::discreteChannels (width));
    for (const auto width : widthsOut)
        layout.outputBuses.add (juce::AudioChannelSet::discreteChannels (width));
    setBusesLayout (layout);
}

void NodeProcessor::prepareToPlay (double sampleRateHz, int maximumBlockSamples)
{
    maximumBlock = std::max (1, maximumBlockSamples);
    setRateAndBufferSizeDetails (sampleRateHz, maximumBlockSamples);
    fadeSamples = std::max (1, static_cast<int> (bypassFadeSeconds * sampleRateHz));
    const NodeSetup setup{ sampleRateHz, maximumBlock, widthsIn, widthsOut, values };
    floatSide = {};
    doubleSide = {};
    if (isUsingDoublePrecision())
        prepareSide (type().kernels.forDouble (setup));
    else
        prepareSide (type().kernels.forFloat (setup));
    setLatencySamples (latency);
    shown.prepare (widthsOut.empty() ? 0 : widthsOut.front(), sampleRateHz, type().putsOutSpikes(),
                   { values, sampleRateHz });
    bypassedByHost = false;
    reset();
}

template <typename T>
void NodeProcessor::prepareSide (std::unique_ptr<NodeKernel<T>> kernel)
{
    auto& side = sideFor<T>();
    side.kernel = std::move (kernel);
    latency = side.kernel->latencySamples();
    side.inputCopies = channels<T> (sum (widthsIn), maximumBlock);
    side.inputPointers = pointersTo (side.inputCopies);
    side.outputPointers.assign (static_cast<std::size_t> (sum (widthsOut)), nullptr);
    side.dry = channels<T> (widthsOut.empty() ? 0 : widthsOut.front(), maximumBlock);
    side.dryPointers = pointersTo (side.dry);
    side.dryDelays = channels<T> (static_cast<int> (side.dry.size()), latency);
    makeViews (side.inputs, side.inputPointers, widthsIn);
    makeViews (side.outputs, side.outputPointers, widthsOut);
}

void NodeProcessor::reset()
{
    const auto resetSide = [] (auto& side)
    {
        if (side.kernel == nullptr)
            return;
        side.kernel->reset();
        for (auto& delay : side.dryDelays)
            std::fill (delay.begin(), delay.end(), typename std::decay_t<decltype (delay)>::value_type (0));
    };
    resetSide (floatSide);
    resetSide (doubleSide);
    dryPosition = 0;
    fadePosition = isBypassed() || bypassedByHost ? fadeSamples : 0;
    dryFilled = fadePosition > 0 ? latency : 0;
}

double NodeProcessor::getTailLengthSeconds() const
{
    return floatSide.kernel != nullptr    ? floatSide.kernel->tailSeconds()
           : doubleSide.kernel != nullptr ? doubleSide.kernel->tailSeconds()
                                          : 0.0;
}

std::shared_ptr<SampleRing> NodeProcessor::shownSamples() const noexcept
{
    if (const auto* source = dynamic_cast<const ScopeSource*> (floatSide.kernel.get()))
        return source->shownSamples();
    if (const auto* source = dynamic_cast<const ScopeSource*> (doubleSide.kernel.get()))
        return source->shownSamples();
    return nullptr;
}

template <typename T>
void NodeProcessor::hold (Planar<T> samples) noexcept
{
    Index count = 0;
    for (Index unit = 0; unit < samples.units; ++unit)
        count += holdFinite<true> (samples.unit (unit), samples.steps);
    if (count > 0)
        replaced.fetch_add (static_cast<std::uint64_t> (count), std::memory_order_relaxed);
}

template <typename T>
void NodeProcessor::run (const NodeBlock<T>& block) noexcept
{
    const bool fades = fadePosition > 0 || isBypassed() || bypassedByHost;
    if (fades)
        keepDry (block);
    else
        dryFilled = 0;
    sideFor<T>().kernel->process (block);
    for (std::size_t port = 0; port < widthsOut.size(); ++port)
        hold (block.out (static_cast<int> (port)));
    if (fades)
        fadeToDry (block);
    if (!widthsOut.empty())
        shown.write<T> (block.out(), block.moment);
}

void NodeProcessor::process (const NodeBlock<float>& block) noexcept
{
    run (block);
}

void NodeProcessor::process (const NodeBlock<double>& block) noexcept
{
    run (block);
}

/// Before the kernel, which may overwrite its input.
template <typename T>
void NodeProcessor::keepDry (const NodeBlock<T>& block) noexcept
{
    auto& side = sideFor<T>();
    const auto outUnits = static_cast<Index> (side.dry.size());
    const Planar<const T> in = widthsIn.empty() ? Planar<const T>{} : block.in();
    int position = dryPosition;
    for (Index unit = 0; unit < outUnits; ++unit)
    {
        auto* dry = side.dryPointers[static_cast<std::size_t> (unit)];
        const auto heard = dryUnits (unit, in.units, outUnits);
        std::fill_n (dry, block.samples, T (0));
        for (Index k = heard.first; k < heard.first + heard.count; ++k)
            juce::FloatVectorOperations::add (dry, in.unit (k), static_cast<int> (block.samples));
        if (heard.count > 1)
            juce::FloatVectorOperations::multiply (dry, T (1) / static_cast<T> (heard.count),
                                                   static_cast<int> (block.samples));
        if (latency == 0)
            continue;
        auto* delay = side.dryDelays[static_cast<std::size_t> (unit)].data();
        position = dryPosition;
        for (Index t = 0; t < block.samples; ++t)
        {
            std::swap (dry[t], delay[position]);
            position = position + 1 == latency ? 0 : position + 1;
        }
    }
    dryPosition = position;
}

template <typename T>
void NodeProcessor::fadeToDry (const NodeBlock<T>& block) noexcept
{
    const auto& side = sideFor<T>();
    const auto start = fadePosition, target = isBypassed() || bypassedByHost ? fadeSamples : 0;
    const auto notFilled = latency - dryFilled;
    const auto positionAt = [=] (Index sample)
    {
        const auto moved = static_cast<int> (sample) + 1;
        return start < target ? std::min (start + std::max (0, moved - notFilled), target)
                              : std::max (start - moved, target);
    };
    for (std::size_t port = 0; port < widthsOut.size(); ++port)
    {
        const auto out = block.out (static_cast<int> (port));
        for (Index unit = 0; unit < out.units; ++unit)
            for (Index t = 0; t < block.samples; ++t)
            {
                const auto dryGain = static_cast<T> (positionAt (t)) / static_cast<T> (fadeSamples);
                const auto dry = port == 0 ? side.dryPointers[static_cast<std::size_t> (unit)][t] : T (0);
                out (t, unit) = out (t, unit) * (T (1) - dryGain) + dry * dryGain;
            }
    }
    fadePosition = positionAt (block.samples - 1);
    dryFilled = std::min (latency, dryFilled + static_cast<int> (block.samples));
    if (block.midiOut != nullptr)
        keepMidi (*block.midiOut, [&] (const juce::MidiMessageMetadata& event)
                  { return 2 * positionAt (event.samplePosition) <= fadeSamples || endsNotes (event); });
}

/// By way of a copy, as removing from JUCE's buffer may give memory back.
template <typename Keeps>
void NodeProcessor::keepMidi (MidiEvents& events, Keeps&& keeps) noexcept
{
    midiKept.clear();
    for (const auto event : events.buffer())
        if (keeps (event))
            midiKept.add (event.data, event.numBytes, event.samplePosition);
    events.clear();
    for (const auto event : midiKept.buffer())
        events.add (event.data, event.numBytes, event.samplePosition);
}

template <typename T>
void NodeProcessor::processBuffer (juce::AudioBuffer<T>& buffer, juce::MidiBuffer& midi,
                                   bool isBypassedByHost) noexcept
{
    const juce::ScopedNoDenormals noDenormals;
    auto& side = sideFor<T>();
    bypassedByHost = isBypassedByHost;
    const auto start = transportOf (getPlayHead(), getSampleRate());
    for (int first = 0; first < buffer.getNumSamples(); first += maximumBlock)
    {
        const auto count = std::min (maximumBlock, buffer.getNumSamples() - first);
        // A host hands over whatever it has, in place: a clean copy comes in, so outputs may go where it was.
        for (std::size_t channel = 0; channel < side.inputPointers.size(); ++channel)
        {
            auto* clean = side.inputPointers[channel];
            std::copy_n (buffer.getReadPointer (static_cast<int> (channel), first), count, clean);
            replaced.fetch_add (static_cast<std::uint64_t> (holdFinite (clean, count)),
                                std::memory_order_relaxed);
        }
        for (std::size_t channel = 0; channel < side.outputPointers.size(); ++channel)
            side.outputPointers[channel] = buffer.getWritePointer (static_cast<int> (channel), first);
        for (auto& input : side.inputs)
            input.steps = count;
        for (auto& output : side.outputs)
            output.steps = count;

        midiIn.clear();
        midiOut.clear();
        if (type().hasMidiInput())
            midiIn.addFrom (midi, first, count, 0);
        run (NodeBlock<T>{ count, side.inputs.data(), side.outputs.data(), &midiIn, &midiOut,
                           start.after (first, getSampleRate()) });
        if (type().hasMidiOutput())
        {
            midi.clear (first, count);
            midi.addEvents (midiOut.buffer(), 0, count, first);
        }
    }
}

void NodeProcessor::processBlock (juce::AudioBuffer<float>& buffer, juce::MidiBuffer& midi)
{
    processBuffer (buffer, midi, false);
}

void NodeProcessor::processBlock (juce::AudioBuffer<double>& buffer, juce::MidiBuffer& midi)
{
    processBuffer (buffer, midi, false);
}

void NodeProcessor::processBlockBypassed (juce::AudioBuffer<float>& buffer, juce::MidiBuffer& midi)
{
    processBuffer (buffer, midi, true);
}

void NodeProcessor::processBlockBypassed (juce::AudioBuffer<double>& buffer, juce::MidiBuffer& midi)
{
    processBuffer (buffer, midi, true);
}

void NodeProcessor::getStateInformation (juce::MemoryBlock& state)
{
    juce::ValueTree tree ("node");
    tree.setProperty ("type", type().id, nullptr);
    tree.setProperty ("bypassed", isBypassed(), nullptr);
    juce::ValueTree parameterValues ("parameters");
    for (const auto& parameter : type().parameters)
    {
        const auto value = values.get (parameter.id);
        parameterValues.setProperty (
            parameter.id, parameter.isNumeric() ? juce::var (value.number) : juce::var (value.text), nullptr);
    }
    tree.appendChild (parameterValues, nullptr);
    juce::MemoryOutputStream stream (state, false);
    tree.writeToStream (stream);
    stream.flush();
    stream.writeInt64 (static_cast<juce::int64> (checksum (state.getData(), state.getSize())));
}

void NodeProcessor::setStateInformation (const void* data, int size)
{
    const auto treeSize = static_cast<std::size_t> (size) - sizeof (juce::int64);
    if (size < static_cast<int> (sizeof (juce::int64)))
        return;
    juce::MemoryInputStream sum (static_cast<const char*> (data) + treeSize, sizeof (juce::int64), false);
    if (static_cast<std::uint64_t> (sum.readInt64()) != checksum (data, treeSize))
        return;
    const auto tree = juce::ValueTree::readFromData (data, treeSize);
    if (tree["type"].toString() != type().id)
        return;

    const auto parameterValues = tree.getChildWithName ("parameters");
    std::vector<std::pair<juce::String, ParameterValue>> newValues;
    try
    {
        for (const auto& parameter : type().parameters)
            if (parameterValues.hasProperty (parameter.id))
                newValues.emplace_back (parameter.id,
                                        checkParameter (parameter, parameterValues[parameter.id]));
    }
    catch (const InvalidValue&)
    {
        return;
    }
    for (const auto& [id, value] : newValues)
        values.set (id, value);
    setBypassed (tree["bypassed"]);
}

template void NodeProcessor::hold<float> (Planar<float>) noexcept;
template void NodeProcessor::hold<double> (Planar<double>) noexcept;

} // namespace spikegraph
