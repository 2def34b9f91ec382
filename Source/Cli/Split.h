#pragma once

#include <map>
#include <string>

namespace spikegraph::cli
{

/// Which recordings go to a file of their own: "test=index<2" takes those whose field `index` is below 2 to
/// the part `test`; "test=speaker=theo" those of a speaker. Comparisons are <, <=, >, >= and =; numbers are
/// compared as such.
class Split
{
public:
    /// Throws CommandError (wrong arguments) for a text of another form.
    explicit Split (const std::string& text);

    const std::string& text() const noexcept { return given; }
    const std::string& part() const noexcept { return partName; }

    /// Throws CommandError (wrong arguments) where the field is missing, or is no number where one is needed.
    bool takes (const std::map<std::string, std::string>& fields) const;

private:
    std::string given, partName, field, comparison, value;
};

} // namespace spikegraph::cli
