#include "Gui/ScopeSubject.h"
#include "Nodes/FactoryPresets.h"
#include "Tests/Plugin/PluginHarness.h"
#include "Tests/TestFramework.h"

namespace spikegraph::test
{
namespace
{

using Cable = Selection::Cable;

/// A patch at work, as an editor shows it.
PatchSnapshot snapshotOfPatch (const GraphModel& patch)
{
    PluginProcessor plugin;
    prepare (plugin, 2);
    plugin.session().edit().load (patch);
    return snapshotOf (plugin);
}

void checkThatItExists (const PatchSnapshot& patch, const ScopeSubject& subject)
{
    CHECK (subject.title.isNotEmpty());
    CHECK ((subject.sound.isNotEmpty() || subject.spikes.isNotEmpty()));
    if (subject.sound.isNotEmpty())
        CHECK (patch.node (subject.sound) != nullptr);
    if (subject.spikes.isNotEmpty())
    {
        REQUIRE (patch.node (subject.spikes) != nullptr);
        CHECK (patch.node (subject.spikes)->type->putsOutSpikes());
    }
}

juce::String utf8 (const char* text)
{
    return juce::String::fromUTF8 (text);
}

} // namespace

TEST_CASE ("The scope shows nodes that are there, and spikes where a patch has some, whatever is selected")
{
    for (const auto& preset : factoryPresets())
    {
        INFO (preset.name().toStdString());
        const auto patch = snapshotOfPatch (preset);
        const bool hasSpikes = std::any_of (patch.nodes.begin(), patch.nodes.end(),
                                            [] (const auto& node) { return node.type->putsOutSpikes(); });
        const auto whole = scopeSubject (patch, {}, {});
        checkThatItExists (patch, whole);
        CHECK (whole.spikes.isNotEmpty() == hasSpikes);
        CHECK (whole.sound.isNotEmpty());

        std::set<juce::String> all;
        for (const auto& node : patch.nodes)
        {
            INFO (node.id.toStdString());
            all.insert (node.id);
            const auto subject = scopeSubject (patch, { node.id }, {});
            checkThatItExists (patch, subject);
            if (node.type->putsOutSpikes())
                CHECK (subject.spikes == node.id);
            else if (!node.type->outputs.empty() && node.type->outputs.front().kind != SignalKind::midi)
                CHECK (subject.sound == node.id);
        }
        CHECK (scopeSubject (patch, all, {}) == whole);
        for (const auto& cable : patch.cables)
        {
            INFO ((cable.from + " > " + cable.to).toStdString());
            const auto subject = scopeSubject (patch, {}, Cable{ cable.from, cable.to });
            checkThatItExists (patch, subject);
            if (cable.kind == SignalKind::spikes)
                CHECK (subject.spikes == cable.sourceNode());
            else if (cable.kind == SignalKind::audio)
                CHECK (subject.sound == cable.sourceNode());
        }
    }
}

TEST_CASE ("Of a cable, the scope shows what goes in at one end and the nearest spikes")
{
    const auto patch = snapshotOfPatch (factoryPreset ("Spike Vocoder 32"));
    const ScopeSubject bands{ utf8 ("Filterbank \u00d732 \u2192 Spiking Activation \u00d732"), "bands",
                              "spikes", true };
    CHECK (scopeSubject (patch, {}, Cable{ "bands.out", "spikes.in" }) == bands);
    CHECK (scopeSubject (patch, {}, Cable{ "spikes.out", "lowpass.in" }) == bands);
    CHECK (scopeSubject (patch, { "spikes" }, {}) == bands);
    CHECK (scopeSubject (patch, {}, {}) == bands);
    CHECK (scopeSubject (patch, {}, Cable{ "not.there", "at.all" }) == bands);
}

TEST_CASE ("The scope's title has the order of the signal")
{
    const auto patch = snapshotOfPatch (makePatch (
        { "in audio-in", "first spiking-activation", "blur lowpass", "second lif", "out audio-out" },
        "in.out>first.in first.out>blur.in blur.out>second.in second.out>out.in"));
    const auto before = scopeSubject (patch, { "out" }, {});
    CHECK (before.sound == "out");
    CHECK (before.spikes == "second");
    CHECK (before.title == utf8 ("LIF \u00d72 \u2192 Audio Out \u00d72"));
    const auto after = scopeSubject (patch, { "blur" }, {});
    CHECK (after.spikes == "second");
    CHECK (after.title == utf8 ("Lowpass \u00d72 \u2192 LIF \u00d72"));
    CHECK (scopeSubject (patch, { "second" }, {}).sound == "blur");
    CHECK (scopeSubject (patch, {}, {}).spikes == "first");
}

TEST_CASE ("The scope follows the branch whose cable was chosen")
{
    const auto patch =
        snapshotOfPatch (makePatch ({ "in audio-in", "a spiking-activation", "b lif", "out audio-out" },
                                    "in.out>a.in in.out>b.in a.out>out.in b.out>out.in"));
    CHECK (scopeSubject (patch, {}, Cable{ "in.out", "b.in" }).spikes == "b");
    CHECK (scopeSubject (patch, {}, Cable{ "in.out", "a.in" }).spikes == "a");
}

TEST_CASE ("A sound makes the spikes only where nothing else comes in with it")
{
    const std::vector<std::string> nodes{ "in audio-in", "more noise", "s spiking-activation",
                                          "out audio-out" };
    CHECK (scopeSubject (snapshotOfPatch (makePatch (nodes, "in.out>s.in s.out>out.in")), { "s" }, {})
               .soundMakesSpikes);
    CHECK_FALSE (scopeSubject (snapshotOfPatch (makePatch (nodes, "in.out>s.in more.out>s.in s.out>out.in")),
                               { "s" }, {})
                     .soundMakesSpikes);
}

TEST_CASE ("A bypassed spiking node shows as the sound that it lets through")
{
    auto model =
        makePatch ({ "in audio-in", "s spiking-activation", "out audio-out" }, "in.out>s.in s.out>out.in");
    model.setBypassed ("s", true);
    const auto subject = scopeSubject (snapshotOfPatch (model), { "s" }, {});
    CHECK (subject.sound == "s");
    CHECK (subject.spikes.isEmpty());
}

TEST_CASE ("An empty patch has nothing to show")
{
    CHECK (scopeSubject (snapshotOfPatch (makePatch ({}, "")), {}, {}) == ScopeSubject{});
}

} // namespace spikegraph::test
