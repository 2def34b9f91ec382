#pragma once

#include "Core/Error.h"
#include "Graph/NodeType.h"

#include <juce_data_structures/juce_data_structures.h>

#include <string>

namespace spikegraph
{

/// What a patch may hold, checked alike when it is read and when it is edited. The checks throw InvalidValue
/// with the reason alone; whoever calls them knows the place. [any thread that may read the trees]
namespace patchLimits
{
constexpr int nodes = 10000, cables = 100000, comments = 10000, macros = 16, targetsOfMacro = 1000;
constexpr std::size_t textBytes = 1 << 20;
constexpr double coordinate = 1.0e6; ///< a position or a size, in pixels at a zoom of 1
} // namespace patchLimits

/// Throws InvalidValue "place: reason", or the reason alone without a place: in one line of bearable length,
/// whatever it quotes.
[[noreturn]] void refuse (const std::string& place, const std::string& reason);

/// Runs a check, and gives what it throws its place.
template <typename Check>
decltype (auto) checkedAt (const std::string& place, Check&& check)
{
    try
    {
        return check();
    }
    catch (const InvalidValue& error)
    {
        refuse (place, error.what());
    }
}

/// For a message: in quotes.
std::string quoted (const juce::String& text);

void checkText (const juce::String& text);
void checkTag (const juce::String& tag);
/// An id is a word without dots, since "node.port" names a port.
void checkNodeId (const juce::String& nodeId);
void checkCoordinate (double pixels);
void checkSize (double pixels);
void checkMacroValue (double value);
/// That a list may have as many items.
void checkCount (std::size_t count, int limit);

/// One end of a cable.
struct CableEnd
{
    juce::String node, port;
};

CableEnd splitCableEnd (const juce::String& text);

enum class PortSide
{
    outlet,
    inlet
};

/// A type's port; null where it has none of that id.
const PortType* findPort (const NodeType& type, const juce::String& portId, PortSide side);

/// The port that a cable's end names at its node: null, and no fault, where the node's type is unknown.
const PortType* checkCableEnd (const NodeCatalogue& catalogue, const juce::ValueTree& node,
                               const CableEnd& end, PortSide side);

/// MIDI joins only MIDI. An unknown port joins any.
bool canJoin (const PortType* outlet, const PortType* inlet);
void checkJoin (const PortType* outlet, const PortType* inlet);

/// A macro moves numbers, within their range.
void checkMacroTarget (const ParameterType& parameter, const juce::var& from, const juce::var& to);

} // namespace spikegraph
