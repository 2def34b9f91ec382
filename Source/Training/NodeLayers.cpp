// What each type of node is as differentiable layers.

#include "Core/GammatoneDesign.h"
#include "Core/Linear.h"
#include "Core/SpikingActivation.h"
#include "Core/Training/ElementLayers.h"
#include "Expression/ExpressionActivation.h"
#include "Graph/Topology.h"
#include "Nodes/DurationInSamples.h"
#include "Nodes/GammatoneParameters.h"
#include "Nodes/InitialLevels.h"
#include "Nodes/LinearWeights.h"
#include "Nodes/NumberRamp.h"
#include "Nodes/NumberText.h"
#include "Training/MovingAverageLayer.h"
#include "Training/PatchGraphBuilder.h"
#include "Training/TimeConstantLayer.h"

#include <algorithm>
#include <array>

namespace spikegraph
{
namespace
{

using Tap = TapLayer<float>::Tap;

constexpr double decibelsPerNeper = 8.685889638065037; // 20 / ln 10

} // namespace

int PatchGraphBuilder::addNodeOfType (int node, const juce::String& typeId)
{
    if (typeId == "audio-out")
        return addAudioOut (node);
    if (typeId == "mix")
        return addMix (node);
    const auto source = inlet (node, 0);
    if (source == none)
        refuse (node, "hears nothing");
    if (typeId == "gain")
        return addGain (node, "gain", source);
    if (typeId == "linear")
        return addLinear (node, source);
    if (typeId == "lowpass")
        return addLowpass (node, source);
    if (typeId == "alpha")
        return addAlpha (node, source);
    if (typeId == "activation")
        return add (std::make_unique<ActivationLayer<float>> (
                        parseActivation<float> (parametersOf (node).text ("activation").toStdString())),
                    addOffset (node, "bias", addGain (node, "drive", source)));
    if (typeId == "spiking-activation")
        return addSpiking (node, source);
    if (typeId == "temporal-average")
        return add (std::make_unique<MovingAverageLayer> (std::max<Index> (1, samplesIn (node, "window"))),
                    source);
    if (typeId == "delay")
        return delayed (source, shape.nodes[at (node)]->processor.outputUnits().front(),
                        static_cast<int> (std::min (samplesIn (node, "time"), samplesIn (node, "maximum"))));
    if (typeId == "resynthesis")
        return addResynthesis (node, source);
    if (typeId == "multiply")
        return addMultiply (node);
    if (typeId == "scope")
        return source;
    refuse (node, "lies between what is to be trained and Audio Out, and has no gradient");
}

Index PatchGraphBuilder::samplesIn (int node, const char* parameterId) const
{
    return samplesOf (parametersOf (node).value (parameterId), graph.format.sampleRateHz);
}

int PatchGraphBuilder::addGain (int node, const char* parameterId, int source)
{
    const bool trains = learns (node, parameterId);
    const auto gain = gainOf (parametersOf (node).value (parameterId));
    if (trains && !(gain > 0.0))
        refuse (node,
                "parameter \"" + std::string (parameterId) + "\" is silence, from which nothing is learned");
    auto layer = std::make_unique<GainLayer<float>> (gain, trains);
    if (trains)
        learn (layer->logGain, node, parameterId,
               [&p = layer->logGain]
               { return juce::var (decibelsPerNeper * static_cast<double> (p.value[0])); });
    return add (std::move (layer), source);
}

int PatchGraphBuilder::addOffset (int node, const char* parameterId, int source)
{
    const bool trains = learns (node, parameterId);
    auto layer = std::make_unique<OffsetLayer<float>> (parametersOf (node).value (parameterId), trains);
    if (trains)
        learn (layer->offset, node, parameterId,
               [&p = layer->offset] { return juce::var (static_cast<double> (p.value[0])); });
    return add (std::move (layer), source);
}

int PatchGraphBuilder::addLinear (int node, int source)
{
    const auto given =
        weightsFor (parametersOf (node), shape.nodes[at (node)]->processor.inputUnits().front());
    auto layer = std::make_unique<Linear<float>> (
        Tensor<float> ({ given.outputs, given.inputs }, { given.values.begin(), given.values.end() }),
        Tensor<float> ({ given.outputs }, { given.bias.begin(), given.bias.end() }));
    const auto text = [outputs = given.outputs] (const Parameter<float>& p) {
        return juce::var (
            packedNumbers ({ p.value.begin(), p.value.end() }, outputs, p.value.size() / outputs));
    };
    if (learns (node, "weights"))
        learn (layer->weight, node, "weights", [text, &p = layer->weight] { return text (p); });
    if (learns (node, "bias"))
        learn (layer->bias, node, "bias", [text, &p = layer->bias] { return text (p); });
    return add (std::move (layer), source);
}

template <typename Filter>
typename Filter::Options PatchGraphBuilder::filterOptions (int node) const
{
    typename Filter::Options options;
    options.units = shape.nodes[at (node)]->processor.outputUnits().front();
    options.dtSeconds = 1.0 / graph.format.sampleRateHz;
    options.tauSeconds = { 1.0 }; // TimeConstantLayer sets it
    return options;
}

int PatchGraphBuilder::addLowpass (int node, int source)
{
    auto options = filterOptions<Lowpass<float>> (node);
    const auto units = options.units;
    options.initialLevel = initialLevelsOf<float> (parametersOf (node), options.units);
    auto layer = std::make_unique<TimeConstantLayer<Lowpass<float>>> (std::move (options), tauOf (node),
                                                                      !trainable[at (node)].isEmpty());
    if (learns (node, "initialLevel"))
        learn (layer->addedLevel, node, "initialLevel",
               [&p = layer->addedLevel, given = parametersOf (node).value ("initialLevel")]
               { return juce::var (given + static_cast<double> (p.value[0])); });
    if (learns (node, "initialLevels"))
        learn (layer->addedLevels, node, "initialLevels",
               [&p = layer->addedLevels,
                given = numbersForUnits ("initialLevels", parametersOf (node).text ("initialLevels"), units)]
               {
                   std::vector<float> levels (given.begin(), given.end());
                   for (std::size_t k = 0; k < levels.size(); ++k)
                       levels[k] += p.value[static_cast<Index> (k)];
                   return juce::var (packedNumbers (levels, 1, p.value.size()));
               });
    return addFilter (node, std::move (layer), source);
}

int PatchGraphBuilder::addAlpha (int node, int source)
{
    return addFilter (node,
                      std::make_unique<TimeConstantLayer<Alpha<float>>> (
                          filterOptions<Alpha<float>> (node), tauOf (node), !trainable[at (node)].isEmpty()),
                      source);
}

TauOfUnits PatchGraphBuilder::tauOf (int node) const
{
    const auto& parameters = parametersOf (node);
    return { parameters.value ("tau") * 0.001, parameters.value ("tauSpread"),
             tauFactorsOf (parameters, shape.nodes[at (node)]->processor.outputUnits().front()) };
}

template <typename FilterLayer>
int PatchGraphBuilder::addFilter (int node, std::unique_ptr<FilterLayer> layer, int source)
{
    if (learns (node, "tau"))
        learn (layer->logTauRatio, node, "tau",
               [&l = *layer] { return juce::var (1000.0 * l.tauSeconds()); });
    if (learns (node, "tauFactors"))
        learn (layer->logFactorRatios, node, "tauFactors",
               [&l = *layer]
               {
                   const auto factors = l.factors();
                   return juce::var (packedNumbers (factors, 1, static_cast<Index> (factors.size())));
               });
    return add (std::move (layer), source);
}

int PatchGraphBuilder::addSpiking (int node, int source)
{
    const auto& parameters = parametersOf (node);
    if (parameters.integer ("step") != 1)
        refuse (node, "has a gradient with a step of 1 sample only, not of " +
                          std::to_string (parameters.integer ("step")));
    const Index units = shape.nodes[at (node)]->processor.outputUnits().front(),
                inputUnits = shape.nodes[at (node)]->processor.inputUnits().front();
    const auto rateHz = parameters.value ("rate"), dtSeconds = 1.0 / graph.format.sampleRateHz;
    const bool isUnit = parameters.value ("height") > 0.5;

    if (units > inputUnits)
    {
        std::vector<Tap> taps;
        for (Index unit = 0; unit < units; ++unit)
            taps.push_back ({ unit / (units / inputUnits), unit, 0, 1.0f });
        source = add (std::make_unique<TapLayer<float>> (std::move (taps), units), source);
    }
    const auto activated = add (std::make_unique<ActivationLayer<float>> (
                                    parseActivation<float> (parameters.text ("activation").toStdString())),
                                source);
    SpikingActivation<float>::Options options;
    options.dtSeconds = dtSeconds;
    options.seed = static_cast<std::uint64_t> (parameters.value ("seed"));
    if (const auto& voltage = parameters.text ("initialVoltage"); voltage != "random")
        options.initialState = Tensor<float> ({ 1, units }, static_cast<float> (voltage.getDoubleValue()));
    const auto rates = add (std::make_unique<GainLayer<float>> (rateHz), activated);
    const auto spiking = add (std::make_unique<SpikingActivation<float>> (std::move (options)), rates);
    const auto spikes = add (std::make_unique<GainLayer<float>> (isUnit ? dtSeconds : 1.0 / rateHz), spiking);
    graph.spikes.push_back ({ activated, spiking, rateHz });
    return spikes;
}

int PatchGraphBuilder::addResynthesis (int node, int source)
{
    const GammatoneDesign design (gammatoneOptions (parametersOf (node),
                                                    shape.nodes[at (node)]->processor.inputUnits().front(),
                                                    graph.format.sampleRateHz));
    std::vector<Tap> taps;
    for (const auto& band : design.bands)
        taps.push_back (
            { static_cast<Index> (taps.size()), 0, band.delaySamples, static_cast<float> (band.gain) });
    return add (std::make_unique<TapLayer<float>> (std::move (taps), 1), source);
}

int PatchGraphBuilder::addMix (int node)
{
    constexpr std::array levels{ "levelA", "levelB", "levelC", "levelD" };
    std::vector<int> sources;
    for (int port = 0; port < 4; ++port)
        if (const auto source = inlet (node, port); source != none)
            sources.push_back (addGain (node, levels[at (port)], source));
    const auto sum = graph.layers.add (std::make_unique<GainLayer<float>> (1.0), sources);
    if (parametersOf (node).value ("fold") < 0.5)
        return sum;
    const auto& widths = shape.nodes[at (node)]->processor.inputUnits();
    std::vector<Tap> taps;
    for (Index unit = 0; unit < *std::max_element (widths.begin(), widths.end()); ++unit)
        taps.push_back ({ unit, 0, 0, 1.0f });
    return add (std::make_unique<TapLayer<float>> (std::move (taps), 1), sum);
}

int PatchGraphBuilder::addMultiply (int node)
{
    const auto a = inlet (node, 0), b = inlet (node, 1);
    if (b == none)
        return a;
    const auto depth = parametersOf (node).value ("depth");
    const auto factor = add (std::make_unique<OffsetLayer<float>> (1.0 - depth),
                             add (std::make_unique<GainLayer<float>> (depth), b));
    return graph.layers.addProduct (a, factor);
}

int PatchGraphBuilder::addAudioOut (int node)
{
    const auto source = inlet (node, 0);
    if (source == none)
        return none;
    const Index units = shape.nodes[at (node)]->processor.inputUnits().front(),
                channels = graph.format.outputChannels, group = units == 1 ? 1 : units / channels;
    std::vector<Tap> taps;
    for (Index channel = 0; channel < channels; ++channel)
        for (Index k = 0; k < group; ++k)
            taps.push_back (
                { units == 1 ? 0 : channel * group + k, channel, 0, 1.0f / static_cast<float> (group) });
    const auto heard = delayed (
        addGain (node, "gain", add (std::make_unique<TapLayer<float>> (std::move (taps), channels), source)),
        static_cast<int> (channels), shape.outputDelays[at (node)]);
    graph.output = graph.output == none
                       ? heard
                       : graph.layers.add (std::make_unique<GainLayer<float>> (1.0), { graph.output, heard });
    return heard;
}

} // namespace spikegraph
