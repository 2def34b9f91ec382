// The layers without a state: arrays of any rank, streamed a block at a time.

#include "Cli/CommandError.h"
#include "Cli/LayerFiles.h"
#include "Cli/SequenceStream.h"
#include "Core/MeanAccumulator.h"
#include "Core/TemporalAvgPool.h"
#include "Core/Training/ElementLayers.h"

namespace spikegraph::cli
{
namespace
{

constexpr Index blockElements = 1 << 16;

/// The mean of sequences, a SequenceRun; it stands in for their last steps.
struct MeanRun
{
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
};

/// dL/dx to its file: from dL/dy and, where the layer needs it, x.
template <typename T>
void writeGradInput (const LayerOptions& options, Outputs& outputs, const Shape& outputShape, Layer<T>& layer)
{
    if (options.gradOutput.empty())
        return;
    layer.forward (readNpy<T> (options.input), Mode::inference);
    outputs.write (options.gradInput, layer.backward (readOfShape<T> (options.gradOutput, outputShape)));
}

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
                   if (length == 1)
                       streamNpy<T> (reader, writer, cutInOrder (shape, blockElements), {});
                   else
                       SequenceStream<T, decltype (makeRun)> (
                           reader, writer, { outer, length, inner, true, true }, activations, makeRun)
                           .run();
                   writer.close();
                   TemporalAvgPool<T> layer (dim);
                   writeGradInput<T> (options, outputs, pooled, layer);
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
                   streamNpy<T> (reader, writer, cutInOrder (reader.shape(), blockElements),
                                 { activated (activations) });
                   writer.close();
                   ActivationLayer<T> layer (activations.front());
                   writeGradInput<T> (options, outputs, reader.shape(), layer);
                   outputs.commit();
               });
}

} // namespace spikegraph::cli
