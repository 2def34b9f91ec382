#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

namespace spikegraph::cli
{

/// Reads what a file name says: "{label}_{speaker}_{index}" finds three fields in "7_george_12". A field
/// takes as few characters as it can, one at least; {} passes something over.
class NamePattern
{
public:
    /// Throws CommandError (wrong arguments) for a pattern without fields, with the same one twice, or with
    /// two side by side.
    explicit NamePattern (const std::string& text);

    /// The fields of a name; none where the name is not of this form.
    std::optional<std::map<std::string, std::string>> match (const std::string& name) const;

private:
    struct Part
    {
        std::string field, literalAfter;
    };

    std::string literalBefore;
    std::vector<Part> parts;
};

} // namespace spikegraph::cli
