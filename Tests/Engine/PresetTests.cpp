// How the factory presets are built.

#include "Nodes/FactoryPresets.h"
#include "Tests/Engine/EngineHarness.h"
#include "Tests/TestFramework.h"

#include <algorithm>
#include <cmath>
#include <string>
#include <vector>

namespace spikegraph::test
{
namespace
{

juce::String classOf (const GraphModel& preset)
{
    return preset.state()["class"].toString();
}

GraphModel copyOf (const GraphModel& patch)
{
    return GraphModel::fromJson (patch.catalogue(), patch.toJson(), patch.name());
}

double numberOf (const GraphModel& patch, const juce::String& nodeId, const juce::String& parameterId)
{
    const auto node = patch.node (nodeId);
    for (const auto parameter : node.getChildWithName ("parameters"))
        if (parameter["id"].toString() == parameterId)
            return parameter["value"];
    return patch.catalogue().find (node["type"].toString())->findParameter (parameterId)->defaultValue;
}

juce::String textOf (const GraphModel& patch, const juce::String& nodeId, const juce::String& parameterId)
{
    for (const auto parameter : patch.node (nodeId).getChildWithName ("parameters"))
        if (parameter["id"].toString() == parameterId)
            return parameter["value"];
    return {};
}

juce::StringArray nodesOfType (const GraphModel& patch, const juce::String& typeId)
{
    juce::StringArray ids;
    for (const auto node : patch.nodes())
        if (node["type"].toString() == typeId)
            ids.add (node["id"]);
    return ids;
}

bool isCabled (const GraphModel& patch, const juce::String& from, const juce::String& to)
{
    for (const auto cable : patch.cables())
        if (cable["from"].toString() == from && cable["to"].toString() == to)
            return true;
    return false;
}

} // namespace

TEST_CASE (
    "There are at least 24 factory presets in eight classes, each described, tagged and with four macros")
{
    const auto presets = factoryPresets();
    CHECK (presets.size() >= 24);
    juce::StringArray names, classes;
    for (const auto& preset : presets)
    {
        INFO (preset.name().toStdString());
        CHECK (!names.contains (preset.name(), true));
        names.add (preset.name());
        classes.addIfNotAlreadyThere (classOf (preset));
        CHECK (preset.state()["author"].toString() == "Spikegraph");
        CHECK (preset.state()["description"].toString().endsWithChar ('.'));
        CHECK (!preset.tags().isEmpty());

        juce::StringArray macroNames;
        for (const auto macro : preset.macros())
        {
            INFO (macro["name"].toString().toStdString());
            CHECK (!macroNames.contains (macro["name"].toString(), true));
            macroNames.add (macro["name"]);
            CHECK (macro.getNumChildren() >= 1);
        }
        CHECK (macroNames.size() >= 4);
    }
    classes.sort (true);
    CHECK (classes.joinIntoString (", ") ==
           "Distortion, Encoding, Filter, Rhythm, Synth, Teaching, Texture, Vocoder");
}

TEST_CASE ("A preset's macros stand where its parameters are")
{
    for (const auto& preset : factoryPresets())
        for (int number = 1; number <= preset.macros().getNumChildren(); ++number)
        {
            const auto macro = preset.macros().getChild (number - 1);
            INFO (preset.name().toStdString() << ": " << macro["name"].toString().toStdString());
            auto turned = copyOf (preset);
            turned.setMacro (number, macro["value"]);
            for (const auto target : macro)
            {
                const auto node = target["node"].toString(), parameter = target["parameter"].toString();
                INFO (node.toStdString() << "." << parameter.toStdString());
                CHECK (numberOf (turned, node, parameter) ==
                       Approx (numberOf (preset, node, parameter)).epsilon (1e-9).margin (1e-9));
            }
        }
}

TEST_CASE ("The presets that go by a known name are built as it says")
{
    SECTION ("Lowpass: one pole at 1 kHz, nothing else")
    {
        const auto patch = factoryPreset ("Lowpass");
        CHECK (patch.nodes().getNumChildren() == 3);
        CHECK (isCabled (patch, "in.out", "lowpass.in"));
        CHECK (isCabled (patch, "lowpass.out", "out.in"));
        CHECK (numberOf (patch, "lowpass", "tau") ==
               Approx (500.0 / std::numbers::pi / 1000.0).epsilon (1e-12));
        CHECK (numberOf (patch, "lowpass", "tauSpread") == Approx (1.0));
        CHECK (numberOf (patch, "in", "gain") == Approx (0.0).margin (1e-12));
        CHECK (numberOf (patch, "out", "gain") == Approx (0.0).margin (1e-12));
    }
    SECTION ("Pulse Density: delta-sigma at a spike a sample, then a lowpass")
    {
        const auto patch = factoryPreset ("Pulse Density");
        CHECK (numberOf (patch, "spikes", "rate") == Approx (48000.0));
        CHECK (textOf (patch, "spikes", "activation") == "identity");
        CHECK (isCabled (patch, "spikes.out", "lowpass.in"));
    }
    SECTION ("Spike Vocoder 32: filterbank, spikes, lowpass, resynthesis")
    {
        const auto patch = factoryPreset ("Spike Vocoder 32");
        CHECK (numberOf (patch, "bands", "units") == Approx (32.0));
        CHECK (isCabled (patch, "bands.out", "spikes.in"));
        CHECK (isCabled (patch, "spikes.out", "lowpass.in"));
        CHECK (isCabled (patch, "lowpass.out", "voice.in"));
        for (const auto* parameter : { "low", "high", "bandwidth" })
            CHECK (numberOf (patch, "bands", parameter) == Approx (numberOf (patch, "voice", parameter)));
    }
    SECTION ("Cochlea 64: filterbank, normaliser, spikes")
    {
        const auto patch = factoryPreset ("Cochlea 64");
        CHECK (numberOf (patch, "bands", "units") == Approx (64.0));
        CHECK (isCabled (patch, "bands.out", "normaliser.in"));
        CHECK (isCabled (patch, "normaliser.out", "spikes.in"));
        CHECK (GraphEngine<float> (patch).spikeNodes() == juce::StringArray ("spikes"));
    }
    SECTION ("Axon Synth: a note's pitch becomes spikes")
    {
        const auto patch = factoryPreset ("Axon Synth");
        CHECK (nodesOfType (patch, "midi-pitch").size() == 1);
        CHECK (textOf (patch, "spikes", "activation") == "identity");
        CHECK (numberOf (patch, "spikes", "rate") == Approx (1.0));
    }
    SECTION ("First Spikes: one neuron, slow enough to see")
    {
        const auto patch = factoryPreset ("First Spikes");
        CHECK (nodesOfType (patch, "spiking-activation") == juce::StringArray ("spikes"));
        CHECK (numberOf (patch, "spikes", "units") == Approx (1.0));
        CHECK (numberOf (patch, "spikes", "rate") <= 500.0);
    }
}

} // namespace spikegraph::test
