#include "Cli/NodeReference.h"

#include "Core/Error.h"

namespace spikegraph::cli
{
namespace
{

/// A "|" would end a cell.
juce::String cell (const juce::String& text)
{
    return text.replace ("|", "\\|");
}

juce::String withUnit (double value, const ParameterType& parameter)
{
    return juce::String (describe (value)) + (parameter.unit.isEmpty() ? "" : " " + parameter.unit);
}

juce::String rangeOf (const ParameterType& parameter)
{
    switch (parameter.kind)
    {
        case ParameterKind::choice:
            return parameter.choices.joinIntoString (", ");
        case ParameterKind::text:
            return "text";
        case ParameterKind::number:
        case ParameterKind::integer:
            break;
    }
    return juce::String (describe (parameter.minimum)) + " to " + withUnit (parameter.maximum, parameter) +
           (parameter.kind == ParameterKind::integer ? ", whole" : "");
}

juce::String ports (const char* title, const std::vector<PortType>& all)
{
    juce::StringArray texts;
    for (const auto& port : all)
        texts.add ("`" + port.id + "` (" + name (port.kind) +
                   (port.isOptional ? ", may be left open)" : ")"));
    return texts.isEmpty() ? juce::String()
                           : juce::String (title) + ": " + texts.joinIntoString (", ") + ". ";
}

juce::String describeNode (const NodeType& type)
{
    juce::String text;
    text << "### " << type.name << " (`" << type.id << "`)\n\n" << type.description << "\n\n";
    const auto inAndOut = (ports ("In", type.inputs) + ports ("Out", type.outputs)).trimEnd();
    if (inAndOut.isNotEmpty())
        text << inAndOut << "\n\n";
    if (type.parameters.empty())
        return text;
    text << "| parameter | range | default | |\n|---|---|---|---|\n";
    for (const auto& parameter : type.parameters)
        text << "| `" << parameter.id << "`" << (parameter.isPartOfStructure() ? " \u2022" : "") << " | "
             << cell (rangeOf (parameter)) << " | "
             << cell (parameter.isNumeric() ? withUnit (parameter.defaultValue, parameter)
                                            : "`" + parameter.defaultText + "`")
             << " | " << cell (parameter.description) << " |\n";
    return text + "\n";
}

} // namespace

std::string nodeReference (const NodeCatalogue& catalogue)
{
    juce::StringArray categories;
    for (const auto& type : catalogue.types())
        categories.addIfNotAlreadyThere (type.category);
    categories.sortNatural();

    juce::String text;
    text << "# Nodes\n\nMade by `spikegraph nodes --markdown`. A parameter with \u2022 is part of the node's "
            "structure: a new "
            "value takes\na new node, which fades in; any other moves while it sounds.\n\n";
    for (const auto& category : categories)
    {
        text << "## " << category << "\n\n";
        for (const auto& type : catalogue.types())
            if (type.category == category)
                text << describeNode (type);
    }
    return (text.trimEnd() + "\n").toStdString();
}

} // namespace spikegraph::cli
