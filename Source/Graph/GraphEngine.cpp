#include "Graph/GraphEngine.h"

#include "Core/Error.h"

#include <algorithm>

namespace spikegraph
{

GraphEngine::GraphEngine (const GraphModel& patch)
    : model (patch)
{
    int index = 0;
    for (const auto node : model.nodes())
    {
        const auto place = "nodes[" + std::to_string (index++) + "].";
        const auto* type = model.catalogue().find (node["type"]);
        if (type == nullptr)
            throw InvalidValue (place + "type: there is no node type \"" +
                                node["type"].toString().toStdString() + "\"");
        auto processor = type->create (*type);
        for (const auto parameter : node.getChildWithName ("parameters"))
        {
            const auto id = parameter["id"].toString();
            const auto where = place + "parameters." + id.toStdString() + ": ";
            const auto* parameterType = type->findParameter (id);
            if (parameterType == nullptr)
                throw InvalidValue (where + type->id.toStdString() + " has no such parameter");
            try
            {
                processor->setValue (id, checkParameter (*parameterType, parameter["value"]));
            }
            catch (const InvalidValue& error)
            {
                throw InvalidValue (where + error.what());
            }
        }
        nodes.push_back (std::move (processor));
    }
    kept.assign (nodes.size(), false);
}

int GraphEngine::indexOf (const juce::String& nodeId) const
{
    const auto index = model.nodes().indexOf (model.node (nodeId));
    if (index < 0)
        throw InvalidValue ("the patch has no node \"" + nodeId.toStdString() + "\"");
    return index;
}

void GraphEngine::keepOutput (const juce::String& nodeId)
{
    kept[static_cast<std::size_t> (indexOf (nodeId))] = true;
}

void GraphEngine::prepare (const Format& newFormat)
{
    requirePositive ("the sample rate", newFormat.sampleRateHz);
    format = newFormat;
    format.maximumBlockSamples = std::max (1, format.maximumBlockSamples);
    plan = RenderPlan::compile (model, nodes, kept, format.inputChannels, format.outputChannels);

    const auto block = static_cast<std::size_t> (format.maximumBlockSamples);
    samples.assign (static_cast<std::size_t> (plan.numChannels) * block, 0.0f);
    stepChannels.clear();
    for (const auto& step : plan.steps)
    {
        auto& pointers = stepChannels.emplace_back();
        for (const auto channel : step.channels)
            pointers.push_back (samples.data() + static_cast<std::size_t> (channel) * block);
        nodes[static_cast<std::size_t> (step.node)]->prepareToPlay (format.sampleRateHz,
                                                                    format.maximumBlockSamples);
    }
    lastBlock = 0;
}

void GraphEngine::reset() noexcept
{
    for (auto& node : nodes)
        node->resetState();
}

void GraphEngine::process (juce::AudioBuffer<float>& audio) noexcept
{
    const juce::ScopedNoDenormals noDenormals;
    for (int first = 0; first < audio.getNumSamples(); first += format.maximumBlockSamples)
        processBounded (audio, first, std::min (format.maximumBlockSamples, audio.getNumSamples() - first));
}

void GraphEngine::processBounded (juce::AudioBuffer<float>& audio, int first, int count) noexcept
{
    lastBlock = count;
    bool written = false;
    for (std::size_t i = 0; i < plan.steps.size(); ++i)
    {
        const auto& step = plan.steps[i];
        auto& node = *nodes[static_cast<std::size_t> (step.node)];
        auto* const* channels = stepChannels[i].data();
        if (node.type().hostBus == HostBus::input)
            for (int c = 0; c < step.inputUnits; ++c)
                std::copy_n (audio.getReadPointer (c, first), count, channels[c]);
        else
            gather (step, count);

        node.process (Planar<float>{ channels, count, step.inputUnits },
                      Planar<float>{ channels, count, step.outputUnits });

        if (node.type().hostBus != HostBus::output)
            continue;
        // Several output nodes add up.
        for (int c = 0; c < format.outputChannels; ++c)
            written ? audio.addFrom (c, first, channels[c], count)
                    : audio.copyFrom (c, first, channels[c], count);
        written = true;
    }
    if (!written)
        for (int c = 0; c < format.outputChannels; ++c)
            audio.clear (c, first, count);
}

void GraphEngine::gather (const RenderPlan::Step& step, Index count) noexcept
{
    const auto block = static_cast<std::size_t> (format.maximumBlockSamples);
    const auto channelAt = [&] (int channel)
    { return samples.data() + static_cast<std::size_t> (channel) * block; };
    for (int unit = 0; unit < step.inputUnits; ++unit)
    {
        float* target = channelAt (step.channels[static_cast<std::size_t> (unit)]);
        if (step.isUnconnected)
            std::fill_n (target, count, 0.0f);
        for (std::size_t k = 0; k < step.sources.size(); ++k)
        {
            const float* source = channelAt (step.sources[k][static_cast<std::size_t> (unit)]);
            if (k == 0)
                std::copy_n (source, count, target);
            else
                juce::FloatVectorOperations::add (target, source, static_cast<int> (count));
        }
    }
}

Planar<const float> GraphEngine::output (const juce::String& nodeId) const
{
    const auto index = indexOf (nodeId);
    for (std::size_t i = 0; i < plan.steps.size(); ++i)
        if (plan.steps[i].node == index)
            return Planar<float>{ stepChannels[i].data(), lastBlock, plan.steps[i].outputUnits };
    return {};
}

double GraphEngine::tailSeconds() const
{
    std::vector<double> tails (nodes.size(), 0.0);
    double longest = 0.0;
    for (const auto& step : plan.steps)
    {
        const auto id = model.nodes().getChild (step.node)["id"].toString();
        auto& tail = tails[static_cast<std::size_t> (step.node)];
        for (const auto cable : model.cables())
            if (cable["to"].toString().upToFirstOccurrenceOf (".", false, false) == id)
                tail = std::max (
                    tail, tails[static_cast<std::size_t> (
                              indexOf (cable["from"].toString().upToFirstOccurrenceOf (".", false, false)))]);
        tail += nodes[static_cast<std::size_t> (step.node)]->getTailLengthSeconds();
        longest = std::max (longest, tail);
    }
    return longest;
}

std::uint64_t GraphEngine::replacedSamples() const noexcept
{
    std::uint64_t sum = 0;
    for (const auto& node : nodes)
        sum += node->replacedSamples();
    return sum;
}

juce::StringArray GraphEngine::spikeNodes() const
{
    juce::StringArray ids;
    for (const auto node : model.nodes())
    {
        const auto* type = model.catalogue().find (node["type"]);
        if (type != nullptr && !type->outputs.empty() && type->outputs.front().kind == SignalKind::spikes)
            ids.add (node["id"]);
    }
    return ids;
}

} // namespace spikegraph
