#pragma once

namespace spikegraph
{

/// How times between two spikes of a unit are counted: in bins of equal ratio, 12 a decade. What lies outside
/// is counted at the ends.
struct IntervalBins
{
    static constexpr double shortestSeconds = 2e-5, longestSeconds = 2.0;
    static constexpr int bins = 60;

    /// In bins from the first one's beginning; it may lie outside.
    static double positionOf (double seconds) noexcept;
    static int binOf (double seconds) noexcept;
    /// Where a bin begins; the last ends at edgeSeconds (bins).
    static double edgeSeconds (int bin) noexcept;
};

} // namespace spikegraph
