#include "Tests/Nodes/NodeHarness.h"

#include "Core/Error.h"
#include "Graph/FiniteSamples.h"

#include <algorithm>
#include <cmath>
#include <cstring>
#include <numeric>
#include <sstream>

namespace spikegraph::test
{
namespace
{

constexpr int mostUnitsOut = 512;

void setValues (NodeProcessor& node, const Values& values)
{
    for (const auto& [id, value] : values)
        node.parameters().set (id, value);
}

/// How many units go out, or a negative number where the node cannot take the widths.
int unitsOut (const NodeType& type, const Widths& widths, const Values& values)
{
    try
    {
        NodeProcessor node (type);
        setValues (node, values);
        node.setInputUnits (widths.inputs, widths.host, widths.host);
        const auto& out = node.outputUnits();
        return std::accumulate (out.begin(), out.end(), 0);
    }
    catch (const InvalidValue&)
    {
        return -1;
    }
}

std::vector<Widths> candidates (const NodeType& type, int units)
{
    const auto inlets = static_cast<std::size_t> (type.numSignalInputs());
    std::vector<Widths> all{ { std::vector<int> (inlets, units), units } };
    if (inlets > 1 && units > 1)
    {
        all.push_back (all.front());
        std::fill (all.back().inputs.begin() + 1, all.back().inputs.end(), 1);
    }
    if (type.hostBus != HostBus::none && units > 2)
        all.push_back ({ std::vector<int> (inlets, units), 2 });

    auto withoutCables = all.front();
    std::size_t inlet = 0;
    for (const auto& port : type.inputs)
        if (port.kind != SignalKind::midi)
        {
            if (port.isOptional)
                withoutCables.inputs[inlet] = 0;
            ++inlet;
        }
    if (withoutCables.inputs != all.front().inputs)
        all.push_back (withoutCables);
    return all;
}

/// A song that runs on from sample 0. A sample lasts a power of two of a quarter note at 48 kHz, so that
/// positions are exact however they are summed up.
class Song final : public juce::AudioPlayHead
{
public:
    juce::Optional<PositionInfo> getPosition() const override
    {
        PositionInfo info;
        info.setBpm (48000.0 * 60.0 / 16384.0);
        info.setPpqPosition (static_cast<double> (sample) / 16384.0);
        info.setTimeInSamples (sample);
        info.setIsPlaying (true);
        return info;
    }

