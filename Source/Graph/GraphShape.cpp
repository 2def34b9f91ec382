#include "Graph/GraphShape.h"

#include "Core/Error.h"
#include "Graph/Topology.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <new>
#include <numeric>
#include <utility>

namespace spikegraph
{
namespace
{

/// A node of the patch whose type is known, before it is made.
struct Draft
{
    int indexInPatch;
    juce::String id;
    const NodeType* type;
    std::unique_ptr<NodeParameters> parameters;
    bool isBypassed;
    std::vector<int> inputUnits, outputUnits; ///< of the ports, the host's left out

    std::string place() const
    {
        return "nodes[" + std::to_string (indexInPatch) + "] (" + id.toStdString() + "): ";
    }
};

std::vector<int> orderOf (const GraphModel& model)
{
    return processingOrder (topologyOf (model.catalogue(), model.nodes(), model.cables()));
}

int numHostInlets (const NodeType& type)
{
    return type.hearsHost() ? 1 : 0;
}

class Builder
{
public:
    Builder (const GraphModel& modelToBuild, const RenderFormat& formatToUse, const LiveNumbers& liveNumbers)
        : model (modelToBuild)
        , format (formatToUse)
        , live (liveNumbers)
    {
        shape.problems = problemsOf (model);
        readNodes();
        readCables();
        findWidths();
    }

    template <typename T>
    GraphShape build (const GraphShape& before)
    {
        for (const auto& draft : drafts)
            take (draft.place(), samplesOf (draft) * sizeof (T));
        for (auto& draft : drafts)
            shape.nodes.push_back (instanceOf<T> (draft, before));
        align();
        for (const auto& cable : shape.cables)
            take (at (cable.target).place(), samplesOf (cable) * sizeof (T));
        return std::move (shape);
    }

private:
    /// In the order in which they run.
    void readNodes()
    {
        std::vector<Draft> inPatchOrder;
        int index = 0;
        for (const auto node : model.nodes())
        {
            const auto place = "nodes[" + std::to_string (index) + "].";
            const auto* type = model.catalogue().find (node["type"]);
            inPatchOrder.push_back ({ index++,
                                      node["id"],
                                      type,
                                      type == nullptr ? nullptr : readParameters (node, *type, place),
                                      node["bypassed"],
                                      {},
                                      {} });
        }
        for (const auto indexInPatch : orderOf (model))
        {
            auto& draft = inPatchOrder[static_cast<std::size_t> (indexInPatch)];
            if (draft.type == nullptr)
                continue;
            indices[draft.id] = static_cast<int> (drafts.size());
            drafts.push_back (std::move (draft));
        }
    }

    std::unique_ptr<NodeParameters> readParameters (const juce::ValueTree& node, const NodeType& type,
                                                    const std::string& place)
    {
        auto parameters = std::make_unique<NodeParameters> (type);
        for (const auto parameter : node.getChildWithName ("parameters"))
        {
            const auto id = parameter["id"].toString();
            const auto where = place + "parameters." + id.toStdString() + ": ";
            const auto* parameterType = type.findParameter (id);
            if (parameterType == nullptr)
                continue;
            try
            {
                parameters->set (id, checkParameter (*parameterType, parameter["value"]));
            }
            catch (const InvalidValue& error)
            {
                throw InvalidValue (where + error.what());
            }
        }
        for (const auto& [address, value] : live)
            if (const auto* parameter = type.findParameter (address.parameterId);
                parameter != nullptr && address.nodeId == node["id"].toString())
                parameters->set (address.parameterId, checkNumber (*parameter, value));
        return parameters;
    }

