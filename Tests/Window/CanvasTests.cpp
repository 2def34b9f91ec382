#include "Nodes/FactoryPresets.h"
#include "Tests/TestFramework.h"
#include "Tests/Window/ShownEditor.h"

namespace spikegraph::test
{
namespace
{

/// The box of a node as the window shows it: in the editor's pixels, as far as it can be seen.
juce::Rectangle<int> shownBox (ShownEditor& it, const juce::String& nodeId)
{
    for (auto* component : visibleBelow (it.editor()))
        if (const auto* box = dynamic_cast<NodeBox*> (component); box != nullptr && box->nodeId() == nodeId)
        {
            auto seen = it.editor().getLocalArea (component, component->getLocalBounds());
            for (auto* parent = component->getParentComponent(); parent != &it.editor();
                 parent = parent->getParentComponent())
                seen = seen.getIntersection (it.editor().getLocalArea (parent, parent->getLocalBounds()));
            return seen;
        }
    return {};
}

} // namespace

TEST_CASE ("A node is seen whole wherever it lies, once the view is framed")
{
    ShownEditor it (factoryPreset ("Lowpass"));
    auto& editor = it.editor();
    for (const auto position : { juce::Point<double> (-3000.0, -2000.0), juce::Point<double> (0.0, -400.0),
                                 juce::Point<double> (5000.0, 3000.0) })
    {
        INFO (position.x << ", " << position.y);
        const auto id = editor.graph().actions().addNode ("gain", position);
        REQUIRE (id.isNotEmpty());
        editor.graph().frameAll();
        it.play (0.05);
        const auto seen = shownBox (it, id);
        const auto* node = editor.context().document.patch().node (id);
        const auto whole =
            canvas::boundsOf (*node).getSmallestIntegerContainer().expanded (NodeBox::margin).toFloat() *
            editor.graph().zoom();
        CHECK (std::abs (static_cast<float> (seen.getWidth()) - whole.getWidth()) <= 2.0f);
        CHECK (std::abs (static_cast<float> (seen.getHeight()) - whole.getHeight()) <= 2.0f);
        editor.perform (Command::undo);
    }
}

TEST_CASE ("What is added from the list lies on no other node")
{
    ShownEditor it (factoryPreset ("Spike Vocoder 32"));
    auto& document = it.editor().context().document;
    for (int i = 0; i < 20; ++i)
    {
        const auto& type = *document.catalogue().find ("gain");
        it.editor().graph().actions().addNode (
            "gain", canvas::nearestFree (document.patch(), type,
                                         it.editor().graph().visibleArea().getCentre().toDouble()));
    }
    const auto& nodes = document.patch().nodes;
    for (std::size_t i = 0; i < nodes.size(); ++i)
        for (std::size_t k = 0; k < i; ++k)
            CHECK_FALSE (canvas::boundsOf (nodes[i]).intersects (canvas::boundsOf (nodes[k])));
}

} // namespace spikegraph::test
