#include "Core/Error.h"

#include <charconv>
#include <cmath>

namespace spikegraph
{

std::string describe (double value)
{
    char text[32];
    const auto end = std::to_chars (text, text + sizeof (text), value).ptr;
    return { text, end };
}

void requirePositive (const char* name, double value)
{
    if (!(std::isfinite (value) && value > 0.0))
        throw InvalidValue (std::string (name) + " must be finite and above 0, not " + describe (value));
}

void requireNotNegative (const char* name, double value)
{
    if (!(std::isfinite (value) && value >= 0.0))
        throw InvalidValue (std::string (name) + " must be finite and at least 0, not " + describe (value));
}

void requireAtLeastOne (const char* name, std::ptrdiff_t value)
{
    if (value < 1)
        throw InvalidValue (std::string (name) + " must be at least 1, not " + std::to_string (value));
}

} // namespace spikegraph
