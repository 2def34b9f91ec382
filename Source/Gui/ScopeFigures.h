#pragma once

#include "Gui/ScopeFeed.h"
#include "Plot/Theme.h"

#include <juce_graphics/juce_graphics.h>

namespace spikegraph
{

/// "41.3 Hz", with as many digits as say something.
juce::String rateText (double hz);
/// "99.91 %".
juce::String sparsityText (double sparsity);
/// "8.3 ms".
juce::String intervalText (double seconds);

/// Measured and asked rate, sparsity and a histogram of inter-spike intervals, of the moments [first, last).
void drawScopeFigures (juce::Graphics& graphics, juce::Rectangle<int> bounds, const Theme& theme,
                       const ScopeFeed& feed, std::int64_t first, std::int64_t last);

} // namespace spikegraph
