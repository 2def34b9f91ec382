#include "Tests/Window/ShownEditor.h"

#include "Files/AudioFile.h"

#include <typeinfo>

// JUCE's own loops, without which timers stand still, are not part of plugins.
namespace juce
{
#if JUCE_MAJOR_VERSION >= 8
namespace detail
{
bool dispatchNextMessageOnSystemQueue (bool returnIfNoPendingMessages);
}
using detail::dispatchNextMessageOnSystemQueue;
#else
bool dispatchNextMessageOnSystemQueue (bool returnIfNoPendingMessages);
#endif
} // namespace juce

namespace spikegraph::test
{
namespace
{

/// To JUCE this is an app, not a plugin: then it takes an X server's complaints as warnings. In a plugin they
/// are the host's to take, and end a program that does not.
[[maybe_unused]] const bool isApp = []
{
    juce::JUCEApplicationBase::createInstance = []() -> juce::JUCEApplicationBase* { return nullptr; };
    return true;
}();

juce::AudioBuffer<float> speech()
{
    AudioReader reader (SPIKEGRAPH_SOURCE_DIR "/Resources/Sounds/front-center.wav");
    juce::AudioBuffer<float> audio (reader.facts().channels, static_cast<int> (reader.facts().samples));
    reader.read (audio, 0, audio.getNumSamples());
    return audio;
}

} // namespace

void passTime (double seconds)
{
    const auto now = [] { return juce::Time::getMillisecondCounterHiRes(); };
    const auto end = now() + 1000.0 * seconds;
    // What is slower than its timers always has something to do: time ends that too.
    do
        if (!juce::dispatchNextMessageOnSystemQueue (true))
            juce::Thread::sleep (1);
    while (now() < end);
}

ShownEditor::ShownEditor (const GraphModel& patch)
    : sound (speech())
{
    EditorSettings().setTourSeen (true);
    prepare (plugin, 2);
    plugin.session().edit().load (patch);
    window.reset (dynamic_cast<Editor*> (plugin.createEditorIfNeeded()));
    frame.setSize (window->getWidth(), window->getHeight());
    frame.addAndMakeVisible (*window);
    frame.addToDesktop (juce::ComponentPeer::windowIsResizable);
    frame.setVisible (true);
    passTime (0.05);
    frame.getPeer()->grabFocus();
    passTime (0.05);
}

ShownEditor::~ShownEditor()
{
    close();
}

void ShownEditor::close()
{
    if (window == nullptr)
        return;
    plugin.editorBeingDeleted (window.get());
    window.reset();
}

void ShownEditor::setSize (int width, int height)
{
    frame.setSize (width, height);
    window->setSize (width, height);
}

void ShownEditor::play (double seconds)
{
    constexpr int blockSamples = 480;
    const auto blocks = static_cast<int> (seconds * 100.0);
    for (int i = 0; i < blocks; ++i)
    {
        juce::AudioBuffer<float> block (2, blockSamples);
        for (int t = 0; t < blockSamples; ++t)
            for (int channel = 0; channel < 2; ++channel)
                block.setSample (channel, t, sound.getSample (0, (position + t) % sound.getNumSamples()));
        position = (position + blockSamples) % sound.getNumSamples();
        juce::MidiBuffer midi;
        const auto start = juce::Time::getMillisecondCounterHiRes();
        plugin.processBlock (block, midi);
        workedSeconds += 0.001 * (juce::Time::getMillisecondCounterHiRes() - start);
        passTime (0.01);
    }
}

void ShownEditor::press (const juce::KeyPress& key)
{
    frame.getPeer()->handleKeyPress (key);
    passTime (0.0);
}

std::vector<juce::Component*> visibleBelow (juce::Component& component)
{
    std::vector<juce::Component*> found;
    for (auto* child : component.getChildren())
    {
        if (!child->isVisible() || child->getBounds().isEmpty())
            continue;
        found.push_back (child);
        const auto below = visibleBelow (*child);
        found.insert (found.end(), below.begin(), below.end());
    }
    return found;
}

std::string pathOf (const juce::Component& component)
{
    const auto* parent = component.getParentComponent();
    const auto title = component.getTitle().isEmpty() ? component.getName() : component.getTitle();
    const auto own = (title.isEmpty() ? juce::String (typeid (component).name()) : title).toStdString();
    return parent == nullptr ? own : pathOf (*parent) + " > " + own;
}

} // namespace spikegraph::test
