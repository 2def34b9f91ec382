#include "Core/Random.h"
#include "Nodes/FactoryPresets.h"
#include "Tests/Plugin/PluginHarness.h"
#include "Tests/TestFramework.h"

namespace spikegraph::test
{

TEST_CASE (
    "State goes round byte for byte, for every preset and any positions, also of slots that move nothing")
{
    std::uint64_t draws = 0;
    for (const auto& preset : factoryPresets())
    {
        INFO (preset.name());
        PluginProcessor plugin, other;
        plugin.session().edit().load (preset);
        {
            auto edit = plugin.session().edit();
            for (const auto node : edit.model().nodes())
                for (const auto& parameter : edit.model().catalogue().find (node["type"])->parameters)
                    if (!parameter.isPartOfStructure() &&
                        edit.slots().numberOf ({ node["id"], parameter.id }) == 0)
                        edit.slots().assign ({ node["id"], parameter.id });
        }
        plugin.setView ({ { "width", 1180.0 }, { "height", 760.0 } });
        for (auto* parameter : plugin.getParameters())
            parameter->setValue (static_cast<float> (randomWord (7, draws++) % 1000) / 999.0f);
        const auto state = stateOf (plugin);
        restore (other, state);
        CHECK (other.stateProblem().empty());
        CHECK (stateOf (other) == state);
        CHECK (positionsOf (other) == positionsOf (plugin));
        CHECK (other.view() == plugin.view());
        CHECK (other.session().read().model().toJson() == plugin.session().read().heard().toJson());
    }
}

TEST_CASE ("A state that is broken anywhere is refused with a reason, and what plays goes on")
{
    PluginProcessor plugin;
    prepare (plugin, 2);
    plugin.parameters().macro (1).setValue (0.123f);
    const auto before = stateOf (plugin);
    const auto positions = positionsOf (plugin);

    const auto isRefused = [&] (const std::string& broken)
    {
        restore (plugin, broken);
        INFO (broken.substr (0, 200));
        CHECK_FALSE (plugin.stateProblem().empty());
        CHECK (plugin.stateProblem().find ('\n') == std::string::npos);
        CHECK (stateOf (plugin) == before);
        CHECK (positionsOf (plugin) == positions);
    };
    SECTION ("cut short")
    {
        for (std::size_t length = 0; length + 2 < before.size(); length += 97)
            isRefused (before.substr (0, length));
    }
    SECTION ("no text, or another's")
    {
        isRefused (std::string (1000, '\0'));
        isRefused ("\xff\xfe");
        isRefused ("<?xml version=\"1.0\"?><STATE/>");
        isRefused ("[]");
        isRefused ("{}");
        isRefused (std::string (1 << 20, '['));
        isRefused (R"({"format":"spikegraph-patch","version":1})");
    }
    const auto with = [&] (const std::string& from, const std::string& to)
    {
        auto changed = before;
        const auto found = changed.find (from);
        REQUIRE (found != std::string::npos);
        return changed.replace (found, from.size(), to);
    };
    SECTION ("of another version")
    {
        isRefused (with ("\"version\": 1", "\"version\": 2"));
        CHECK (plugin.stateProblem() == "version: is 2, newer than the 1 that this program knows");
        isRefused (with ("\"version\": 1", "\"version\": 0"));
        isRefused (with ("\"version\": 1", "\"version\": \"1\""));
    }
    SECTION ("with values that cannot be")
    {
        isRefused (with ("\"macro1\": 0.123", "\"macro1\": 1.5"));
        CHECK (plugin.stateProblem() == "host.macro1: 1.5 is not between 0 and 1");
        isRefused (with ("\"macro1\": 0.123", "\"macro1\": null"));
        isRefused (with ("\"slots\": []", "\"slots\": [{\"number\": 65}]"));
        isRefused (with ("\"slots\": []", "\"slots\": [{\"number\": 1}, {\"number\": 1}]"));
        isRefused (with ("\"slots\": []", "\"slots\": [7]"));
        isRefused (with ("\"slots\": []", "\"slots\": [{\"number\": 1, \"node\": \"a\"}]"));
        isRefused (with ("\"type\": \"audio-in\"", "\"type\": 7"));
    }
}

TEST_CASE ("A state with a node type of a later program keeps it, and says so")
{
    PluginProcessor plugin;
    prepare (plugin, 2);
    auto state = stateOf (plugin);
    const std::string type = "\"type\": \"normaliser\"";
    REQUIRE (state.find (type) != std::string::npos);
    state.replace (state.find (type), type.size(), "\"type\": \"dendrite-9000\"");
    restore (plugin, state);
    CHECK (plugin.stateProblem().empty());
    CHECK (plugin.session().read().problem().find ("dendrite-9000") != std::string::npos);
    CHECK (stateOf (plugin) == state);
}

TEST_CASE ("Restoring a session leaves no steps of undo behind")
{
    PluginProcessor plugin;
    const auto state = stateOf (plugin);
    plugin.session().edit().model().addNode ("gain", {});
    restore (plugin, state);
    CHECK_FALSE (plugin.session().read().model().canUndo());
    CHECK (stateOf (plugin) == state);
}

TEST_CASE ("Restoring the same patch with other values keeps its nodes, and their state")
{
    PluginProcessor plugin;
    plugin.session().edit().load (makePatch ({ "in audio-in", "hold lowpass tau=10000", "out audio-out" },
                                             "in.out>hold.in hold.out>out.in"));
    prepare (plugin, 1);
    auto audio = constant (1.0f, 1, 48000);
    process (plugin, audio, 512);
    const auto charged = audio.getSample (0, 47999);
    REQUIRE (charged > 0.05f);

    restore (plugin, stateOf (plugin));
    auto after = constant (0.0f, 1, 64);
    process (plugin, after, 64);
    CHECK (after.getSample (0, 63) == Approx (charged).epsilon (0.01));
}

TEST_CASE ("A preset loaded through the host's programs is heard, and is a step of undo")
{
    PluginProcessor plugin;
    prepare (plugin, 2);
    REQUIRE (plugin.getNumPrograms() >= 24);
    const auto first = plugin.session().read().model().name();
    CHECK (plugin.getProgramName (plugin.getCurrentProgram()) == first);
    for (int program = 0; program < plugin.getNumPrograms(); ++program)
    {
        plugin.setCurrentProgram (program);
        CHECK (plugin.getCurrentProgram() == program);
        CHECK (plugin.session().read().model().name() == plugin.getProgramName (program));
        CHECK (plugin.session().read().problem().empty());
    }
    plugin.session().edit().model().undo();
    CHECK (plugin.session().read().model().name() == plugin.getProgramName (plugin.getNumPrograms() - 2));
}

} // namespace spikegraph::test
