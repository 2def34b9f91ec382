#include "Cli/NamePattern.h"

#include "Cli/CommandError.h"

#include <algorithm>

namespace spikegraph::cli
{

NamePattern::NamePattern (const std::string& text)
{
    const auto refuse = [&] (const std::string& reason)
    { throw CommandError (ExitCode::wrongArguments, "--labels " + text + ": " + reason); };
    auto open = text.find ('{');
    literalBefore = text.substr (0, open);
    while (open != std::string::npos)
    {
        const auto close = text.find ('}', open);
        if (close == std::string::npos)
            refuse ("has { without }");
        Part part{ text.substr (open + 1, close - open - 1), {} };
        open = text.find ('{', close);
        part.literalAfter = text.substr (close + 1, open == std::string::npos ? open : open - close - 1);
        if (open != std::string::npos && part.literalAfter.empty())
            refuse ("needs something between two fields");
        if (!part.field.empty() &&
            std::any_of (parts.begin(), parts.end(),
                         [&] (const Part& other) { return other.field == part.field; }))
            refuse ("has {" + part.field + "} twice");
        parts.push_back (std::move (part));
    }
    if (parts.empty())
        refuse ("needs fields, such as {label}_{speaker}_{index}");
}

std::optional<std::map<std::string, std::string>> NamePattern::match (const std::string& name) const
{
    if (!name.starts_with (literalBefore))
        return {};
    std::map<std::string, std::string> fields;
    auto position = literalBefore.size();
    for (std::size_t i = 0; i < parts.size(); ++i)
    {
        const auto& [field, literal] = parts[i];
        const bool isLast = i + 1 == parts.size();
        const auto end =
            isLast ? name.size() - std::min (name.size(), literal.size()) : name.find (literal, position + 1);
        if (end == std::string::npos || end <= position || (isLast && !name.ends_with (literal)))
            return {};
        if (!field.empty())
            fields[field] = name.substr (position, end - position);
        position = end + literal.size();
    }
    return fields;
}

} // namespace spikegraph::cli
