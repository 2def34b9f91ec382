#pragma once

#include "Gui/ColumnStrip.h"

namespace spikegraph
{

/// The mean firing rate of the units, and dotted the rate that they are asked for. Both are smoothed by a
/// Gaussian, so that they read as lines.
class RateStrip final : public ColumnStrip
{
public:
    /// Hertz at the top, in steps.
    double topHz() const noexcept { return top; }
    /// What is drawn at a column that is shown; less than 0 for a rate that is not known.
    double rateHz (std::int64_t column) const noexcept { return measured[slotOf (column)]; }
    double askedHz (std::int64_t column) const noexcept { return asked[slotOf (column)]; }

private:
    void draw (const ScopeFeed& feed, const ColumnMap& map, std::int64_t first, std::int64_t last) override;
    int unsettledColumns() const override { return reach(); }
    void sizeChanged() override;

    /// Of the Gaussian, in columns.
    float deviation() const noexcept
    {
        return std::max (1.5f * scale(), static_cast<float> (columns()) / 150.0f);
    }
    int reach() const noexcept { return static_cast<int> (std::ceil (3.0f * deviation())); }
    void smooth (const std::vector<double>& values, std::vector<double>& into, std::int64_t first,
                 std::int64_t last) const;
    void followHighest();
    void drawLine (std::int64_t first, std::int64_t last);

    std::vector<double> kernel;          ///< from its middle on
    std::vector<double> measured, asked; ///< hertz of each column
    double top = 10.0;
};

} // namespace spikegraph
