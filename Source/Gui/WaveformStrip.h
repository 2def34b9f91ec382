#pragma once

#include "Gui/ColumnStrip.h"

namespace spikegraph
{

/// The sound itself, as high as its loudest.
class WaveformStrip final : public ColumnStrip
{
public:
    /// The magnitude at the edges, in steps.
    float top() const noexcept { return height; }

private:
    void draw (const ScopeFeed& feed, const ColumnMap& map, std::int64_t first, std::int64_t last) override;
    void sizeChanged() override;
    void drawSound (std::int64_t first, std::int64_t last);

    struct Extremes
    {
        float low = 0.0f, high = 0.0f;
    };
    std::vector<Extremes> extremes; ///< of each column
    std::vector<float> piece;
    float height = 1.0f;
};

} // namespace spikegraph
