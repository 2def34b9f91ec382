#include "Core/Error.h"
#include "Tests/Graph/TestPatches.h"
#include "Tests/TestFramework.h"

#include <functional>
#include <limits>

namespace spikegraph
{
namespace
{

using namespace test;

GraphModel start()
{
    return readSmall (patchWith (node ("a", "source") + "," + node ("b", "sum", R"("gain": -3)") + "," +
                                     node ("c", "thin") + "," + node ("k", "keys") + "," +
                                     node ("u", "unknown", R"("x": 1)"),
                                 cable ("a.out", "b.in") + "," + cable ("b.out", "c.in"),
                                 R"("macros": [{"name": "M", "value": 0,
                                                "targets": [{"node": "b", "parameter": "gain", "from": -60, "to": 12}]}],
                                    "comments": [{"text": "one", "position": [0, 0], "size": [10, 10]}])"));
}

struct Refusal
{
    std::function<void (GraphModel&)> edit;
    std::string message;
};

constexpr auto nan = std::numeric_limits<double>::quiet_NaN(), inf = std::numeric_limits<double>::infinity();

const std::vector<Refusal>& refusals()
{
    static const std::vector<Refusal> all{
        { [] (GraphModel& m) { m.addNode ("odd", {}); }, "a new node: there is no node type \"odd\"" },
        { [] (GraphModel& m) { m.addNode ("sum", {}, "x.y"); },
          "a new node's id: \"x.y\" must be a word without dots" },
        { [] (GraphModel& m) {
             m.addNode ("sum", { nan, 0 });
         },
          "a new node's position: nan is outside [-1e+06, 1e+06]" },
        { [] (GraphModel& m) { m.removeNode ("x"); }, "node \"x\": the patch has no node \"x\"" },
        { [] (GraphModel& m) {
             m.removeNodes ({ "a", "x" });
         },
          "node \"x\": the patch has no node \"x\"" },
        { [] (GraphModel& m) { m.replaceNode ("b", "odd"); }, "node \"b\": there is no node type \"odd\"" },
        { [] (GraphModel& m) {
             m.setPositions ({ { "a", { 1, 1 } }, { "x", { 1, 1 } } });
         },
          "node \"x\": the patch has no node \"x\"" },
        { [] (GraphModel& m) {
             m.setPositions ({ { "a", { 1, 1 } }, { "b", { inf, 1 } } });
         },
          "node \"b\": position: inf is outside [-1e+06, 1e+06]" },
        { [] (GraphModel& m) { m.setLabel ("x", "y"); }, "node \"x\": the patch has no node \"x\"" },
        { [] (GraphModel& m) { m.setLabel ("a", juce::String::repeatedString ("x", 2000000)); },
          "node \"a\": label: a text of 2000000 bytes is longer than 1048576" },
        { [] (GraphModel& m) { m.setBypassed ("x", true); }, "node \"x\": the patch has no node \"x\"" },
        { [] (GraphModel& m) { m.setParameter ("x", "gain", 1); }, "x.gain: the patch has no node \"x\"" },
        { [] (GraphModel& m) { m.setParameter ("b", "gian", 1); }, "b.gian: sum has no parameter \"gian\"" },
        { [] (GraphModel& m) { m.setParameter ("u", "x", 1); }, "u.x: unknown has no parameter \"x\"" },
        { [] (GraphModel& m) { m.setParameter ("b", "gain", "13"); }, "b.gain: 13 dB is above 12 dB" },
        { [] (GraphModel& m) { m.setParameter ("b", "gain", nan); }, "b.gain: nan is not finite" },
        { [] (GraphModel& m) { m.setParameter ("b", "gain", juce::var()); },
          "b.gain: must be a number or text" },
        { [] (GraphModel& m) { m.setParameter ("b", "title", juce::Array<juce::var>()); },
          "b.title: must be a number or text" },
        { [] (GraphModel& m) { m.setParameter ("b", "mode", "a\nb"); },
          "b.mode: \"a b\" is none of soft, hard" },
        { [] (GraphModel& m) { m.resetParameter ("b", "gian"); }, "b.gian: sum has no parameter \"gian\"" },
        { [] (GraphModel& m) { m.addCable ("x.out", "b.in"); },
          "cable x.out -> b.in: there is no node \"x\"" },
        { [] (GraphModel& m) { m.addCable ("a.out", "b.on"); },
          "cable a.out -> b.on: \"b\" has no inlet \"on\", only in, side" },
        { [] (GraphModel& m) { m.addCable ("b.in", "a.out"); },
          "cable b.in -> a.out: \"b\" has no outlet \"in\", only out" },
        { [] (GraphModel& m) { m.addCable ("a.out", "k.midi"); },
          "cable a.out -> k.midi: audio cannot go to midi: MIDI joins only MIDI" },
        { [] (GraphModel& m) { m.addCable ("a.out", "b.in"); }, "cable a.out -> b.in: is there already" },
        { [] (GraphModel& m) { m.addCable ("c.out", "b.side"); },
          "cables: a loop without a Feedback node: b -> c -> b" },
        { [] (GraphModel& m) { m.addCable ("b.out", "b.side"); },
          "cables: a loop without a Feedback node: b -> b" },
        { [] (GraphModel& m) { m.removeCable ("a.out", "c.in"); },
          "cable a.out -> c.in: the patch has no such cable" },
        { [] (GraphModel& m) { m.insertNewOnCable ("a.out", "b.in", "source", {}); },
          "cable a.out -> b.in: source has no inlet that fits there" },
        { [] (GraphModel& m) { m.insertNewOnCable ("a.out", "b.in", "keys", {}); },
          "cable a.out -> b.in: keys has no inlet that fits there" },
        { [] (GraphModel& m) {
             m.insertNewOnCable ("a.out", "b.in", "sum", { nan, nan });
         },
          "a new node's position: nan is outside [-1e+06, 1e+06]" },
        { [] (GraphModel& m) { m.insertOnCable ("a.out", "b.in", "c"); },
          "cables: a loop without a Feedback node: b -> c -> b" },
        { [] (GraphModel& m) { m.insertOnCable ("a.out", "b.in", "u"); },
          "cable a.out -> b.in: there is no node type \"unknown\"" },
        { [] (GraphModel& m) {
             m.copy ({ "a", "x" });
         },
          "copy: the patch has no node \"x\"" },
        { [] (GraphModel& m) {
             m.duplicate ({ "a", "x" });
         },
          "copy: the patch has no node \"x\"" },
        { [] (GraphModel& m) { m.paste (patchWith (node ("b", "sum", R"("gain": 99)")), {}); },
          "paste: nodes[0].parameters.gain: 99 dB is above 12 dB" },
        { [] (GraphModel& m) {
             m.paste (m.copy ({ "a" }), { 0, 2e6 });
         },
          "paste: position: 2e+06 is outside [-1e+06, 1e+06]" },
        { [] (GraphModel& m) { m.setMacro (2, 0.5); }, "macro 2: the patch has 1" },
        { [] (GraphModel& m) { m.setMacro (0, 0.5); }, "macro 0: the patch has 1" },
        { [] (GraphModel& m) { m.setMacro (1, nan); }, "macro 1: nan is outside [0, 1]" },
        { [] (GraphModel& m) { m.removeMacro (2); }, "macro 2: the patch has 1" },
        { [] (GraphModel& m) { m.renameMacro (2, "x"); }, "macro 2: the patch has 1" },
        { [] (GraphModel& m) { m.addMacroTarget (1, "b", "gain", 0, 1); },
          "macro 1: b.gain: is a target already" },
        { [] (GraphModel& m) { m.addMacroTarget (1, "b", "mode", 0, 1); },
          "macro 1: b.mode: parameter: \"mode\" is not a number, which macros move" },
        { [] (GraphModel& m) { m.addMacroTarget (1, "b", "count", 0, 2); },
          "macro 1: b.count: from: 0 is below 1" },
        { [] (GraphModel& m) { m.addMacroTarget (1, "u", "x", 0, 2); },
          "u.x: unknown has no parameter \"x\"" },
        { [] (GraphModel& m) { m.removeMacroTarget (1, "b", "count"); },
          "macro 1: \"b.count\" is none of its targets" },
        { [] (GraphModel& m) {
             m.addComment ("x", { 0, 0, 0, 5 });
         },
          "a new comment: size: 0 is outside [1, 1e+06]" },
        { [] (GraphModel& m) { m.removeComment (1); }, "comments[1]: the patch has 1" },
        { [] (GraphModel& m) { m.setCommentText (-1, "x"); }, "comments[-1]: the patch has 1" },
        { [] (GraphModel& m) {
             m.setCommentBounds (0, { nan, 0, 5, 5 });
         },
          "comments[0]: position: nan is outside [-1e+06, 1e+06]" },
        { [] (GraphModel& m) {
             m.setTags ({ "x", "y\nz" });
         },
          "tags: \"y z\" must be a line of text" },
        { [] (GraphModel& m) { m.setName (juce::String::repeatedString ("x", 2000000)); },
          "name: a text of 2000000 bytes is longer than 1048576" },
    };
    return all;
}

} // namespace

TEST_CASE ("An edit that is refused says why and changes nothing")
{
    for (const auto& [edit, message] : refusals())
    {
        INFO (message);
        auto model = start();
        const auto before = model.toJson();
        CHECK_THROWS_WITH (edit (model), message);
        CHECK_THROWS_AS (edit (model), InvalidValue);
        CHECK (model.toJson() == before);
        CHECK (!model.canUndo());
    }
}

TEST_CASE ("A refused edit leaves the gesture around it whole")
{
    auto model = start();
    const auto before = model.toJson();
    {
        const auto gesture = model.beginGesture ("Both");
        model.setName ("1");
        CHECK_THROWS_AS (model.removeNode ("x"), InvalidValue);
        model.setAuthor ("2");
    }
    CHECK (model.undo());
    CHECK (model.toJson() == before);
}

TEST_CASE ("There are at most 16 macros")
{
    auto model = start();
    for (int number = 2; number <= 16; ++number)
        CHECK (model.addMacro ("M") == number);
    CHECK_THROWS_WITH (model.addMacro ("M"), "macros: 17 is more than 16");
}

} // namespace spikegraph
