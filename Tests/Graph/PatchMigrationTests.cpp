#include "Core/Error.h"
#include "Nodes/FactoryNodes.h"
#include "Tests/Graph/TestPatches.h"
#include "Tests/TestFramework.h"

namespace spikegraph
{
namespace
{

using Catch::Contains;

GraphModel read (const std::string& json)
{
    return GraphModel::fromJson (nodeCatalogue(), json, "old.spikegraph");
}

/// A patch as version 1 wrote it.
std::string version1()
{
    return test::textOfFile (SPIKEGRAPH_SOURCE_DIR "/Tests/Graph/Version1.spikegraph");
}

std::string spikingNode (const std::string& parameters)
{
    return R"({"format": "spikegraph-patch", "version": 1, "nodes": [
               {"id": "s", "type": "spiking-activation", "parameters": {)" +
           parameters + "}}]}";
}

} // namespace

TEST_CASE ("A patch of version 1 is read, and saved as version 2")
{
    REQUIRE_THAT (version1(), Contains ("\"version\": 1,") && Contains ("\"population\": 16"));
    const auto saved = read (version1()).toJson();

    // All that version 2 says otherwise, and nothing more.
    auto expected = juce::String (version1())
                        .replace ("\"version\": 1,", "\"version\": 2,")
                        .replace ("\"population\": 16", "\"units\": 16")
                        .replace ("\"node\": \"spikes\",\n          \"parameter\": \"population\"",
                                  "\"node\": \"spikes\",\n          \"parameter\": \"units\"");
    CHECK (saved == expected.toStdString());
    CHECK (read (saved).toJson() == saved);
}

TEST_CASE ("Migration leaves a population that is not a spiking activation's alone")
{
    // Of a node that is not known.
    CHECK_THAT (read (version1()).toJson(),
                Contains ("\"population\": 3") &&
                    Contains ("\"crowd\",\n          \"parameter\": \"population\""));
}

TEST_CASE ("A value out of range in an old patch is refused under its new name, with the version")
{
    CHECK_THROWS_WITH (read (spikingNode (R"("population": 0)")),
                       "old.spikegraph: nodes[0].parameters.units: 0 is below 1 (read from version 1)");
    CHECK_THROWS_WITH (
        read (spikingNode (R"("population": 2, "units": 3)")),
        "old.spikegraph: nodes[0].parameters: \"population\" is called \"units\" since version 2, "
        "and both are there");
}

TEST_CASE ("An old patch that is not as its version wants it is refused as a new one is")
{
    for (const auto* lists :
         { R"("nodes": 3)", R"("nodes": [3])", R"("nodes": [{"id": [], "type": "spiking-activation"}])",
           R"("nodes": [{"id": "s", "type": "spiking-activation", "parameters": []}])", R"("macros": [3])",
           R"("macros": [{"name": "M", "value": 0, "targets": [3]}])",
           R"("macros": [{"name": "M", "value": 0, "targets": [{"node": 1, "parameter": "population"}]}])" })
    {
        INFO (lists);
        CHECK_THROWS_AS (
            read (std::string (R"({"format": "spikegraph-patch", "version": 1, )") + lists + "}"),
            InvalidValue);
    }
}

} // namespace spikegraph
