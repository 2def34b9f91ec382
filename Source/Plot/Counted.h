#pragma once

#include <string>

namespace spikegraph
{

/// "1 unit", "16 units".
inline std::string counted (long long count, const std::string& thing)
{
    return std::to_string (count) + " " + thing + (count == 1 ? "" : "s");
}

} // namespace spikegraph
