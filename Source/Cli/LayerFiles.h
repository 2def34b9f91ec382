#pragma once

#include "Cli/CommandError.h"
#include "Cli/LayerOptions.h"
#include "Cli/NpyBlocks.h"
#include "Expression/ExpressionActivation.h"
#include "Files/NpyFile.h"
#include "Files/PendingFile.h"

#include <list>

namespace spikegraph::cli
{

/// The outputs of one command: all appear when commit is called, or none.
class Outputs
{
public:
    explicit Outputs (bool overwriteExisting)
        : overwrite (overwriteExisting)
    {
    }

    /// Begins an output. Throws where it cannot be written or was begun already.
    NpyWriter begin (const std::string& path, NpyType type, const Shape& shape);

    /// Writes a whole array, unless the path is empty.
    template <typename T>
    void write (const std::string& path, const Tensor<T>& array)
    {
        if (path.empty())
            return;
        const auto& file = add (path);
        writeNpy (file.path(), file.target(), array);
    }

    void commit();

private:
    const PendingFile& add (const std::string& path);

    bool overwrite;
    std::list<PendingFile> files;
};

/// Throws CommandError (wrong arguments) unless the number is finite and positive.
void requirePositiveOption (const char* option, double value);

/// parseActivation, with CommandError (wrong arguments) for what it cannot read.
template <typename T>
Activation<T> activationOption (const std::string& text)
{
    try
    {
        return parseActivation<T> (text);
    }
    catch (const InvalidValue& error)
    {
        throw CommandError (ExitCode::wrongArguments, error.what());
    }
}

/// One a carrier of blocks, since an expression is for one thread.
template <typename T>
std::vector<Activation<T>> activationsOption (const std::string& text)
{
    std::vector<Activation<T>> activations;
    while (activations.size() < numBlockCarriers())
        activations.push_back (activationOption<T> (text));
    return activations;
}

/// Activates blocks, which wait for nothing.
template <typename T>
NpyBlockWork<T> activated (const std::vector<Activation<T>>& activations)
{
    return { [&activations] (NpyBlock<T>& block)
             { activations[block.carrier].apply (block.elements, block.elements, block.count); },
             true };
}

/// Runs f with the input's dtype: f (reader, T()).
template <typename F>
void withInput (const LayerOptions& options, F f)
{
    NpyReader reader (options.input);
    // NOLINTNEXTLINE(bugprone-branch-clone): the branches differ in the type
    if (reader.type() == NpyType::float32)
        f (reader, float());
    else
        f (reader, double());
}

/// An error of a file: the path, then the reason.
std::runtime_error fileError (const std::filesystem::path& path, const std::string& reason);

/// Throws a fileError unless the file holds (batch, steps, units).
void requireSequence (const NpyReader& reader);

/// Warns on standard error where NaN or infinity in the input has spoilt units of the output.
void warnOfSpoiltUnits (const std::string& input, Index spoiltUnits);

/// Throws a fileError unless the file holds an array of a shape.
void requireShapeOf (const NpyReader& reader, const Shape& shape);

/// Reads a whole array of T that must have a shape. Throws a fileError.
template <typename T>
Tensor<T> readOfShape (const std::string& path, const Shape& shape)
{
    NpyReader reader (path);
    requireShapeOf (reader, shape);
    return readNpy<T> (reader);
}

} // namespace spikegraph::cli
