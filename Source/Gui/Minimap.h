#pragma once

#include "Gui/Canvas.h"

namespace spikegraph
{

/// The whole patch, small, with what the canvas shows of it; shown where that is not all. Drag to look
/// elsewhere. [message thread]
class Minimap final : public juce::Component
{
public:
    explicit Minimap (Canvas& canvasToShow);

    /// The canvas looks elsewhere, or at something else.
    void update();

    void paint (juce::Graphics& graphics) override;
    void mouseDown (const juce::MouseEvent& event) override { lookAt (event.position); }
    void mouseDrag (const juce::MouseEvent& event) override { lookAt (event.position); }

private:
    juce::AffineTransform toMap() const;
    void lookAt (juce::Point<float> point);

    Canvas& canvas;
};

} // namespace spikegraph
