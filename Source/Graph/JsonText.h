#pragma once

#include <nlohmann/json.hpp>

#include <string>

namespace spikegraph
{

/// JSON whose objects keep the order of their keys. Not for headers that other libraries include.
using Json = nlohmann::ordered_json;

/// Reads JSON from anywhere. Throws InvalidValue, in one line, for what is not valid UTF-8 or JSON, for a key
/// that stands twice in one object, and for what is absurdly large or deep. [any thread]
Json parseJson (const std::string& text);

} // namespace spikegraph
