#include "Graph/GraphModel.h"

#include "Core/Error.h"
#include "Graph/PatchJson.h"

namespace spikegraph
{

GraphModel::GraphModel (const NodeCatalogue& catalogueToUse)
    : types (&catalogueToUse)
    , tree ("patch")
    , undo (std::make_unique<juce::UndoManager>())
{
    for (const auto* list : { "macros", "nodes", "cables" })
        tree.appendChild (juce::ValueTree (list), nullptr);
}

GraphModel GraphModel::fromJson (const NodeCatalogue& catalogue, const std::string& json,
                                 const juce::String& sourceName)
{
    GraphModel model (catalogue);
    try
    {
        model.tree = readPatchJson (catalogue, json);
    }
    catch (const InvalidValue& error)
    {
        throw InvalidValue (sourceName.toStdString() + ": " + error.what());
    }
    return model;
}

std::string GraphModel::toJson() const
{
    return writePatchJson (tree);
}

juce::ValueTree GraphModel::node (const juce::String& nodeId) const
{
    return nodes().getChildWithProperty ("id", nodeId);
}

void GraphModel::setParameter (const juce::String& nodeId, const juce::String& parameterId,
                               const juce::String& value)
{
    const auto place = nodeId + "." + parameterId;
    auto target = node (nodeId);
    if (!target.isValid())
        throw InvalidValue ((place + ": the patch has no node \"" + nodeId + "\"").toStdString());
    const auto* type = types->find (target["type"]);
    const auto* parameter = type == nullptr ? nullptr : type->findParameter (parameterId);
    if (parameter == nullptr)
        throw InvalidValue (
            (place + ": " + target["type"].toString() + " has no parameter \"" + parameterId + "\"")
                .toStdString());

    juce::var checked;
    try
    {
        const auto [number, text] = checkParameter (*parameter, value);
        const bool isNumber =
            parameter->kind == ParameterKind::number || parameter->kind == ParameterKind::integer;
        checked = isNumber ? juce::var (number) : juce::var (text);
    }
    catch (const InvalidValue& error)
    {
        throw InvalidValue ((place + ": ").toStdString() + error.what());
    }

    auto parameters = target.getOrCreateChildWithName ("parameters", undo.get());
    auto item = parameters.getChildWithProperty ("id", parameterId);
    if (!item.isValid())
    {
        item = juce::ValueTree ("parameter");
        item.setProperty ("id", parameterId, nullptr);
        parameters.appendChild (item, undo.get());
    }
    item.setProperty ("value", checked, undo.get());
}

void GraphModel::setMacro (int number, double value)
{
    auto macro = macros().getChild (number - 1);
    if (!macro.isValid())
        throw InvalidValue ("macro " + std::to_string (number) + ": the patch has " +
                            std::to_string (macros().getNumChildren()));
    if (!(value >= 0.0 && value <= 1.0))
        throw InvalidValue ("macro " + std::to_string (number) + ": " + describe (value) +
                            " is outside [0, 1]");
    macro.setProperty ("value", value, undo.get());
    for (const auto target : macro)
    {
        const double from = target["from"], to = target["to"];
        setParameter (target["node"], target["parameter"],
                      juce::String (describe (from + (to - from) * value)));
    }
}

} // namespace spikegraph
