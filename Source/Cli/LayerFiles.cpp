#include "Cli/LayerFiles.h"

#include "Cli/CommandError.h"
#include "Core/Error.h"
#include "Plot/Counted.h"

#include <algorithm>
#include <cstdio>

namespace spikegraph::cli
{

NpyWriter Outputs::begin (const std::string& path, NpyType type, const Shape& shape)
{
    const auto& file = add (path);
    return { file.path(), file.target(), { type, shape } };
}

const PendingFile& Outputs::add (const std::string& path)
{
    const auto sameTarget = [&] (const PendingFile& file)
    { return file.target() == std::filesystem::path (path); };
    if (std::any_of (files.begin(), files.end(), sameTarget))
        throw CommandError (ExitCode::wrongArguments, path + ": two outputs cannot have the same name");
    return files.emplace_back (path, overwrite);
}

void Outputs::commit()
{
    for (auto& file : files)
        file.commit();
}

void requirePositiveOption (const char* option, double value)
{
    try
    {
        requirePositive (option, value);
    }
    catch (const InvalidValue& error)
    {
        throw CommandError (ExitCode::wrongArguments, error.what());
    }
}

std::runtime_error fileError (const std::filesystem::path& path, const std::string& reason)
{
    return std::runtime_error (path.string() + ": " + reason);
}

void requireSequence (const NpyReader& reader)
{
    if (reader.shape().size() != 3)
        throw fileError (reader.path(),
                         "must have shape (batch, steps, units), not " + describe (reader.shape()));
}

void requireShapeOf (const NpyReader& reader, const Shape& shape)
{
    if (reader.shape() != shape)
        throw fileError (reader.path(),
                         "must have shape " + describe (shape) + ", not " + describe (reader.shape()));
}

void warnOfSpoiltUnits (const std::string& input, Index spoiltUnits)
{
    if (spoiltUnits > 0)
        std::fprintf (stderr, "spikegraph: warning: %s: NaN or infinity has spoilt %s of the output\n",
                      input.c_str(), counted (spoiltUnits, "unit").c_str());
}

} // namespace spikegraph::cli
