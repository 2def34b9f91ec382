#include "Core/Error.h"
#include "Tests/Graph/TestPatches.h"
#include "Tests/TestFramework.h"

#include <functional>
#include <memory>

namespace spikegraph
{
namespace
{

using namespace test;
using Catch::Contains;

const std::string nodesOfStart = node ("a", "source") + "," +
                                 R"({"id": "b", "type": "sum", "label": "Bus", "position": [10, 20],
                                     "parameters": {"gain": -3, "mode": "hard", "glow": [1]}})" +
                                 "," + node ("c", "thin", R"("gain": 2.5)") + "," + node ("f", "feedback") +
                                 "," + node ("k", "keys") + "," + node ("s", "synth") + "," +
                                 node ("u", "unknown", R"("x": 1)");
const std::string cablesOfStart = cable ("a.out", "b.in") + "," +
                                  R"({"from": "b.out", "to": "c.in", "colour": 3})" + "," +
                                  cable ("k.midi", "s.midi") + "," + cable ("u.y", "b.side");

/// A patch with something of everything, and known in all its parts.
GraphModel start()
{
    return readSmall (patchWith (nodesOfStart, cablesOfStart, R"("macros": [
        {"name": "M", "value": 0, "targets": [{"node": "b", "parameter": "gain", "from": -60, "to": 12},
                                               {"node": "b", "parameter": "count", "from": 1, "to": 8},
                                               {"node": "u", "parameter": "x", "from": 0, "to": 1}]},
        {"name": "N", "value": 0.5, "targets": [{"node": "c", "parameter": "gain", "from": -6, "to": 6}]}],
        "comments": [{"text": "one", "position": [0, 0], "size": [10, 10]},
                     {"text": "two", "position": [5, 5], "size": [10, 10]}])"));
}

struct Edit
{
    const char* name;
    std::function<void (GraphModel&)> apply;
};

/// Every edit of the model, each of which changes the patch of start().
const std::vector<Edit>& edits()
{
    static const std::vector<Edit> all{
        { "setName", [] (GraphModel& m) { m.setName ("Other"); } },
        { "setAuthor", [] (GraphModel& m) { m.setAuthor ("Someone"); } },
        { "setDescription", [] (GraphModel& m) { m.setDescription ("Two\nlines"); } },
        { "setClass", [] (GraphModel& m) { m.setClass ("Texture"); } },
        { "setTags",
          [] (GraphModel& m) {
              m.setTags ({ "x", "y" });
          } },
        { "replaceWith", [] (GraphModel& m) { m.replaceWith (readSmall (patchWith (node ("z", "sum")))); } },
        { "addNode",
          [] (GraphModel& m) {
              m.addNode ("sum", { 1.5, 2.0 });
          } },
        { "removeNode", [] (GraphModel& m) { m.removeNode ("b"); } },
        { "removeNodes",
          [] (GraphModel& m) {
              m.removeNodes ({ "s", "a", "c" });
          } },
        { "replaceNode", [] (GraphModel& m) { m.replaceNode ("b", "thin"); } },
        { "setPosition",
          [] (GraphModel& m) {
              m.setPosition ("a", { 7.0, -8.25 });
          } },
        { "setPositions",
          [] (GraphModel& m) {
              m.setPositions ({ { "a", { 1, 2 } }, { "b", { 3, 4 } } });
          } },
        { "setLabel", [] (GraphModel& m) { m.setLabel ("u", "Ghost"); } },
        { "setLabel to nothing", [] (GraphModel& m) { m.setLabel ("b", {}); } },
        { "setBypassed", [] (GraphModel& m) { m.setBypassed ("c", true); } },
        { "setParameter", [] (GraphModel& m) { m.setParameter ("b", "gain", 1.5); } },
        { "setParameter for the first time", [] (GraphModel& m) { m.setParameter ("b", "count", 3); } },
        { "setParameter from text", [] (GraphModel& m) { m.setParameter ("c", "count", "12"); } },
        { "resetParameter", [] (GraphModel& m) { m.resetParameter ("b", "gain"); } },
        { "addCable", [] (GraphModel& m) { m.addCable ("c.out", "f.in"); } },
        { "removeCable", [] (GraphModel& m) { m.removeCable ("b.out", "c.in"); } },
        { "insertNewOnCable",
          [] (GraphModel& m) {
              m.insertNewOnCable ("a.out", "b.in", "thin", { 0, 0 });
          } },
        { "insertOnCable", [] (GraphModel& m) { m.insertOnCable ("b.out", "c.in", "f"); } },
        { "paste",
          [] (GraphModel& m) {
              m.paste (start().copy ({ "a", "b" }), { 100, 100 });
          } },
        { "duplicate",
          [] (GraphModel& m) {
              m.duplicate ({ "b", "c" });
          } },
        { "addMacro", [] (GraphModel& m) { m.addMacro ("Third"); } },
        { "removeMacro", [] (GraphModel& m) { m.removeMacro (1); } },
        { "renameMacro", [] (GraphModel& m) { m.renameMacro (2, "Nn"); } },
        { "setMacro", [] (GraphModel& m) { m.setMacro (1, 0.3); } },
        { "addMacroTarget", [] (GraphModel& m) { m.addMacroTarget (2, "b", "count", 2, 4); } },
        { "removeMacroTarget", [] (GraphModel& m) { m.removeMacroTarget (1, "b", "gain"); } },
        { "addComment",
          [] (GraphModel& m) {
              m.addComment ("three", { 1, 2, 3, 4.5 });
          } },
        { "removeComment", [] (GraphModel& m) { m.removeComment (0); } },
        { "setCommentText", [] (GraphModel& m) { m.setCommentText (1, "zwei"); } },
        { "setCommentBounds",
          [] (GraphModel& m) {
              m.setCommentBounds (1, { 0, 1, 20, 30 });
          } },
    };
    return all;
}

} // namespace

