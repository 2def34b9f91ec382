#pragma once

#include "Cli/BulkOptions.h"
#include "SpikeFiles/SpikeTrains.h"

#include <memory>
#include <string>
#include <vector>

namespace spikegraph::cli
{

struct DatasetOptions
{
    std::string output;
    bool overwrite = false;
    std::string labels;              ///< as FileLabels takes them
    std::vector<std::string> splits; ///< as Split takes them
    SpikePolicy policy;
    int bitsOfTime = 32;
    std::string configuration; ///< all that the spikes depend on but the sounds, as JSON
};

/// What is encoded, on its way into a dataset, or into several where recordings are split. They appear whole,
/// in close, or not at all.
class SpikeDataset
{
public:
    /// Throws CommandError for names without a label and splits without recordings, std::runtime_error for an
    /// output that cannot be written: before hours of work.
    SpikeDataset (DatasetOptions options, const BulkPlan& plan);
    ~SpikeDataset();

    /// [any thread; each index once]
    void take (std::size_t index, SpikeTrains trains) { encoded[index] = std::move (trains); }
    /// What was taken, in the plan's order. [one thread at a time]
    void write (std::size_t index);
    void close();

private:
    class Part;
    struct Recording;

    DatasetOptions options;
    std::vector<Recording> recordings;
    std::vector<SpikeTrains> encoded; ///< that are not written yet
    std::vector<std::unique_ptr<Part>> parts;
};

} // namespace spikegraph::cli
