#include "Core/Error.h"
#include "Tests/Graph/TestPatches.h"
#include "Tests/TestFramework.h"

#include <vector>

namespace spikegraph
{
namespace
{

using namespace test;
using Catch::Contains;

std::string faultOf (const std::string& json)
{
    try
    {
        readSmall (json);
    }
    catch (const InvalidValue& error)
    {
        return error.what();
    }
    return "no fault";
}

const auto a = node ("a", "source"), b = node ("b", "sum"), keys = node ("k", "keys");

std::string macro (const std::string& target, const std::string& value = "0")
{
    return R"("macros": [{"name": "M", "value": )" + value + R"(, "targets": [)" + target + "]}]";
}

std::string target (const std::string& parameter, const std::string& from, const std::string& to)
{
    return R"({"node": "b", "parameter": ")" + parameter + R"(", "from": )" + from + R"(, "to": )" + to + "}";
}

std::string repeated (int count, const std::string& item, const std::string& separator = ",")
{
    std::string text;
    for (int i = 0; i < count; ++i)
        text += (i == 0 ? "" : separator) + item;
    return text;
}

} // namespace

TEST_CASE ("A fault in a patch is named with its place, its value and the reason")
{
    const std::vector<std::pair<std::string, std::string>> faults{
        { patchWith (node ("b", "sum", R"("gain": -70)")),
          "nodes[0].parameters.gain: -70 dB is below -60 dB" },
        { patchWith (a + "," + node ("b", "sum", R"("gain": 1e9)")),
          "nodes[1].parameters.gain: 1e+09 dB is above 12 dB" },
        { patchWith (node ("b", "sum", R"("gain": "loud")")),
          "nodes[0].parameters.gain: \"loud\" is no number" },
        { patchWith (node ("b", "sum", R"("gain": "nan")")),
          "nodes[0].parameters.gain: \"nan\" is no number" },
        { patchWith (node ("b", "sum", R"("gain": [1])")),
          "nodes[0].parameters.gain: must be a number or text, not array" },
        { patchWith (node ("b", "sum", R"("gain": true)")), "nodes[0].parameters.gain: a number is needed" },
        { patchWith (node ("b", "sum", R"("count": 1.5)")),
          "nodes[0].parameters.count: 1.5 is no whole number" },
        { patchWith (node ("b", "sum", R"("mode": "odd")")),
          "nodes[0].parameters.mode: \"odd\" is none of soft, hard" },
        { patchWith (R"({"id": "b", "type": "sum", "parameters": [1]})"),
          "nodes[0].parameters: must be an object, not array" },
        { patchWith ("7"), "nodes[0]: must be an object, not number" },
        { patchWith (R"({"type": "sum"})"), "nodes[0].id: is missing" },
        { patchWith (R"({"id": 3, "type": "sum"})"), "nodes[0].id: must be text, not number" },
        { patchWith (R"({"id": "b", "type": null})"), "nodes[0].type: must be text, not null" },
        { patchWith (node ("b.c", "sum")), "nodes[0].id: \"b.c\" must be a word without dots" },
        { patchWith (node ("b\\nc", "sum")), "nodes[0].id: \"b c\" must be a word without dots" },
        { patchWith (a + "," + a), "nodes[1].id: \"a\" is the id of another node" },
        { patchWith (R"({"id": "b", "type": "sum", "label": 1})"),
          "nodes[0].label: must be text, not number" },
        { patchWith (R"({"id": "b", "type": "sum", "bypassed": "yes"})"),
          "nodes[0].bypassed: must be true or false, not string" },
        { patchWith (R"({"id": "b", "type": "sum", "position": [1]})"), "nodes[0].position: must be [x, y]" },
        { patchWith (R"({"id": "b", "type": "sum", "position": [1, 2e7]})"),
          "nodes[0].position: 2e+07 is outside [-1e+06, 1e+06]" },
        { patchWith (a, cable ("a.out", "b.in")), "cables[0].to: there is no node \"b\"" },
        { patchWith (a + "," + b, cable ("a.left", "b.in")),
          "cables[0].from: \"a\" has no outlet \"left\", only out" },
        { patchWith (a + "," + b, cable ("b.out", "a.in")), "cables[0].to: \"a\" has no inlet \"in\"" },
        { patchWith (a + "," + node ("u", "unknown"), cable ("a.out", "u")),
          "cables[0].to: \"u\" must be followed by a dot and a port" },
        { patchWith (a + "," + b, R"({"from": "a.out"})"), "cables[0].to: is missing" },
        { patchWith (a + "," + b, cable ("a.out", "b.in") + "," + cable ("a.out", "b.in")),
          "cables[1]: there is a cable from \"a.out\" to \"b.in\" before" },
        { patchWith (keys + "," + b, cable ("k.midi", "b.in")),
          "cables[0]: midi cannot go to audio: MIDI joins only MIDI" },
        { patchWith (keys + "," + a, cable ("a.out", "k.midi")),
          "cables[0]: audio cannot go to midi: MIDI joins only MIDI" },
        { patchWith (node ("x", "thin") + "," + b, cable ("b.out", "x.in") + "," + cable ("x.out", "b.in")),
          "cables: a loop without a Feedback node: x -> b -> x" },
        { patchWith (b, "", macro ("", "1.5")), "macros[0].value: 1.5 is outside [0, 1]" },
        { patchWith (b, "", macro ("", "\"1\"")), "macros[0].value: must be a number, not string" },
        { patchWith (a, "", macro (target ("gain", "0", "1"))),
          "macros[0].targets[0].node: there is no node \"b\"" },
        { patchWith (b, "", macro (target ("gain", "0", "13"))),
          "macros[0].targets[0].to: 13 dB is above 12 dB" },
        { patchWith (b, "", macro (target ("mode", "0", "1"))),
          "macros[0].targets[0].parameter: \"mode\" is not a number, which macros move" },
        { patchWith (b, "", macro (target ("gain", "0", "1") + "," + target ("gain", "0", "1"))),
          "macros[0].targets[1]: \"b.gain\" is a target before" },
        { patchWith (b, "", R"("macros": [)" + repeated (17, R"({"name": "M", "value": 0})") + "]"),
          "macros: 17 is more than 16" },
        { patchWith (b, "", R"("comments": [{"text": "t", "position": [0, 0]}])"),
          "comments[0].size: is missing" },
        { patchWith (b, "", R"("comments": [{"text": "t", "position": [0, 0], "size": [0, 5]}])"),
          "comments[0].size: 0 is outside [1, 1e+06]" },
        { patchWith (b, "", R"("comments": {})"), "comments: must be a list, not object" },
        { patchWith (b, "", R"("tags": ["a", 1])"), "tags[1]: must be text, not number" },
        { patchWith (b, "", R"("tags": ["a\nb"])"), "tags[0]: \"a b\" must be a line of text" },
        { patchWith (b, "", R"("author": {})"), "author: must be text, not object" },
        { R"({"format": "other", "version": 1})", "format: must be \"spikegraph-patch\"" },
        { R"({"format": "spikegraph-patch"})", "version: is missing" },
        { R"({"format": "spikegraph-patch", "version": "2"})", "version: must be a number, not string" },
        { R"({"format": "spikegraph-patch", "version": 1.5})",
          "version: 1.5 is no version: they are 1 to 2" },
        { R"({"format": "spikegraph-patch", "version": 0})", "version: 0 is no version: they are 1 to 2" },
        { R"({"format": "spikegraph-patch", "version": 9})",
          "version: 9 is above 2: the patch was made by a newer Spikegraph" },
        { "[]", "the patch: must be an object, not array" },
    };
    for (const auto& [json, message] : faults)
    {
        INFO (json);
        CHECK (faultOf (json) == "p.spikegraph: " + message);
    }
}

TEST_CASE ("A text that is no JSON is refused in one line")
{
    for (const std::string text :
         { "", "{\"format\": ", "{]", "\"\n\"", "{\"a\": 1e999}", "nul\nl", "{\"a\": NaN}" })
    {
        const auto fault = faultOf (text);
        INFO (fault);
        CHECK_THAT (fault, Catch::StartsWith ("p.spikegraph: is not valid JSON: "));
        CHECK (fault.find ('\n') == std::string::npos);
        CHECK (fault.find ("exception") == std::string::npos);
    }
    CHECK_THAT (faultOf ("{\"format\": "), Contains ("line 1"));
    CHECK (faultOf (R"({"a": {"b": 1, "b": 2}})") ==
           "p.spikegraph: the key \"b\" stands twice in one object");
}

TEST_CASE ("A text that is not UTF-8 is refused in one line, with the byte")
{
    const auto withName = [] (const std::string& bytes)
    { return R"({"format": "spikegraph-patch", "version": 2, "name": ")" + bytes + "\"}"; };
    const auto before = withName ("").size() - 2;
    for (const auto* bytes : { "\xff", "\x80", "\xc0\xaf", "\xe0\x80\x80", "\xed\xa0\x80", "\xf4\x90\x80\x80",
                               "\xf8\x88", "\xe2\x82", "\xc3" })
        CHECK (faultOf (withName (bytes)) == "p.spikegraph: is not valid UTF-8: byte " +
                                                 std::to_string (before + 1) + " does not belong there");
    for (const auto* bytes : { "\xc3\xa4", "\xe2\x98\x83", "\xf0\x9f\x8e\xb5", "\xf4\x8f\xbf\xbf" })
        CHECK (readSmall (withName (bytes)).name().toStdString() == bytes);
    CHECK (faultOf (withName ("\\u0000")) == "p.spikegraph: a text holds a character 0");
}