TEST_CASE ("Every edit is one named step of undo, and its result loads back equal")
{
    for (const auto& edit : edits())
    {
        INFO (edit.name);
        auto model = start();
        const auto before = model.toJson();
        CHECK (!model.canUndo());
        edit.apply (model);
        const auto after = model.toJson();
        CHECK (after != before);
        CHECK (readSmall (after).toJson() == after);
        CHECK (readSmall (after).state().isEquivalentTo (model.state()));
        CHECK (model.undoName().isNotEmpty());

        CHECK (model.undo());
        CHECK (model.toJson() == before);
        CHECK (!model.canUndo());
        CHECK (model.redoName().isNotEmpty());
        CHECK (model.redo());
        CHECK (model.toJson() == after);
        CHECK (!model.canRedo());
    }
}

TEST_CASE ("All edits after one another go all the way back and forward")
{
    auto model = start();
    std::vector<std::string> states{ model.toJson() };
    // An edit whose node or macro an earlier one took away is refused, and is no step.
    for (auto edit = edits().rbegin(); edit != edits().rend(); ++edit)
    {
        try
        {
            edit->apply (model);
        }
        catch (const InvalidValue&)
        {
        }
        if (model.toJson() != states.back())
            states.push_back (model.toJson());
    }
    CHECK (states.size() > 25);
    for (auto i = states.size() - 1; i-- > 0;)
    {
        REQUIRE (model.undo());
        REQUIRE (model.toJson() == states[i]);
    }
    CHECK (!model.canUndo());
    for (std::size_t i = 1; i < states.size(); ++i)
    {
        REQUIRE (model.redo());
        REQUIRE (model.toJson() == states[i]);
    }
    CHECK (!model.canRedo());
}

TEST_CASE ("The edits of a gesture are one step, named by the outermost")
{
    auto model = start();
    const auto before = model.toJson();
    {
        const auto drag = model.beginGesture ("Drag");
        for (int i = 0; i < 50; ++i)
            model.setPosition ("a", { 1.0 * i, 2.0 * i });
        const auto inner = model.beginGesture ("Inner");
        model.addNode ("sum", {});
        CHECK (!model.canUndo());
        CHECK (!model.undo());
    }
    const auto after = model.toJson();
    CHECK (model.undoName() == "Drag");
    model.setName ("next");
    CHECK (model.undo());
    CHECK (model.toJson() == after);
    CHECK (model.undo());
    CHECK (model.toJson() == before);
    CHECK (!model.canUndo());
}

