// What a host calls on its audio thread allocates nothing, locks nothing, waits for nothing either.

#include "Nodes/FactoryNodes.h"
#include "Nodes/FactoryPresets.h"
#include "Plugin/PluginProcessor.h"
#include "Tests/Engine/RandomEdits.h"
#include "Tests/RealTime/Watch.h"
#include "Tests/TestFramework.h"

#include <atomic>
#include <cmath>
#include <thread>

namespace spikegraph::test
{
namespace
{

constexpr int announcedSamples = 256;

template <typename T>
void prepare (PluginProcessor& plugin)
{
    plugin.setProcessingPrecision (std::is_same_v<T, double> ? juce::AudioProcessor::doublePrecision
                                                             : juce::AudioProcessor::singlePrecision);
    plugin.setRateAndBufferSizeDetails (48000.0, announcedSamples);
    plugin.prepareToPlay (48000.0, announcedSamples);
}

/// One block of tones and notes, watched; some blocks are longer than announced, some empty, some bypassed
/// by the host, and before each of them the host moves some parameters.
template <typename T>
std::vector<std::string> watchedBlock (PluginProcessor& plugin, RandomSource& random)
{
    constexpr int sizes[]{ 64, 1, 0, 256, 7, 3 * announcedSamples + 5, 33 };
    juce::AudioBuffer<T> audio (2, sizes[random.below (7)]);
    for (int channel = 0; channel < 2; ++channel)
        for (int i = 0; i < audio.getNumSamples(); ++i)
            audio.setSample (channel, i, static_cast<T> (0.5 * std::sin (0.05 * i + channel)));
    juce::MidiBuffer midi;
    midi.ensureSize (32768);
    if (audio.getNumSamples() > 0)
        midi.addEvent (juce::MidiMessage::noteOn (1, 40 + random.below (40), 0.7f),
                       random.below (audio.getNumSamples()));
    const auto& parameters = plugin.getParameters();
    const bool isBypassed = random.below (8) == 0;

    const Watch watch;
    for (int i = 0; i < 4; ++i)
        parameters[random.below (parameters.size())]->setValue (static_cast<float> (random.below (101)) /
                                                                100.0f);
    if (isBypassed)
        plugin.processBlockBypassed (audio, midi);
    else
        plugin.processBlock (audio, midi);
    return watch.calls();
}

template <typename T>
std::vector<std::string> watchedBlocks (PluginProcessor& plugin, int blocks)
{
    RandomSource random (9);
    std::vector<std::string> calls;
    for (int i = 0; i < blocks; ++i)
    {
        const auto found = watchedBlock<T> (plugin, random);
        calls.insert (calls.end(), found.begin(), found.end());
    }
    return calls;
}

} // namespace

TEST_CASE ("The plugin allocates, locks and waits for nothing in any preset, whatever the host moves")
{
    for (const auto& preset : factoryPresets())
    {
        INFO (preset.name());
        PluginProcessor plugin;
        plugin.session().edit().load (preset);
        prepare<float> (plugin);
        CHECK (watchedBlocks<float> (plugin, 80) == std::vector<std::string>{});
        prepare<double> (plugin);
        CHECK (watchedBlocks<double> (plugin, 80) == std::vector<std::string>{});
    }
}

TEST_CASE ("The plugin allocates, locks and waits for nothing while another thread edits its patch")
{
    PluginProcessor plugin;
    prepare<float> (plugin);
    std::atomic<bool> isOver{ false };
    std::atomic<int> blocks{ 0 };
    std::vector<std::string> calls;
    std::thread audioThread (
        [&]
        {
            RandomSource random (9);
            while (!isOver)
            {
                const auto found = watchedBlock<float> (plugin, random);
                calls.insert (calls.end(), found.begin(), found.end());
                ++blocks;
            }
        });

    auto editor = [&]
    {
        auto edit = plugin.session().edit();
        edit.load (GraphModel (nodeCatalogue()));
        return RandomEditor (edit.model(), 11); // which stays; it is edited only while an Edit is held
    }();
    int changes = 0;
    for (int i = 0; i < 400 || blocks < 400; ++i)
    {
        const auto before = plugin.session().read().model().toJson();
        {
            const auto edit = plugin.session().edit();
            editor.edit();
        }
        while (!plugin.session().read().problem().empty()) // widths that do not fit
            plugin.session().edit().model().undo();
        changes += plugin.session().read().model().toJson() != before;
    }
    isOver = true;
    audioThread.join();
    CHECK (changes > 50);
    CHECK (calls == std::vector<std::string>{});
}

} // namespace spikegraph::test
