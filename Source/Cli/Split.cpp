#include "Cli/Split.h"

#include "Cli/CommandError.h"

#include <charconv>
#include <optional>

namespace spikegraph::cli
{
namespace
{

std::optional<double> numberOf (const std::string& text)
{
    double number = 0.0;
    const auto [end, error] = std::from_chars (text.data(), text.data() + text.size(), number);
    if (error != std::errc() || end != text.data() + text.size())
        return {};
    return number;
}

} // namespace

Split::Split (const std::string& text)
    : given (text)
{
    const auto equals = text.find ('=');
    const auto first = equals == std::string::npos ? equals : text.find_first_of ("<>=", equals + 1);
    if (first == std::string::npos)
        throw CommandError (ExitCode::wrongArguments,
                            "--split " + text + ": must be PART=FIELD<VALUE, with <, <=, >, >= or =");
    const auto hasEquals = text[first] != '=' && first + 1 < text.size() && text[first + 1] == '=';
    comparison = text.substr (first, hasEquals ? 2 : 1);
    partName = text.substr (0, equals);
    field = text.substr (equals + 1, first - equals - 1);
    value = text.substr (first + comparison.size());
    if (partName.empty() || partName.find_first_of ("/\\") != std::string::npos || field.empty() ||
        value.empty())
        throw CommandError (ExitCode::wrongArguments,
                            "--split " + text + ": part, field and value must not be empty");
    if (comparison != "=" && !numberOf (value))
        throw CommandError (ExitCode::wrongArguments, "--split " + text + ": " + value + " is no number");
}

bool Split::takes (const std::map<std::string, std::string>& fields) const
{
    const auto found = fields.find (field);
    if (found == fields.end())
        throw CommandError (ExitCode::wrongArguments,
                            "--split " + given + ": --labels finds no {" + field + "}");
    const auto own = numberOf (found->second), wanted = numberOf (value);
    if (comparison == "=")
        return own && wanted ? !(*own < *wanted) && !(*own > *wanted) : found->second == value;
    if (!own)
        throw CommandError (ExitCode::wrongArguments, "--split " + given + ": {" + field + "} is " +
                                                          found->second + ", which is no number");
    return comparison == "<"    ? *own < *wanted
           : comparison == "<=" ? *own <= *wanted
           : comparison == ">"  ? *own > *wanted
                                : *own >= *wanted;
}

} // namespace spikegraph::cli
