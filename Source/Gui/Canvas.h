#pragma once

#include "Gui/CanvasDrag.h"
#include "Gui/Commands.h"
#include "Gui/GraphActions.h"
#include "Gui/NodeBox.h"

#include <map>
#include <memory>
#include <optional>

namespace spikegraph
{

/// The patch as nodes and cables. [message thread]
class Canvas final : public juce::Component,
                     public juce::DragAndDropTarget,
                     public juce::SettableTooltipClient,
                     private Document::Listener,
                     private Selection::Listener,
                     private LiveSignals::Listener
{
public:
    explicit Canvas (EditorContext& editorContext);
    ~Canvas() override;

    EditorContext& context() noexcept { return shared; }
    GraphActions& actions() noexcept { return edits; }

    /// Where a new node may be put, and the port that it is to be joined with, if any.
    struct NewNodePlace
    {
        juce::Point<double> position;
        std::optional<PortPlace> port{};
        std::optional<Selection::Cable> cable{}; ///< to be put into
        juce::String replaces{};                 ///< the node whose place it takes
    };
    /// Called when a person is to choose a node, with where they look.
    std::function<void (const NewNodePlace& place, juce::Point<int> screenPosition)> onChooseNode;
    /// Called for commands that are not the canvas's own.
    std::function<void (Command)> onCommand;
    /// Adds a node of a type where it was asked for.
    void addNode (const juce::String& typeId, const NewNodePlace& place);

    /// Whether it is one of the canvas's own.
    bool perform (Command command);

    // The view.
    float zoom() const noexcept { return zoomFactor; }
    juce::Point<float> toPatch (juce::Point<float> point) const noexcept
    {
        return (point - origin) / zoomFactor;
    }
    juce::Point<float> toView (juce::Point<float> point) const noexcept
    {
        return point * zoomFactor + origin;
    }
    juce::Rectangle<float> visibleArea() const noexcept;
    void panBy (juce::Point<float> pixels);
    void zoomBy (float factor, juce::Point<float> around);
    void frameAll();
    void centreOn (juce::Point<float> point);
    /// Called after each move of the view, and after each change of what is in it.
    std::function<void()> onViewChanged;

    // What is where, in the patch's pixels.
    std::optional<PortPlace> portAt (juce::Point<float> point) const;
    const NodeSnapshot* nodeAt (juce::Point<float> point) const;
    std::optional<Selection::Cable> cableAt (juce::Point<float> point) const;
    std::optional<int> commentAt (juce::Point<float> point) const;
    juce::Point<float> centreOf (const PortPlace& port) const;

    // For drags.
    void setCableToFit (const std::optional<PortPlace>& otherEnd);
    void setCableToInsertOn (const std::optional<Selection::Cable>& cable);
    const std::optional<Selection::Cable>& cableToInsertOn() const noexcept { return insertCable; }
    void connect (const PortPlace& a, const PortPlace& b);

    void showMenu (juce::Point<float> point);
    void editLabel (const juce::String& nodeId);
    void editComment (int index);
    /// A menu of the ports that a node may be joined to.
    void showConnectMenu (bool disconnects);

    void paint (juce::Graphics& graphics) override;
    void resized() override;
    void mouseDown (const juce::MouseEvent& event) override;
    void mouseDrag (const juce::MouseEvent& event) override;
    void mouseUp (const juce::MouseEvent& event) override;
    void mouseMove (const juce::MouseEvent& event) override;
    void mouseDoubleClick (const juce::MouseEvent& event) override;
    void mouseWheelMove (const juce::MouseEvent& event, const juce::MouseWheelDetails& wheel) override;
    void mouseMagnify (const juce::MouseEvent& event, float factor) override;
    bool keyPressed (const juce::KeyPress& key) override;
    bool isInterestedInDragSource (const SourceDetails& details) override;
    void itemDragMove (const SourceDetails& details) override;
    void itemDragExit (const SourceDetails&) override { setCableToInsertOn ({}); }
    void itemDropped (const SourceDetails& details) override;
    void lookAndFeelChanged() override { repaint(); }
    std::unique_ptr<juce::AccessibilityHandler> createAccessibilityHandler() override;

private:
    /// A cable as it is drawn.
    struct Strand
    {
        CableSnapshot cable;
        juce::Path path;
        juce::Path outline; ///< of the stroke: to stroke it at each drawing takes most of the time
        static constexpr int brightnessSteps = 8;
        int brightness = 0; ///< from 0 to brightnessSteps
    };

    void patchChanged (const PatchSnapshot& patch) override;
    void selectionChanged() override;
    void signalsMoved() override;
    void layOutCables();
    void updateTransform();
    void paintGrid (juce::Graphics& graphics) const;
    void paintComments (juce::Graphics& graphics) const;
    void paintCables (juce::Graphics& graphics) const;
    void paintCable (juce::Graphics& graphics, const Strand& strand) const;
    void openTextEditor (juce::Rectangle<float> patchArea, const juce::String& text, bool isMultiLine,
                         std::function<void (const juce::String&)> onDone);
    juce::PopupMenu nodeMenu();
    juce::PopupMenu cableMenu (const Selection::Cable& cable);
    juce::PopupMenu commentMenu (int index);
    juce::PopupMenu groundMenu();

    EditorContext& shared;
    GraphActions edits;
    juce::Component content; ///< the boxes, moved and zoomed together
    std::map<juce::String, std::unique_ptr<NodeBox>> boxes;
    std::vector<Strand> strands;
    float zoomFactor = 1.0f;
    juce::Point<float> origin;
    bool viewIsChosen = false; ///< by a person, since the last framing
    juce::String framedPatch;  ///< the name of the patch that was shown last
    std::unique_ptr<CanvasDrag> drag;
    std::optional<Selection::Cable> insertCable;
    std::unique_ptr<juce::TextEditor> textEditor;
    juce::Point<float> lastMouse; ///< in the patch's pixels
    int ticks = 0;
};

} // namespace spikegraph
