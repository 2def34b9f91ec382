// The layers without a state: arrays of any rank, streamed a block at a time.

#include "Cli/CommandError.h"
#include "Cli/LayerFiles.h"
#include "Core/MeanAccumulator.h"
#include "Core/TemporalAvgPool.h"
#include "Core/Training/ElementLayers.h"

#include <memory>
#include <numeric>

namespace spikegraph::cli
{
namespace
{

constexpr Index blockElements = 1 << 16;

/// Calls use (elements, count) for the elements from first to last; they may be changed in place.
template <typename T, typename Use>
void forEachBlock (NpyReader& reader, Index elements, Index blockSize, Use use)
{
    const auto block =
        std::make_unique_for_overwrite<T[]> (static_cast<std::size_t> (std::min (blockSize, elements)));
    for (Index first = 0; first < elements; first += blockSize)
    {
        const auto count = std::min (blockSize, elements - first);
        reader.read (block.get(), count);
        use (block.get(), count);
    }
}

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
                   const auto length = shape[static_cast<std::size_t> (dim)];
                   if (length == 0)
                       throw fileError (reader.path(), "has no mean over dimension " + std::to_string (dim) +
                                                           ": its shape is " + describe (shape));
                   auto pooled = shape;
                   pooled.erase (pooled.begin() + dim);
                   const auto inner = std::accumulate (shape.begin() + dim + 1, shape.end(), Index{ 1 },
                                                       std::multiplies<>());

                   Outputs outputs (options.overwrite);
                   auto writer = outputs.begin (options.output, reader.type(), pooled);
                   MeanAccumulator accumulator (inner);
                   std::vector<T> mean (static_cast<std::size_t> (inner));
                   Index rowOfBlock = 0;
                   const auto rows = inner > 0 ? numElements (shape) / inner : 0;
                   if (rows > 0)
                       forEachBlock<T> (reader, rows * inner,
                                        std::max (Index{ 1 }, blockElements / inner) * inner,
                                        [&] (const T* elements, Index count)
                                        {
                                            for (Index i = 0; i < count; i += inner)
                                            {
                                                accumulator.add (elements + i);
                                                if (++rowOfBlock < length)
                                                    continue;
                                                accumulator.mean (mean.data());
                                                writer.write (mean.data(), inner);
                                                accumulator.clear();
                                                rowOfBlock = 0;
                                            }
                                        });
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
                   streamNpy<T> (reader, writer, blockElements, { activated (activations) });
                   writer.close();
                   ActivationLayer<T> layer (activations.front());
                   writeGradInput<T> (options, outputs, reader.shape(), layer);
                   outputs.commit();
               });
}

} // namespace spikegraph::cli