    void readCables()
    {
        for (const auto cable : model.cables())
        {
            const auto from = cable["from"].toString(), to = cable["to"].toString();
            const auto source = draftOf (from), target = draftOf (to);
            if (source < 0 || target < 0)
                continue; // an end of a type that is not known, which is among the problems already
            const auto outlet = portOf (at (source).type->outputs, from),
                       inlet = portOf (at (target).type->inputs, to);
            if (outlet.number < 0 || inlet.number < 0 || outlet.isMidi != inlet.isMidi)
            {
                shape.problems.push_back ("cables: " + from.toStdString() + " -> " + to.toStdString() +
                                          ": there are no such ports");
                continue;
            }
            const ShapeCable read{ source, outlet.number, target,
                                   inlet.number + (inlet.isMidi ? 0 : numHostInlets (*at (target).type)) };
            (inlet.isMidi ? shape.midiCables : shape.cables).push_back (read);
        }
    }

    struct Port
    {
        int number;
        bool isMidi;
    };

    static Port portOf (const std::vector<PortType>& ports, const juce::String& end)
    {
        const auto id = end.fromFirstOccurrenceOf (".", false, false);
        int signals = 0, midi = 0;
        for (const auto& port : ports)
        {
            const bool isMidi = port.kind == SignalKind::midi;
            if (port.id == id)
                return { isMidi ? midi : signals, isMidi };
            (isMidi ? midi : signals)++;
        }
        return { -1, false };
    }

    int draftOf (const juce::String& end) const
    {
        const auto found = indices.find (end.upToFirstOccurrenceOf (".", false, false));
        return found == indices.end() ? -1 : found->second;
    }

    Draft& at (int index) { return drafts[static_cast<std::size_t> (index)]; }

    /// The channels that a node would hear of the host: where there are none, one that is silent.
    int hostInputsOf (const Draft& draft) const
    {
        return std::max (1, draft.type->hostBus == HostBus::sideChain ? format.sideChainChannels
                                                                      : format.inputChannels);
    }

    /// Widths follow the cables, in running order. What a Feedback node puts out is known only once its input
    /// is: so round and round until nothing changes, and only what is wrong then is wrong.
    void findWidths()
    {
        constexpr int mostRounds = 8;
        bool hasChanged = true;
        std::string fault;
        for (int round = 0; round < mostRounds && hasChanged; ++round)
        {
            hasChanged = false;
            fault.clear();
            for (int i = 0; i < static_cast<int> (drafts.size()); ++i)
            {
                auto& draft = at (i);
                std::vector<int> inputs,
                    outputs (static_cast<std::size_t> (draft.type->numSignalOutputs()), 1);
                try
                {
                    inputs = inputUnitsOf (i);
                    outputs = draft.type->unitsOfOutputs (
                        { inputs, hostInputsOf (draft), format.outputChannels, *draft.parameters });
                    for (auto& units : outputs)
                        if (units > GraphShape::mostUnits)
                        {
                            const auto wanted = std::exchange (units, 1);
                            throw InvalidValue ("would put out " + std::to_string (wanted) +
                                                " units, more than " +
                                                std::to_string (GraphShape::mostUnits));
                        }
                }
                catch (const InvalidValue& error)
                {
                    fault = fault.empty() ? draft.place() + error.what() : fault;
                }
                hasChanged = hasChanged || inputs != draft.inputUnits || outputs != draft.outputUnits;
                draft.inputUnits = std::move (inputs);
                draft.outputUnits = std::move (outputs);
            }
        }
        if (!fault.empty())
            throw InvalidValue (fault);
        if (hasChanged)
            throw InvalidValue ("cables: the units of a loop grow each time around");
    }

    std::vector<int> inputUnitsOf (int index)
    {
        const auto& draft = at (index);
        std::vector<int> units;
        for (const auto& port : draft.type->inputs)
            if (port.kind != SignalKind::midi)
                units.push_back (port.isOptional ? 0 : 1);
        std::vector<bool> isConnected (units.size(), false);
        for (const auto& cable : shape.cables)
        {
            if (cable.target != index)
                continue;
            const auto inlet = static_cast<std::size_t> (cable.inlet - numHostInlets (*draft.type));
            const auto& outputs = at (cable.source).outputUnits;
            if (outputs.empty())
                continue; // a Feedback node's source, on the first round
            const auto brought = outputs[static_cast<std::size_t> (cable.outlet)];
            if (isConnected[inlet] && units[inlet] != brought && units[inlet] != 1 && brought != 1)
                throw InvalidValue ("its cables bring " + std::to_string (units[inlet]) + " and " +
                                    std::to_string (brought) + " units");
            units[inlet] = isConnected[inlet] ? std::max (units[inlet], brought) : brought;
            isConnected[inlet] = true;
        }
        return units;
    }

