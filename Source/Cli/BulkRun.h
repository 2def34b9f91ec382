#pragma once

#include "Cli/BulkOptions.h"

#include <cstddef>
#include <functional>
#include <string>
#include <vector>

namespace spikegraph::cli
{

class Progress;

/// Thrown through an item's work once Ctrl-C has been pressed: what it holds undoes itself on the way out.
struct Interrupted
{
};

/// One input of a bulk command, while it is worked on. [the thread that works on it]
class BulkItem
{
public:
    BulkItem (std::size_t indexInPlan, const BulkTask& itsTask, Progress& progressToTell)
        : index (indexInPlan)
        , task (itsTask)
        , progress (progressToTell)
    {
    }

    const std::size_t index; ///< in the plan's tasks
    const BulkTask& task;

    /// So many seconds of its sound are done, of so many in all: to be called some times a second. Throws
    /// Interrupted.
    void advance (double doneSeconds, double totalSeconds);

    /// What is printed on standard output once the item is done, in the inputs' order, unless --quiet.
    std::string summary;

private:
    Progress& progress;
};

struct BulkWork
{
    /// Makes one item's output, or throws a std::exception with its reason: that input has failed, the others
    /// go on. Runs on --jobs threads side by side; what comes out must not depend on how many.
    std::function<void (BulkItem&)> forEach;

    /// Where given: takes each item once it and all before it are over, in the inputs' order, one at a time.
    /// The error is empty for an item that was done. It is for what many inputs become together. What it
    /// throws ends the command.
    std::function<void (std::size_t index, const std::string& error)> inOrder;
};

struct BulkOutcome
{
    std::vector<std::string> errors; ///< of each task; empty: done
    std::size_t done = 0, failed = 0;
    bool interrupted = false; ///< then some tasks were neither done nor have they failed
    std::vector<bool> isDone; ///< of each task

    /// Returns where everything was done, else throws CommandError with the exit code: 2 nothing done, 3 some
    /// inputs failed, 130 or 143 interrupted, with a line that ends in howToGoOn.
    void
    requireAllDone (const std::string& howToGoOn = "the same command with --skip-existing goes on") const;
};

/// Works through a plan's tasks: makes the folder for the outputs, takes away what a killed run has left
/// half-written there, shows progress on a terminal, names each failed input and its reason on one line of
/// standard error, and stops on Ctrl-C. Throws CommandError where the folder cannot be made.
BulkOutcome runBulk (const BulkPlan& plan, const BulkOptions& options, const BulkWork& work);

/// Writes text to --report, where that is asked for. Throws std::runtime_error.
void writeBulkReport (const BulkOptions& options, const std::string& text);

} // namespace spikegraph::cli