    int sample = 0;
};

template <typename T>
std::string place (std::size_t channel, std::size_t sample, T left, T right)
{
    std::ostringstream text;
    text.precision (17);
    text << "unit " << channel << " at sample " << sample << ": " << left << " against " << right;
    return text.str();
}

template <typename T, typename Same>
std::string firstDifference (const Channels<T>& left, const Channels<T>& right, std::size_t firstSample,
                             Same&& same)
{
    if (left.size() != right.size())
        return "not as many units";
    for (std::size_t channel = 0; channel < left.size(); ++channel)
    {
        if (left[channel].size() != right[channel].size())
            return "not as many samples";
        for (auto i = firstSample; i < left[channel].size(); ++i)
            if (!same (left[channel][i], right[channel][i]))
                return place (channel, i, left[channel][i], right[channel][i]);
    }
    return {};
}

std::string describeEvent (const std::vector<TimedMidi>& events, std::size_t index)
{
    if (index >= events.size())
        return "nothing";
    const auto& event = events[index];
    const juce::MidiMessage message (event.bytes.data(), static_cast<int> (event.bytes.size()));
    return message.getDescription().toStdString() + " at sample " + std::to_string (event.sample);
}

} // namespace

std::string Widths::text() const
{
    std::ostringstream text;
    for (const auto units : inputs)
        text << units << " ";
    text << "units in, host " << host;
    return text.str();
}

std::unique_ptr<NodeProcessor> makeNode (const NodeType& type, int units, double sampleRateHz,
                                         int maximumBlock, bool isDouble)
{
    const NodeOptions options{ { std::vector<int> (static_cast<std::size_t> (type.numSignalInputs()), units),
                                 units },
                               sampleRateHz,
                               maximumBlock,
                               {} };
    return isDouble ? makeNode<double> (type, options) : makeNode<float> (type, options);
}

template <typename T>
std::unique_ptr<NodeProcessor> makeNode (const NodeType& type, const NodeOptions& options)
{
    auto node = std::make_unique<NodeProcessor> (type);
    setValues (*node, options.values);
    node->setInputUnits (options.widths.inputs, options.widths.host, options.widths.host);
    node->setProcessingPrecision (std::is_same_v<T, double> ? juce::AudioProcessor::doublePrecision
                                                            : juce::AudioProcessor::singlePrecision);
    node->prepareToPlay (options.sampleRateHz, options.maximumBlock);
    return node;
}

std::vector<Widths> widthsFor (const NodeType& type, const Values& values)
{
    std::vector<Widths> taken, wide;
    const auto consider = [&] (int units)
    {
        for (auto& widths : candidates (type, units))
        {
            const auto out = unitsOut (type, widths, values);
            if (out >= 0)
                (out <= mostUnitsOut ? taken : wide).push_back (std::move (widths));
        }
    };
    for (const auto units : { 1, 2, 64 })
        consider (units);
    for (int units = 3; units <= mostUnitsOut && taken.empty() && wide.empty(); ++units)
        consider (units);
    if (taken.empty() && !wide.empty())
        taken.push_back (wide.front());
    if (taken.empty())
        throw InvalidValue (type.id.toStdString() + " takes no width");
    return taken;
}

Widths someWidths (const NodeType& type, const Values& values)
{
    const auto all = widthsFor (type, values);
    const auto stereo = std::find_if (
        all.begin(), all.end(),
        [] (const auto& widths)
        { return std::all_of (widths.inputs.begin(), widths.inputs.end(), [] (int u) { return u == 2; }); });
    return stereo == all.end() ? all.front() : *stereo;
}

ParameterValue valueAt (const ParameterType& type, double fraction)
{
    if (type.kind == ParameterKind::text)
        return defaultOf (type);
    if (type.kind == ParameterKind::choice)
        return checkParameter (
            type,
            type.choices[juce::roundToInt (fraction * (static_cast<double> (type.choices.size()) - 1.0))]);
    auto number = type.logarithmic ? type.minimum * std::pow (type.maximum / type.minimum, fraction)
                                   : type.minimum + (type.maximum - type.minimum) * fraction;
    if (type.kind == ParameterKind::integer)
        number = std::round (number);
    return checkParameter (type, juce::jlimit (type.minimum, type.maximum, number));
}

ParameterValue boundedValueAt (const NodeType& type, const ParameterType& parameter, double fraction,
                               const Values& others)
{
    auto value = valueAt (parameter, fraction);
    if (!parameter.isStructural || parameter.kind != ParameterKind::integer)
        return value;
    auto values = others;
    for (;;)
    {
        values[parameter.id] = value;
        const auto lower = std::max (parameter.minimum, std::floor (value.number / 2.0));
        if (!(lower < value.number) || unitsOut (type, someWidths (type, values), values) <= mostUnitsOut)
            return value;
        value.number = lower;
    }
}

double silence (int, int)
{
    return 0.0;
}

double noise (int channel, int sample)
{
    return randomUniform<double> (9 + static_cast<std::uint64_t> (channel),
                                  static_cast<std::uint64_t> (sample)) -
           0.5;
}

double fullScale (int channel, int sample)
{
    return (sample / (20 + channel % 7)) % 2 == 0 ? 1.0 : -1.0;
}

Signal sine (double frequencyHz, double amplitude, double sampleRateHz)
{
    const auto step = 2.0 * juce::MathConstants<double>::pi * frequencyHz / sampleRateHz;
    return [=] (int, int sample) { return amplitude * std::sin (step * sample); };
}

template <typename T>
Channels<T> inputFor (const NodeProcessor& node, const Signal& signal, int samples)
{
    const auto units = std::accumulate (node.inputUnits().begin(), node.inputUnits().end(), 0);
    Channels<T> channels (static_cast<std::size_t> (units),
                          std::vector<T> (static_cast<std::size_t> (samples)));
    for (int channel = 0; channel < units; ++channel)
        for (int i = 0; i < samples; ++i)
            channels[static_cast<std::size_t> (channel)][static_cast<std::size_t> (i)] =
                static_cast<T> (signal (channel, i));
    return channels;
}

juce::MidiBuffer midiPhrase (int samples)
{
    using Message = juce::MidiMessage;
    juce::MidiBuffer phrase;
    const auto add = [&] (int sample, const Message& message)
    {
        if (sample < samples)
            phrase.addEvent (message, sample);
    };
    add (0, Message::noteOn (1, 60, 0.8f));
    add (63, Message::noteOn (1, 64, 0.3f));
    add (64, Message::pitchWheel (1, 10000));
    add (65, Message::noteOff (1, 64));
    add (65, Message::noteOn (1, 67, 1.0f));
    add (511, Message::controllerEvent (1, 64, 127));
    add (512, Message::noteOff (1, 67));
    add (513, Message::noteOn (2, 43, 0.5f));
    add (1000, Message::controllerEvent (1, 64, 0));
    add (1001, Message::pitchWheel (1, 3000));
    add (2047, Message::noteOn (1, 72, 0.6f));
    add (2500, Message::noteOff (1, 60));
    add (2500, Message::channelPressureChange (1, 99));
    add (3500, Message::noteOff (1, 72));
    add (3900, Message::noteOn (1, 127, 0.9f));
    add (8000, Message::allNotesOff (1));
    add (8192, Message::noteOn (1, 0, 0.1f));
    return phrase;
}

template <typename T>
Recording<T> play (NodeProcessor& node, const Performance& performance)
{
    const auto units = node.outputUnits();
    const auto outputs = static_cast<std::size_t> (std::accumulate (units.begin(), units.end(), 0));
    auto channels = inputFor<T> (node, performance.signal, performance.samples);
    channels.resize (std::max (channels.size(), outputs),
                     std::vector<T> (static_cast<std::size_t> (performance.samples)));
    std::vector<T*> pointers;
    for (auto& channel : channels)
        pointers.push_back (channel.data());

    Recording<T> recording;
    const auto phrase = midiPhrase (node.acceptsMidi() ? performance.samples : 0);
    auto move = performance.moves.begin();
    std::size_t turn = 0;
    Song song;
    node.setPlayHead (performance.hasSong ? &song : nullptr);
    for (int first = 0; first < performance.samples;)
    {
        for (; move != performance.moves.end() && move->first <= first; ++move)
            move->second();
        const auto end = move == performance.moves.end() ? performance.samples : move->first;
        const auto count = std::min (performance.blocks[turn++ % performance.blocks.size()],
                                     std::min (end, performance.samples) - first);

        // From a pointer to the block's first sample: JUCE's own offset is not for a buffer without channels.
        std::vector<T*> starts;
        starts.reserve (pointers.size() + 1); // not null, even so
        for (auto* pointer : pointers)
            starts.push_back (pointer + first);
        juce::AudioBuffer<T> block (starts.data(), static_cast<int> (starts.size()), count);
        juce::MidiBuffer midi;
        midi.addEvents (phrase, first, count, -first);
        song.sample = first;
        if (performance.isBypassedByHost)
            node.processBlockBypassed (block, midi);
        else
            node.processBlock (block, midi);
        if (node.producesMidi())
            for (const auto event : midi)
                recording.midi.push_back (
                    { event.samplePosition + first, { event.data, event.data + event.numBytes } });
        first += count;
    }
    node.setPlayHead (nullptr);
    channels.resize (outputs);
    recording.channels = std::move (channels);
    return recording;
}

Blocks randomBlocks()
{
    Blocks blocks;
    for (std::uint64_t i = 0; i < 40; ++i)
    {
        const auto draw = randomUniform<double> (77, i);
        blocks.push_back (static_cast<int> (draw * draw * draw * 900.0));
    }
    return blocks;
}

std::string text (const Blocks& blocks)
{
    std::ostringstream text;
    text << "blocks of";
    for (std::size_t i = 0; i < std::min<std::size_t> (blocks.size(), 8); ++i)
        text << " " << blocks[i];
    return text.str() + (blocks.size() > 8 ? " ..." : "");
}

template <typename T>
std::string difference (const Recording<T>& left, const Recording<T>& right)
{
    auto found = firstDifference (left.channels, right.channels, 0,
                                  [] (T a, T b) { return std::memcmp (&a, &b, sizeof (T)) == 0; });
    if (!found.empty() || left.midi == right.midi)
        return found;
    std::size_t i = 0;
    while (i < std::min (left.midi.size(), right.midi.size()) && left.midi[i] == right.midi[i])
        ++i;
    return describeEvent (left.midi, i) + " against " + describeEvent (right.midi, i);
}

template <typename T>
std::string differenceOfValues (const Channels<T>& left, const Channels<T>& right, int firstSample)
{
    return firstDifference (left, right, static_cast<std::size_t> (firstSample),
                            [] (T a, T b)
                            { return !(a < b || a > b) && std::isfinite (a) && std::isfinite (b); });
}

template <typename T>
std::string unsoundSample (const Channels<T>& channels)
{
    for (std::size_t channel = 0; channel < channels.size(); ++channel)
        for (std::size_t i = 0; i < channels[channel].size(); ++i)
        {
            const auto sample = channels[channel][i];
            if (!std::isfinite (sample) || std::fpclassify (sample) == FP_SUBNORMAL ||
                std::abs (static_cast<double> (sample)) > largestSample)
                return place (channel, i, sample, T (0));
        }
    return {};
}

template <typename T>
std::string faultOf (NodeProcessor& node, const Performance& performance)
{
    auto fault = unsoundSample (play<T> (node, performance).channels);
    if (fault.empty() && node.replacedSamples() > 0)
        fault = std::to_string (node.replacedSamples()) + " samples had to be replaced";
    return fault;
}

template <typename T>
double peak (const Channels<T>& channels)
{
    double largest = 0.0;
    for (const auto& channel : channels)
        for (const auto sample : channel)
            largest = std::max (largest, std::abs (static_cast<double> (sample)));
    return largest;
}

std::vector<OutletChannels> outletsOf (const NodeProcessor& node)
{
    std::vector<SignalKind> kinds;
    if (node.type().hostBus == HostBus::output)
        kinds.push_back (SignalKind::audio);
    for (const auto& port : node.type().outputs)
        if (port.kind != SignalKind::midi)
            kinds.push_back (port.kind);
    std::vector<OutletChannels> outlets;
    std::size_t first = 0;
    for (std::size_t i = 0; i < kinds.size(); ++i)
    {
        const auto count = static_cast<std::size_t> (node.outputUnits().at (i));
        outlets.push_back ({ kinds[i], first, count });
        first += count;
    }
    return outlets;
}

template std::unique_ptr<NodeProcessor> makeNode<float> (const NodeType&, const NodeOptions&);
template std::unique_ptr<NodeProcessor> makeNode<double> (const NodeType&, const NodeOptions&);
template Channels<float> inputFor (const NodeProcessor&, const Signal&, int);
template Channels<double> inputFor (const NodeProcessor&, const Signal&, int);
template Recording<float> play (NodeProcessor&, const Performance&);
template Recording<double> play (NodeProcessor&, const Performance&);
template std::string difference (const Recording<float>&, const Recording<float>&);
template std::string difference (const Recording<double>&, const Recording<double>&);
template std::string differenceOfValues (const Channels<float>&, const Channels<float>&, int);
template std::string differenceOfValues (const Channels<double>&, const Channels<double>&, int);
template std::string unsoundSample (const Channels<float>&);
template std::string unsoundSample (const Channels<double>&);
template std::string faultOf<float> (NodeProcessor&, const Performance&);
template std::string faultOf<double> (NodeProcessor&, const Performance&);
template double peak (const Channels<float>&);
template double peak (const Channels<double>&);

} // namespace spikegraph::test
