#pragma once

#include <stdexcept>
#include <string>

namespace spikegraph::cli
{

/// What the process returns to the shell (the command-line contract).
enum class ExitCode : int
{
    allDone = 0,
    wrongArguments = 1,
    nothingDone = 2,
    someInputsFailed = 3,
    interrupted = 130, ///< by Ctrl-C: 128 and the signal's number, as shells expect
    terminated = 143,  ///< by SIGTERM
};

/// Ends a command: one line for standard error and the exit code. The message names the thing, the value and
/// the reason, without the leading "spikegraph: " and without a line break.
class CommandError : public std::runtime_error
{
public:
    CommandError (ExitCode code, const std::string& message)
        : std::runtime_error (message)
        , exitCode (code)
    {
    }

    const ExitCode exitCode;
};

} // namespace spikegraph::cli
