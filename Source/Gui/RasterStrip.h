#pragma once

#include "Gui/ColumnStrip.h"

namespace spikegraph
{

/// A mark for every spike: unit 1 at the bottom. Negative ones are darker, and hang below the middle of their
/// row where others stand on it.
class RasterStrip final : public ColumnStrip
{
private:
    void draw (const ScopeFeed& feed, const ColumnMap& map, std::int64_t first, std::int64_t last) override;
};

} // namespace spikegraph
