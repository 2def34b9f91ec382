#pragma once

#include "Core/Error.h"
#include "Graph/NodeParameters.h"

#include <algorithm>

namespace spikegraph
{

/// How many units there are where a node hears its inlets side by side, unit by unit: those that are
/// connected have as many each, or one, which is repeated. Throws InvalidValue that names two inlets that
/// differ.
inline int unitsSideBySide (const NodeWidths& widths)
{
    const auto& inlets = widths.parameters.type().inputs;
    const auto described = [&] (std::size_t port)
    {
        return (inlets[port].id.quoted() + " has " + juce::String (widths.inputUnits[port]) + " units")
            .toStdString();
    };
    std::size_t widest = 0;
    for (std::size_t port = 1; port < widths.inputUnits.size(); ++port)
    {
        const auto units = widths.inputUnits[port], most = widths.inputUnits[widest];
        if (units > 1 && most > 1 && units != most)
            throw InvalidValue ("inlet " + described (widest) + " and inlet " + described (port) +
                                ": they need as many, or 1");
        if (units > most)
            widest = port;
    }
    return std::max (1, widths.inputUnits[widest]);
}

/// What unit k of those side by side hears of a connected inlet.
template <typename T>
const T* unitSideBySide (Planar<const T> inlet, Index k) noexcept
{
    return inlet.unit (inlet.units == 1 ? 0 : k);
}

} // namespace spikegraph
