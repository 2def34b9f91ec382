#pragma once

// What --grad-output and --grad-input of all layers have in common.

#include "Cli/GradientSource.h"

#include <optional>

namespace spikegraph::cli
{

template <typename T>
constexpr Index elementsOfBlock = blockBytes / Index{ sizeof (T) };

/// Blocks of an array of T whose elements are alone.
template <typename T>
NpyCut cutInElements (const Shape& shape, const NpyWriter& writer)
{
    return cutInOrder (shape, elementsOfBlock<T>,
                       fewerInFirstBlock (writer.bytesOfHeader(), sizeof (T), elementsOfBlock<T>, 1));
}

/// The dL/dy that the options give, if they do, of an output of this shape (see GradientSource).
template <typename T>
std::optional<GradientSource<T>> gradientOption (const LayerOptions& options, const Shape& outputShape,
                                                 typename GradientSource<T>::Output output, Index length,
                                                 Index inner)
{
    if (options.gradOutput.empty())
        return {};
    return GradientSource<T> (options.gradOutput, outputShape, output, length, inner);
}

/// dL/dx to its file, of the input's shape, if it is asked for: stream (writer) writes it.
template <typename Stream>
void writeGradInput (const LayerOptions& options, Outputs& outputs, const NpyReader& input, Stream stream)
{
    if (options.gradInput.empty())
        return;
    auto writer = outputs.begin (options.gradInput, input.type(), input.shape());
    stream (writer);
    writer.close();
}

/// The same where dL/dx = f'(x) dL/dy, element by element. One activation a carrier.
template <typename T>
void writeElementGradient (const LayerOptions& options, Outputs& outputs, const NpyReader& input,
                           GradientSource<T>& gradOutput, const std::vector<Activation<T>>& activations)
{
    struct Carrier
    {
        NpyReader input;
        AlignedVector<T> x;
    };
    std::vector<Carrier> carriers;
    for (std::size_t i = 0; i < activations.size(); ++i)
        carriers.push_back (
            { NpyReader (input.path()), AlignedVector<T> (static_cast<std::size_t> (elementsOfBlock<T>)) });

    writeGradInput (options, outputs, input,
                    [&] (NpyWriter& writer)
                    {
                        const auto cut = cutInElements<T> (input.shape(), writer);
                        const auto work = [&] (NpyBlock<T>& block)
                        {
                            auto& [file, x] = carriers[block.carrier];
                            file.seek (cut.rowsOf (block.number).first);
                            file.readAs (x.data(), block.count);
                            activations[block.carrier].multiplyByDerivative (x.data(), block.elements,
                                                                             block.count);
                        };
                        streamNpy<T> (gradOutput, writer, cut, { { work, true } });
                    });
}

} // namespace spikegraph::cli
