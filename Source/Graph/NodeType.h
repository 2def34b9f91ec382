#pragma once

#include "Graph/NodeKernel.h"

#include <juce_core/juce_core.h>

#include <functional>
#include <memory>
#include <vector>

namespace spikegraph
{

/// What a port carries. Shown by colour, shape and label. Any port joins any other, but MIDI only MIDI.
enum class SignalKind
{
    audio,
    spikes,
    control,
    midi,
};

const char* name (SignalKind kind) noexcept;

/// An inlet or an outlet. The cables that meet at an inlet add up; they bring the same number of units each,
/// or one, which is then repeated. An inlet of MIDI without a cable hears the host, and an outlet of MIDI
/// without a cable plays to it.
struct PortType
{
    juce::String id{}, name{};
    SignalKind kind = SignalKind::audio;
    bool isOptional = false; ///< an inlet that has 0 units without a cable, where others hear silence in one
};

enum class ParameterKind
{
    number,  ///< a real number in [minimum, maximum]
    integer, ///< a whole number in [minimum, maximum]
    choice,  ///< one of the choices
    text,    ///< free text that `check` understands, such as an activation
};

/// A parameter, declared once, in its node's file. Values are in the unit that is written here, in patches,
/// on the command line and on screen alike.
struct ParameterType
{
    juce::String id{}, name{}, unit{}, description{};
    ParameterKind kind = ParameterKind::number;
    double minimum = 0.0, maximum = 1.0, defaultValue = 0.0;
    bool logarithmic = false;        ///< how a knob is divided
    juce::StringArray choices{};     ///< of a choice: all of them
    juce::StringArray suggestions{}; ///< of a text: some that one may want
    juce::String defaultText{};      ///< of a text or a choice
    /// The node is made for the value: a new one takes a new node, which fades in. Always so for text.
    bool isStructural = false;
    /// Of a text: throws InvalidValue where the node cannot use it.
    std::function<void (const juce::String&)> check{};

    bool isNumeric() const noexcept
    {
        return kind == ParameterKind::number || kind == ParameterKind::integer;
    }
    bool isPartOfStructure() const noexcept { return isStructural || kind == ParameterKind::text; }
};

/// Where a node meets the host's audio.
enum class HostBus
{
    none,
    input,     ///< its kernel's first input is the host's
    sideChain, ///< its kernel's first input is the host's side chain
    output,    ///< its kernel's first output is the host's
};

/// What a node's small picture shows.
enum class NodePictureKind
{
    trace,        ///< what it puts out, in time
    raster,       ///< its spikes, in time
    bands,        ///< the level of every unit
    meters,       ///< the level of every unit, in decibels
    transfer,     ///< what it makes of a level
    stepResponse, ///< what it makes of a step
    weights,      ///< what each output hears of each input
    none,
};

/// What a patch says of a node before it exists: its parameters, and how many units come in at each inlet
/// (MIDI left out; 0 for an optional one without a cable).
struct NodeWidths
{
    std::vector<int> inputUnits;
    int hostInputs = 0, hostOutputs = 0;
    const NodeParameters& parameters;
};

struct NodeType
{
    juce::String id{}, name{}, category{}, description{};
    std::vector<PortType> inputs{}, outputs{};
    std::vector<ParameterType> parameters{};
    HostBus hostBus = HostBus::none;
    NodePictureKind picture = NodePictureKind::trace;
    /// Whether the kernel may write its first output over its first input of the same width, unit by unit.
    bool isInPlace = false;
    /// Whether its kernel is a FeedbackKernel, whose output does not wait for its input.
    bool isFeedback = false;
    /// Units of each output. Throws InvalidValue that names the widths where the node cannot take them.
    /// Where left out, every output has as many as the first input, or one.
    std::function<std::vector<int> (const NodeWidths&)> outputUnits{};
    /// How many samples every unit of its first output takes memory for, at a sample rate, where they are
    /// many: what a patch takes as a whole is bounded (GraphShape::mostBytes).
    std::function<double (const NodeWidths&, double sampleRateHz)> samplesHeld{};
    NodeKernels kernels{};
    /// Whether its first outlet is never below 0, as far as the parameters tell. Where left out, it may be.
    std::function<bool (const NodeParameters&)> isNeverNegative{};

    const ParameterType* findParameter (const juce::String& parameterId) const noexcept;

    /// What outputUnits says, or the rule where it is left out.
    std::vector<int> unitsOfOutputs (const NodeWidths& widths) const;

    /// Whether its first outlet carries spikes.
    bool putsOutSpikes() const noexcept
    {
        return !outputs.empty() && outputs.front().kind == SignalKind::spikes;
    }

    bool hearsHost() const noexcept { return hostBus == HostBus::input || hostBus == HostBus::sideChain; }

    /// The ports that carry samples: all but MIDI, and the host's.
    int numSignalInputs() const noexcept;
    int numSignalOutputs() const noexcept;
    bool hasMidiInput() const noexcept;
    bool hasMidiOutput() const noexcept;
};

/// The node types of the program, from Nodes/.
class NodeCatalogue
{
public:
    explicit NodeCatalogue (std::vector<NodeType> typesToHold)
        : all (std::move (typesToHold))
    {
    }

    const std::vector<NodeType>& types() const noexcept { return all; }
    const NodeType* find (const juce::String& typeId) const noexcept;

private:
    std::vector<NodeType> all;
};

/// A value as a patch or a command line gives it, checked against its type: the number (of a choice, its
/// index) or the text. Throws InvalidValue such as "-5 ms is below 0.01 ms".
struct ParameterValue
{
    double number = 0.0;
    juce::String text{};

    bool operator== (const ParameterValue&) const = default;
};

ParameterValue checkParameter (const ParameterType& type, const juce::var& value);
/// The same of a number, which for a choice is its index.
ParameterValue checkNumber (const ParameterType& type, double value);
ParameterValue defaultOf (const ParameterType& type);

} // namespace spikegraph
