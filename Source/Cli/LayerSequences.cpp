// The layers that have a state: (batch, steps, units), each item of the batch from the initial state. The
// forward pass is streamed, a block at a time; with a gradient to go back from, the arrays are held whole.

#include "Cli/BlockStages.h"
#include "Cli/LayerFiles.h"
#include "Core/Alpha.h"
#include "Core/Lowpass.h"
#include "Core/SpikingActivation.h"

#include <array>
#include <memory>

namespace spikegraph::cli
{
namespace
{

constexpr Index blockBytes = 1 << 19;

/// Runs rows through process, a block at a time, and calls begin at the first row of each item and end after
/// its last. Blocks may hold many short items.
template <typename T, typename Begin, typename Process, typename End>
void streamItems (NpyReader& reader, NpyWriter& writer, bool lastOnly, Begin begin, Process process, End end)
{
    const auto batch = reader.shape()[0], steps = reader.shape()[1], units = reader.shape()[2];
    const auto rows = batch * steps;
    const auto blockRows = std::max (Index{ 1 }, blockBytes / (units * static_cast<Index> (sizeof (T))));
    const auto rowsOf = [&] (Index block) { return std::min (blockRows, rows - block * blockRows); };
    std::array<std::unique_ptr<T[]>, blockCarriers> buffers;

    const auto read = [&] (Index block, std::size_t carrier)
    {
        auto& samples = buffers[carrier];
        if (samples == nullptr)
            samples = std::make_unique_for_overwrite<T[]> (static_cast<std::size_t> (rowsOf (block) * units));
        reader.read (samples.get(), rowsOf (block) * units);
    };
    const auto processItems = [&] (Index block, std::size_t carrier)
    {
        const auto first = block * blockRows, count = rowsOf (block);
        for (Index row = 0; row < count;)
        {
            const auto item = (first + row) / steps, step = (first + row) % steps;
            const auto run = std::min (count - row, steps - step);
            if (step == 0)
                begin (item);
            const Interleaved<T> samples{ buffers[carrier].get() + row * units, run, units };
            process (samples, samples);
            if (step + run == steps)
            {
                end();
                if (lastOnly)
                    writer.write (&samples (run - 1, 0), units);
            }
            row += run;
        }
    };
    const auto write = [&] (Index block, std::size_t carrier)
    { writer.write (buffers[carrier].get(), rowsOf (block) * units); };

    std::vector<BlockStage> stages{ read, processItems };
    if (!lastOnly)
        stages.emplace_back (write);
    runBlockStages ((rows + blockRows - 1) / blockRows, stages);
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

/// The forward pass of a prepared streaming layer over the whole file.
template <typename T, typename L, typename Begin>
void streamLayer (const LayerOptions& options, NpyReader& reader, L& layer, Begin begin)
{
    Outputs outputs (options.overwrite);
    auto writer = outputs.begin (options.output, reader.type(), outputShape (options, reader));
    Index spoiltUnits = 0;
    if (numElements (reader.shape()) > 0)
        streamItems<T> (
            reader, writer, options.last, begin,
            [&] (Interleaved<const T> x, Interleaved<T> y) { layer.process (x, y); },
            [&] { spoiltUnits += layer.nonFiniteUnits(); });
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

/// The options that Lowpass and Alpha share.
template <typename Filter, typename T>
typename Filter::Options filterOptions (const LayerOptions& options, const NpyReader& reader)
{
    typename Filter::Options filter;
    filter.units = reader.shape()[2];
    filter.tauSeconds = { options.tauSeconds };
    filter.dtSeconds = options.dtSeconds;
    filter.applyDuringTraining = !options.noApplyDuringTraining;
    filter.returnSequences = !options.last;
    if (!options.initialLevel.empty())
        filter.initialLevel = readPerUnit<T> (options.initialLevel, filter.units);
    return filter;
}

/// Runs a Lowpass or an Alpha; its parameters' gradients go where the options say.
template <typename T, typename Filter, typename WriteGradients>
void runFilter (const LayerOptions& options, NpyReader& reader, Filter& filter, WriteGradients writeGradients)
{
    if (options.training || !options.gradOutput.empty())
        return trainLayer<T> (options, reader, filter, writeGradients);
    filter.prepare();
    streamLayer<T> (options, reader, filter, [&] (Index) { filter.reset(); });
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
                   spiking.activation = activationOption<T> (options.activation);
                   requireUnits (reader);
                   spiking.dtSeconds = options.dtSeconds;
                   spiking.seed = options.seed;
                   spiking.spikingAwareTraining = !options.noSpikingAwareTraining;
                   spiking.returnSequences = !options.last;
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
                   if (options.training || !options.gradOutput.empty())
                       return trainLayer<T> (options, reader, *layer, [] (Outputs&) {});
                   layer->prepare (reader.shape()[2]);
                   streamLayer<T> (options, reader, *layer, [&] (Index item) { layer->reset (item); });
               });
}

void runLowpass (const LayerOptions& options)
{
    requirePositiveOption ("--dt", options.dtSeconds);
    if (options.smoothingLogit.empty())
        requirePositiveOption ("--tau", options.tauSeconds);
    withInput (
        options,
        [&] (NpyReader& reader, auto sample)
        {
            using T = decltype (sample);
            requireUnits (reader);
            auto lowpassOptions = filterOptions<Lowpass<T>, T> (options, reader);
            if (!options.smoothingLogit.empty())
                lowpassOptions.smoothingLogit = readPerUnit<T> (options.smoothingLogit, lowpassOptions.units);
            Lowpass<T> lowpass (lowpassOptions);
            runFilter<T> (options, reader, lowpass,
                          [&] (Outputs& outputs)
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
                   Alpha<T> alpha (filterOptions<Alpha<T>, T> (options, reader));
                   runFilter<T> (options, reader, alpha,
                                 [&] (Outputs& outputs)
                                 {
                                     outputs.write (options.gradLevel, alpha.initialLevel.gradient);
                                     outputs.write (options.gradTau, alpha.tau.gradient);
                                 });
               });
}

} // namespace spikegraph::cli
