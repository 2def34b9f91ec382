#pragma once

#include "Cli/CommandError.h"

namespace spikegraph::cli
{

/// While one lives, the first Ctrl-C (or SIGTERM, as a job scheduler sends it) is noted instead of ending the
/// process, so that what is half done can be undone; a second one ends it at once. One at a time. What the
/// process was started to ignore stays ignored.
class InterruptGuard
{
public:
    InterruptGuard();
    ~InterruptGuard();

    InterruptGuard (const InterruptGuard&) = delete;
    InterruptGuard& operator= (const InterruptGuard&) = delete;

    /// Whether one has come. [any thread]
    static bool isInterrupted() noexcept;

    /// The exit code that a shell expects of a process that such a signal has ended.
    static ExitCode exitCode() noexcept;
};

} // namespace spikegraph::cli
