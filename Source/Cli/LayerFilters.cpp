#include "Cli/LayerSequences.h"
#include "Cli/UnitRow.h"
#include "Core/Alpha.h"
#include "Core/Lowpass.h"

#include <algorithm>
#include <optional>
#include <utility>
#include <vector>

namespace spikegraph::cli
{
namespace
{

/// A filter of a part of the sequences, a SequenceRun.
template <typename Filter, typename T>
struct FilterRun
{
    using State = typename Filter::State;

    Filter layer;
    std::optional<UnitRow<T>> levels; ///< none: zeros
    std::vector<T> levelsHere{};

    void begin (Index first)
    {
        if (!levels)
            return layer.reset();
        levelsHere.resize (static_cast<std::size_t> (layer.options().units));
        levels->copy (first, levelsHere.data(), layer.options().units);
        layer.resetTo (levelsHere);
    }

    void process (Interleaved<T> samples) { layer.process (samples, samples); }
    Index end (T*, Index units) { return layer.nonFiniteUnits (units); }

    State makeState() const
    {
        State state;
        state.resize (layer.options().units);
        return state;
    }

    void exchange (State& state) { layer.exchangeState (state); }
};

/// The numbers that a file has for the units of a part, once for each item.
template <typename T>
std::optional<Tensor<T>> rowOf (const std::string& path, Index units, SequencePart part)
{
    if (path.empty())
        return {};
    Tensor<T> row ({ 1, part.together() });
    UnitRow<T> file (path, units);
    for (Index item = 0; item < part.items; ++item)
        file.copy (part.firstUnit, row.data() + item * part.units, part.units);
    return row;
}

/// The passes of a filter over the file of its input.
template <typename Filter, typename T>
class FilterPasses
{
public:
    FilterPasses (const LayerOptions& optionsToUse, NpyReader& inputToRead)
        : options (optionsToUse)
        , input (inputToRead)
        , units (input.shape()[2])
    {
        for (const auto& path : { options.initialLevel, options.smoothingLogit })
            if (!path.empty())
                UnitRow<T> (path, units).check();
    }

    /// Returns how many units are spoilt.
    Index forwards (NpyWriter& writer)
    {
        return stream (input, writer, sequencesOf (options, input), options.initialLevel);
    }

    /// dL/dx: what the filter makes of dL/dy in reverse.
    void backwards (GradientSource<T>& gradOutput, NpyWriter& writer)
    {
        auto sequences = sequencesOf (options, input);
        sequences.lastOnly = false;
        sequences.inReverse = true;
        stream (gradOutput, writer, sequences, {});
    }

    /// A filter whose parameters have their gradients, from all of the input and of dL/dy.
    Filter withGradients (GradientSource<T>& gradOutput)
    {
        const SequencePart all{ 0, units };
        auto filter = makeFilter (all, rowOf<T> (options.initialLevel, units, all));
        if (isLeftOut())
            return filter;

        typename Filter::ParameterGradients gradients (filter);
        const auto steps = input.shape()[1], rows = input.shape()[0] * steps;
        const auto rowsOfBlock =
            std::clamp (elementsOfBlock<T> / units, Index{ 1 }, std::max (Index{ 1 }, rows));
        const auto lengthOf = [&] (Index block)
        { return std::min (rowsOfBlock, rows - block * rowsOfBlock); };
        std::vector<std::pair<AlignedVector<T>, AlignedVector<T>>> carriers (
            numBlockCarriers(), { AlignedVector<T> (static_cast<std::size_t> (rowsOfBlock * units)),
                                  AlignedVector<T> (static_cast<std::size_t> (rowsOfBlock * units)) });
        const auto read = [&] (Index block, std::size_t carrier)
        {
            auto& [x, dy] = carriers[carrier];
            input.seek (block * rowsOfBlock * units);
            input.readAs (x.data(), lengthOf (block) * units);
            gradOutput.seek (block * rowsOfBlock * units);
            gradOutput.readAs (dy.data(), lengthOf (block) * units);
        };
        const auto sum = [&] (Index block, std::size_t carrier)
        {
            const auto& [x, dy] = carriers[carrier];
            for (Index row = 0, count = 0; row < lengthOf (block); row += count)
            {
                const auto step = (block * rowsOfBlock + row) % steps;
                count = std::min (lengthOf (block) - row, steps - step);
                if (step == 0)
                    gradients.begin();
                gradients.process ({ x.data() + row * units, count, units },
                                   { dy.data() + row * units, count, units });
            }
        };
        runBlockStages ((rows + rowsOfBlock - 1) / rowsOfBlock, { { read }, { sum } });
        gradients.addTo (filter);
        return filter;
    }

private:
    /// Training may do without the filter.
    bool isLeftOut() const { return options.training && options.noApplyDuringTraining; }

