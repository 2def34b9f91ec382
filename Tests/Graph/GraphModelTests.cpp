#include "Core/Error.h"
#include "Graph/GraphEngine.h"
#include "Graph/GraphModel.h"
#include "Nodes/FactoryNodes.h"
#include "Nodes/FactoryPresets.h"
#include "Tests/TestFramework.h"

namespace spikegraph
{
namespace
{

GraphModel read (const std::string& json)
{
    return GraphModel::fromJson (nodeCatalogue(), json, "p.spikegraph");
}

std::string patchWith (const std::string& nodes, const std::string& cables = "")
{
    return R"({"format": "spikegraph-patch", "version": 1, "name": "P", "nodes": [)" + nodes +
           R"(], "cables": [)" + cables + "]}";
}

const std::string in = R"({"id": "in", "type": "audio-in"})", out = R"({"id": "out", "type": "audio-out"})";

} // namespace

TEST_CASE ("Every factory preset is saved as it was read, byte for byte")
{
    REQUIRE (!factoryPresetTexts().empty());
    for (const auto& text : factoryPresetTexts())
    {
        const auto first = read (text).toJson();
        CHECK (first == text);
        CHECK (read (first).toJson() == first);
    }
}

TEST_CASE ("Nodes and parameters that are not known survive a round trip, and are named when they are to run")
{
    const auto model =
        read (patchWith (R"({"id": "a", "type": "teleport", "parameters": {"range": 3, "mode": "far"}},
                                           {"id": "b", "type": "gain", "parameters": {"shine": 2.5}})"));
    CHECK (model.toJson().find ("\"range\": 3") != std::string::npos);
    CHECK (model.toJson().find ("\"mode\": \"far\"") != std::string::npos);
    CHECK (read (model.toJson()).toJson() == model.toJson());
    CHECK_THROWS_WITH (GraphEngine (model), "nodes[0].type: there is no node type \"teleport\"");
    const auto other = read (patchWith (R"({"id": "b", "type": "gain", "parameters": {"shine": 2.5}})"));
    CHECK_THROWS_WITH (GraphEngine (other), "nodes[0].parameters.shine: gain has no such parameter");
}

TEST_CASE ("A fault in a patch is named with its place, its value and the reason")
{
    const auto low = [] (const char* tau) {
        return patchWith (std::string (R"({"id": "l", "type": "lowpass", "parameters": {"tau": )") + tau +
                          "}}");
    };
    CHECK_THROWS_WITH (read (low ("-5")), "p.spikegraph: nodes[0].parameters.tau: -5 ms is below 0.001 ms");
    CHECK_THROWS_WITH (read (low ("1e9")),
                       "p.spikegraph: nodes[0].parameters.tau: 1e+09 ms is above 10000 ms");
    CHECK_THROWS_WITH (read (low ("\"soon\"")),
                       "p.spikegraph: nodes[0].parameters.tau: \"soon\" is no number");
    CHECK_THROWS_WITH (read (low ("[1]")),
                       "p.spikegraph: nodes[0].parameters.tau: must be a number or text, not array");
    CHECK_THROWS_WITH (read (patchWith (in + "," + in)),
                       "p.spikegraph: nodes[1].id: \"in\" is the id of another node");
    CHECK_THROWS_WITH (read (patchWith (R"({"type": "gain"})")), "p.spikegraph: nodes[0].id: is missing");
    CHECK_THROWS_WITH (read (patchWith (in, R"({"from": "in.out", "to": "out.in"})")),
                       "p.spikegraph: cables[0].to: there is no node \"out\"");
    CHECK_THROWS_WITH (read (patchWith (in + "," + out, R"({"from": "in.side", "to": "out.in"})")),
                       "p.spikegraph: cables[0].from: \"in\" has no outlet \"side\", only out");
    CHECK_THROWS_WITH (read (R"({"format": "other", "version": 1})"),
                       "p.spikegraph: format: must be \"spikegraph-patch\"");
    CHECK_THROWS_WITH (read (R"({"format": "spikegraph-patch", "version": 9})"),
                       "p.spikegraph: version: 9 is not 1: the patch was made by a newer Spikegraph");
    CHECK_THROWS_WITH (read ("{\"format\": "),
                       Catch::Contains ("is not valid JSON") && Catch::Contains ("line 1"));
    CHECK_THROWS_WITH (read ("[]"), "p.spikegraph: the patch: must be an object, not array");
}

TEST_CASE ("A loop is refused with the nodes that it goes through")
{
    const auto model =
        read (patchWith (R"({"id": "a", "type": "gain"}, {"id": "b", "type": "lowpass"})",
                         R"({"from": "a.out", "to": "b.in"}, {"from": "b.out", "to": "a.in"})"));
    GraphEngine engine (model);
    CHECK_THROWS_WITH (engine.prepare ({}), "cables: a loop without a delay: a -> b -> a");
}

TEST_CASE ("Units that do not fit are refused with both widths")
{
    const auto model = read (patchWith (
        in + "," + out + R"(, {"id": "s", "type": "spiking-activation", "parameters": {"population": 3}})",
        R"({"from": "in.out", "to": "s.in"}, {"from": "s.out", "to": "out.in"})"));
    GraphEngine engine (model);
    CHECK_THROWS_WITH (engine.prepare ({ 48000.0, 64, 1, 2 }),
                       "nodes[1] (out): 3 units do not spread over 2 output channels");
}

TEST_CASE ("Setting a parameter or a macro changes the patch, and undo takes it back")
{
    auto model = factoryPreset ("spike speech");
    const auto before = model.toJson();
    model.setParameter ("lowpass", "tau", "2.5");
    CHECK (model.toJson() != before);
    model.undoManager().undo();
    CHECK (model.toJson() == before);
    model.setMacro (1, 1.0);
    CHECK (model.toJson().find ("\"rate\": 15000.0") != std::string::npos);
    CHECK_THROWS_WITH (model.setParameter ("lowpass", "tau", "0"), "lowpass.tau: 0 ms is below 0.001 ms");
    CHECK_THROWS_WITH (model.setParameter ("lowpas", "tau", "1"),
                       "lowpas.tau: the patch has no node \"lowpas\"");
    CHECK_THROWS_WITH (model.setParameter ("lowpass", "tow", "1"),
                       "lowpass.tow: lowpass has no parameter \"tow\"");
    CHECK_THROWS_WITH (model.setMacro (9, 0.5), "macro 9: the patch has 4");
    CHECK_THROWS_AS (factoryPreset ("spike speach"), InvalidValue);
}

} // namespace spikegraph
