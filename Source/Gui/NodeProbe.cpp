#include "Gui/NodeProbe.h"

#include "Core/Error.h"

#include <algorithm>
#include <cmath>

namespace spikegraph
{
namespace
{

/// One input in, the first outlet out: samples[unit][t]. Empty where the node refuses.
std::vector<std::vector<float>> runNode (const NodeType& type,
                                         const std::map<juce::String, ParameterValue>& values,
                                         const std::vector<std::vector<float>>& input, double sampleRateHz)
{
    if (input.empty() || input.front().empty() || type.numSignalInputs() == 0 || type.numSignalOutputs() == 0)
        return {};
    const auto samples = static_cast<int> (input.front().size());
    try
    {
        NodeProcessor node (type);
        for (const auto& [id, value] : values)
            node.parameters().set (id, value);
        std::vector<int> widths (static_cast<std::size_t> (type.numSignalInputs()), 0);
        for (std::size_t port = 0, signal = 0; port < type.inputs.size(); ++port)
            if (type.inputs[port].kind != SignalKind::midi)
                widths[signal++] = type.inputs[port].isOptional ? 0 : 1;
        widths.front() = static_cast<int> (input.size());
        node.setInputUnits (widths, 0, 0);
        node.prepareToPlay (sampleRateHz, samples);

        const auto channels = std::max (node.getTotalNumInputChannels(), node.getTotalNumOutputChannels());
        juce::AudioBuffer<float> buffer (channels, samples);
        buffer.clear();
        for (std::size_t unit = 0; unit < input.size(); ++unit)
            buffer.copyFrom (static_cast<int> (unit), 0, input[unit].data(), samples);
        juce::MidiBuffer midi;
        node.processBlock (buffer, midi);

        std::vector<std::vector<float>> output;
        for (int unit = 0; unit < node.outputUnits().front(); ++unit)
            output.emplace_back (buffer.getReadPointer (unit), buffer.getReadPointer (unit) + samples);
        return output;
    }
    catch (const InvalidValue&)
    {
        return {};
    }
}

} // namespace

std::vector<float> NodeProbe::stepResponse (const NodeSnapshot& node, double seconds, int samples)
{
    const std::vector<std::vector<float>> step{ std::vector<float> (static_cast<std::size_t> (samples),
                                                                    1.0f) };
    const auto output = runNode (*node.type, node.values, step, samples / seconds);
    return output.empty() ? std::vector<float>{} : output.front();
}

std::vector<float> NodeProbe::transfer (const NodeType& type,
                                        const std::map<juce::String, ParameterValue>& values, float from,
                                        float to, int samples)
{
    std::vector<std::vector<float>> ramp (1);
    for (int i = 0; i < samples; ++i)
        ramp.front().push_back (
            std::lerp (from, to, static_cast<float> (i) / static_cast<float> (samples - 1)));
    const auto output = runNode (type, values, ramp, 48000.0);
    return output.empty() ? std::vector<float>{} : output.front();
}

std::vector<std::vector<float>> NodeProbe::weights (const NodeSnapshot& node, int inputUnits)
{
    // At sample 0 all inputs are zero, which leaves the bias; at sample k + 1, input k is one.
    std::vector<std::vector<float>> impulses (static_cast<std::size_t> (inputUnits),
                                              std::vector<float> (static_cast<std::size_t> (inputUnits + 1)));
    for (std::size_t k = 0; k < impulses.size(); ++k)
        impulses[k][k + 1] = 1.0f;
    auto rows = runNode (*node.type, node.values, impulses, 48000.0);
    for (auto& row : rows)
    {
        for (std::size_t k = 1; k < row.size(); ++k)
            row[k] -= row.front();
        row.erase (row.begin());
    }
    return rows;
}

double stepResponseSeconds (const NodeSnapshot& node)
{
    double longest = 0.0;
    for (const auto& parameter : node.type->parameters)
        if (parameter.unit == "ms" && parameter.isNumeric())
            longest = std::max (longest, node.value (parameter.id).number * 1.0e-3);
    return std::max (1.0e-4, 4.0 * longest);
}

} // namespace spikegraph
