#pragma once

#include "Training/Trainer.h"

#include <string>
#include <vector>

namespace spikegraph::cli
{

/// What a training came to, for those who judge it.
struct TrainReport
{
    struct Point
    {
        Index step = 0;
        Evaluation evaluation;
    };

    std::vector<Point> curve; ///< the first one before the first step
    Evaluation heldOutBefore, heldOutAfter, best;
    Index steps = 0;
    bool wasStopped = false, isValidated = false;

    /// Notes where training stands, and says it.
    void add (Index step, const Evaluation& evaluation);
    /// Says what held-out sounds came to.
    void printHeldOut() const;

    /// For --report.
    std::string json() const;
    /// For --plot: loss, SI-SDR and, where neurons learn, their rate over the steps, as a PNG.
    std::string picture (const std::string& title) const;
};

} // namespace spikegraph::cli