    /// Before it is made, what it takes is counted: to ask the system for it might end the program.
    void take (const std::string& place, double bytes)
    {
        constexpr auto mebibyte = 1024.0 * 1024.0;
        bytesTaken += bytes;
        if (bytesTaken > GraphShape::mostBytes)
            throw InvalidValue (place + "with it the patch takes " +
                                std::to_string (std::llround (bytesTaken / mebibyte)) +
                                " MB of memory for samples, more than " +
                                std::to_string (std::llround (GraphShape::mostBytes / mebibyte)));
    }

    /// A node's blocks of samples, and what it says that it holds.
    double samplesOf (const Draft& draft) const
    {
        const auto sum = [] (const std::vector<int>& units)
        { return std::accumulate (units.begin(), units.end(), 0.0); };
        const auto held = draft.type->samplesHeld && !draft.outputUnits.empty()
                              ? draft.outputUnits.front() *
                                    draft.type->samplesHeld ({ draft.inputUnits, hostInputsOf (draft),
                                                               format.outputChannels, *draft.parameters },
                                                             format.sampleRateHz)
                              : 0.0;
        return held + (sum (draft.inputUnits) + sum (draft.outputUnits)) * format.maximumBlockSamples;
    }

    double samplesOf (const ShapeCable& cable) const
    {
        const auto& units = shape.nodes[static_cast<std::size_t> (cable.target)]->processor.inputUnits();
        return static_cast<double> (units[static_cast<std::size_t> (cable.inlet)]) * cable.delaySamples;
    }

    template <typename T>
    std::shared_ptr<NodeInstance> instanceOf (Draft& draft, const GraphShape& before) const
    {
        if (const auto index = before.indexOf (draft.id); index >= 0)
        {
            auto& old = before.nodes[static_cast<std::size_t> (index)];
            if (old->processor.parameters().hasStructureOf (*draft.parameters) &&
                old->inputUnits == draft.inputUnits && old->hostInputs == hostInputsOf (draft) &&
                old->hostOutputs == format.outputChannels)
            {
                old->processor.parameters().takeNumbersOf (*draft.parameters);
                old->processor.setBypassed (draft.isBypassed);
                return old;
            }
        }
        auto made = std::make_shared<NodeInstance> (draft.id, *draft.type);
        auto& processor = made->processor;
        made->inputUnits = draft.inputUnits;
        made->hostInputs = hostInputsOf (draft);
        made->hostOutputs = format.outputChannels;
        processor.parameters().takeAllOf (*draft.parameters);
        processor.setBypassed (draft.isBypassed);
        try
        {
            processor.setProcessingPrecision (std::is_same_v<T, double>
                                                  ? juce::AudioProcessor::doublePrecision
                                                  : juce::AudioProcessor::singlePrecision);
            processor.setInputUnits (draft.inputUnits, made->hostInputs, made->hostOutputs);
            processor.prepareToPlay (format.sampleRateHz, format.maximumBlockSamples);
        }
        catch (const InvalidValue& error)
        {
            throw InvalidValue (draft.place() + error.what());
        }
        catch (const std::bad_alloc&)
        {
            throw InvalidValue (draft.place() + "needs more memory than there is");
        }
        return made;
    }

