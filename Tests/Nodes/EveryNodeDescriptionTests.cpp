// What a type says of itself: menus, inspector, JSON and the reference page show it as it is.

#include "Core/Error.h"
#include "Tests/Nodes/NodeHarness.h"
#include "Tests/TestFramework.h"

#include <regex>
#include <set>

namespace spikegraph::test
{
namespace
{

bool isSentence (const juce::String& text)
{
    return text.endsWith (".") && text.trim() == text && text.length() > 1;
}

bool isTitle (const juce::String& text)
{
    return text.isNotEmpty() && text.trim() == text && !text.endsWith (".");
}

bool matches (const juce::String& text, const char* pattern)
{
    return std::regex_match (text.toStdString(), std::regex (pattern));
}

constexpr auto kebabCase = "[a-z][a-z0-9]*(-[a-z0-9]+)*", camelCase = "[a-z][A-Za-z0-9]*";

/// How a unit is written: once, and the same everywhere.
const std::set<juce::String> unitsOfMeasure{ "",          "dB",    "Hz",     "s", "ms",  "samples",
                                             "semitones", "cents", "cycles", "%", "BPM", "ERB" };

} // namespace

TEST_CASE ("Every node has an id in kebab case of its own, a name, a category and a description")
{
    std::set<juce::String> ids, names;
    juce::String last;
    for (const auto& type : nodeCatalogue().types())
    {
        INFO (type.id.toStdString());
        CHECK (matches (type.id, kebabCase));
        CHECK (ids.insert (type.id).second);
        CHECK (names.insert (type.name).second);
        CHECK (isTitle (type.name));
        CHECK (isTitle (type.category));
        CHECK (isSentence (type.description));
        CHECK (last < type.id); // the catalogue is sorted
        CHECK (nodeCatalogue().find (type.id) == &type);
        last = type.id;
    }
    CHECK (nodeCatalogue().find ("no-such-node") == nullptr);
}

TEST_CASE ("Every node has ports with names, and ids that differ among its inlets and among its outlets")
{
    for (const auto& type : nodeCatalogue().types())
    {
        INFO (type.id.toStdString());
        CHECK (type.inputs.size() + type.outputs.size() + (type.hostBus == HostBus::none ? 0u : 1u) > 0);
        for (const auto* ports : { &type.inputs, &type.outputs })
        {
            std::set<juce::String> ids;
            for (const auto& port : *ports)
            {
                INFO (port.id.toStdString());
                CHECK (matches (port.id, camelCase));
                CHECK (ids.insert (port.id).second);
                CHECK (isTitle (port.name));
                CHECK ((!port.isOptional || ports == &type.inputs));
            }
            CHECK (std::count_if (ports->begin(), ports->end(),
                                  [] (const auto& port) { return port.kind == SignalKind::midi; }) <=
                   1); // the processor has one of each
        }
        CHECK (type.kernels.forFloat != nullptr);
        CHECK (type.kernels.forDouble != nullptr);
        if (type.isFeedback)
        {
            CHECK (type.numSignalInputs() >= 1);
            CHECK (type.numSignalOutputs() == 1);
        }
    }
}

TEST_CASE (
    "Every parameter has an id, a name, a description, a unit that is known, and a default that it takes")
{
    for (const auto& type : nodeCatalogue().types())
    {
        std::set<juce::String> ids, names;
        for (const auto& parameter : type.parameters)
        {
            INFO (type.id.toStdString() << "." << parameter.id.toStdString());
            CHECK (matches (parameter.id, camelCase));
            CHECK (ids.insert (parameter.id).second);
            CHECK (names.insert (parameter.name).second);
            CHECK (isTitle (parameter.name));
            CHECK (isSentence (parameter.description));
            CHECK (unitsOfMeasure.count (parameter.unit) == 1);
            CHECK (type.findParameter (parameter.id) == &parameter);
            if (parameter.isNumeric())
            {
                CHECK (parameter.minimum < parameter.maximum);
                CHECK ((!parameter.logarithmic || parameter.minimum > 0.0));
                CHECK_NOTHROW (checkParameter (parameter, parameter.minimum));
                CHECK_NOTHROW (checkParameter (parameter, parameter.maximum));
                CHECK_NOTHROW (checkParameter (parameter, parameter.defaultValue));
                CHECK_THROWS_AS (checkParameter (parameter, parameter.maximum * 2.0 + 1.0), InvalidValue);
                CHECK_THROWS_AS (checkParameter (parameter, "much"), InvalidValue);
                CHECK (parameter.choices.isEmpty());
            }
            else if (parameter.kind == ParameterKind::choice)
            {
                CHECK (parameter.choices.size() >= 2);
                CHECK (std::set<juce::String> (parameter.choices.begin(), parameter.choices.end()).size() ==
                       static_cast<std::size_t> (parameter.choices.size()));
                CHECK_NOTHROW (checkParameter (parameter, parameter.defaultText));
                CHECK_THROWS_AS (checkParameter (parameter, "no such choice"), InvalidValue);
            }
            else
            {
                CHECK_NOTHROW (checkParameter (parameter, parameter.defaultText));
            }
            CHECK_NOTHROW (defaultOf (parameter));
        }
    }
}

TEST_CASE ("Every node of the catalogue can be made, for one width at least, in either precision")
{
    for (const auto& type : nodeCatalogue().types())
    {
        INFO (type.id.toStdString());
        REQUIRE_NOTHROW (widthsFor (type));
        for (const auto& widths : widthsFor (type))
        {
            INFO (widths.text());
            CHECK_NOTHROW (makeNode<float> (type, { widths }));
            CHECK_NOTHROW (makeNode<double> (type, { widths }));
        }
    }
}

} // namespace spikegraph::test
