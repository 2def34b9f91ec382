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
    program.command ("render", "send audio files through a patch", describeRender);
    program.command ("layer", "apply one layer to an array, forwards and backwards", describeLayer);
    program.command ("encode", "turn audio files into spikes: a dataset, or a file each", describeEncode);
    program.command ("merge", "join the datasets that the shards of one encode have made", describeMerge);
    program.command ("plot", "waveform, spectrogram, spikes and firing rates on one time axis", describePlot);
    program.command ("report", "figures and pictures of the spikes of one file, or of many", describeReport);
    program.command ("train", "Train the parameters that a patch marks trainable", describeTrain);
    program.command ("info", "what is in a patch, an audio file, an array or a dataset of spikes",
                     describeInfo);
    program.command ("nodes", "the node types and their parameters", describeNodes);
    program.command ("presets", "the factory presets", describePresets);
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
