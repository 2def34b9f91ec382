// What every preset looks like: pictures to look at, and what can be told of them without eyes.

#include "Nodes/FactoryPresets.h"
#include "Tests/TestFramework.h"
#include "Tests/Window/ShownEditor.h"

#include <set>

namespace spikegraph::test
{
namespace
{

constexpr std::pair<int, int> sizes[] = { { 860, 560 },
                                          { Editor::defaultWidth, Editor::defaultHeight },
                                          { 1920, 1080 } };

void save (const juce::Image& image, const std::string& name)
{
    const auto file = juce::File (SPIKEGRAPH_SCREENSHOTS).getChildFile (juce::String (name) + ".png");
    REQUIRE (file.getParentDirectory().createDirectory());
    file.deleteFile();
    juce::FileOutputStream stream (file);
    REQUIRE (juce::PNGImageFormat().writeImageToStream (image, stream));
}

std::size_t coloursOf (const juce::Image& image)
{
    std::set<juce::uint32> colours;
    const juce::Image::BitmapData pixels (image, juce::Image::BitmapData::readOnly);
    for (int y = 0; y < image.getHeight(); ++y)
        for (int x = 0; x < image.getWidth(); ++x)
            colours.insert (pixels.getPixelColour (x, y).getARGB());
    return colours.size();
}

bool isControl (const juce::Component& component)
{
    return dynamic_cast<const juce::Button*> (&component) != nullptr ||
           dynamic_cast<const juce::Slider*> (&component) != nullptr ||
           dynamic_cast<const juce::ComboBox*> (&component) != nullptr ||
           dynamic_cast<const juce::TextEditor*> (&component) != nullptr;
}

/// Whether parts of it are meant to be out of sight: what scrolls, and the canvas, which pans.
bool showsAPart (const juce::Component& component)
{
    const auto* parent = component.getParentComponent();
    return dynamic_cast<const juce::Viewport*> (&component) != nullptr ||
           dynamic_cast<const juce::Viewport*> (parent) != nullptr ||
           dynamic_cast<const Canvas*> (&component) != nullptr ||
           dynamic_cast<const Canvas*> (parent) != nullptr;
}

/// The text of a button or a label and the room that it has; nothing for other components.
std::optional<std::pair<float, float>> widthsOf (juce::Component& component)
{
    auto& look = component.getLookAndFeel();
    if (auto* button = dynamic_cast<juce::TextButton*> (&component))
        return std::pair{ widthOf (look.getTextButtonFont (*button, button->getHeight()),
                                   button->getButtonText()),
                          static_cast<float> (button->getWidth()) };
    if (auto* label = dynamic_cast<juce::Label*> (&component))
    {
        const auto border = look.getLabelBorderSize (*label);
        return std::pair{ widthOf (look.getLabelFont (*label), label->getText()) *
                              label->getMinimumHorizontalScale(),
                          static_cast<float> (border.subtractedFrom (label->getLocalBounds()).getWidth()) };
    }
    return {};
}

/// What is cut off, or lies on something else.
std::vector<std::string> faultsOf (juce::Component& editor)
{
    std::vector<std::string> faults;
    for (auto* component : visibleBelow (editor))
    {
        const auto* parent = component->getParentComponent();
        if (!showsAPart (*parent) && !parent->getLocalBounds().contains (component->getBoundsInParent()))
            faults.push_back (pathOf (*component) + ": reaches out of its parent");
        if (const auto widths = widthsOf (*component); widths && widths->first > widths->second)
            faults.push_back (pathOf (*component) + ": its text is cut");
        if (!isControl (*component))
            continue;
        for (auto* other : parent->getChildren())
            if (other != component && other->isVisible() && isControl (*other) &&
                other->getBoundsInParent().intersects (component->getBoundsInParent()))
                faults.push_back (pathOf (*component) + ": lies on " + pathOf (*other));
    }
    return faults;
}

} // namespace

TEST_CASE ("What is cut off, too narrow for its text, or on something else is found")
{
    juce::Component window;
    window.setSize (200, 100);
    juce::TextButton left ("A name that is far too long"), right ("OK"), outside ("Out");
    for (auto* button : { &left, &right, &outside })
        window.addAndMakeVisible (button);
    left.setBounds (0, 0, 60, 24);
    right.setBounds (50, 0, 60, 24);
    outside.setBounds (180, 50, 60, 24);
    CHECK (faultsOf (window).size() == 4); // the two on each other are named twice
    left.setButtonText ("Name");
    right.setTopLeftPosition (60, 0);
    outside.setTopLeftPosition (100, 50);
    CHECK (faultsOf (window).empty());
}

TEST_CASE ("Every preset fits its window and shows something, in both themes and three sizes")
{
    for (const auto& preset : factoryPresets())
    {
        ShownEditor it (preset);
        it.play (2.0); // until the scope is full
        for (const bool isDark : { true, false })
            for (const auto& [width, height] : sizes)
            {
                const auto name = preset.name().toStdString() + (isDark ? " dark " : " light ") +
                                  std::to_string (width) + "x" + std::to_string (height);
                INFO (name);
                it.editor().setDark (isDark);
                it.setSize (width, height);
                it.play (0.1);
                const auto picture = it.picture();
                save (picture, name);
                CHECK (picture.getWidth() == width);
                CHECK (coloursOf (picture) > 60);
                for (const auto& fault : faultsOf (it.editor()))
                    FAIL_CHECK (fault);
            }
        // The inspector differs from node to node.
        for (const auto& node : it.editor().context().document.patch().nodes)
        {
            INFO (preset.name() << ", " << node.title());
            it.editor().context().selection.selectNode (node.id);
            it.play (0.01);
            for (const auto& fault : faultsOf (it.editor()))
                FAIL_CHECK (fault);
        }
    }
}

} // namespace spikegraph::test
