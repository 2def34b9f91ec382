// The editor without a mouse and without eyes.

#include "Nodes/FactoryPresets.h"
#include "Tests/TestFramework.h"
#include "Tests/Window/ShownEditor.h"

#include <algorithm>
#include <set>
#include <stdexcept>

namespace spikegraph::test
{
namespace
{

bool takesValues (const juce::Component& component)
{
    return dynamic_cast<const juce::Slider*> (&component) != nullptr ||
           dynamic_cast<const juce::ComboBox*> (&component) != nullptr ||
           dynamic_cast<const juce::TextEditor*> (&component) != nullptr;
}

/// What a person can do something with: controls, and whatever else takes the keyboard.
std::vector<juce::Component*> interactive (juce::Component& root)
{
    auto all = visibleBelow (root);
    std::erase_if (all,
                   [] (auto* component)
                   {
                       const bool isControl =
                           takesValues (*component) || dynamic_cast<juce::Button*> (component) != nullptr;
                       return !component->isEnabled() || !(isControl || component->getWantsKeyboardFocus());
                   });
    return all;
}

/// Whether its parts are no controls of their own.
bool interactsAsOne (const juce::Component& component)
{
    return takesValues (component) || dynamic_cast<const juce::Button*> (&component) != nullptr;
}

void checkSpoken (juce::Component& root)
{
    for (auto* component : interactive (root))
    {
        INFO (pathOf (*component));
        auto* handler = component->getAccessibilityHandler();
        if (handler == nullptr)
        {
            FAIL_CHECK ("says nothing to a screen reader");
            continue;
        }
        CHECK (handler->getTitle().isNotEmpty());
        CHECK (handler->getRole() != juce::AccessibilityRole::unspecified);
        CHECK_FALSE (handler->isIgnored());
        if (takesValues (*component))
        {
            const bool hasValue = handler->getValueInterface() != nullptr ||
                                  handler->getTextInterface() != nullptr ||
                                  dynamic_cast<juce::ComboBox*> (component) != nullptr;
            CHECK (hasValue);
        }
    }
}

/// What has the keyboard now, and what Tab comes by next.
std::set<juce::Component*> reachedByTab (ShownEditor& it, int presses)
{
    std::set<juce::Component*> reached;
    for (int i = 0; i <= presses; ++i)
    {
        auto* focused = juce::Component::getCurrentlyFocusedComponent();
        if (focused == nullptr)
            break;
        reached.insert (focused);
        // A label that is typed into has an editor as long as it has the keyboard.
        if (auto* label = dynamic_cast<juce::Label*> (focused->getParentComponent()))
            reached.insert (label);
        it.press (juce::KeyPress (juce::KeyPress::tabKey));
    }
    return reached;
}

void checkReached (const std::vector<juce::Component*>& wanted, const std::set<juce::Component*>& reached)
{
    for (auto* component : wanted)
    {
        INFO (pathOf (*component));
        // A control is reached when a part of it is, and its parts when it is.
        bool isReached = reached.count (component) != 0;
        for (auto* part = component->getParentComponent(); part != nullptr; part = part->getParentComponent())
            isReached = isReached || (reached.count (part) != 0 && interactsAsOne (*part));
        for (auto* below : visibleBelow (*component))
            isReached = isReached || reached.count (below) != 0;
        CHECK (isReached);
    }
}

/// From its topmost control on, Tab comes by all of it.
void checkReached (ShownEditor& it, juce::Component& root)
{
    const auto wanted = interactive (root);
    REQUIRE_FALSE (wanted.empty());
    // Tab goes down the page, whatever was added first.
    const auto isHigher = [] (auto* a, auto* b)
    { return a->getScreenPosition().y < b->getScreenPosition().y; };
    (*std::min_element (wanted.begin(), wanted.end(), isHigher))->grabKeyboardFocus();
    checkReached (wanted, reachedByTab (it, 2 * static_cast<int> (wanted.size())));
}

Inspector& inspectorOf (Editor& editor)
{
    for (auto* child : editor.getChildren())
        if (auto* found = dynamic_cast<Inspector*> (child))
            return *found;
    throw std::runtime_error ("there is no inspector");
}

} // namespace

TEST_CASE ("Every part of the window that can be used has a name, a role and a value, and Tab comes by")
{
    for (const auto* preset : { "Spike Vocoder 32", "Axon Synth" })
    {
        INFO (preset);
        ShownEditor it (factoryPreset (preset));
        it.play (0.1);
        checkSpoken (it.editor());
        // On its way through the nodes it selects them, which changes the inspector: that has its own turn
        // below.
        auto& inspector = inspectorOf (it.editor());
        auto wanted = interactive (it.editor());
        std::erase_if (wanted, [&] (auto* component) { return inspector.isParentOf (component); });
        it.editor().grabKeyboardFocus();
        checkReached (wanted, reachedByTab (it, 300));

        for (const auto& node : it.editor().context().document.patch().nodes)
        {
            INFO (node.title());
            it.editor().context().selection.selectNode (node.id);
            it.play (0.02);
            checkSpoken (inspector);
            checkReached (it, inspector);
        }
        it.editor().context().selection.clear();
        it.play (0.02);
        checkReached (it, inspector);
    }
}

TEST_CASE ("Every panel that opens over the window can be used without a mouse, and Escape closes it")
{
    ShownEditor it (factoryPreset ("Spike Vocoder 32"));
    it.editor().grabKeyboardFocus();
    for (const auto command :
         { Command::openPresets, Command::showList, Command::addNode, Command::savePreset })
    {
        INFO (infoOf (command).name);
        it.editor().perform (command);
        it.play (0.1);
        Overlay* overlay = nullptr;
        for (auto* child : it.editor().getChildren())
            if (auto* found = dynamic_cast<Overlay*> (child))
                overlay = found;
        REQUIRE (overlay != nullptr);
        CHECK (overlay->hasKeyboardFocus (true));
        checkSpoken (*overlay);
        checkReached (it, *overlay);
        it.press (juce::KeyPress (juce::KeyPress::escapeKey));
        it.play (0.05);
        for (auto* child : it.editor().getChildren())
            CHECK (dynamic_cast<Overlay*> (child) == nullptr);
    }
}

} // namespace spikegraph::test
