#pragma once

#include <string>

namespace spikegraph
{

/// "1 unit", "16 units", of a whole number of any type.
template <typename Number>
std::string counted (Number number, const std::string& thing)
{
    const auto count = static_cast<long long> (number);
    return std::to_string (count) + " " + thing + (count == 1 ? "" : "s");
}

} // namespace spikegraph
