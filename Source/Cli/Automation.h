#pragma once

#include "Graph/GraphModel.h"

#include <cstddef>
#include <filesystem>
#include <utility>
#include <vector>

namespace spikegraph::cli
{

/// Numbers of a patch that change at a moment.
struct AutomationPoint
{
    double timeSeconds = 0.0; ///< since the input's first sample
    std::vector<std::pair<ParameterAddress, double>> numbers;
};

/// Reads what moves while a file sounds, in the order of time. A point is a time in seconds, a target
/// ("node.parameter", or "macro N"), and a value in the parameter's unit (of a macro, from 0 to 1):
///
///     CSV    0.5,lowpass.tau,2        with a first line "time,target,value" or without
///     JSON   [{ "time": 0.5, "target": "macro 1", "value": 0.2 }, ...]
///
/// Throws CommandError that names the file, the place and the reason, also for what is part of the patch's
/// structure: that cannot change while it sounds.
std::vector<AutomationPoint> loadAutomation (const std::filesystem::path& file, const GraphModel& patch);

} // namespace spikegraph::cli
