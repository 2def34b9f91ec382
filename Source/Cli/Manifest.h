#pragma once

#include "Cli/BulkRun.h"
#include "Cli/EncodeJob.h"

#include <string>
#include <vector>

namespace spikegraph::cli
{

/// What encoding came to: for --report, as JSON. Figures of each file, of all, and what they would cost on
/// some devices.
class Manifest
{
public:
    Manifest (const BulkOptions& options, const GraphModel& patchThatEncodes, const BulkPlan& planToDescribe);

    /// [any thread; each index once]
    void take (std::size_t index, const Encoded& encoded);

    std::string text (const BulkOutcome& outcome) const;

private:
    struct File
    {
        std::string hash;
        double durationSeconds = 0.0, spikes = 0.0, meanRateHz = 0.0, peakRateHz = 0.0, sparsity = 1.0;
        double unitSteps = 0.0;
        int units = 0;
        std::optional<double> reconstructionSiSdrDecibels;
        std::uint64_t replacedSamples = 0;
    };

    const BulkOptions& options;
    const GraphModel& patch;
    const BulkPlan& plan;
    std::vector<File> files;
};

} // namespace spikegraph::cli
