#pragma once

#include "Gui/ScopePicture.h"

#include <string>

namespace spikegraph
{

/// What a picture of a scope says besides.
struct ScopeCaption
{
    juce::String title{}, patch{};
};

/// The window as a picture, with its title. Needs no window on screen. [message thread]
juce::Image scopeImage (const ScopeFeed& feed, const ScopeWindow& window, const ScopeCaption& caption,
                        const Theme& theme, int width, int height, float pixelScale);

/// The spikes at moments in [first, last): "time_s,unit,polarity" with the time from `first` on, units from
/// 0 as in all files, and 1 or -1. Several spikes in one time step are as many rows.
std::string spikeCsv (const ScopeFeed& feed, std::int64_t first, std::int64_t last);

/// Write a file whole or not at all. Throw std::runtime_error that names the file and the reason.
void writePng (const juce::Image& image, const juce::File& file);
void writeText (const std::string& text, const juce::File& file);

} // namespace spikegraph
