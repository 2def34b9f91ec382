#include "Cli/Patches.h"

#include "Cli/CommandError.h"
#include "Core/Error.h"
#include "Graph/GraphShape.h"
#include "Nodes/FactoryNodes.h"
#include "Nodes/FactoryPresets.h"

#include <cerrno>
#include <charconv>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <iterator>

namespace spikegraph::cli
{
namespace
{

/// "left=right", split at the first "=".
std::pair<std::string, std::string> splitSetting (const char* option, const std::string& text)
{
    const auto equals = text.find ('=');
    if (equals == std::string::npos || equals == 0)
        throw CommandError (ExitCode::wrongArguments,
                            std::string (option) + " " + text + ": must be NAME=VALUE");
    return { text.substr (0, equals), text.substr (equals + 1) };
}

template <typename Number>
Number numberFrom (const std::string& text, const std::string& what)
{
    Number number{};
    const auto [end, error] = std::from_chars (text.data(), text.data() + text.size(), number);
    if (error != std::errc() || end != text.data() + text.size())
        throw InvalidValue (what + ": \"" + text + "\" is no number");
    return number;
}

void applySettings (GraphModel& model, const PatchOptions& options)
{
    for (const auto& macro : options.macros)
    {
        const auto [number, value] = splitSetting ("--macro", macro);
        model.setMacro (numberFrom<int> (number, "--macro"), numberFrom<double> (value, "--macro " + number));
    }
    if (!options.seed.empty())
        for (const auto node : model.nodes())
            if (const auto* type = model.catalogue().find (node["type"]);
                type != nullptr && type->findParameter ("seed") != nullptr)
                model.setParameter (node["id"], "seed", juce::String (options.seed));
    for (const auto& setting : options.settings)
    {
        const auto [target, value] = splitSetting ("--set", setting);
        const juce::String name (target);
        model.setParameter (name.upToFirstOccurrenceOf (".", false, false),
                            name.fromFirstOccurrenceOf (".", false, false), juce::String (value));
    }
}

GraphModel openPatch (const PatchOptions& options)
{
    if (options.preset.empty() == options.patchFile.empty())
        throw CommandError (ExitCode::wrongArguments, "either --preset or --patch is needed");
    if (!options.patchFile.empty())
    {
        const auto text = readTextFile (options.patchFile);
        try
        {
            return GraphModel::fromJson (nodeCatalogue(), text, juce::String (options.patchFile));
        }
        catch (const InvalidValue& error)
        {
            throw CommandError (ExitCode::nothingDone, error.what());
        }
    }
    return factoryPreset (juce::String (options.preset));
}

} // namespace

std::string readTextFile (const std::string& path)
{
    std::error_code error;
    if (std::filesystem::is_directory (path, error))
        throw CommandError (ExitCode::nothingDone, path + ": is a folder, not a file");
    std::ifstream file (path, std::ios::binary);
    if (!file)
        throw CommandError (ExitCode::nothingDone, path + ": cannot be read: " + std::strerror (errno));
    return { std::istreambuf_iterator<char> (file), {} };
}

GraphModel loadPatch (const PatchOptions& options)
{
    try
    {
        auto model = openPatch (options);
        applySettings (model, options);
        return model;
    }
    catch (const InvalidValue& error)
    {
        throw CommandError (ExitCode::wrongArguments, error.what());
    }
}

GraphModel loadRunnablePatch (const PatchOptions& options)
{
    auto patch = loadPatch (options);
    try
    {
        requireRunnable (patch);
        return patch;
    }
    catch (const InvalidValue& error)
    {
        const bool isFile = !options.patchFile.empty();
        throw CommandError (isFile ? ExitCode::nothingDone : ExitCode::wrongArguments,
                            (isFile ? options.patchFile : options.preset) + ": " + error.what());
    }
}

} // namespace spikegraph::cli
