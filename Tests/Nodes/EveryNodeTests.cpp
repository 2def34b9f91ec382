// What holds for every node: a loop over the catalogue, so that the next one is tested by existing.

#include "Core/Random.h"
#include "Graph/NodeProcessor.h"
#include "Nodes/FactoryNodes.h"
#include "Tests/TestFramework.h"

#include <cmath>
#include <functional>
#include <limits>

namespace spikegraph
{
namespace
{

constexpr int samples = 3000;

std::unique_ptr<NodeProcessor> make (const NodeType& type, int units, double sampleRateHz = 48000.0,
                                     int maximumBlock = 512)
{
    auto node = type.create (type);
    node->setHostChannels (units);
    node->setInputUnits (units);
    node->prepareToPlay (sampleRateHz, maximumBlock);
    return node;
}

using Signal = std::function<float (int)>;

juce::AudioBuffer<float> run (NodeProcessor& node, const Signal& signal, const std::vector<int>& blocks)
{
    juce::AudioBuffer<float> audio (std::max (node.inputUnits(), node.outputUnits()), samples);
    for (int c = 0; c < audio.getNumChannels(); ++c)
        for (int i = 0; i < samples; ++i)
            audio.setSample (c, i, c < node.inputUnits() ? signal (i + 31 * c) : 0.0f);
    juce::MidiBuffer midi;
    std::size_t turn = 0;
    for (int first = 0; first < samples;)
    {
        const auto count = std::min (blocks[turn++ % blocks.size()], samples - first);
        juce::AudioBuffer<float> block (audio.getArrayOfWritePointers(), audio.getNumChannels(), first,
                                        count);
        node.processBlock (block, midi);
        first += count;
    }
    audio.setSize (node.outputUnits(), samples, true);
    return audio;
}

bool equal (const juce::AudioBuffer<float>& a, const juce::AudioBuffer<float>& b)
{
    for (int c = 0; c < a.getNumChannels(); ++c)
        if (!std::equal (a.getReadPointer (c), a.getReadPointer (c) + samples, b.getReadPointer (c)))
            return false;
    return true;
}

bool isFinite (const juce::AudioBuffer<float>& audio)
{
    for (int c = 0; c < audio.getNumChannels(); ++c)
        for (int i = 0; i < samples; ++i)
            if (!std::isfinite (audio.getSample (c, i)))
                return false;
    return true;
}

float noise (int i)
{
    return 2.0f * randomUniform<float> (9, static_cast<std::uint64_t> (i)) - 1.0f;
}

const std::vector<int> blocks{ 64, 65, 0, 1, 512, 700 };

} // namespace

TEST_CASE ("Every node puts out finite numbers, whatever it hears, and recovers at once")
{
    for (const auto& type : nodeCatalogue().types())
    {
        const float infinity = std::numeric_limits<float>::infinity();
        for (const auto bad : { 0.0f, 1.0f, -1.0f, 3e38f, 1e-40f, infinity, -infinity, std::nanf ("") })
        {
            INFO (type.id.toStdString() << " hearing " << bad);
            auto node = make (type, 2);
            CHECK (isFinite (run (
                *node, [=] (int i) { return i % 100 < 20 ? bad : noise (i); }, blocks)));
            if (!std::isfinite (bad))
                CHECK (node->replacedSamples() > 0);
            node->reset();
            auto fresh = make (type, 2);
            CHECK (equal (run (*node, noise, blocks), run (*fresh, noise, blocks)));
        }
    }
}

TEST_CASE ("Every node gives the same bits at every block size, again after reset, for 1, 2 and 64 units")
{
    for (const auto& type : nodeCatalogue().types())
        for (const auto units : { 1, 2, 64 })
        {
            auto node = make (type, units);
            const auto expected = run (*node, noise, { samples });
            for (const auto block : { 1, 7, 64, 65, 512, 8193 })
            {
                INFO (type.id.toStdString() << ", " << units << " units, blocks of " << block);
                node->reset();
                CHECK (equal (run (*node, noise, { block }), expected));
            }
            node->reset();
            CHECK (equal (run (*node, noise, blocks), expected));
        }
}

TEST_CASE ("Every node works from 8 to 192 kHz, and while each of its parameters moves over its range")
{
    for (const auto& type : nodeCatalogue().types())
    {
        for (const auto rate : { 8000.0, 44100.0, 192000.0 })
            CHECK (isFinite (run (*make (type, 2, rate), noise, blocks)));

        auto node = make (type, 2);
        for (const auto& parameter : type.parameters)
            for (int turn = 0; turn <= 10 && parameter.kind == ParameterKind::number; ++turn)
            {
                INFO (type.id.toStdString() << "." << parameter.id.toStdString());
                const auto value = parameter.minimum + (parameter.maximum - parameter.minimum) * turn / 10.0;
                node->setValue (parameter.id, checkParameter (parameter, value));
                CHECK (isFinite (run (*node, noise, blocks)));
            }
    }
}

TEST_CASE ("Every node's state is restored in another instance")
{
    for (const auto& type : nodeCatalogue().types())
    {
        INFO (type.id.toStdString());
        auto first = type.create (type);
        for (const auto& parameter : type.parameters)
            if (parameter.kind == ParameterKind::number)
                first->setValue (parameter.id,
                                 checkParameter (parameter, parameter.minimum + 0.37 * (parameter.maximum -
                                                                                        parameter.minimum)));
        juce::MemoryBlock state, again;
        first->getStateInformation (state);
        auto second = type.create (type);
        second->getStateInformation (again);
        CHECK ((type.parameters.empty() || state != again));
        second->setStateInformation (state.getData(), static_cast<int> (state.getSize()));
        second->getStateInformation (again);
        CHECK (state == again);
    }
}

TEST_CASE ("Every parameter of the catalogue has a name, a description and a default in its range")
{
    for (const auto& type : nodeCatalogue().types())
        for (const auto& parameter : type.parameters)
        {
            INFO (type.id.toStdString() << "." << parameter.id.toStdString());
            CHECK (parameter.name.isNotEmpty());
            CHECK (parameter.description.endsWith ("."));
            if (parameter.kind == ParameterKind::number || parameter.kind == ParameterKind::integer)
                CHECK_NOTHROW (checkParameter (parameter, parameter.defaultValue));
        }
}

TEST_CASE ("Spiking Activation fires at the same rate at every sample rate, at any step")
{
    const auto& type = *nodeCatalogue().find ("spiking-activation");
    for (const auto sampleRateHz : { 44100.0, 48000.0, 88200.0, 96000.0, 192000.0 })
        for (const auto step : { 1, 5 })
        {
            auto node = type.create (type);
            node->setValue ("rate", { 440.0, {} });
            node->setValue ("height", { 1.0, "unit" });
            node->setValue ("step", { static_cast<double> (step), {} });
            node->setInputUnits (1);
            node->prepareToPlay (sampleRateHz, 512);
            double spikes = 0.0;
            const auto seconds = 5.0;
            juce::AudioBuffer<float> audio (1, static_cast<int> (sampleRateHz * seconds));
            juce::FloatVectorOperations::fill (audio.getWritePointer (0), 1.0f, audio.getNumSamples());
            juce::MidiBuffer midi;
            node->processBlock (audio, midi);
            for (int i = 0; i < audio.getNumSamples(); ++i)
                spikes += static_cast<double> (audio.getSample (0, i));
            INFO (sampleRateHz << " Hz, step " << step);
            CHECK (spikes / step / seconds == Approx (440.0).epsilon (0.005));
        }
}

} // namespace spikegraph
