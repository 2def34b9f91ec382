#pragma once

#include "Gui/Editor.h"

namespace spikegraph
{

/// The plugin as hosts get it: with a window.
class PluginWithEditor final : public PluginProcessor
{
public:
    bool hasEditor() const override { return true; }
    juce::AudioProcessorEditor* createEditor() override { return new Editor (*this); }
};

} // namespace spikegraph
