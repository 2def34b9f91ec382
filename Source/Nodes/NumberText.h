#pragma once

#include "Core/Views.h"

#include <juce_core/juce_core.h>

#include <string>
#include <vector>

namespace spikegraph
{

/// Numbers as a parameter's text gives them: spaces or commas part those of a row, semicolons or line ends
/// rows of as many each, "1 0; 0 1"; or packed, "float32 ROWSxCOLUMNS BASE64" (little-endian, row by row).
/// Throws InvalidValue for a text without numbers, rows that differ, and packed ones that are not finite.
std::vector<std::vector<double>> rowsFrom (const juce::String& text);

/// The same as one row.
std::vector<double> numbersFrom (const juce::String& text);

/// A number for each unit, from one for all or as many. Throws InvalidValue, which calls them `what`.
std::vector<double> numbersForUnits (const std::string& what, const juce::String& text, Index units);

/// A text that gives the same floats back, bit for bit.
juce::String packedNumbers (const std::vector<float>& values, Index rows, Index columns);

} // namespace spikegraph
