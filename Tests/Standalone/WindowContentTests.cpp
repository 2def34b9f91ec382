#include "Standalone/WindowContent.h"
#include "Tests/Standalone/TestFolder.h"
#include "Tests/TestFramework.h"

namespace spikegraph::test
{
namespace
{

struct Window
{
    const TestFolder folder;
    Workbench workbench{ { folder / "Standalone.settings", folder / "recordings", true } };
    WindowContent content{ workbench };
};

/// All below it that can be pressed, dragged or typed into.
std::vector<juce::Component*> controlsIn (juce::Component& component)
{
    std::vector<juce::Component*> found;
    for (auto* child : component.getChildren())
    {
        if (dynamic_cast<juce::Button*> (child) != nullptr || dynamic_cast<juce::Slider*> (child) != nullptr)
            found.push_back (child);
        const auto below = controlsIn (*child);
        found.insert (found.end(), below.begin(), below.end());
    }
    return found;
}

template <typename Part>
Part* partOf (juce::Component& component)
{
    for (auto* child : component.getChildren())
        if (auto* part = dynamic_cast<Part*> (child))
            return part;
    return nullptr;
}

} // namespace

TEST_CASE ("Each control of the bar and of a message has a title and a tip, and is reached by the keyboard")
{
    Window it;
    auto controls = controlsIn (*partOf<TransportBar> (it.content));
    CHECK (controls.size() >= 7);
    const auto ofToast = controlsIn (*partOf<Toast> (it.content));
    CHECK (ofToast.size() == 2);
    controls.insert (controls.end(), ofToast.begin(), ofToast.end());
    for (auto* control : controls)
    {
        const auto title = control->getTitle().isEmpty() ? control->getName() : control->getTitle();
        INFO (title.toStdString());
        CHECK (title.isNotEmpty());
        CHECK (dynamic_cast<juce::TooltipClient&> (*control).getTooltip().isNotEmpty());
        control->setEnabled (true); // as the live input is where there are inputs
        CHECK (control->getWantsKeyboardFocus());
    }
}

TEST_CASE ("Patches and sounds that are dropped are opened, and a sound plays at once")
{
    Window it;
    const auto sound = it.folder / "speech.wav";
    juce::File (SPIKEGRAPH_SOURCE_DIR "/Resources/Sounds/front-center.wav").copyFileTo (sound);
    const juce::StringArray paths{ sound.getFullPathName(),
                                   SPIKEGRAPH_SOURCE_DIR "/Presets/Neuron Cloud.spikegraph" };
    REQUIRE (it.content.isInterestedInFileDrag (paths));
    it.content.filesDropped (paths, 100, 100);
    it.workbench.finishLoading();
    CHECK (it.workbench.patchName() == "Neuron Cloud");
    CHECK (it.workbench.sound().file == sound);
    CHECK (it.workbench.player().isPlaying());
}

TEST_CASE ("Space plays and stops, and Ctrl+R records and stops")
{
    Window it;
    it.workbench.finishLoading();
    const juce::KeyPress space (juce::KeyPress::spaceKey),
        record ('r', juce::ModifierKeys::commandModifier, 0);
    CHECK (it.content.keyPressed (space));
    CHECK (it.workbench.player().isPlaying());
    CHECK (it.content.keyPressed (space));
    CHECK_FALSE (it.workbench.player().isPlaying());
    CHECK (it.content.keyPressed (record));
    CHECK (it.workbench.recorder().isRecording());
    CHECK (it.content.keyPressed (record));
    CHECK_FALSE (it.workbench.recorder().isRecording());
    CHECK_FALSE (it.content.keyPressed (juce::KeyPress ('x')));
}

TEST_CASE ("The bar stays at its height below the editor, which takes the rest")
{
    Window it;
    auto& bar = *partOf<TransportBar> (it.content);
    const auto& editor = *partOf<juce::AudioProcessorEditor> (it.content);
    CHECK (it.content.getWidth() == editor.getWidth());
    CHECK (it.content.getHeight() == editor.getHeight() + TransportBar::height);
    it.content.setSize (900, 700);
    CHECK (bar.getBounds() == juce::Rectangle<int> (0, 660, 900, 40));
    CHECK (editor.getBounds() == juce::Rectangle<int> (0, 0, 900, 660));
    // Nothing in the bar lies on anything else, down to the smallest window.
    it.content.setSize (it.content.smallest().getWidth(), it.content.smallest().getHeight());
    for (auto* one : bar.getChildren())
        for (auto* other : bar.getChildren())
            if (one != other)
            {
                INFO (one->getTitle() << " and " << other->getTitle());
                CHECK_FALSE (one->getBounds().intersects (other->getBounds()));
                CHECK (bar.getLocalBounds().contains (one->getBounds()));
                CHECK (one->getWidth() >= 20);
            }
}

TEST_CASE ("An editor that takes another scale takes the bar and the window along")
{
    Window it;
    const auto before = it.content.getLocalBounds();
    auto& editor = *partOf<juce::AudioProcessorEditor> (it.content);
    const auto& bar = *partOf<TransportBar> (it.content);
    editor.setTransform (juce::AffineTransform::scale (2.0f));
    CHECK (it.content.getLocalBounds() == before * 2);
    CHECK (it.content.getLocalArea (&bar, bar.getLocalBounds()) ==
           before.withTop (before.getHeight() - TransportBar::height) * 2);
    CHECK (bar.getHeight() == TransportBar::height);
    it.content.setSize (2000, 1600);
    CHECK (editor.getBounds() == juce::Rectangle<int> (1000, 760));
    editor.setTransform ({});
    CHECK (it.content.getLocalBounds() == juce::Rectangle<int> (1000, 800));
}

} // namespace spikegraph::test
