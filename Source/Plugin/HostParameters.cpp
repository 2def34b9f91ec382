#include "Plugin/HostParameters.h"

namespace spikegraph
{
namespace
{

const ParameterType& percentType()
{
    static const ParameterType type{ .id = "percent", .name = "Percent", .unit = "%", .maximum = 100.0 };
    return type;
}

const ParameterType& levelType()
{
    static const ParameterType type{
        .id = "level", .name = "Level", .unit = "dB", .minimum = -60.0, .maximum = 24.0
    };
    return type;
}

const ParameterType& switchType()
{
    static const ParameterType type{ .id = "switch",
                                     .name = "Switch",
                                     .kind = ParameterKind::choice,
                                     .choices = { "Off", "On" },
                                     .defaultText = "Off" };
    return type;
}

/// Adds parameters, in groups where the format knows them.
class Adder
{
public:
    Adder (juce::AudioProcessor& processorToAddTo, const char* groupId, const char* groupName, bool inGroup)
        : processor (processorToAddTo)
    {
        if (inGroup)
            group = std::make_unique<juce::AudioProcessorParameterGroup> (groupId, groupName, "|");
    }

    ~Adder()
    {
        if (group != nullptr)
            processor.addParameterGroup (std::move (group));
    }

    HostParameter* add (const juce::String& id, const juce::String& name, const ParameterType& type,
                        double defaultValue)
    {
        auto parameter = std::make_unique<HostParameter> (id, name, ValueScale::whole (type), defaultValue);
        auto* added = parameter.get();
        if (group != nullptr)
            group->addChild (std::move (parameter));
        else
            processor.addParameter (parameter.release());
        return added;
    }

private:
    juce::AudioProcessor& processor;
    std::unique_ptr<juce::AudioProcessorParameterGroup> group;
};

} // namespace

HostParameters::HostParameters (juce::AudioProcessor& processor)
    : isLv2 (processor.wrapperType == juce::AudioProcessor::wrapperType_LV2)
{
    {
        Adder adder (processor, "macros", "Macros", !isLv2);
        for (int number = 1; number <= macros; ++number)
            controls.push_back (adder.add ("macro" + juce::String (number), "Macro " + juce::String (number),
                                           percentType(), 0.0));
    }
    {
        Adder adder (processor, "slots", "Slots", !isLv2);
        for (int number = 1; number <= slots; ++number)
            controls.push_back (adder.add ("slot" + juce::String (number), "Slot " + juce::String (number),
                                           percentType(), 0.0));
    }
    Adder adder (processor, "levels", "Levels", !isLv2);
    bypass = adder.add ("bypass", "Bypass", switchType(), 0.0);
    inputGain = adder.add ("input", "Input", levelType(), 0.0);
    outputGain = adder.add ("output", "Output", levelType(), 0.0);
    mix = adder.add ("mix", "Mix", percentType(), 100.0);
}

} // namespace spikegraph