TEST_CASE ("Absurd sizes are refused in one line")
{
    CHECK (faultOf (patchWith (repeated (10001, "{}"))) == "p.spikegraph: nodes: 10001 is more than 10000");
    CHECK (faultOf (repeated (100000, "[", "")) == "p.spikegraph: is nested more than 32 deep");
    CHECK (faultOf (repeated (100000, "{\"a\":", "")) == "p.spikegraph: is nested more than 32 deep");
    CHECK (faultOf (patchWith (b, "", R"("author": ")" + std::string (2000000, 'x') + "\"")) ==
           "p.spikegraph: a text: 2000000 is more than 1048576");
    CHECK (faultOf ("[" + repeated (4100000, "1") + "]") ==
           "p.spikegraph: has more than 4000000 keys and values");

    std::string keys20000;
    for (int i = 0; i < 20000; ++i)
        keys20000 += (i == 0 ? "\"" : ",\"") + std::to_string (i) + "\": 1";
    CHECK (faultOf ("{" + keys20000 + "}") == "p.spikegraph: an object has more than 10000 keys");

    const auto messageOfLongId = faultOf (patchWith (node (std::string (100000, 'x') + ".", "sum")));
    CHECK (messageOfLongId.size() < 500);
    CHECK_THAT (messageOfLongId, Catch::StartsWith ("p.spikegraph: nodes[0].id: \"xxx"));
}

TEST_CASE ("A patch as large as one may be loads in seconds")
{
    std::string nodes, cables;
    for (int i = 0; i < 10000; ++i)
    {
        nodes += (i == 0 ? "" : ",") + node ("n" + std::to_string (i), "sum");
        if (i > 0)
            cables += (i == 1 ? "" : ",") +
                      cable ("n" + std::to_string (i - 1) + ".out", "n" + std::to_string (i) + ".in");
    }
    const auto model = readSmall (patchWith (nodes, cables));
    CHECK (model.nodes().getNumChildren() == 10000);
    CHECK (model.cables().getNumChildren() == 9999);
}

} // namespace spikegraph
