#pragma once

#include <string>
#include <vector>

namespace spikegraph::test
{

/// What the calling thread does that an audio thread must not: allocate, free, lock, wait, open or read. The
/// program interposes the C library's functions for it (Watch.cpp), so nothing that a library does escapes.
class Watch
{
public:
    /// Watches the calling thread until it goes. One at a time a thread.
    Watch();
    ~Watch();

    /// The functions that were called, in the order of their first call.
    std::vector<std::string> calls() const;
};

} // namespace spikegraph::test
