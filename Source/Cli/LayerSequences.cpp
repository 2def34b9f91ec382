// The layers that have a state: (batch, steps, units), each item of the batch from the initial state. The
// forward pass is streamed, a block at a time; with a gradient to go back from, the arrays are held whole.

#include "Cli/InitialVoltages.h"
#include "Cli/SequenceStream.h"
#include "Core/Alpha.h"
#include "Core/Lowpass.h"
#include "Core/SpikingActivation.h"

#include <optional>
#include <utility>

namespace spikegraph::cli
{
namespace
{

// For a part of the sequences, a SequenceRun each.

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
    std::optional<InitialVoltages<T>> given; ///< none: those of the seed

    void begin (Index first)
    {
        if (given)
            layer.setVoltages (given->from (first, static_cast<Index> (layer.voltages().size())));
        else
            layer.drawVoltages (first);
    }

    void process (Interleaved<T> samples) { layer.process (samples, samples); }
    Index end (T*, Index units) { return layer.nonFiniteUnits (units); }
};

/// A layer that training leaves out.
struct IdentityRun
{
    void begin (Index) {}

    template <typename T>
    void process (Interleaved<T>)
    {
    }

    template <typename T>
    Index end (T*, Index)
    {
        return 0;
    }
};

constexpr auto makeIdentity = [] (SequencePart) { return IdentityRun(); };

Sequences sequencesOf (const LayerOptions& options, const NpyReader& reader)
{
    const auto& shape = reader.shape();
    return { shape[0], shape[1], shape[2], true, options.last };
}

/// Layers have at least one unit; an array without any has nothing to filter and is told so.
void requireUnits (const NpyReader& reader)
{
    requireSequence (reader);
    if (reader.shape()[2] == 0)
        throw fileError (reader.path(), "has no units: its shape is " + describe (reader.shape()));
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

bool goesBackwards (const LayerOptions& options)
{
    return !options.gradOutput.empty();
}

/// Forwards and backwards, with whole arrays. writeGradients gets the outputs.
template <typename T, typename WriteGradients>
void goBackwards (const LayerOptions& options, NpyReader& reader, Layer<T>& layer,
                  WriteGradients writeGradients)
{
    const auto shape = outputShape (options, reader);
    Outputs outputs (options.overwrite);
    outputs.write (options.output, layer.forward (readNpy<T> (options.input),
                                                  options.training ? Mode::training : Mode::inference));
    outputs.write (options.gradInput, layer.backward (readOfShape<T> (options.gradOutput, shape)));
    writeGradients (outputs);
    outputs.commit();
}

/// What each unit of a filter has, arrays of one row, where the options give it.
template <typename T>
struct UnitParameters
{
    std::optional<Tensor<T>> initialLevel, smoothingLogit;

    bool areAlike() const { return !initialLevel && !smoothingLogit; }
};

template <typename T>
UnitParameters<T> unitParameters (const LayerOptions& options, Index units)
{
    const auto read = [&] (const std::string& path) -> std::optional<Tensor<T>>
    {
        if (path.empty())
            return {};
        return readPerUnit<T> (path, units);
    };
    return { read (options.initialLevel), read (options.smoothingLogit) };
}

/// A part of such a row, once for each item.
template <typename T>
std::optional<Tensor<T>> partOf (const std::optional<Tensor<T>>& perUnit, SequencePart part)
{
    if (!perUnit)
        return {};
    Tensor<T> row ({ 1, part.together() });
    for (Index item = 0; item < part.items; ++item)
        std::copy_n (perUnit->data() + part.firstUnit, part.units, row.data() + item * part.units);
    return row;
}

/// A Lowpass or an Alpha.
template <typename Filter, typename T>
Filter makeFilter (const LayerOptions& options, const UnitParameters<T>& parameters, SequencePart part)
{
    typename Filter::Options filter;
    filter.units = part.together();
    filter.tauSeconds = { options.tauSeconds };
    filter.dtSeconds = options.dtSeconds;
    filter.applyDuringTraining = !options.noApplyDuringTraining;
    filter.returnSequences = !options.last;
    filter.initialLevel = partOf (parameters.initialLevel, part);
    if constexpr (requires { filter.smoothingLogit; })
        filter.smoothingLogit = partOf (parameters.smoothingLogit, part);
    return Filter (std::move (filter));
}

/// Runs a filter; its parameters' gradients go where the options say.
template <template <typename> class FilterOf, typename WriteGradients>
void runFilter (const LayerOptions& options, WriteGradients writeGradients)
{
    withInput (options,
               [&] (NpyReader& reader, auto sample)
               {
                   using T = decltype (sample);
                   using Filter = FilterOf<T>;
                   requireUnits (reader);
                   const auto units = reader.shape()[2];
                   const auto parameters = unitParameters<T> (options, units);
                   if (goesBackwards (options))
                   {
                       auto filter = makeFilter<Filter> (options, parameters, { 0, units });
                       return goBackwards<T> (options, reader, filter,
                                              [&] (Outputs& outputs) { writeGradients (outputs, filter); });
                   }
                   auto sequences = sequencesOf (options, reader);
                   const auto activations = activationsOption<T> ("identity");
                   if (options.training && options.noApplyDuringTraining)
                       return streamLayer<T> (options, reader, sequences, activations, makeIdentity);

                   sequences.unitsAreAlike = parameters.areAlike();
                   const auto makeRun = [&] (SequencePart part)
                   {
                       FilterRun<Filter> run{ makeFilter<Filter> (options, parameters, part) };
                       run.layer.prepare();
                       return run;
                   };
                   streamLayer<T> (options, reader, sequences, activations, makeRun);
               });
}

} // namespace

void runSpikingActivation (const LayerOptions& options)
{
    requirePositiveOption ("--dt", options.dtSeconds);
    withInput (options,
               [&] (NpyReader& reader, auto sample)
               {
                   using T = decltype (sample);
                   using Spiking = SpikingActivation<T>;
                   const auto activations = activationsOption<T> (options.activation);
                   requireUnits (reader);
                   typename Spiking::Options spiking;
                   spiking.dtSeconds = options.dtSeconds;
                   spiking.seed = options.seed;
                   spiking.spikingAwareTraining = !options.noSpikingAwareTraining;
                   spiking.returnSequences = !options.last;
                   const auto shapeOfVoltages = Shape{ reader.shape()[0], reader.shape()[2] };
                   const auto& voltages = options.initialState;
                   const auto openVoltages = [&]() -> std::optional<InitialVoltages<T>>
                   {
                       if (voltages.empty())
                           return {};
                       return InitialVoltages<T> (voltages, shapeOfVoltages);
                   };
                   if (auto given = openVoltages())
                       given->check();
                   const auto makeLayer = [&]
                   {
                       try
                       {
                           return Spiking (spiking);
                       }
                       catch (const InvalidValue& error)
                       {
                           throw fileError ("--dt", error.what());
                       }
                   };
                   if (goesBackwards (options))
                   {
                       spiking.activation = activations.front();
                       if (!voltages.empty())
                           spiking.initialState = readOfShape<T> (voltages, shapeOfVoltages);
                       auto layer = makeLayer();
                       return goBackwards<T> (options, reader, layer, [] (Outputs&) {});
                   }

                   const auto sequences = sequencesOf (options, reader);
                   if (options.training && options.noSpikingAwareTraining)
                       return streamLayer<T> (options, reader, sequences, activations, makeIdentity);
                   const auto makeRun = [&] (SequencePart part)
                   {
                       SpikingRun<T> run{ makeLayer(), openVoltages() };
                       run.layer.prepare (part.together());
                       return run;
                   };
                   streamLayer<T> (options, reader, sequences, activations, makeRun);
               });
}

void runLowpass (const LayerOptions& options)
{
    requirePositiveOption ("--dt", options.dtSeconds);
    if (options.smoothingLogit.empty())
        requirePositiveOption ("--tau", options.tauSeconds);
    runFilter<Lowpass> (options,
                        [&] (Outputs& outputs, const auto& lowpass)
                        {
                            outputs.write (options.gradLevel, lowpass.initialLevel.gradient);
                            outputs.write (options.gradSmoothingLogit, lowpass.smoothingLogit.gradient);
                        });
}

void runAlpha (const LayerOptions& options)
{
    requirePositiveOption ("--dt", options.dtSeconds);
    requirePositiveOption ("--tau", options.tauSeconds);
    runFilter<Alpha> (options,
                      [&] (Outputs& outputs, const auto& alpha)
                      {
                          outputs.write (options.gradLevel, alpha.initialLevel.gradient);
                          outputs.write (options.gradTau, alpha.tau.gradient);
                      });
}

} // namespace spikegraph::cli
