#pragma once

// What the every-node tests share: they make a node from its type alone, play it, and compare what comes out.

#include "Core/Random.h"
#include "Graph/NodeProcessor.h"
#include "Nodes/FactoryNodes.h"

#include <functional>
#include <map>
#include <memory>
#include <string>
#include <vector>

namespace spikegraph::test
{

// --- making nodes ---

/// How many units come in at each inlet that carries samples, and how many channels the host has.
struct Widths
{
    std::vector<int> inputs;
    int host = 2;

    std::string text() const;
};

using Values = std::map<juce::String, ParameterValue>;

struct NodeOptions
{
    Widths widths{};
    double sampleRateHz = 48000.0;
    int maximumBlock = 512;
    Values values{}; ///< of parameters that are not at their defaults
};

/// A node of the catalogue, prepared; every inlet that carries samples has `units` units, and the host as
/// many channels.
std::unique_ptr<NodeProcessor> makeNode (const NodeType& type, int units, double sampleRateHz = 48000.0,
                                         int maximumBlock = 512, bool isDouble = false);

/// The same, prepared for samples of type T. Throws InvalidValue where the node cannot take its options.
template <typename T>
std::unique_ptr<NodeProcessor> makeNode (const NodeType& type, const NodeOptions& options);

/// The widths to test a type with: those of 1, 2 and 64 units at every inlet, one unit at all but the first,
/// and optional inlets without a cable, that the node takes with these values; at least one, at most some
/// hundreds of units going out. Throws InvalidValue where there is none.
std::vector<Widths> widthsFor (const NodeType& type, const Values& values = {});

/// Stereo, or the first that the node takes.
Widths someWidths (const NodeType& type, const Values& values = {});

/// A parameter's value at a part of its way from minimum to maximum, or through its choices. A text keeps its
/// default.
ParameterValue valueAt (const ParameterType& type, double fraction);

/// The same of a node's parameter, but so that some hundreds of units go out at most.
ParameterValue boundedValueAt (const NodeType& type, const ParameterType& parameter, double fraction,
                               const Values& others = {});

// --- what they hear ---

template <typename T>
using Channels = std::vector<std::vector<T>>;

using Signal = std::function<double (int channel, int sample)>;

double silence (int channel, int sample);
double noise (int channel, int sample);     ///< uniform in [-0.5, 0.5), another one in every channel
double fullScale (int channel, int sample); ///< +-1 in turns of some length
Signal sine (double frequencyHz, double amplitude, double sampleRateHz = 48000.0);

/// A signal as the input of a node.
template <typename T>
Channels<T> inputFor (const NodeProcessor& node, const Signal& signal, int samples);

/// Notes, two of them at once, bend and sustain, at and beside the edges of blocks.
juce::MidiBuffer midiPhrase (int samples);

// --- playing ---

struct TimedMidi
{
    int sample;
    std::vector<juce::uint8> bytes;

    bool operator== (const TimedMidi&) const = default;
};

template <typename T>
struct Recording
{
    Channels<T> channels; ///< of all outlets, one after the other
    std::vector<TimedMidi> midi;
};

/// What is done to a node between two samples, whatever the blocks: each cuts them.
using Moves = std::map<int, std::function<void()>>;

/// How long blocks are, in turns.
using Blocks = std::vector<int>;

struct Performance
{
    int samples = 4096;
    Signal signal = noise;
    Blocks blocks{ 512 };
    Moves moves{};
    bool isBypassedByHost = false;
    bool hasSong = true; ///< whether the host's transport runs
};

/// Plays MIDI too where the type has an inlet for it.
template <typename T>
Recording<T> play (NodeProcessor& node, const Performance& performance = {});

/// A sequence of block sizes from 0 to more than nodes are prepared for by default.
Blocks randomBlocks();
std::string text (const Blocks& blocks);

// --- comparing ---

/// "" where both have the same bits and events, else the first place where they have not.
template <typename T>
std::string difference (const Recording<T>& left, const Recording<T>& right);

/// The same, where 0 and -0 are equal, from a sample on; MIDI left out.
template <typename T>
std::string differenceOfValues (const Channels<T>& left, const Channels<T>& right, int firstSample = 0);

/// "" where all samples are finite, not subnormal and within +-largestSample, else the first that is not.
template <typename T>
std::string unsoundSample (const Channels<T>& channels);

/// Plays a node: "" where all that came out was sound and had not to be made so, else what was not.
template <typename T>
std::string faultOf (NodeProcessor& node, const Performance& performance = {});

template <typename T>
double peak (const Channels<T>& channels);

/// Of an outlet, the channels of a recording: the first, and how many. An outlet is one that carries samples,
/// the host's included.
struct OutletChannels
{
    SignalKind kind;
    std::size_t first, count;
};

std::vector<OutletChannels> outletsOf (const NodeProcessor& node);

} // namespace spikegraph::test
