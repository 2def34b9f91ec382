#include "Cli/FileLabels.h"

#include "Cli/Command.h"

namespace spikegraph::cli
{

FileLabels::FileLabels (const std::string& patternText)
    : text (patternText)
{
    if (!text.empty())
        pattern.emplace (text);
}

FileLabel FileLabels::of (const std::filesystem::path& file) const
{
    if (!pattern)
        return { std::filesystem::absolute (file).lexically_normal().parent_path().filename().string(),
                 {},
                 {} };
    const auto fields = pattern->match (file.stem().string());
    if (!fields || fields->count ("label") == 0)
        throw CommandError (ExitCode::wrongArguments,
                            "--labels " + text + ": finds no {label} in " + file.filename().string());
    const auto speaker = fields->find ("speaker");
    return { fields->at ("label"), speaker == fields->end() ? std::string() : speaker->second, *fields };
}

} // namespace spikegraph::cli
