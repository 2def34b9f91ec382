#include "Cli/LayerSequences.h"
#include "Core/Alpha.h"
#include "Core/Lowpass.h"

#include <algorithm>
#include <optional>
#include <utility>

namespace spikegraph::cli
{
namespace
{

/// A filter of a part of the sequences, a SequenceRun.
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
    filter.initialLevel = partOf (parameters.initialLevel, part);
    if constexpr (requires { filter.smoothingLogit; })
        filter.smoothingLogit = partOf (parameters.smoothingLogit, part);
    return Filter (std::move (filter));
}

/// The passes of a filter over the file of its input.
template <typename Filter, typename T>
class FilterPasses
{
public:
    FilterPasses (const LayerOptions& optionsToUse, NpyReader& inputToRead)
        : options (optionsToUse)
        , input (inputToRead)
        , parameters (unitParameters<T> (options, input.shape()[2]))
    {
    }

    /// Returns how many units are spoilt.
    Index forwards (NpyWriter& writer)
    {
        return stream (input, writer, sequencesOf (options, input), parameters);
    }

    /// dL/dx: what the filter makes of dL/dy in reverse.
    void backwards (GradientSource<T>& gradOutput, NpyWriter& writer)
    {
        auto sequences = sequencesOf (options, input);
        sequences.lastOnly = false;
        sequences.inReverse = true;
        stream (gradOutput, writer, sequences, { {}, parameters.smoothingLogit });
    }

    /// A filter whose parameters have their gradients, from all of the input and of dL/dy.
    Filter withGradients (GradientSource<T>& gradOutput)
    {
        const auto batch = input.shape()[0], steps = input.shape()[1], units = input.shape()[2];
        auto filter = makeFilter<Filter> (options, parameters, { 0, units });
        if (isLeftOut())
            return filter;
        filter.prepare();
        const auto blockSteps = std::max (Index{ 1 }, elementBlock / units);
        std::vector<T> x (static_cast<std::size_t> (std::min (steps, blockSteps) * units)), dy (x.size());
        typename Filter::ParameterGradients gradients (filter);
        input.seek (0);
        gradOutput.seek (0);
        for (Index item = 0; item < batch; ++item)
        {
            gradients.begin();
            for (Index step = 0; step < steps; step += blockSteps)
            {
                const auto count = std::min (blockSteps, steps - step);
                input.readAs (x.data(), count * units);
                gradOutput.readAs (dy.data(), count * units);
                gradients.process ({ x.data(), count, units }, { dy.data(), count, units });
            }
        }
        gradients.addTo (filter);
        return filter;
    }

private:
    /// Training may do without the filter.
    bool isLeftOut() const { return options.training && options.noApplyDuringTraining; }

    template <typename Source>
    Index stream (Source& source, NpyWriter& writer, Sequences sequences, const UnitParameters<T>& ofUnits)
    {
        const auto identity = activationsOption<T> ("identity");
        if (isLeftOut())
            return streamSequences<T> (source, writer, sequences, identity, makeIdentity);
        sequences.unitsAreAlike = ofUnits.areAlike();
        const auto makeRun = [&] (SequencePart part)
        {
            FilterRun<Filter> run{ makeFilter<Filter> (options, ofUnits, part) };
            run.layer.prepare();
            return run;
        };
        return streamSequences<T> (source, writer, sequences, identity, makeRun);
    }

    const LayerOptions& options;
    NpyReader& input;
    UnitParameters<T> parameters;
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
        requirePositiveOption ("--tau", options.tauSeconds);
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
    requirePositiveOption ("--tau", options.tauSeconds);
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
