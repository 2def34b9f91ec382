// The layers that have a state: (batch, steps, units), each item of the batch from the initial state. The
// forward pass is streamed, a block at a time; with a gradient to go back from, the arrays are held whole.

#include "Cli/SequenceStream.h"
#include "Core/Alpha.h"
#include "Core/Lowpass.h"
#include "Core/SpikingActivation.h"

#include <memory>

namespace spikegraph::cli
{
namespace
{

// For a part of the sequences, see SequenceStream.

template <typename Filter>
struct FilterRun
{
    Filter layer;

    void begin (Index) { layer.reset(); }

    template <typename T>
    void process (Interleaved<T> samples)
    {
        layer.process (samples, samples);
    }

    template <typename T>
    Index end (T*, Index units)
    {
        return layer.nonFiniteUnits (units);
    }
};

template <typename T>
struct SpikingRun
{
    SpikingActivation<T> layer;
    const Tensor<T>* given; ///< voltages, shape (batch, units); null: those of the seed

    void begin (Index first)
    {
        if (given == nullptr)
            layer.drawVoltages (first);
        else
            layer.setVoltages (
                given->data() + first,
                std::min (given->size() - first, static_cast<Index> (layer.voltages().size())));
    }

    void process (Interleaved<T> samples) { layer.process (samples, samples); }
    Index end (T*, Index units) { return layer.nonFiniteUnits (units); }
};

Sequences sequencesOf (const LayerOptions& options, const NpyReader& reader)
{
    const auto& shape = reader.shape();
    return { shape[0], shape[1], shape[2], true, options.last };
}

Shape outputShape (const LayerOptions& options, const NpyReader& reader)
{
    const auto& shape = reader.shape();
    if (!options.last)
        return shape;
    if (shape[1] == 0)
        throw fileError (reader.path(), "has no last step: its shape is " + describe (shape));
    return { shape[0], shape[2] };
}

/// The forward pass, over the whole file.
template <typename T, typename MakeRun>
void streamLayer (const LayerOptions& options, NpyReader& reader, Sequences sequences,
                  const std::vector<Activation<T>>& activations, MakeRun makeRun)
{
    Outputs outputs (options.overwrite);
    auto writer = outputs.begin (options.output, reader.type(), outputShape (options, reader));
    const auto spoiltUnits =
        SequenceStream<T, MakeRun> (reader, writer, sequences, activations, std::move (makeRun)).run();
    writer.close();
    outputs.commit();
    warnOfSpoiltUnits (options.input, spoiltUnits);
}

/// Forwards and, where a gradient is given, backwards, with whole arrays. writeGradients gets the outputs.
template <typename T, typename WriteGradients>
void trainLayer (const LayerOptions& options, NpyReader& reader, Layer<T>& layer,
                 WriteGradients writeGradients)
{
    const auto shape = outputShape (options, reader);
    Outputs outputs (options.overwrite);
    outputs.write (options.output, layer.forward (readNpy<T> (options.input),
                                                  options.training ? Mode::training : Mode::inference));
    if (!options.gradOutput.empty())
    {
        const auto gradInput = layer.backward (readOfShape<T> (options.gradOutput, shape));
        outputs.write (options.gradInput, gradInput);
        writeGradients (outputs);
    }
    outputs.commit();
}

bool isTrained (const LayerOptions& options)
{
    return options.training || !options.gradOutput.empty();
}

/// What each unit has, an array of one row, for a part: a row for each of its items.
template <typename T>
std::optional<Tensor<T>> partOf (const std::optional<Tensor<T>>& perUnit, SequencePart part)
{
    if (!perUnit)
        return {};
    Tensor<T> row ({ 1, part.together() });
    for (Index i = 0; i < row.size(); ++i)
        row[i] = (*perUnit)[part.firstUnit + i % part.units];
    return row;
}

template <typename T>
std::optional<Tensor<T>> perUnitOption (const std::string& path, Index units)
{
    if (path.empty())
        return {};
    return readPerUnit<T> (path, units);
}

/// The options that Lowpass and Alpha share, for all units.
template <typename Filter, typename T>
typename Filter::Options filterOptions (const LayerOptions& options, Index units)
{
    typename Filter::Options filter;
    filter.units = units;
    filter.tauSeconds = { options.tauSeconds };
    filter.dtSeconds = options.dtSeconds;
    filter.applyDuringTraining = !options.noApplyDuringTraining;
    filter.returnSequences = !options.last;
    filter.initialLevel = perUnitOption<T> (options.initialLevel, units);
    return filter;
}

/// Runs a Lowpass or an Alpha; its parameters' gradients go where the options say.
template <typename T, typename Filter, typename WriteGradients>
void runFilter (const LayerOptions& options, NpyReader& reader, const typename Filter::Options& ofAll,
                WriteGradients writeGradients)
{
    if (isTrained (options))
    {
        Filter filter (ofAll);
        return trainLayer<T> (options, reader, filter,
                              [&] (Outputs& outputs) { writeGradients (outputs, filter); });
    }
    constexpr bool hasLogit = requires
    {
        ofAll.smoothingLogit;
    };
    auto sequences = sequencesOf (options, reader);
    sequences.unitsAreAlike = !ofAll.initialLevel;
    if constexpr (hasLogit)
        sequences.unitsAreAlike = sequences.unitsAreAlike && !ofAll.smoothingLogit;
    const auto makeRun = [&] (SequencePart part)
    {
        typename Filter::Options ofPart = ofAll;
        ofPart.units = part.together();
        ofPart.initialLevel = partOf (ofAll.initialLevel, part);
        if constexpr (hasLogit)
            ofPart.smoothingLogit = partOf (ofAll.smoothingLogit, part);
        FilterRun<Filter> run{ Filter (std::move (ofPart)) };
        run.layer.prepare();
        return run;
    };
    streamLayer<T> (options, reader, sequences, activationsOption<T> ("identity"), makeRun);
}

/// Layers have at least one unit; an array without any has nothing to filter and is told so.
void requireUnits (const NpyReader& reader)
{
    requireSequence (reader);
    if (reader.shape()[2] == 0)
        throw fileError (reader.path(), "has no units: its shape is " + describe (reader.shape()));
}

} // namespace

void runSpikingActivation (const LayerOptions& options)
{
    requirePositiveOption ("--dt", options.dtSeconds);
    withInput (options,
               [&] (NpyReader& reader, auto sample)
               {
                   using T = decltype (sample);
                   typename SpikingActivation<T>::Options spiking;
                   const auto activations = activationsOption<T> (options.activation);
                   requireUnits (reader);
                   spiking.dtSeconds = options.dtSeconds;
                   spiking.seed = options.seed;
                   spiking.spikingAwareTraining = !options.noSpikingAwareTraining;
                   spiking.returnSequences = !options.last;
                   if (isTrained (options))
                       spiking.activation = activations.front();
                   if (!options.initialState.empty())
                       spiking.initialState =
                           readOfShape<T> (options.initialState, { reader.shape()[0], reader.shape()[2] });

                   std::unique_ptr<SpikingActivation<T>> layer;
                   try
                   {
                       layer = std::make_unique<SpikingActivation<T>> (spiking);
                   }
                   catch (const InvalidValue& error)
                   {
                       throw fileError (options.initialState.empty() ? "--dt" : options.initialState,
                                        error.what());
                   }
                   if (isTrained (options))
                       return trainLayer<T> (options, reader, *layer, [] (Outputs&) {});
                   spiking.initialState.reset();
                   const auto& given = layer->options().initialState;
                   const auto makeRun = [&] (SequencePart part)
                   {
                       SpikingRun<T> run{ SpikingActivation<T> (spiking), given ? &*given : nullptr };
                       run.layer.prepare (part.together());
                       return run;
                   };
                   streamLayer<T> (options, reader, sequencesOf (options, reader), activations, makeRun);
               });
}

void runLowpass (const LayerOptions& options)
{
    requirePositiveOption ("--dt", options.dtSeconds);
    if (options.smoothingLogit.empty())
        requirePositiveOption ("--tau", options.tauSeconds);
    withInput (options,
               [&] (NpyReader& reader, auto sample)
               {
                   using T = decltype (sample);
                   requireUnits (reader);
                   const auto units = reader.shape()[2];
                   auto ofAll = filterOptions<Lowpass<T>, T> (options, units);
                   ofAll.smoothingLogit = perUnitOption<T> (options.smoothingLogit, units);
                   runFilter<T, Lowpass<T>> (
                       options, reader, ofAll,
                       [&] (Outputs& outputs, const Lowpass<T>& lowpass)
                       {
                           outputs.write (options.gradLevel, lowpass.initialLevel.gradient);
                           outputs.write (options.gradSmoothingLogit, lowpass.smoothingLogit.gradient);
                       });
               });
}

void runAlpha (const LayerOptions& options)
{
    requirePositiveOption ("--dt", options.dtSeconds);
    requirePositiveOption ("--tau", options.tauSeconds);
    withInput (options,
               [&] (NpyReader& reader, auto sample)
               {
                   using T = decltype (sample);
                   requireUnits (reader);
                   const auto ofAll = filterOptions<Alpha<T>, T> (options, reader.shape()[2]);
                   runFilter<T, Alpha<T>> (options, reader, ofAll,
                                           [&] (Outputs& outputs, const Alpha<T>& alpha)
                                           {
                                               outputs.write (options.gradLevel, alpha.initialLevel.gradient);
                                               outputs.write (options.gradTau, alpha.tau.gradient);
                                           });
               });
}

} // namespace spikegraph::cli
