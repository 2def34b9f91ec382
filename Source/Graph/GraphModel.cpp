#include "Graph/GraphModel.h"

#include "Graph/EditChecks.h"
#include "Graph/PatchJson.h"

namespace spikegraph
{

GraphModel::GraphModel (const NodeCatalogue& catalogueToUse)
    : types (&catalogueToUse)
    , tree ("patch")
    , history (std::make_unique<EditHistory>())
{
    for (const auto* property : { "name", "author", "description", "class", "tags" })
        tree.setProperty (property, juce::String(), nullptr);
    for (const auto* list : { "macros", "nodes", "cables", "comments" })
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

void GraphModel::setTags (const juce::StringArray& newTags)
{
    for (const auto& tag : newTags)
        checkedAt ("tags", [&] { checkTag (tag); });
    setText ("tags", newTags.joinIntoString ("\n"));
}

void GraphModel::replaceWith (const GraphModel& other)
{
    const auto step = beginGesture ("Load " + (other.name().isEmpty() ? "Patch" : other.name()));
    tree.copyPropertiesAndChildrenFrom (other.tree, recorder());
}

GraphModel GraphModel::withNumbers (const LiveNumbers& numbers,
                                    const std::map<int, double>& macroValues) const
{
    GraphModel copy (*types);
    copy.tree.copyPropertiesAndChildrenFrom (tree, nullptr);
    for (const auto& [number, value] : macroValues)
        copy.needMacro (number).setProperty ("value", value, nullptr);
    for (const auto& [address, value] : numbers)
    {
        const auto item = copy.node (address.nodeId);
        const auto* type = types->find (item["type"]);
        if (const auto* parameter = type == nullptr ? nullptr : type->findParameter (address.parameterId))
        {
            const auto checked = checkNumber (*parameter, value);
            copy.writeParameter (item, *parameter,
                                 parameter->kind == ParameterKind::choice ? juce::var (checked.text)
                                                                          : shortestNumber (checked.number));
        }
    }
    copy.forgetSteps();
    return copy;
}

double GraphModel::number (const ParameterAddress& address) const
{
    const auto item = node (address.nodeId);
    const auto* type = types->find (item["type"]);
    const auto* parameter = type == nullptr ? nullptr : type->findParameter (address.parameterId);
    if (parameter == nullptr)
        return 0.0;
    const auto set = parameterOf (item, address.parameterId);
    return set.isValid() ? checkParameter (*parameter, set["value"]).number : defaultOf (*parameter).number;
}

void GraphModel::setText (const char* property, const juce::String& text)
{
    checkedAt (property, [&] { checkText (text); });
    const auto step = beginGesture (juce::String ("Change ") + property);
    tree.setProperty (property, text, recorder());
}

void GraphModel::removeAll (const std::vector<juce::ValueTree>& items)
{
    for (const auto& item : items)
        item.getParent().removeChild (item, recorder());
}

} // namespace spikegraph
