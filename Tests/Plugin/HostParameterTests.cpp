#include "Tests/Plugin/PluginHarness.h"
#include "Tests/TestFramework.h"

#include <fstream>

namespace spikegraph::test
{
namespace
{

/// An input gain with the macro "Loud" on it, from -20 to 20 dB.
GraphModel loudPatch()
{
    auto patch = makePatch ({ "in audio-in", "level gain gain=0", "out audio-out" },
                            "in.out>level.in level.out>out.in");
    patch.setName ("Loud");
    patch.addMacro ("Loud");
    patch.addMacroTarget (1, "level", "gain", -20.0, 20.0);
    patch.setMacro (1, 0.5);
    return patch;
}

struct LoudPlugin
{
    LoudPlugin()
    {
        plugin.session().edit().load (loudPatch());
        plugin.session().edit().model().forgetSteps();
        prepare (plugin, 1);
    }

    /// What 0.1 comes out as once all ramps are over.
    float level()
    {
        auto audio = constant (0.1f, 1, 9600);
        process (plugin, audio, 64);
        return audio.getSample (0, 9599);
    }

    double documentGain()
    {
        const auto reading = plugin.session().read();
        return reading.model()
            .node ("level")
            .getChildWithName ("parameters")
            .getChildWithProperty ("id", "gain")["value"];
    }

