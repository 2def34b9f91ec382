#include "Cli/InitialVoltages.h"
#include "Cli/LayerSequences.h"
#include "Core/SpikingActivation.h"

#include <optional>

namespace spikegraph::cli
{
namespace
{

/// Spikes of a part of the sequences, a SequenceRun.
template <typename T>
struct SpikingRun
{
    using State = typename SpikingActivation<T>::State;

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
    State makeState() const { return State (layer.voltages().size()); }
    void exchange (State& state) { layer.exchangeState (state); }
};

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
                   auto gradOutput = sequenceGradient<T> (options, reader);
                   const auto makeRun = [&] (SequencePart part)
                   {
                       SpikingRun<T> run{ makeLayer(), openVoltages() };
                       run.layer.prepare (part.together());
                       return run;
                   };
                   Outputs outputs (options.overwrite);
                   auto writer = outputs.begin (options.output, reader.type(), outputShape (options, reader));
                   const auto sequences = sequencesOf (options, reader);
                   const auto spoiltUnits =
                       options.training && options.noSpikingAwareTraining
                           ? streamSequences<T> (reader, writer, sequences, activations, makeIdentity)
                           : streamSequences<T> (reader, writer, sequences, activations, makeRun);
                   writer.close();
                   if (gradOutput)
                       writeElementGradient (options, outputs, reader, *gradOutput, activations);
                   outputs.commit();
                   warnOfSpoiltUnits (options.input, spoiltUnits);
               });
}

} // namespace spikegraph::cli
