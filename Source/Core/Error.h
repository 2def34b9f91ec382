#pragma once

#include <stdexcept>
#include <string>

namespace spikegraph
{

/// A value that a layer, a file or a patch cannot take. The message names the thing, the value and the
/// reason in one line. Thrown by constructors, prepare and the training calls; never by process.
class InvalidValue : public std::invalid_argument
{
public:
    using std::invalid_argument::invalid_argument;
};

/// A number for a message: the shortest text that reads back as the same double, for example "0.005", "nan".
std::string describe (double value);

/// Throws InvalidValue("<name> must be finite and above 0, not <value>") unless it is.
void requirePositive (const char* name, double value);

/// Throws InvalidValue("<name> must be finite and at least 0, not <value>") unless it is.
void requireNotNegative (const char* name, double value);

/// Throws InvalidValue("<name> must be at least 1, not <value>") unless it is.
void requireAtLeastOne (const char* name, std::ptrdiff_t value);

} // namespace spikegraph