    /// Prepared, from levels of 0 unless others are given.
    Filter makeFilter (SequencePart part, std::optional<Tensor<T>> initialLevel = {}) const
    {
        typename Filter::Options filterOptions;
        filterOptions.units = part.together();
        if (options.tauSeconds)
            filterOptions.tauSeconds = { *options.tauSeconds };
        filterOptions.dtSeconds = options.dtSeconds;
        filterOptions.initialLevel = std::move (initialLevel);
        if constexpr (requires { filterOptions.smoothingLogit; })
            filterOptions.smoothingLogit = rowOf<T> (options.smoothingLogit, units, part);
        Filter filter (std::move (filterOptions));
        filter.prepare();
        return filter;
    }

    template <typename Source>
    Index stream (Source& source, NpyWriter& writer, Sequences sequences, const std::string& levels)
    {
        const auto identity = activationsOption<T> ("identity");
        if (isLeftOut())
            return streamSequences<T> (source, writer, sequences, identity, makeIdentity);
        const auto openLevels = [&]() -> std::optional<UnitRow<T>>
        {
            if (levels.empty())
                return {};
            return UnitRow<T> (levels, units);
        };
        sequences.unitsAreAlike = options.smoothingLogit.empty();
        const auto makeRun = [&] (SequencePart part) {
            return FilterRun<Filter, T>{ makeFilter (part), openLevels() };
        };
        return streamSequences<T> (source, writer, sequences, identity, makeRun);
    }

    const LayerOptions& options;
    NpyReader& input;
    Index units;
};

/// A file that a parameter's gradient goes to, if it has a name, and where a filter has it.
template <typename Filter>
using GradientFile = std::pair<std::string, decltype (&Filter::initialLevel)>;

template <typename Filter, typename T>
void runFilter (const LayerOptions& options, NpyReader& input, const std::vector<GradientFile<Filter>>& files)
{
    requireUnits (input);
    FilterPasses<Filter, T> passes (options, input);
    auto gradOutput = sequenceGradient<T> (options, input);
    Outputs outputs (options.overwrite);
    auto writer = outputs.begin (options.output, input.type(), outputShape (options, input));
    const auto spoiltUnits = passes.forwards (writer);
    writer.close();
    if (gradOutput)
    {
        writeGradInput (options, outputs, input,
                        [&] (NpyWriter& gradInput) { passes.backwards (*gradOutput, gradInput); });
        if (std::any_of (files.begin(), files.end(), [] (const auto& file) { return !file.first.empty(); }))
        {
            const auto filter = passes.withGradients (*gradOutput);
            for (const auto& [path, parameter] : files)
                outputs.write (path, (filter.*parameter).gradient);
        }
    }
    outputs.commit();
    warnOfSpoiltUnits (options.input, spoiltUnits);
}

} // namespace

void runLowpass (const LayerOptions& options)
{
    requirePositiveOption ("--dt", options.dtSeconds);
    if (options.smoothingLogit.empty())
    {
        if (!options.tauSeconds)
            throw CommandError (ExitCode::wrongArguments, "--tau is required, or --smoothing-logit");
        requirePositiveOption ("--tau", *options.tauSeconds);
    }
    withInput (options,
               [&] (NpyReader& reader, auto sample)
               {
                   using T = decltype (sample);
                   using Filter = Lowpass<T>;
                   runFilter<Filter, T> (options, reader,
                                         { { options.gradLevel, &Filter::initialLevel },
                                           { options.gradSmoothingLogit, &Filter::smoothingLogit } });
               });
}

void runAlpha (const LayerOptions& options)
{
    requirePositiveOption ("--dt", options.dtSeconds);
    requirePositiveOption ("--tau", options.tauSeconds.value());
    withInput (options,
               [&] (NpyReader& reader, auto sample)
               {
                   using T = decltype (sample);
                   using Filter = Alpha<T>;
                   runFilter<Filter, T> (
                       options, reader,
                       { { options.gradLevel, &Filter::initialLevel }, { options.gradTau, &Filter::tau } });
               });
}

} // namespace spikegraph::cli
