#include "Graph/EditChecks.h"
#include "Graph/GraphModel.h"

#include <cmath>

namespace spikegraph
{
namespace
{

std::string macroText (int number)
{
    return "macro " + std::to_string (number);
}

juce::ValueTree findTarget (const juce::ValueTree& macro, const juce::String& nodeId,
                            const juce::String& parameterId)
{
    for (auto target : macro)
        if (target["node"].toString() == nodeId && target["parameter"].toString() == parameterId)
            return target;
    return {};
}

juce::var valueBetween (const ParameterType& parameter, const juce::ValueTree& target, double position)
{
    const auto value =
        std::lerp (static_cast<double> (target["from"]), static_cast<double> (target["to"]), position);
    if (parameter.kind == ParameterKind::integer)
        return static_cast<juce::int64> (std::llround (value));
    return value;
}

} // namespace

int GraphModel::addMacro (const juce::String& macroName)
{
    auto list = macros();
    checkRoomIn (list, patchLimits::macros, "macros");
    checkedAt ("a new macro's name", [&] { checkText (macroName); });
    juce::ValueTree macro ("macro");
    macro.setProperty ("name", macroName, nullptr);
    macro.setProperty ("value", 0.0, nullptr);
    const auto step = beginGesture ("Add Macro");
    list.appendChild (macro, recorder());
    return list.getNumChildren();
}

void GraphModel::removeMacro (int number)
{
    const auto macro = needMacro (number);
    const auto step = beginGesture ("Remove Macro");
    removeAll ({ macro });
}

void GraphModel::renameMacro (int number, const juce::String& newName)
{
    auto macro = needMacro (number);
    checkedAt (macroText (number) + ": name", [&] { checkText (newName); });
    const auto step = beginGesture ("Rename Macro");
    macro.setProperty ("name", newName, recorder());
}

void GraphModel::setMacro (int number, double value)
{
    auto macro = needMacro (number);
    checkedAt (macroText (number), [&] { checkMacroValue (value); });
    const auto step = beginGesture ("Turn " + macro["name"].toString());
    macro.setProperty ("value", value, recorder());
    for (const auto target : macro)
    {
        // A target that this version does not know stays as it is.
        const auto driven = node (target["node"]);
        const auto* type = types->find (driven["type"]);
        if (const auto* parameter = type == nullptr ? nullptr : type->findParameter (target["parameter"]))
            writeParameter (driven, *parameter, valueBetween (*parameter, target, value));
    }
}

void GraphModel::addMacroTarget (int number, const juce::String& nodeId, const juce::String& parameterId,
                                 double from, double to)
{
    const auto thing = macroText (number) + ": " + (nodeId + "." + parameterId).toStdString();
    auto macro = needMacro (number);
    const auto& parameter = needParameter (needNode (nodeId, thing), parameterId);
    checkedAt (thing, [&] { checkMacroTarget (parameter, from, to); });
    if (findTarget (macro, nodeId, parameterId).isValid())
        refuse (thing, "is a target already");
    checkRoomIn (macro, patchLimits::targetsOfMacro, thing);
    juce::ValueTree target ("target");
    target.setProperty ("node", nodeId, nullptr);
    target.setProperty ("parameter", parameterId, nullptr);
    target.setProperty ("from", shortestNumber (from), nullptr);
    target.setProperty ("to", shortestNumber (to), nullptr);
    const auto step = beginGesture ("Assign " + parameter.name);
    macro.appendChild (target, recorder());
}

void GraphModel::removeMacroTarget (int number, const juce::String& nodeId, const juce::String& parameterId)
{
    const auto target = findTarget (needMacro (number), nodeId, parameterId);
    if (!target.isValid())
        refuse (macroText (number), quoted (nodeId + "." + parameterId) + " is none of its targets");
    const auto step = beginGesture ("Release " + parameterId);
    removeAll ({ target });
}

juce::ValueTree GraphModel::needMacro (int number) const
{
    auto macro = macros().getChild (number - 1);
    if (!macro.isValid())
        refuse (macroText (number), "the patch has " + std::to_string (macros().getNumChildren()));
    return macro;
}

} // namespace spikegraph
