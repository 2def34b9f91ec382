#include "Nodes/FactoryPresets.h"
#include "Tests/TestFramework.h"
#include "Tests/Window/ShownEditor.h"

#ifdef __GLIBC__
#include <malloc.h>
#endif

namespace spikegraph::test
{

#ifdef __GLIBC__
TEST_CASE ("Two hundred openings take no more memory than a hundred")
{
    EditorSettings().setTourSeen (true);
    PluginWithEditor plugin;
    prepare (plugin, 2);
    const auto openAndClose = [&]
    {
        const std::unique_ptr<juce::AudioProcessorEditor> editor (plugin.createEditorIfNeeded());
        editor->addToDesktop (0);
        editor->setVisible (true);
        passTime (0.02);
        juce::AudioBuffer<float> audio (2, 512);
        audio.clear();
        juce::MidiBuffer midi;
        plugin.processBlock (audio, midi);
        plugin.editorBeingDeleted (editor.get());
    };
    const auto bytesAfter = [&] (int openings)
    {
        for (int i = 0; i < openings; ++i)
            openAndClose();
        passTime (0.1);
        return static_cast<double> (mallinfo2().uordblks + mallinfo2().hblkhd);
    };
    const auto first = bytesAfter (100), last = bytesAfter (100); // caches fill in the first hundred
    // What each opening left behind would be there a hundred times: a kilobyte is too much.
    CHECK (last - first < 100e3);
}
#endif

TEST_CASE ("An editor opens before anything was prepared, and follows when it is")
{
    EditorSettings().setTourSeen (true);
    PluginWithEditor plugin;
    const std::unique_ptr<juce::AudioProcessorEditor> editor (plugin.createEditorIfNeeded());
    editor->addToDesktop (0);
    editor->setVisible (true);
    passTime (0.1);
    prepare (plugin, 2);
    passTime (0.1);
    CHECK (dynamic_cast<Editor&> (*editor).context().document.patch().nodes.size() > 1);
    plugin.editorBeingDeleted (editor.get());
}

} // namespace spikegraph::test
