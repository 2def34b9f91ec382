// The layers without a state: arrays of any rank, streamed a block at a time.

#include "Cli/CommandError.h"
#include "Cli/LayerGradients.h"
#include "Cli/SequenceStream.h"
#include "Core/MeanAccumulator.h"
#include "Core/TemporalAvgPool.h"

namespace spikegraph::cli
{
namespace
{

/// The mean of sequences, a SequenceRun; it stands in for their last steps.
struct MeanRun
{
    using State = MeanAccumulator;

    MeanAccumulator accumulator;

    void begin (Index) { accumulator.clear(); }

    template <typename T>
    void process (Interleaved<T> samples)
    {
        accumulator.add (Interleaved<const T> (samples));
    }

    template <typename T>
    Index end (T* lastStep, Index)
    {
        accumulator.mean (lastStep);
        return 0;
    }

    State makeState() const { return accumulator; }
    void exchange (State& state) { std::swap (accumulator, state); }
};

} // namespace

void runTemporalAvgPool (const LayerOptions& options)
{
    withInput (options,
               [&] (NpyReader& reader, auto sample)
               {
                   using T = decltype (sample);
                   const auto& shape = reader.shape();
                   Index dim = 0;
                   try
                   {
                       dim = pooledDimension (options.dim, static_cast<Index> (shape.size()));
                   }
                   catch (const InvalidValue& error)
                   {
                       throw CommandError (ExitCode::wrongArguments, std::string ("--") + error.what());
                   }
                   const auto [outer, length, inner, pooled] = shapeAround (shape, dim);
                   if (length == 0)
                       throw fileError (reader.path(), "has no mean over dimension " + std::to_string (dim) +
                                                           ": its shape is " + describe (shape));

                   Outputs outputs (options.overwrite);
                   auto writer = outputs.begin (options.output, reader.type(), pooled);
                   const auto activations = activationsOption<T> ("identity");
                   const auto makeRun = [] (SequencePart part)
                   { return MeanRun{ MeanAccumulator (part.together()) }; };
                   auto gradOutput =
                       gradientOption<T> (options, pooled, GradientSource<T>::Output::mean, length, inner);
                   if (length == 1)
                       streamNpy<T> (reader, writer, cutInElements<T> (shape, writer), {});
                   else
                       streamSequences<T> (reader, writer, { outer, length, inner, true, true }, activations,
                                           makeRun);
                   writer.close();
                   if (gradOutput)
                       writeGradInput (options, outputs, reader,
                                       [&] (NpyWriter& gradInput) {
                                           streamNpy<T> (*gradOutput, gradInput,
                                                         cutInElements<T> (shape, gradInput), {});
                                       });
                   outputs.commit();
               });
}

void runActivation (const LayerOptions& options)
{
    withInput (options,
               [&] (NpyReader& reader, auto sample)
               {
                   using T = decltype (sample);
                   const auto activations = activationsOption<T> (options.activation);
                   Outputs outputs (options.overwrite);
                   auto writer = outputs.begin (options.output, reader.type(), reader.shape());
                   auto gradOutput = gradientOption<T> (options, reader.shape(),
                                                        GradientSource<T>::Output::everyStep, 1, 1);
                   streamNpy<T> (reader, writer, cutInElements<T> (reader.shape(), writer),
                                 { activated (activations) });
                   writer.close();
                   if (gradOutput)
                       writeElementGradient (options, outputs, reader, *gradOutput, activations);
                   outputs.commit();
               });
}

} // namespace spikegraph::cli
