#include "Graph/PatchChecks.h"

#include <algorithm>
#include <cmath>

namespace spikegraph
{
namespace
{

constexpr int longestMessage = 400;

bool isControl (juce::juce_wchar character)
{
    return character < 32 || character == 127;
}

bool hasControls (const juce::String& text)
{
    for (auto character = text.getCharPointer(); !character.isEmpty(); ++character)
        if (isControl (*character))
            return true;
    return false;
}

juce::String inOneLine (const juce::String& text)
{
    juce::String line;
    auto character = text.getCharPointer();
    for (int count = 0; !character.isEmpty() && count < longestMessage; ++count, ++character)
        line += juce::String::charToString (isControl (*character) ? ' ' : *character);
    return character.isEmpty() ? line : line + "...";
}

juce::String inQuotes (const juce::String& text)
{
    return "\"" + text + "\"";
}

[[noreturn]] void fault (const juce::String& reason)
{
    throw InvalidValue (reason.toStdString());
}

void checkWithin (double value, double minimum, double maximum)
{
    if (!(value >= minimum && value <= maximum))
        throw InvalidValue (describe (value) + " is outside [" + describe (minimum) + ", " +
                            describe (maximum) + "]");
}

} // namespace

void refuse (const std::string& place, const std::string& reason)
{
    const auto message = place.empty() ? reason : place + ": " + reason;
    throw InvalidValue (inOneLine (juce::String::fromUTF8 (message.c_str())).toStdString());
}

std::string quoted (const juce::String& text)
{
    return inQuotes (text).toStdString();
}

void checkText (const juce::String& text)
{
    const auto bytes = text.getNumBytesAsUTF8();
    if (bytes > patchLimits::textBytes)
        throw InvalidValue ("a text of " + std::to_string (bytes) + " bytes is longer than " +
                            std::to_string (patchLimits::textBytes));
    if (!juce::CharPointer_UTF8::isValidString (text.toRawUTF8(), static_cast<int> (bytes)))
        throw InvalidValue ("a text is not valid UTF-8");
}

void checkTag (const juce::String& tag)
{
    checkText (tag);
    if (tag.isEmpty() || hasControls (tag))
        fault (inQuotes (tag) + " must be a line of text");
}

void checkNodeId (const juce::String& nodeId)
{
    if (nodeId.isEmpty() || nodeId.containsAnyOf (". ") || hasControls (nodeId))
        fault (inQuotes (nodeId) + " must be a word without dots");
    if (nodeId.length() > 100)
        fault (inQuotes (nodeId) + " is longer than 100 characters");
}

void checkCoordinate (double pixels)
{
    checkWithin (pixels, -patchLimits::coordinate, patchLimits::coordinate);
}

void checkSize (double pixels)
{
    checkWithin (pixels, 1.0, patchLimits::coordinate);
}

void checkMacroValue (double value)
{
    checkWithin (value, 0.0, 1.0);
}

void checkCount (std::size_t count, int limit)
{
    if (count > static_cast<std::size_t> (limit))
        throw InvalidValue (std::to_string (count) + " is more than " + std::to_string (limit));
}

CableEnd splitCableEnd (const juce::String& text)
{
    return { text.upToFirstOccurrenceOf (".", false, false), text.fromFirstOccurrenceOf (".", false, false) };
}

const PortType* findPort (const NodeType& type, const juce::String& portId, PortSide side)
{
    const auto& ports = side == PortSide::outlet ? type.outputs : type.inputs;
    const auto found =
        std::find_if (ports.begin(), ports.end(), [&] (const auto& p) { return p.id == portId; });
    return found == ports.end() ? nullptr : &*found;
}

const PortType* checkCableEnd (const NodeCatalogue& catalogue, const juce::ValueTree& node,
                               const CableEnd& end, PortSide side)
{
    if (!node.isValid())
        fault ("there is no node " + inQuotes (end.node));
    const auto* type = catalogue.find (node["type"]);
    if (type == nullptr && end.port.isEmpty())
        fault (inQuotes (end.node) + " must be followed by a dot and a port");
    if (type == nullptr)
        return nullptr;
    if (const auto* port = findPort (*type, end.port, side))
        return port;
    juce::StringArray ids;
    for (const auto& port : side == PortSide::outlet ? type->outputs : type->inputs)
        ids.add (port.id);
    fault (inQuotes (end.node) + " has no " + (side == PortSide::outlet ? "outlet " : "inlet ") +
           inQuotes (end.port) + (ids.isEmpty() ? juce::String() : ", only " + ids.joinIntoString (", ")));
}

bool canJoin (const PortType* outlet, const PortType* inlet)
{
    return outlet == nullptr || inlet == nullptr ||
           (outlet->kind == SignalKind::midi) == (inlet->kind == SignalKind::midi);
}

void checkJoin (const PortType* outlet, const PortType* inlet)
{
    if (!canJoin (outlet, inlet))
        fault (juce::String (name (outlet->kind)) + " cannot go to " + name (inlet->kind) +
               ": MIDI joins only MIDI");
}

void checkMacroTarget (const ParameterType& parameter, const juce::var& from, const juce::var& to)
{
    if (!parameter.isNumeric())
        throw InvalidValue ("parameter: " + quoted (parameter.id) + " is not a number, which macros move");
    checkedAt ("from", [&] { checkParameter (parameter, from); });
    checkedAt ("to", [&] { checkParameter (parameter, to); });
}

} // namespace spikegraph
