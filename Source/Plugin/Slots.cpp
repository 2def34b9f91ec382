#include "Plugin/Slots.h"

#include "Graph/PatchChecks.h"
#include "Plugin/HostParameters.h"

#include <nlohmann/json.hpp>

namespace spikegraph
{
namespace
{

void checkNumber (int number)
{
    if (number < 1 || number > HostParameters::slots)
        refuse ("slot " + std::to_string (number),
                "there are 1 to " + std::to_string (HostParameters::slots));
}

juce::ValueTree treeOf (int number, const SlotTarget& target)
{
    juce::ValueTree slot ("slot");
    slot.setProperty ("number", number, nullptr);
    slot.setProperty ("node", target.address.nodeId, nullptr);
    slot.setProperty ("parameter", target.address.parameterId, nullptr);
    slot.setProperty ("from", target.from, nullptr);
    slot.setProperty ("to", target.to, nullptr);
    slot.setProperty ("logarithmic", target.isLogarithmic, nullptr);
    return slot;
}

SlotTarget targetOf (const juce::ValueTree& slot)
{
    return { { slot["node"], slot["parameter"] }, slot["from"], slot["to"], slot["logarithmic"] };
}

} // namespace

Slots::Slots (GraphModel& modelToUse)
    : model (modelToUse)
    , tree ("slots")
{
}

juce::ValueTree Slots::find (int number) const
{
    return tree.getChildWithProperty ("number", number);
}

std::optional<SlotTarget> Slots::target (int number) const
{
    const auto slot = find (number);
    if (slot["node"].toString().isEmpty())
        return {};
    return targetOf (slot);
}

int Slots::numberOf (const ParameterAddress& address) const
{
    for (const auto slot : tree)
        if (slot["node"].toString().isNotEmpty() && targetOf (slot).address == address)
            return slot["number"];
    return 0;
}

const ParameterType* Slots::findType (const ParameterAddress& address) const
{
    const auto* type = model.catalogue().find (model.node (address.nodeId)["type"]);
    return type == nullptr ? nullptr : type->findParameter (address.parameterId);
}

std::optional<ValueScale> Slots::scale (int number) const
{
    const auto wanted = target (number);
    if (!wanted)
        return {};
    const ValueScale scale{ findType (wanted->address), wanted->from, wanted->to, wanted->isLogarithmic };
    // The node may have become one of another type, with another parameter of that name.
    try
    {
        if (scale.type == nullptr)
            return {};
        scale.check();
    }
    catch (const InvalidValue&)
    {
        return {};
    }
    return scale;
}

int Slots::assign (const ParameterAddress& address)
{
    if (const auto number = numberOf (address); number > 0)
        return number;
    const auto place = (address.nodeId + "." + address.parameterId).toStdString();
    const auto* type = findType (address);
    if (type == nullptr)
        refuse (place, "the patch has no such parameter");
    int number = 1;
    while (number <= HostParameters::slots && find (number).isValid())
        ++number;
    if (number > HostParameters::slots)
        refuse (place, "all " + std::to_string (HostParameters::slots) +
                           " slots have been given out; choose one to use again");
    const auto whole = ValueScale::whole (*type);
    assign (number, { address, whole.from, whole.to, whole.isLogarithmic });
    return number;
}

void Slots::assign (int number, const SlotTarget& target)
{
    checkNumber (number);
    const auto place = (target.address.nodeId + "." + target.address.parameterId).toStdString();
    const auto* type = findType (target.address);
    if (type == nullptr)
        refuse (place, "the patch has no such parameter");
    ValueScale{ type, target.from, target.to, target.isLogarithmic }.check();
    if (const auto other = numberOf (target.address); other > 0 && other != number)
        refuse (place, "has slot " + std::to_string (other) + " already");

    const auto step = model.beginGesture ("Give " + type->name + " Slot " + juce::String (number));
    auto* recorder = &model.undoManager();
    tree.removeChild (find (number), recorder);
    tree.appendChild (treeOf (number, target), recorder);
}

void Slots::release (int number)
{
    auto slot = find (number);
    if (slot["node"].toString().isEmpty())
        refuse ("slot " + std::to_string (number), "moves nothing");
    const auto step = model.beginGesture ("Release Slot " + juce::String (number));
    auto* recorder = &model.undoManager();
    tree.removeChild (slot, recorder);
    tree.appendChild (treeOf (number, {}), recorder);
}

nlohmann::ordered_json Slots::toJson() const
{
    auto list = nlohmann::ordered_json::array();
    for (int number = 1; number <= HostParameters::slots; ++number)
    {
        const auto slot = find (number);
        if (!slot.isValid())
            continue;
        nlohmann::ordered_json entry{ { "number", number } };
        if (const auto moved = target (number))
        {
            entry["node"] = moved->address.nodeId.toStdString();
            entry["parameter"] = moved->address.parameterId.toStdString();
            entry["from"] = moved->from;
            entry["to"] = moved->to;
            entry["curve"] = moved->isLogarithmic ? "logarithmic" : "linear";
        }
        list.push_back (entry);
    }
    return list;
}

void Slots::takeJson (const nlohmann::ordered_json& json, const std::string& place)
{
    juce::ValueTree read ("slots");
    checkedAt (
        place,
        [&]
        {
            if (!json.is_array())
                refuse ("", "must be a list");
            for (const auto& entry : json)
            {
                const auto number = entry.at ("number").get<int>();
                checkNumber (number);
                if (read.getChildWithProperty ("number", number).isValid())
                    refuse ("", "slot " + std::to_string (number) + " is there twice");
                SlotTarget target;
                if (entry.contains ("node"))
                    target = { { juce::String::fromUTF8 (entry.at ("node").get<std::string>().c_str()),
                                 juce::String::fromUTF8 (entry.at ("parameter").get<std::string>().c_str()) },
                               entry.at ("from").get<double>(),
                               entry.at ("to").get<double>(),
                               entry.at ("curve").get<std::string>() == "logarithmic" };
                read.appendChild (treeOf (number, target), nullptr);
            }
        });
    tree.copyPropertiesAndChildrenFrom (read, nullptr);
}

} // namespace spikegraph
