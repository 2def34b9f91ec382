#include "Core/Error.h"
#include "Tests/Graph/TestPatches.h"
#include "Tests/TestFramework.h"

namespace spikegraph
{
namespace
{

using namespace test;

/// Edits a model at random, a good part of the time in ways that it must refuse.
class Editor
{
public:
    Editor (GraphModel& modelToEdit, std::uint64_t seed)
        : model (modelToEdit)
        , draws{ seed }
    {
    }

    /// Returns whether the model took it.
    bool edit()
    {
        try
        {
            step();
            return true;
        }
        catch (const InvalidValue&)
        {
            return false;
        }
    }

private:
    int below (int limit) { return draws.below (limit); }
    double coordinate() { return below (4000) / 4.0 - 500.0; }
    juce::Point<double> point() { return { coordinate(), coordinate() }; }

    juce::String any (const juce::StringArray& list) { return list[below (list.size())]; }
    juce::String anyType() { return any ({ "source", "sum", "thin", "feedback", "keys", "synth", "none" }); }
    juce::String anyParameter() { return any ({ "gain", "count", "mode", "title" }); }
    juce::String anyNode()
    {
        return model.nodes().getChild (below (model.nodes().getNumChildren() + 1))["id"];
    }
    juce::ValueTree anyCable() { return model.cables().getChild (below (model.cables().getNumChildren())); }
    int anyMacro() { return 1 + below (model.macros().getNumChildren() + 1); }
    int anyComment() { return below (model.comments().getNumChildren() + 1); }

    juce::var anyValue()
    {
        switch (below (4))
        {
            case 0:
                return below (10);
            case 1:
                return below (100) / 8.0 - 6.0;
            case 2:
                return any ({ "soft", "hard", "3", "2.5", "x" });
            default:
                return below (2000) / 7.0;
        }
    }

    void step()
    {
        switch (below (26))
        {
            case 0:
            case 1:
            case 2:
                return void (model.addNode (anyType(), point(), any ({ "", "x", "y2" })));
            case 3:
                return model.removeNode (anyNode());
            case 4:
                return model.replaceNode (anyNode(), anyType());
            case 5:
                return model.setPositions ({ { anyNode(), point() }, { anyNode(), point() } });
            case 6:
                return model.setLabel (anyNode(), any ({ "", "Label", juce::String::fromUTF8 ("\xc3\xa4") }));
            case 7:
                return model.setBypassed (anyNode(), below (2) == 0);
            case 8:
            case 9:
            case 10:
                return model.setParameter (anyNode(), anyParameter(), anyValue());
            case 11:
                return model.resetParameter (anyNode(), anyParameter());
            case 12:
            case 13:
            case 14:
            case 15:
                return model.addCable (anyNode() + "." + any ({ "out", "out", "midi" }),
                                       anyNode() + "." + any ({ "in", "side", "midi" }));
            case 16:
                return model.removeCable (anyCable()["from"], anyCable()["to"]);
            case 17:
            {
                const auto cable = anyCable();
                return void (model.insertNewOnCable (cable["from"], cable["to"], anyType(), point()));
            }
            case 18:
            {
                const auto cable = anyCable();
                return model.insertOnCable (cable["from"], cable["to"], anyNode());
            }
            case 19:
                return void (model.duplicate ({ anyNode(), anyNode() }));
            case 20:
                return below (2) == 0 ? void (model.addMacro ("M")) : model.removeMacro (anyMacro());
            case 21:
                return model.setMacro (anyMacro(), below (5) / 4.0);
            case 22:
                return model.addMacroTarget (anyMacro(), anyNode(), anyParameter(), below (6), below (12));
            case 23:
                return model.removeMacroTarget (anyMacro(), anyNode(), anyParameter());
            case 24:
                return below (2) == 0 ? void (model.addComment ("c", { coordinate(), 0, 10, 1.5 }))
                                      : model.removeComment (anyComment());
            default:
                return model.setCommentText (anyComment(), any ({ "", "one\ntwo" }));
        }
    }

    GraphModel& model;
    Draws draws;
};

} // namespace

TEST_CASE ("Random edits always leave a patch that loads, and go all the way back and forward")
{
    for (std::uint64_t seed = 1; seed <= 4; ++seed)
    {
        INFO ("seed " << seed);
        auto model =
            readSmall (patchWith (node ("a", "source") + "," + node ("u", "unknown", R"("z": [1, 2.0])"),
                                  cable ("a.out", "u.in"), R"("view": {"x": 1})"));
        Editor editor (model, seed);
        std::vector<std::string> states{ model.toJson() };
        int numTaken = 0;
        for (int i = 0; i < 500; ++i)
        {
            const auto isTaken = editor.edit();
            numTaken += isTaken;
            const auto now = model.toJson();
            REQUIRE ((isTaken || now == states.back()));
            const auto loaded = readSmall (now);
            REQUIRE (loaded.toJson() == now);
            REQUIRE (loaded.state().isEquivalentTo (model.state()));
            if (now != states.back())
                states.push_back (now);
        }
        CHECK (numTaken > 100);
        CHECK (numTaken < 500);

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
}

} // namespace spikegraph
