#include "Core/Error.h"
#include "Nodes/FactoryNodes.h"
#include "Nodes/FactoryPresets.h"
#include "Tests/Graph/TestPatches.h"
#include "Tests/TestFramework.h"

namespace spikegraph
{
namespace
{

using namespace test;
using Catch::Contains;

GraphModel read (const std::string& json)
{
    return GraphModel::fromJson (nodeCatalogue(), json, "p.spikegraph");
}

/// What a hand wrote, in no order and with a bit of everything, such as a newer version could have.
const auto handWritten = R"({
  "cables": [ { "colour": [1, 2.50, null], "to": "b.in", "from": "a.out" }, { "from": "far.side", "to": "b.side" } ],
  "nodes": [ { "type": "source", "id": "a", "position": [1.5e2, -7], "x": 3, "label": "Quelle \u00e4\n\"1\"", "parameters": {} },
             { "id": "b", "type": "sum", "bypassed": true,
               "parameters": { "gain": -3, "glow": { "deep": [true, { "er": 1e-300 }] }, "count": 2.0, "mode": "hard", "title": "\u2603" } },
             { "id": "far", "type": "teleport", "parameters": { "range": 3, "mode": "far", "on": false, "off": null } } ],
  "comments": [ { "size": [100, 20.25], "text": "here\nthere", "position": [0, -0.125], "pinned": true } ],
  "macros": [ { "targets": [ { "parameter": "gain", "node": "b", "to": 12, "from": -60.0, "curve": "log" },
                             { "parameter": "range", "node": "far", "to": 1e9, "from": 0 } ],
                "midi": 17, "name": "M", "value": 0.30 } ],
  "version": 2, "format": "spikegraph-patch", "tags": ["b", "a"], "zoom": 1.250, "view": { "b": 1, "a": 18446744073709551615 }
})";

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
    CHECK_THROWS_AS (factoryPreset ("spike speach"), InvalidValue);
}

TEST_CASE ("A patch in disorder is put in order by its first save, and stays so")
{
    const auto first = readSmall (handWritten).toJson();
    CHECK (readSmall (first).toJson() == first);
    CHECK (readSmall (first).state().isEquivalentTo (readSmall (handWritten).state()));

    // The order: what describes the patch, macros, nodes, cables, comments, and what is not known.
    std::size_t last = 0;
    for (const auto* key : { "\"format\"", "\"version\"", "\"name\"", "\"tags\"", "\"macros\"", "\"nodes\"",
                             "\"cables\"", "\"comments\"", "\"zoom\"", "\"view\"" })
    {
        const auto place = first.find (key, last);
        REQUIRE (place != std::string::npos);
        last = place;
    }
}

TEST_CASE ("Nodes, parameters and keys that are not known survive a round trip")
{
    const auto saved = readSmall (handWritten).toJson();
    for (const auto* kept :
         { "\"type\": \"teleport\"", "\"range\": 3,", "\"on\": false", "\"off\": null", "\"glow\": {",
           "\"er\": 1e-300", "\"colour\": [", "\"pinned\": true", "\"midi\": 17", "\"curve\": \"log\"",
           "\"zoom\": 1.25", "\"a\": 18446744073709551615", "\"x\": 3", "\"from\": \"far.side\"" })
    {
        INFO (kept);
        CHECK (saved.find (kept) != std::string::npos);
    }
}

TEST_CASE ("A number keeps its kind: whole numbers stay whole, others keep a point")
{
    const auto saved = readSmall (handWritten).toJson();
    CHECK_THAT (saved, Contains ("\"gain\": -3,") && Contains ("\"count\": 2.0,") &&
                           Contains ("\"from\": -60.0,") && Contains ("\"to\": 12,") &&
                           Contains ("\"value\": 0.3,"));
    CHECK_THAT (saved, Contains ("150.0,\n        -7\n"));
}

TEST_CASE ("A new model is an empty patch that can be read")
{
    const auto json = GraphModel (smallCatalogue()).toJson();
    CHECK (readSmall (json).toJson() == json);
}

TEST_CASE ("The README's patch loads")
{
    const auto readme = textOfFile (SPIKEGRAPH_SOURCE_DIR "/README.md");
    const auto start = readme.find ("```json\n");
    REQUIRE (start != std::string::npos);
    const auto json = readme.substr (start + 8, readme.find ("```", start + 8) - start - 8);
    CHECK_THAT (json, Contains ("\"version\": 2"));
    const auto model = read (json);
    CHECK (model.nodes().getNumChildren() > 2);
    CHECK (read (model.toJson()).toJson() == model.toJson());
}

} // namespace spikegraph