    PluginProcessor plugin;
    const HostParameters& host = plugin.parameters();
};

} // namespace

TEST_CASE ("The host's parameters have the committed ids in the committed order, since sessions rely on them")
{
    std::ifstream file (SPIKEGRAPH_SOURCE_DIR "/Tests/Plugin/HostParameters.txt");
    REQUIRE (file);
    const PluginProcessor plugin;
    int index = 0;
    for (std::string id; file >> id; ++index)
    {
        REQUIRE (index < plugin.getParameters().size());
        const auto* parameter =
            dynamic_cast<const juce::AudioProcessorParameterWithID*> (plugin.getParameters()[index]);
        CHECK (parameter->paramID.toStdString() == id);
        CHECK (parameter->isAutomatable());
    }
    CHECK (index == plugin.getParameters().size());
}

TEST_CASE ("A macro is called what the patch calls it, and reads as the one parameter that it moves")
{
    LoudPlugin it;
    CHECK (it.host.macro (1).getName (100) == "Loud");
    CHECK (it.host.macro (1).getText (0.75f, 100) == "10.0 dB");
    CHECK (it.host.macro (1).getValueForText ("-10 dB") == Approx (0.25));
    CHECK (it.host.macro (2).getName (100) == "Macro 2");
    CHECK (it.host.macro (2).getText (0.75f, 100) == "75.0 %");

    it.plugin.session().edit().model().renameMacro (1, "Louder");
    CHECK (it.host.macro (1).getName (100) == "Louder");
    CHECK (it.host.macro (1).getName (4) == "Loud");
}

TEST_CASE ("The host is told when names change")
{
    struct Listener final : juce::AudioProcessorListener
    {
        void audioProcessorParameterChanged (juce::AudioProcessor*, int, float) override {}
        void audioProcessorChanged (juce::AudioProcessor*, const ChangeDetails& details) override
        {
            told += details.parameterInfoChanged;
        }
        int told = 0;
    } listener;
    LoudPlugin it;
    it.plugin.addListener (&listener);
    it.plugin.session().edit().model().renameMacro (1, "Louder");
    CHECK (listener.told == 1);
    it.plugin.session().edit().model().setPosition ("level", { 8.0, 8.0 });
    CHECK (listener.told == 1);
    it.plugin.removeListener (&listener);
}

TEST_CASE ("What the host automates is heard and saved, and makes no step of undo")
{
    LoudPlugin it;
    CHECK (it.level() == Approx (0.1));
    it.host.macro (1).setValue (1.0f);
    CHECK (it.level() == Approx (1.0));

    CHECK (it.documentGain() == Approx (0.0));
    CHECK_FALSE (it.plugin.session().read().model().canUndo());
    CHECK (it.plugin.session().read().number ({ "level", "gain" }) == Approx (20.0));

    PluginProcessor other;
    restore (other, stateOf (it.plugin));
    CHECK (other.session().read().number ({ "level", "gain" }) == Approx (20.0));
    CHECK (other.parameters().macro (1).getValue() == 1.0f);
}

TEST_CASE ("What the host automates holds on while the patch is edited elsewhere, until it is edited itself")
{
    LoudPlugin it;
    it.host.macro (1).setValue (1.0f);
    CHECK (it.level() == Approx (1.0));
    it.plugin.session().edit().model().addNode ("scope", {});
    CHECK (it.level() == Approx (1.0));
    it.plugin.session().edit().model().setParameter ("level", "gain", -20.0);
    CHECK (it.level() == Approx (0.01));
    it.plugin.session().edit().model().addNode ("scope", {});
    CHECK (it.level() == Approx (0.01));
}

TEST_CASE ("Turning a macro in the document moves the host's parameter, and undo moves it back")
{
    LoudPlugin it;
    it.plugin.session().edit().model().setMacro (1, 0.75);
    CHECK (it.host.macro (1).getValue() == 0.75f);
    CHECK (it.level() == Approx (0.1 * std::pow (10.0, 0.5)));
    it.plugin.session().edit().model().undo();
    CHECK (it.host.macro (1).getValue() == 0.5f);
    CHECK (it.level() == Approx (0.1));
}

TEST_CASE ("A slot moves a parameter over a range and along a curve")
{
    LoudPlugin it;
    const auto number = it.plugin.session().edit().slots().assign ({ "level", "gain" });
    CHECK (number == 1);
    CHECK (it.host.slot (1).getName (100) == "Gain Gain");
    CHECK (it.host.slot (1).getText (it.host.slot (1).getValue(), 100) == "0.00 dB");

    it.plugin.session().edit().slots().assign (1, { { "level", "gain" }, 20.0, -20.0, false });
    it.host.slot (1).setValue (0.0f);
    CHECK (it.level() == Approx (1.0));
    it.host.slot (1).setValue (0.75f);
    CHECK (it.level() == Approx (0.1 * std::pow (10.0, -0.5)));

    it.plugin.session().edit().model().setParameter ("level", "gain", 10.0);
    CHECK (it.host.slot (1).getValue() == 0.25f);
}

TEST_CASE ("A slot along a logarithmic curve is halfway at the geometric mean")
{
    LoudPlugin it;
    it.plugin.session().edit().model().addNode ("lowpass", {}, "smooth");
    it.plugin.session().edit().slots().assign (3, { { "smooth", "tau" }, 1.0, 100.0, true });
    it.host.slot (3).setValue (0.5f);
    CHECK (it.plugin.session().read().number ({ "smooth", "tau" }) == Approx (10.0));
    CHECK (it.host.slot (3).getText (0.5f, 100) == "10.0 ms");
}

TEST_CASE ("A slot's number is not given to another parameter after it is released, but by name")
{
    LoudPlugin it;
    auto edit = it.plugin.session().edit();
    edit.model().addNode ("lowpass", {}, "smooth");
    CHECK (edit.slots().assign ({ "level", "gain" }) == 1);
    CHECK (edit.slots().assign ({ "level", "gain" }) == 1);
    edit.slots().release (1);
    CHECK (edit.slots().assign ({ "smooth", "tau" }) == 2);
    edit.model().undo();
    CHECK (edit.slots().numberOf ({ "smooth", "tau" }) == 0);
    edit.slots().assign (1, { { "smooth", "tau" }, 1.0, 2.0, false });
    CHECK (edit.slots().numberOf ({ "smooth", "tau" }) == 1);
}

TEST_CASE ("A slot is refused for what a host cannot move, and says why")
{
    LoudPlugin it;
    auto edit = it.plugin.session().edit();
    edit.model().addNode ("spiking-activation", {}, "spikes");
    CHECK_THROWS_WITH (edit.slots().assign ({ "nobody", "gain" }),
                       "nobody.gain: the patch has no such parameter");
    CHECK_THROWS_WITH (edit.slots().assign ({ "spikes", "units" }),
                       "units: cannot be automated, as the node is made for it");
    CHECK_THROWS_WITH (edit.slots().assign (65, { { "level", "gain" }, 0.0, 1.0, false }),
                       "slot 65: there are 1 to 64");
    CHECK_THROWS_WITH (edit.slots().assign (1, { { "level", "gain" }, -500.0, 1.0, false }),
                       "gain: -500 is below -120");
    for (int number = 1; number <= 64; ++number)
        edit.slots().assign (number, { { "level", "gain" }, 0.0, 1.0, false }), edit.slots().release (number);
    CHECK_THROWS_WITH (edit.slots().assign ({ "level", "gain" }),
                       "level.gain: all 64 slots have been given out; choose one to use again");
}

TEST_CASE ("A slot whose node has gone moves nothing, and moves it again once the node is back")
{
    LoudPlugin it;
    it.plugin.session().edit().slots().assign ({ "level", "gain" });
    it.plugin.session().edit().model().removeNode ("level");
    it.host.slot (1).setValue (0.9f);
    CHECK (it.host.slot (1).getName (100) == "Slot 1");
    it.plugin.session().edit().model().undo();
    CHECK (it.host.slot (1).getName (100) == "Gain Gain");
    it.host.slot (1).setValue (1.0f);
    CHECK (it.plugin.session().read().number ({ "level", "gain" }) == Approx (60.0));
}

TEST_CASE ("A macro moves a parameter that its node is made for, too")
{
    LoudPlugin it;
    {
        auto edit = it.plugin.session().edit();
        auto patch = makePatch ({ "in audio-in", "spikes spiking-activation units=1", "out audio-out" },
                                "in.out>spikes.in spikes.out>out.in");
        patch.addMacro ("Crowd");
        patch.addMacroTarget (1, "spikes", "units", 1.0, 9.0);
        edit.load (patch);
    }
    it.level();
    it.host.macro (1).setValue (0.5f);
    it.plugin.session().edit().model().setPosition ("in", { 1.0, 1.0 }); // whenever the owner looks
    CHECK (it.plugin.session().read().number ({ "spikes", "units" }) == 5.0);
    CHECK (it.plugin.session().read().problem().empty());
}

} // namespace spikegraph::test
