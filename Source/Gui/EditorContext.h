#pragma once

#include "Gui/Document.h"
#include "Gui/EditorSettings.h"
#include "Gui/LiveSignals.h"
#include "Gui/Look.h"
#include "Gui/Selection.h"
#include "Plugin/PresetLibrary.h"

namespace spikegraph
{

/// What the parts of an editor share. They hold a reference to it, and it outlives them. [message thread]
struct EditorContext
{
    explicit EditorContext (PluginProcessor& processor)
        : document (processor)
        , selection (document)
        , live (document)
        , look (settings.isDark() ? Theme::dark() : Theme::light())
    {
    }

    EditorSettings settings;
    PresetLibrary presets;
    Document document;
    Selection selection;
    LiveSignals live;
    Look look;
};

} // namespace spikegraph
