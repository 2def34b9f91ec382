// A host's session: it is refused in one line and leaves what plays as it was, or it saves and restores to
// the same bytes.

#include "Plugin/PluginProcessor.h"
#include "Tests/Fuzz/FuzzTarget.h"

#include <cmath>

namespace spikegraph::fuzz
{
namespace
{

/// What plays before.
constexpr auto smallSession = R"({"format": "spikegraph-session", "version": 1,
  "patch": {"format": "spikegraph-patch", "version": 2,
    "nodes": [{"id": "in", "type": "audio-in"}, {"id": "gain", "type": "gain"}, {"id": "out", "type": "audio-out"}],
    "cables": [{"from": "in.out", "to": "gain.in"}, {"from": "gain.out", "to": "out.in"}],
    "macros": [{"name": "Level", "value": 0.5, "targets":
      [{"node": "gain", "parameter": "gain", "from": -20, "to": 0}]}]},
  "slots": [{"number": 2, "node": "gain", "parameter": "gain", "from": -60, "to": 0, "curve": "linear"}],
  "host": {"macro1": 0.75}, "view": {"width": 900}})";

/// Two instances that stay: making one takes a hundred times as long as restoring a session.
struct Instances
{
    Instances() { playing.prepareToPlay (8000.0, 64); }

    juce::ScopedJuceInitialiser_GUI messageThread;
    PluginProcessor playing, other;
};

std::string stateOf (PluginProcessor& plugin)
{
    juce::MemoryBlock state;
    plugin.getStateInformation (state);
    return { static_cast<const char*> (state.getData()), state.getSize() };
}

void restore (PluginProcessor& plugin, const std::string& state)
{
    plugin.setStateInformation (state.data(), static_cast<int> (state.size()));
}

/// Long enough for what was restored to have faded in.
void process (PluginProcessor& plugin)
{
    for (int block = 0; block < 5; ++block)
    {
        juce::AudioBuffer<float> audio (2, 64);
        for (int channel = 0; channel < 2; ++channel)
            juce::FloatVectorOperations::fill (audio.getWritePointer (channel), 0.5f, 64);
        juce::MidiBuffer midi;
        plugin.processBlock (audio, midi);
        for (int channel = 0; channel < 2; ++channel)
            for (int i = 0; i < 64; ++i)
                require (std::isfinite (audio.getSample (channel, i)), "what a session puts out is finite");
    }
}

} // namespace
} // namespace spikegraph::fuzz

extern "C" int LLVMFuzzerTestOneInput (const std::uint8_t* data, std::size_t size)
{
    using namespace spikegraph::fuzz;
    // They stay to the end of the process, where JUCE's statics go before ours would.
    static auto& instances = *new Instances;
    auto& plugin = instances.playing;

    restore (plugin, smallSession);
    process (plugin);
    const auto before = stateOf (plugin);
    restore (plugin, textOf (data, size));
    process (plugin);
    const auto saved = stateOf (plugin);
    if (const auto problem = plugin.stateProblem(); !problem.empty())
    {
        requireOneLine (problem);
        require (saved == before, "a state that is refused leaves everything as it was");
        return 0;
    }
    restore (instances.other, saved);
    require (instances.other.stateProblem().empty(), "a state that was saved is restored");
    require (stateOf (instances.other) == saved, "a state that was restored is saved to the same bytes");
    return 0;
}
