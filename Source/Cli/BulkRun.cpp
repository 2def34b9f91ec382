#include "Cli/BulkRun.h"

#include "Cli/CommandError.h"
#include "Cli/Interrupt.h"
#include "Cli/Progress.h"
#include "Files/PendingFile.h"

#include <algorithm>
#include <exception>
#include <mutex>
#include <thread>

namespace spikegraph::cli
{
namespace
{

namespace fs = std::filesystem;

/// Bytes say how long an input takes, near enough; those that cannot be asked take no time.
std::vector<double> weightsOf (const std::vector<BulkTask>& tasks)
{
    std::vector<double> weights;
    std::error_code error;
    for (const auto& task : tasks)
    {
        const auto bytes = fs::file_size (task.input, error);
        weights.push_back (error ? 0.0 : static_cast<double> (bytes));
    }
    return weights;
}

/// What keeps an input from being looked into, in words that say what to do.
void requireFile (const fs::path& input)
{
    std::error_code error;
    const auto status = fs::status (input, error);
    if (fs::exists (status) && !fs::is_regular_file (status) && !fs::is_directory (status))
        throw std::runtime_error (input.string() + ": is not a file, but a pipe or a device");
    if (!fs::is_directory (status))
        return;
    [[maybe_unused]] const fs::directory_iterator probe (input, error);
    throw std::runtime_error (input.string() +
                              (error ? ": cannot be read: " + error.message()
                                     : std::string (": is a folder without audio files "
                                                    "(--recursive looks into its folders too)")));
}

/// The reason, with the input's name where it holds neither that nor the output's.
std::string nameIn (const std::string& reason, const BulkTask& task)
{
    const bool isNamed = reason.find (task.input.string()) != std::string::npos ||
                         reason.find (task.output.string()) != std::string::npos;
    return isNamed ? reason : task.input.string() + ": " + reason;
}

/// Finds out before the work that the report can be written.
void checkReport (const BulkOptions& options)
{
    if (!options.report.empty())
        PendingFile (options.report, options.overwrite || options.skipExisting);
}

/// The work of all threads on one plan.
class Run
{
public:
    Run (const BulkPlan& planToRun, const BulkOptions& options, const BulkWork& workToDo)
        : tasks (planToRun.tasks)
        , work (workToDo)
        , progress (weightsOf (tasks), options.quiet)
        , isOver (tasks.size())
        , summaries (tasks.size())
    {
        outcome.errors.resize (tasks.size());
        outcome.isDone.resize (tasks.size());
    }

    BulkOutcome onThreads (int jobs)
    {
        std::vector<std::thread> threads;
        for (int i = 1; i < jobs && static_cast<std::size_t> (i) < tasks.size(); ++i)
            threads.emplace_back ([this] { takeItems(); });
        takeItems();
        for (auto& thread : threads)
            thread.join();
        if (failure != nullptr)
            std::rethrow_exception (failure);
        outcome.interrupted = outcome.done + outcome.failed < tasks.size();
        return std::move (outcome);
    }

private:
    void takeItems()
    {
        for (auto index = takeNext(); index < tasks.size(); index = takeNext())
        {
            BulkItem item (index, tasks[index], progress);
            std::string error;
            try
            {
                item.advance (0.0, 0.0);
                requireFile (item.task.input);
                work.forEach (item);
            }
            catch (const Interrupted&)
            {
                return;
            }
            catch (const std::exception& exception)
            {
                error = nameIn (exception.what(), item.task);
            }
            progress.finish (index);
            if (!error.empty())
                progress.complain (error);
            finish (item, std::move (error));
        }
    }

    std::size_t takeNext()
    {
        const std::scoped_lock lock (mutex);
        return failure != nullptr || InterruptGuard::isInterrupted() ? tasks.size() : next++;
    }

    void finish (BulkItem& item, std::string error)
    {
        const std::scoped_lock lock (mutex);
        outcome.isDone[item.index] = error.empty();
        ++(error.empty() ? outcome.done : outcome.failed);
        outcome.errors[item.index] = std::move (error);
        summaries[item.index] = std::move (item.summary);
        isOver[item.index] = true;
        try
        {
            for (; failure == nullptr && handedOn < tasks.size() && isOver[handedOn]; ++handedOn)
            {
                if (work.inOrder)
                    work.inOrder (handedOn, outcome.errors[handedOn]);
                if (auto& summary = summaries[handedOn]; !summary.empty())
                    progress.print (summary);
                summaries[handedOn] = {};
            }
        }
        catch (...)
        {
            failure = std::current_exception();
        }
    }

    const std::vector<BulkTask>& tasks;
    const BulkWork& work;
    Progress progress;
    std::mutex mutex; ///< for all that follows
    BulkOutcome outcome;
    std::vector<bool> isOver;
    std::vector<std::string> summaries; ///< of items that are over before an earlier one is
    std::size_t next = 0, handedOn = 0;
    std::exception_ptr failure;
};

} // namespace

void BulkItem::advance (double doneSeconds, double totalSeconds)
{
    if (InterruptGuard::isInterrupted())
        throw Interrupted();
    progress.advance (index, doneSeconds, totalSeconds);
}

void BulkOutcome::requireAllDone (const std::string& howToGoOn) const
{
    if (interrupted)
        throw CommandError (InterruptGuard::exitCode(), "interrupted with " + std::to_string (done) + " of " +
                                                            std::to_string (errors.size()) + " files done; " +
                                                            howToGoOn);
    if (failed > 0) // each has been named already
        throw CommandError (done == 0 ? ExitCode::nothingDone : ExitCode::someInputsFailed, "");
}

BulkOutcome runBulk (const BulkPlan& plan, const BulkOptions& options, const BulkWork& work)
{
    checkReport (options);
    std::error_code error;
    const bool isNewFolder = !plan.folder.empty() && !fs::is_directory (plan.folder, error);
    if (isNewFolder && !fs::create_directory (plan.folder, error))
        throw CommandError (ExitCode::nothingDone,
                            plan.folder.string() + ": cannot be made: " + error.message());
    removeAbandonedFiles (plan.folder.empty() ? fs::path (options.output).parent_path() : plan.folder);

    const InterruptGuard guard;
    auto outcome = Run (plan, options, work).onThreads (options.jobs);
    if (isNewFolder && outcome.done == 0)
        fs::remove (plan.folder, error); // only if it is empty
    return outcome;
}

void writeBulkReport (const BulkOptions& options, const std::string& text)
{
    if (!options.report.empty())
        writeFile (options.report, true, text);
}

} // namespace spikegraph::cli
