#include "Cli/Command.h"
#include "Cli/CommandError.h"
#include "Cli/Progress.h"

#include <CLI/CLI.hpp>

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

int run (int argc, char** argv)
{
    CLI::App app{ "Turns sound into spikes and spikes back into sound." };
    app.name ("spikegraph");
    app.set_version_flag ("--version", SPIKEGRAPH_VERSION);
    app.require_subcommand (1);
    app.get_formatter()->column_width (34);

    addRenderCommand (app);
    addLayerCommand (app);
    addEncodeCommand (app);
    addMergeCommand (app);
    addPlotCommand (app);
    addReportCommand (app);
    addTrainCommand (app);
    addInfoCommand (app);
    addCatalogueCommands (app);

    try
    {
        app.parse (argc, argv);
        return static_cast<int> (ExitCode::allDone);
    }
    catch (const CLI::Success& help)
    {
        return app.exit (help);
    }
    catch (const CLI::ParseError& error)
    {
        return fail (ExitCode::wrongArguments, std::string (error.what()) + " (see spikegraph --help)");
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
    return spikegraph::cli::run (argc, argv);
}