    /// Delays what arrives early at a node or at the host's output, so that parallel paths stay in line.
    /// What goes into a Feedback node is not waited for: its delay is the loop's own.
    void align()
    {
        std::vector<int> latencies (shape.nodes.size(), 0), arrivals (shape.nodes.size(), 0);
        for (std::size_t i = 0; i < shape.nodes.size(); ++i)
        {
            const auto& processor = shape.nodes[i]->processor;
            if (!processor.type().isFeedback)
                for (const auto* cables : { &shape.cables, &shape.midiCables })
                    for (const auto& cable : *cables)
                        if (cable.target == static_cast<int> (i))
                            arrivals[i] =
                                std::max (arrivals[i], latencies[static_cast<std::size_t> (cable.source)]);
            latencies[i] = arrivals[i] + processor.getLatencySamples();
            if (processor.type().hostBus == HostBus::output)
                shape.latencySamples = std::max (shape.latencySamples, latencies[i]);
        }
        for (auto& cable : shape.cables)
            if (!shape.nodes[static_cast<std::size_t> (cable.target)]->processor.type().isFeedback)
                cable.delaySamples = arrivals[static_cast<std::size_t> (cable.target)] -
                                     latencies[static_cast<std::size_t> (cable.source)];
        for (std::size_t i = 0; i < shape.nodes.size(); ++i)
            shape.outputDelays.push_back (shape.nodes[i]->processor.type().hostBus == HostBus::output
                                              ? shape.latencySamples - latencies[i]
                                              : 0);
    }

    const GraphModel& model;
    const RenderFormat& format;
    const LiveNumbers& live;
    std::vector<Draft> drafts; ///< in the order in which they run
    std::map<juce::String, int> indices;
    double bytesTaken = 0.0;
    GraphShape shape;
};

} // namespace

std::vector<std::string> problemsOf (const GraphModel& model)
{
    std::vector<std::string> problems;
    int index = 0;
    for (const auto node : model.nodes())
    {
        const auto place = "nodes[" + std::to_string (index++) + "].";
        const auto* type = model.catalogue().find (node["type"]);
        if (type == nullptr)
        {
            problems.push_back (place + "type: there is no node type \"" +
                                node["type"].toString().toStdString() + "\"");
            continue;
        }
        for (const auto parameter : node.getChildWithName ("parameters"))
            if (const auto id = parameter["id"].toString(); type->findParameter (id) == nullptr)
                problems.push_back (place + "parameters." + id.toStdString() + ": " + type->id.toStdString() +
                                    " has no such parameter");
    }
    return problems;
}

void requireRunnable (const GraphModel& model)
{
    if (const auto problems = problemsOf (model); !problems.empty())
        throw InvalidValue (problems.front());
    orderOf (model);
}

int GraphShape::indexOf (const juce::String& nodeId) const noexcept
{
    for (std::size_t i = 0; i < nodes.size(); ++i)
        if (nodes[i]->id == nodeId)
            return static_cast<int> (i);
    return -1;
}

double GraphShape::tailSeconds() const
{
    std::vector<double> tails (nodes.size(), 0.0);
    double longest = 0.0;
    for (std::size_t i = 0; i < nodes.size(); ++i)
    {
        const auto& processor = nodes[i]->processor;
        if (!processor.type().isFeedback)
            for (const auto& cable : cables)
                if (cable.target == static_cast<int> (i))
                    tails[i] = std::max (tails[i], tails[static_cast<std::size_t> (cable.source)]);
        tails[i] += processor.getTailLengthSeconds();
        longest = std::max (longest, tails[i]);
    }
    return longest;
}

void setNumber (NodeParameters& parameters, const juce::String& parameterId, double value)
{
    const auto* type = parameters.type().findParameter (parameterId);
    if (type != nullptr && !type->isPartOfStructure())
        parameters.set (parameterId, checkNumber (*type, value));
}

template <typename T>
GraphShape GraphShape::build (const GraphModel& model, const RenderFormat& format, const GraphShape& before,
                              const LiveNumbers& live)
{
    return Builder (model, format, live).build<T> (before);
}

template GraphShape GraphShape::build<float> (const GraphModel&, const RenderFormat&, const GraphShape&,
                                              const LiveNumbers&);
template GraphShape GraphShape::build<double> (const GraphModel&, const RenderFormat&, const GraphShape&,
                                               const LiveNumbers&);

} // namespace spikegraph
