#pragma once

#include <string>

namespace spikegraph
{

/// The number that a text is as a whole, written with a point whatever the locale. Throws InvalidValue
/// ("<text>" is no number) for any other text, such as "nan" and what a double cannot hold.
double parseNumber (const std::string& text);

} // namespace spikegraph
