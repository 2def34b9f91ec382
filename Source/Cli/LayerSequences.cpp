// The layers that have a state: (batch, steps, units), each item of the batch from the initial state. The
// forward pass is streamed, a block at a time; with a gradient to go back from, the arrays are held whole.

#include "Cli/ItemGroups.h"
#include "Cli/LayerFiles.h"
#include "Core/Alpha.h"
#include "Core/Lowpass.h"
#include "Core/SpikingActivation.h"

#include <memory>
#include <utility>

namespace spikegraph::cli
{
namespace
{

/// Blocks stay in a cache, and those of long rows have some, so that a layer need not go through all of its
/// state for each.
constexpr Index blockBytes = 1 << 19, enoughRows = 8, longestBlockBytes = 1 << 22;

/// A prepared layer on its way through items.
template <typename L>
struct Runner
{
    L layer;
    Index spoiltUnits = 0;

    void begin (Index item)
    {
        if constexpr (requires { layer.reset (item); })
            layer.reset (item);
        else
            layer.reset();
    }

    template <typename T>
    void process (Interleaved<T> samples)
    {
        layer.process (samples, samples);
    }

    void end (Index units) { spoiltUnits += layer.nonFiniteUnits (units); }
};

/// The next rows, of items that may have begun in the block before. Where only the last steps are asked for,
/// all others leave the block.
template <typename T, typename L>
void runRows (Runner<L>& runner, const Shape& shape, Index firstRow, bool lastOnly, NpyBlock<T>& block)
{
    const auto steps = shape[1], units = shape[2], rows = block.count / units;
    T* kept = block.elements;
    for (Index row = 0; row < rows;)
    {
        const auto item = (firstRow + row) / steps, step = (firstRow + row) % steps;
        const auto run = std::min (rows - row, steps - step);
        if (step == 0)
            runner.begin (item);
        const Interleaved<T> samples{ block.elements + row * units, run, units };
        runner.process (samples);
        row += run;
        if (step + run < steps)
            continue;
        runner.end (units);
        if (lastOnly)
            kept = std::copy_n (&samples (run - 1, 0), units, kept);
    }
    if (lastOnly)
        block.count = kept - block.elements;
}

/// The same for whole groups, whose items run side by side.
template <typename T, typename L>
void runGroups (Runner<L>& runner, const ItemGroups& groups, Index firstGroup, bool lastOnly,
                NpyBlock<T>& block)
{
    constexpr Index tileSamples = 4096;
    const auto steps = groups.steps, units = groups.units, together = groups.unitsTogether();
    const auto tileSteps = std::clamp (tileSamples / together, Index{ 1 }, steps);
    std::vector<T> tile (static_cast<std::size_t> (tileSteps * together));
    const ItemStrides inBlock{ steps * units, units }, inTile{ units, together };

    T *const endOfBlock = block.elements + block.count, *kept = block.elements;
    auto group = firstGroup;
    for (T* first = block.elements; first < endOfBlock; first += groups.samples(), ++group)
    {
        const auto items = std::min (groups.items, (endOfBlock - first) / inBlock.item);
        runner.begin (group);
        for (Index step = 0; step < steps; step += tileSteps)
        {
            const auto run = std::min (tileSteps, steps - step);
            T* const rows = first + step * units;
            copyItems (rows, inBlock, tile.data(), inTile, items, run, units);
            runner.process (Interleaved<T>{ tile.data(), run, together });
            if (!lastOnly)
                copyItems (tile.data(), inTile, rows, inBlock, items, run, units);
            else if (step + run == steps)
                kept = std::copy_n (tile.data() + (run - 1) * together, items * units, kept);
        }
        runner.end (items * units);
    }
    if (lastOnly)
        block.count = kept - block.elements;
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

/// The forward pass, over the whole file, of a layer that is prepared for the units of a group, behind an
/// activation.
template <typename T, typename L>
void streamLayer (const LayerOptions& options, NpyReader& reader, const ItemGroups& groups,
                  const std::vector<Activation<T>>& activations, L layer)
{
    Outputs outputs (options.overwrite);
    auto writer = outputs.begin (options.output, reader.type(), outputShape (options, reader));
    const auto inGroups = groups.items > 1;
    std::vector<Runner<L>> runners;
    while (inGroups && runners.size() + 1 < numBlockCarriers())
        runners.push_back ({ layer });
    runners.push_back ({ std::move (layer) });

    const auto part = inGroups ? groups.samples() : reader.shape()[2]; // which no block cuts
    const auto partBytes = std::max (Index{ 1 }, part) * static_cast<Index> (sizeof (T));
    const auto parts = std::max (
        { Index{ 1 }, blockBytes / partBytes, std::min (enoughRows, longestBlockBytes / partBytes) });
    const auto run = [&] (NpyBlock<T>& block)
    {
        if (inGroups)
            runGroups (runners[block.carrier], groups, block.number * parts, options.last, block);
        else
            runRows (runners.front(), reader.shape(), block.number * parts, options.last, block);
    };
    streamNpy<T> (reader, writer, parts * part, { activated (activations), { run, inGroups } });

    writer.close();
    outputs.commit();
    Index spoiltUnits = 0;
    for (const auto& runner : runners)
        spoiltUnits += runner.spoiltUnits;
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

/// The groups of a pass that is streamed. unitsAreAlike as in groupItems.
ItemGroups groupsFor (const LayerOptions& options, const NpyReader& reader, bool unitsAreAlike)
{
    const auto& shape = reader.shape();
    if (isTrained (options))
        return { shape[0], shape[1], shape[2] };
    return groupItems (shape, unitsAreAlike);
}

/// A row for each item of a group.
template <typename T>
Tensor<T> repeated (const Tensor<T>& row, Index items)
{
    Tensor<T> rows ({ 1, items * row.size() });
    for (Index i = 0; i < rows.size(); ++i)
        rows[i] = row[i % row.size()];
    return rows;
}

/// The options that Lowpass and Alpha share.
template <typename Filter, typename T>
typename Filter::Options filterOptions (const LayerOptions& options, const ItemGroups& groups)
{
    typename Filter::Options filter;
    filter.units = groups.unitsTogether();
    filter.tauSeconds = { options.tauSeconds };
    filter.dtSeconds = options.dtSeconds;
    filter.applyDuringTraining = !options.noApplyDuringTraining;
    filter.returnSequences = !options.last;
    if (!options.initialLevel.empty())
        filter.initialLevel = repeated (readPerUnit<T> (options.initialLevel, groups.units), groups.items);
    return filter;
}

/// Runs a Lowpass or an Alpha; its parameters' gradients go where the options say.
template <typename T, typename Filter, typename WriteGradients>
void runFilter (const LayerOptions& options, NpyReader& reader, const ItemGroups& groups, Filter& filter,
                WriteGradients writeGradients)
{
    if (isTrained (options))
        return trainLayer<T> (options, reader, filter, writeGradients);
    filter.prepare();
    streamLayer<T> (options, reader, groups, activationsOption<T> ("identity"), std::move (filter));
}

/// A row a group, of what has a row an item; what the last group lacks is 0.
template <typename T>
Tensor<T> groupRows (const Tensor<T>& rows, const ItemGroups& groups)
{
    std::vector<T> values (rows.begin(), rows.end());
    values.resize (static_cast<std::size_t> (groups.count() * groups.unitsTogether()));
    return { { groups.count(), groups.unitsTogether() }, std::move (values) };
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
    withInput (
        options,
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
            const auto groups = groupsFor (options, reader, true); // voltages follow one another
            if (!options.initialState.empty())
                spiking.initialState = groupRows (
                    readOfShape<T> (options.initialState, { reader.shape()[0], reader.shape()[2] }), groups);

            std::unique_ptr<SpikingActivation<T>> layer;
            try
            {
                layer = std::make_unique<SpikingActivation<T>> (spiking);
            }
            catch (const InvalidValue& error)
            {
                throw fileError (options.initialState.empty() ? "--dt" : options.initialState, error.what());
            }
            if (isTrained (options))
                return trainLayer<T> (options, reader, *layer, [] (Outputs&) {});
            layer->prepare (groups.unitsTogether());
            streamLayer<T> (options, reader, groups, activations, std::move (*layer));
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
                   const bool unitsAreAlike = options.initialLevel.empty() && options.smoothingLogit.empty();
                   const auto groups = groupsFor (options, reader, unitsAreAlike);
                   auto lowpassOptions = filterOptions<Lowpass<T>, T> (options, groups);
                   if (!options.smoothingLogit.empty())
                       lowpassOptions.smoothingLogit =
                           repeated (readPerUnit<T> (options.smoothingLogit, groups.units), groups.items);
                   Lowpass<T> lowpass (lowpassOptions);
                   runFilter<T> (options, reader, groups, lowpass,
                                 [&] (Outputs& outputs)
                                 {
                                     outputs.write (options.gradLevel, lowpass.initialLevel.gradient);
                                     outputs.write (options.gradSmoothingLogit,
                                                    lowpass.smoothingLogit.gradient);
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
                   const auto groups = groupsFor (options, reader, options.initialLevel.empty());
                   Alpha<T> alpha (filterOptions<Alpha<T>, T> (options, groups));
                   runFilter<T> (options, reader, groups, alpha,
                                 [&] (Outputs& outputs)
                                 {
                                     outputs.write (options.gradLevel, alpha.initialLevel.gradient);
                                     outputs.write (options.gradTau, alpha.tau.gradient);
                                 });
               });
}

} // namespace spikegraph::cli