TEST_CASE ("A gesture may outlast the function that began it, and its model may move")
{
    auto first = start();
    const auto before = first.toJson();
    auto drag = std::make_unique<Gesture> (first.beginGesture ("Drag"));
    first.setName ("1");
    auto second = std::move (first);
    second.setName ("2");
    second.setAuthor ("2");
    drag.reset();
    CHECK (second.undo());
    CHECK (second.toJson() == before);
}

TEST_CASE ("An edit that changes nothing makes no step")
{
    auto model = start();
    model.setName (model.name());
    model.setParameter ("b", "gain", -3);
    model.setBypassed ("b", false);
    model.setLabel ("b", "Bus");
    model.resetParameter ("b", "count");
    model.replaceNode ("b", "sum");
    model.removeNodes ({});
    {
        const auto nothing = model.beginGesture ("Nothing");
    }
    CHECK (!model.canUndo());
}

TEST_CASE ("Undo still has the first of thousands of edits")
{
    auto model = start();
    const auto before = model.toJson();
    constexpr int count = 5000;
    for (int i = 0; i < count; ++i)
        model.setPosition ("a", { 1.0 + i, -1.0 - i });
    for (int i = 0; i < count; ++i)
        REQUIRE (model.undo());
    CHECK (!model.canUndo());
    CHECK (model.toJson() == before);
}

TEST_CASE ("New ids are readable, and unlike all that are there")
{
    auto model = start();
    CHECK (model.addNode ("sum", {}) == "sum");
    CHECK (model.addNode ("sum", {}) == "sum2");
    CHECK (model.addNode ("sum", {}, "b") == "b2");
    CHECK (model.addNode ("sum", {}, "sum2") == "sum3");
    CHECK (model.addNode ("sum", {}, "7") == "7");
    CHECK (model.addNode ("sum", {}, "7") == "node2");
    model.removeNode ("sum2");
    CHECK (model.addNode ("sum", {}) == "sum2");
}

TEST_CASE ("A node goes with its cables and macro targets")
{
    auto model = start();
    model.removeNode ("b");
    CHECK (model.nodes().getNumChildren() == 6);
    CHECK (model.cables().getNumChildren() == 1);
    CHECK (model.macros().getChild (0).getNumChildren() == 1);
}

TEST_CASE ("A replaced node keeps what fits the new type, and only that")
{
    auto model = start();
    model.setParameter ("b", "count", 4);
    model.replaceNode ("b", "thin");
    const auto replaced = model.node ("b");
    CHECK (replaced["type"].toString() == "thin");
    CHECK (replaced["label"].toString() == "Bus");
    CHECK (static_cast<int> (replaced["x"]) == 10);
    // The gain fits; count is in another unit, mode and glow are not there.
    CHECK (replaced.getChildWithName ("parameters").getNumChildren() == 1);
    CHECK (replaced.getChildWithName ("parameters").getChild (0)["id"].toString() == "gain");
    // The cable into b.side is gone, and the macro's targets that leave the new range.
    CHECK_THAT (model.toJson(), !Contains ("b.side") && Contains ("a.out") && Contains ("b.out"));
    CHECK (model.macros().getChild (0).getNumChildren() == 1);

    model.replaceNode ("u", "thin");
    CHECK_THAT (model.toJson(), !Contains ("u.y"));
    // A placeholder takes any cable; what it becomes need not.
    auto open =
        readSmall (patchWith (node ("a", "source") + "," + node ("u", "unknown"), cable ("a.out", "u.midi")));
    open.replaceNode ("u", "keys");
    CHECK (open.cables().getNumChildren() == 0);

    model.addCable ("c.out", "f.in");
    model.addCable ("f.out", "b.in");
    CHECK_THROWS_WITH (model.replaceNode ("f", "thin"),
                       "cables: a loop without a Feedback node: b -> c -> f -> b");
}

