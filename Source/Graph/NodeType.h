#pragma once

#include <juce_core/juce_core.h>

#include <functional>
#include <memory>
#include <optional>
#include <vector>

namespace spikegraph
{

class NodeProcessor;

/// What a port carries. Shown by colour, shape and label; cables join any two ports but midi's.
enum class SignalKind
{
    audio,
    spikes,
    control,
    midi,
};

const char* name (SignalKind kind) noexcept;

struct PortType
{
    juce::String id{}, name{};
    SignalKind kind = SignalKind::audio;
};

enum class ParameterKind
{
    number,  ///< a real number in [minimum, maximum]
    integer, ///< a whole number in [minimum, maximum]
    choice,  ///< one of the choices
    text,    ///< free text that the node checks itself, such as an activation
};

/// A parameter, declared once, in its node's file. Values are in the unit that is written here, in patches,
/// on the command line and on screen alike.
struct ParameterType
{
    juce::String id{}, name{}, unit{}, description{};
    ParameterKind kind = ParameterKind::number;
    double minimum = 0.0, maximum = 1.0, defaultValue = 0.0;
    bool logarithmic = false; ///< how a knob is divided
    juce::StringArray choices{};
    juce::String defaultText{}; ///< of a text or a choice
};

/// Where a node meets the host's buses.
enum class HostBus
{
    none,
    input,
    output,
};

struct NodeType
{
    juce::String id{}, name{}, category{}, description{};
    std::vector<PortType> inputs{}, outputs{};
    std::vector<ParameterType> parameters{};
    HostBus hostBus = HostBus::none;
    std::function<std::unique_ptr<NodeProcessor> (const NodeType&)> create{};

    const ParameterType* findParameter (const juce::String& parameterId) const noexcept;
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
};

ParameterValue checkParameter (const ParameterType& type, const juce::var& value);
ParameterValue defaultOf (const ParameterType& type);

} // namespace spikegraph
