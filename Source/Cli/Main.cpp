#include "Cli/Command.h"
#include "Cli/CommandError.h"
#include "Cli/Progress.h"

#include <juce_events/juce_events.h>

#include <cstdio>
#include <exception>

namespace spikegraph::cli
{
namespace
{

int fail (ExitCode code, const std::string& message)
{
    std::fprintf (stderr, "spikegraph: %s\n", onOneLine (message).c_str());
    return static_cast<int> (code);
}

void addCommands (const Command& program)
{
    addRenderCommand (program);
    addLayerCommand (program);
    addEncodeCommand (program);
    addMergeCommand (program);
    addPlotCommand (program);
    addReportCommand (program);
    addTrainCommand (program);
    addInfoCommand (program);
    addCatalogueCommands (program);
}

int run (int argc, char** argv)
{
    try
    {
        runCommandLine (argc, argv, addCommands);
        return static_cast<int> (ExitCode::allDone);
    }
    catch (const CommandError& error)
    {
        if (*error.what() == '\0') // what failed has been named already
            return static_cast<int> (error.exitCode);
        return fail (error.exitCode, error.what());
    }
    catch (const std::exception& error)
    {
        return fail (ExitCode::nothingDone, error.what());
    }
}

} // namespace
} // namespace spikegraph::cli

int main (int argc, char** argv)
{
    const auto exitCode = spikegraph::cli::run (argc, argv);
    juce::DeletedAtShutdown::deleteAll(); // what JUCE keeps to draw with; an app of its own would do so
    return exitCode;
}