TEST_CASE ("A parameter is spelled as it was given, and stands in its type's order")
{
    auto model = start();
    model.setParameter ("b", "title", "x");
    model.setParameter ("b", "count", "3");
    model.setParameter ("b", "gain", "1.50");
    CHECK_THAT (
        model.toJson(),
        Contains (
            "\"gain\": 1.5,\n        \"count\": 3,\n        \"mode\": \"hard\",\n        \"title\": \"x\","
            "\n        \"glow\""));
    model.setParameter ("b", "gain", 2.0);
    CHECK_THAT (model.toJson(), Contains ("\"gain\": 2.0,"));
    model.setParameter ("b", "gain", "3");
    CHECK_THAT (model.toJson(), Contains ("\"gain\": 3,"));
    model.setParameter ("b", "count", 4.0);
    CHECK_THAT (model.toJson(), Contains ("\"count\": 4,"));
}

TEST_CASE ("A macro moves its targets between their ends, whole numbers to whole numbers")
{
    auto model = start();
    model.setMacro (1, 1.0);
    CHECK_THAT (model.toJson(), Contains ("\"gain\": 12.0,") && Contains ("\"count\": 8,"));
    model.setMacro (1, 0.5);
    CHECK_THAT (model.toJson(), Contains ("\"gain\": -24.0,") && Contains ("\"count\": 5,"));
    // The target of a node that is not known stays.
    CHECK_THAT (model.toJson(), Contains ("\"x\": 1\n"));
}

TEST_CASE ("A node that is put on a cable joins what the cable joined, in its place")
{
    auto model = start();
    CHECK (model.insertNewOnCable ("b.out", "c.in", "sum", { 0, 0 }) == "sum");
    const auto cableAt = [&] (int index)
    {
        const auto found = model.cables().getChild (index);
        return (found["from"].toString() + " " + found["to"].toString()).toStdString();
    };
    CHECK (cableAt (1) == "b.out sum.in");
    CHECK (cableAt (2) == "sum.out c.in");
    CHECK (model.cables().getNumChildren() == 5);
    CHECK_THAT (model.toJson(), Contains ("\"to\": \"sum.in\",\n      \"colour\": 3"));

    CHECK (model.insertNewOnCable ("k.midi", "s.midi", "keys", { 0, 0 }) == "keys");
    CHECK (cableAt (3) == "k.midi keys.midi");
    CHECK (cableAt (4) == "keys.midi s.midi");

    model.addCable ("a.out", "f.in");
    model.insertOnCable ("a.out", "b.in", "f");
    CHECK (model.cables().getNumChildren() == 7);
}

TEST_CASE ("A copy is a patch, with the cables among what is copied")
{
    auto model = start();
    const auto copied = model.copy ({ "c", "b" });
    const auto asPatch = readSmall (copied);
    CHECK (asPatch.nodes().getNumChildren() == 2);
    CHECK (asPatch.cables().getNumChildren() == 1);

    CHECK (model.paste (copied, { 100, 200 }) == juce::StringArray{ "b2", "c2" });
    CHECK (model.node ("b2")["label"].toString() == "Bus");
    CHECK (static_cast<int> (model.node ("b2")["x"]) == 100);
    CHECK (model.cables().getNumChildren() == 5);
    CHECK_THAT (model.toJson(),
                Contains ("\"from\": \"b2.out\",\n      \"to\": \"c2.in\",\n      \"colour\": 3"));

    CHECK (model.duplicate ({ "b" }, { 5, 6 }) == juce::StringArray{ "b3" });
    CHECK (static_cast<int> (model.node ("b3")["x"]) == 15);
    CHECK (static_cast<int> (model.node ("b3")["y"]) == 26);
    CHECK (model.paste (patchWith (""), {}).isEmpty());
}

TEST_CASE ("Loading a patch into a model makes it that patch, and undo brings the old one back")
{
    auto model = start();
    const auto other = readSmall (patchWith (node ("z", "sum"), "", R"("zoom": 2, "tags": ["t"])"));
    model.replaceWith (other);
    CHECK (model.toJson() == other.toJson());
    CHECK (model.undoName() == "Load P");
    // The other stays its own.
    model.setParameter ("z", "gain", 1);
    CHECK_THAT (other.toJson(), !Contains ("gain"));
}

} // namespace spikegraph
