#include "Core/ParseNumber.h"

#include "Core/Error.h"

#include <locale>
#include <sstream>

namespace spikegraph
{

// A stream, because not every standard library has std::from_chars for double, and std::strtod follows the
// locale that a host may have set.
double parseNumber (const std::string& text)
{
    std::istringstream stream (text);
    stream.imbue (std::locale::classic());
    double number = 0.0;
    if (!(stream >> std::noskipws >> number) || stream.peek() != std::istringstream::traits_type::eof())
        throw InvalidValue ("\"" + text + "\" is no number");
    return number;
}

} // namespace spikegraph
