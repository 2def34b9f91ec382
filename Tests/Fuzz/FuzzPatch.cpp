// A patch file: it is refused in one line, or it saves and loads to the same bytes, and then runs with a
// finite output or says why it cannot.

#include "Core/Error.h"
#include "Core/Random.h"
#include "Graph/GraphEngine.h"
#include "Nodes/FactoryNodes.h"
#include "Tests/Fuzz/FuzzTarget.h"

#include <cmath>
#include <optional>

namespace spikegraph::fuzz
{
namespace
{

std::optional<GraphModel> readPatch (const std::string& json)
{
    try
    {
        return GraphModel::fromJson (nodeCatalogue(), json, "patch");
    }
    catch (const InvalidValue& refusal)
    {
        requireOneLine (refusal.what());
        return {};
    }
}

/// Noise in, in blocks of several sizes, with a note that is held.
template <typename T>
void run (const GraphModel& patch)
{
    constexpr int channels = 2, mostSamples = 64;
    GraphEngine<T> engine (patch);
    try
    {
        engine.prepare ({ 48000.0, mostSamples, channels, channels });
    }
    catch (const InvalidValue& refusal)
    {
        requireOneLine (refusal.what());
        return;
    }
    std::uint64_t draws = 0;
    for (const auto samples : { 1, mostSamples, 17, 3 * mostSamples })
    {
        juce::AudioBuffer<T> audio (channels, samples);
        for (int channel = 0; channel < channels; ++channel)
            for (int i = 0; i < samples; ++i)
                audio.setSample (channel, i, T (2) * randomUniform<T> (1, draws++) - T (1));
        juce::MidiBuffer midi;
        midi.addEvent (juce::MidiMessage::noteOn (1, 60, 0.5f), 0);
        engine.process (audio, midi);
        for (int channel = 0; channel < channels; ++channel)
            for (int i = 0; i < samples; ++i)
                require (std::isfinite (audio.getSample (channel, i)), "what a patch puts out is finite");
    }
}

} // namespace
} // namespace spikegraph::fuzz

extern "C" int LLVMFuzzerTestOneInput (const std::uint8_t* data, std::size_t size)
{
    using namespace spikegraph::fuzz;
    const auto patch = readPatch (textOf (data, size));
    if (!patch)
        return 0;
    const auto saved = patch->toJson();
    const auto again = readPatch (saved);
    require (again.has_value(), "a patch that was saved loads");
    require (again->toJson() == saved, "a patch that was loaded is saved to the same bytes");
    run<float> (*patch);
    run<double> (*patch);
    return 0;
}
