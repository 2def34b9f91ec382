#include "Cli/Command.h"
#include "Cli/NodeReference.h"
#include "Core/Error.h"
#include "Graph/JsonText.h"
#include "Nodes/FactoryNodes.h"
#include "Nodes/FactoryPresets.h"

#include <cstdio>
#include <memory>

namespace spikegraph::cli
{
namespace
{

enum class ListingFormat
{
    text,
    json,
    markdown,
};

Json describeParameter (const ParameterType& parameter)
{
    Json json{ { "id", parameter.id.toStdString() }, { "name", parameter.name.toStdString() } };
    switch (parameter.kind)
    {
        case ParameterKind::number:
        case ParameterKind::integer:
            json["kind"] = parameter.kind == ParameterKind::number ? "number" : "integer";
            json["unit"] = parameter.unit.toStdString();
            json["minimum"] = parameter.minimum;
            json["maximum"] = parameter.maximum;
            json["default"] = parameter.defaultValue;
            break;
        case ParameterKind::choice:
            json["kind"] = "choice";
            for (const auto& choice : parameter.choices)
                json["choices"].push_back (choice.toStdString());
            json["default"] = parameter.defaultText.toStdString();
            break;
        case ParameterKind::text:
            json["kind"] = "text";
            json["default"] = parameter.defaultText.toStdString();
            break;
    }
    json["description"] = parameter.description.toStdString();
    return json;
}

Json describePorts (const std::vector<PortType>& ports)
{
    Json json = Json::array();
    for (const auto& port : ports)
        json.push_back ({ { "id", port.id.toStdString() },
                          { "name", port.name.toStdString() },
                          { "kind", name (port.kind) } });
    return json;
}

void printNodes (ListingFormat format)
{
    if (format == ListingFormat::markdown)
    {
        std::fputs (nodeReference (nodeCatalogue()).c_str(), stdout);
        return;
    }
    Json all = Json::array();
    for (const auto& type : nodeCatalogue().types())
    {
        Json node{ { "id", type.id.toStdString() },
                   { "name", type.name.toStdString() },
                   { "category", type.category.toStdString() },
                   { "description", type.description.toStdString() },
                   { "inputs", describePorts (type.inputs) },
                   { "outputs", describePorts (type.outputs) },
                   { "parameters", Json::array() } };
        for (const auto& parameter : type.parameters)
            node["parameters"].push_back (describeParameter (parameter));
        all.push_back (node);
    }
    if (format == ListingFormat::json)
    {
        std::printf ("%s\n", all.dump (2).c_str());
        return;
    }
    for (const auto& type : nodeCatalogue().types())
    {
        std::printf ("%s (%s)\n  %s\n", type.id.toRawUTF8(), type.category.toRawUTF8(),
                     type.description.toRawUTF8());
        for (const auto& parameter : type.parameters)
        {
            const auto range = parameter.kind == ParameterKind::text ? "\"" + parameter.defaultText + "\""
                               : parameter.kind == ParameterKind::choice
                                   ? parameter.choices.joinIntoString (" | ")
                                   : juce::String (describe (parameter.minimum)) + " to " +
                                         juce::String (describe (parameter.maximum)) + " " + parameter.unit;
            std::printf ("    %-16s %-28s %s\n", parameter.id.toRawUTF8(), range.toRawUTF8(),
                         parameter.description.toRawUTF8());
        }
    }
}

void printPresets (ListingFormat format)
{
    Json all = Json::array();
    for (const auto& preset : factoryPresets())
    {
        const auto text = [&] (const char* key) { return preset.state()[key].toString().toStdString(); };
        Json item{ { "name", text ("name") },
                   { "class", text ("class") },
                   { "description", text ("description") },
                   { "macros", Json::array() } };
        for (const auto macro : preset.macros())
            item["macros"].push_back (macro["name"].toString().toStdString());
        all.push_back (item);
        if (format == ListingFormat::text)
            std::printf ("%-16s %-12s %s\n", text ("name").c_str(), text ("class").c_str(),
                         text ("description").c_str());
    }
    if (format == ListingFormat::json)
        std::printf ("%s\n", all.dump (2).c_str());
}

} // namespace

void describeNodes (const Command& nodes)
{
    struct Asked
    {
        bool json = false, markdown = false;
    };
    const auto o = std::make_shared<Asked>();
    nodes.flag ("--json", o->json, "for programs");
    nodes.flag ("--markdown", o->markdown, "as the reference page");
    nodes.runs (
        [o]
        {
            printNodes (o->markdown ? ListingFormat::markdown
                        : o->json   ? ListingFormat::json
                                    : ListingFormat::text);
        });
}

void describePresets (const Command& presets)
{
    const auto json = std::make_shared<bool> (false);
    presets.flag ("--json", *json, "for programs");
    presets.runs ([json] { printPresets (*json ? ListingFormat::json : ListingFormat::text); });
}

} // namespace spikegraph::cli
