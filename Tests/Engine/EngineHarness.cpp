#include "Tests/Engine/EngineHarness.h"

#include "Core/Random.h"
#include "Nodes/FactoryNodes.h"

#include <cmath>
#include <sstream>

namespace spikegraph::test
{

juce::AudioBuffer<float> noise (int channels, int samples)
{
    juce::AudioBuffer<float> buffer (channels, samples);
    for (int c = 0; c < channels; ++c)
        for (int i = 0; i < samples; ++i)
            buffer.setSample (
                c, i,
                2.0f * randomUniform<float> (static_cast<std::uint64_t> (c), static_cast<std::uint64_t> (i)) -
                    1.0f);
    return buffer;
}

juce::AudioBuffer<float> sine (double frequencyHz, float amplitude, int channels, int samples,
                               double sampleRateHz)
{
    juce::AudioBuffer<float> buffer (channels, samples);
    for (int c = 0; c < channels; ++c)
        for (int i = 0; i < samples; ++i)
            buffer.setSample (c, i,
                              amplitude *
                                  static_cast<float> (std::sin (2.0 * juce::MathConstants<double>::pi *
                                                                frequencyHz * i / sampleRateHz)));
    return buffer;
}

namespace
{

template <typename T>
class LateKernel final : public NodeKernel<T>
{
public:
    explicit LateKernel (const NodeSetup& setup)
        : delay (setup.outputUnits.front(), lateSamples)
    {
    }

    void reset() noexcept override { delay.reset(); }
    int latencySamples() const noexcept override { return lateSamples; }

    void process (const NodeBlock<T>& block) noexcept override
    {
        for (Index unit = 0; unit < block.out().units; ++unit)
            delay.process (static_cast<std::size_t> (unit), block.in().unit (unit), block.out().unit (unit),
                           block.samples);
        delay.advance (block.samples);
    }

private:
    CableDelay<T> delay;
};

} // namespace

const NodeCatalogue& testCatalogue()
{
    static const NodeCatalogue catalogue (
        []
        {
            auto types = nodeCatalogue().types();
            types.push_back ({ .id = "late",
                               .name = "Late",
                               .inputs = { { "in", "In" } },
                               .outputs = { { "out", "Out" } },
                               .kernels = kernelsOf<LateKernel>() });
            return types;
        }());
    return catalogue;
}

GraphModel makePatch (const std::vector<std::string>& nodes, const std::string& cables)
{
    GraphModel patch (testCatalogue());
    for (const auto& line : nodes)
    {
        std::istringstream words (line);
        std::string id, type, setting;
        words >> id >> type;
        patch.addNode (juce::String (type), {}, juce::String (id));
        while (words >> setting)
        {
            const juce::String text (setting);
            patch.setParameter (juce::String (id), text.upToFirstOccurrenceOf ("=", false, false),
                                text.fromFirstOccurrenceOf ("=", false, false));
        }
    }
    std::istringstream words (cables);
    for (std::string cable; words >> cable;)
    {
        const juce::String text (cable);
        patch.addCable (text.upToFirstOccurrenceOf (">", false, false),
                        text.fromFirstOccurrenceOf (">", false, false));
    }
    return patch;
}

juce::AudioBuffer<float> render (const GraphModel& patch, const juce::AudioBuffer<float>& input,
                                 const std::vector<int>& blocks, int maximumBlock,
                                 const juce::MidiBuffer& midi)
{
    GraphEngine<float> engine (patch);
    engine.prepare ({ 48000.0, maximumBlock, input.getNumChannels(), input.getNumChannels() });
    juce::AudioBuffer<float> audio (input);
    std::size_t turn = 0;
    for (int first = 0; first < audio.getNumSamples();)
    {
        const auto count = std::min (blocks[turn++ % blocks.size()], audio.getNumSamples() - first);
        juce::AudioBuffer<float> block (audio.getArrayOfWritePointers(), audio.getNumChannels(), first,
                                        count);
        juce::MidiBuffer blockMidi;
        blockMidi.addEvents (midi, first, count, -first);
        engine.process (block, blockMidi);
        first += count;
    }
    return audio;
}

bool areEqual (const juce::AudioBuffer<float>& a, const juce::AudioBuffer<float>& b)
{
    if (a.getNumChannels() != b.getNumChannels() || a.getNumSamples() != b.getNumSamples())
        return false;
    for (int c = 0; c < a.getNumChannels(); ++c)
        if (!std::equal (a.getReadPointer (c), a.getReadPointer (c) + a.getNumSamples(),
                         b.getReadPointer (c)))
            return false;
    return true;
}

} // namespace spikegraph::test
