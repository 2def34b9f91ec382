#pragma once

#include "Gui/CanvasGeometry.h"

#include <juce_gui_basics/juce_gui_basics.h>

#include <memory>

namespace spikegraph
{

class Canvas;

/// What the mouse does on the canvas from button down to button up. Points are in the patch's pixels.
/// [message thread]
class CanvasDrag
{
public:
    explicit CanvasDrag (Canvas& canvasToUse)
        : canvas (canvasToUse)
    {
    }
    virtual ~CanvasDrag() = default;

    virtual void moved (juce::Point<float> point, const juce::MouseEvent& event) = 0;
    virtual void ended (juce::Point<float> point, const juce::MouseEvent& event) = 0;
    /// Drawn over the cables, in the patch's pixels.
    virtual void paint (juce::Graphics&) {}

    static std::unique_ptr<CanvasDrag> pan (Canvas& canvas, juce::Point<int> start);
    static std::unique_ptr<CanvasDrag> select (Canvas& canvas, juce::Point<float> start, bool adds);
    /// Moves what is selected; a node on its own is put into a cable that it is dropped on.
    static std::unique_ptr<CanvasDrag> moveSelection (Canvas& canvas, juce::Point<float> start);
    static std::unique_ptr<CanvasDrag> drawCable (Canvas& canvas, const PortPlace& from);
    static std::unique_ptr<CanvasDrag> moveComment (Canvas& canvas, int comment, juce::Point<float> start,
                                                    bool resizes);

protected:
    Canvas& canvas;
};

} // namespace spikegraph
