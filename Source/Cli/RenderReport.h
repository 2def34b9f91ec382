#pragma once

#include "Cli/BulkRun.h"
#include "Cli/RenderJob.h"

#include <string>
#include <vector>

namespace spikegraph::cli
{

/// What a render came to, as JSON for programs: a result for each of the plan's tasks.
std::string renderReport (const std::string& patchName, const BulkPlan& plan, const BulkOutcome& outcome,
                          const std::vector<RenderResult>& results);

/// One file's figures on one line, for people.
std::string summaryOf (const RenderResult& result);

/// Decibels of a linear level, not below -200.
double decibels (double linear) noexcept;

} // namespace spikegraph::cli
