#pragma once

#include "Gui/ColumnStrip.h"
#include "Plot/Axis.h"
#include "Plot/ShortSpectrum.h"

#include <array>
#include <memory>

namespace spikegraph
{

/// The sound's spectrum on a mel scale. Its brightness follows how loud it is, in steps.
class SpectrogramStrip final : public ColumnStrip
{
public:
    /// Between its rows, from bottom to top.
    static double topHz (double sampleRateHz) noexcept { return std::min (8000.0, sampleRateHz / 2.0); }

    int lookahead (double sampleRateHz) const override;

private:
    void draw (const ScopeFeed& feed, const ColumnMap& map, std::int64_t first, std::int64_t last) override;
    void sizeChanged() override;
    void themeChanged() override { makeColours(); }

    void prepare (double sampleRateHz);
    const std::vector<float>& levelsAround (const ScopeFeed& feed, std::int64_t moment);
    void followLoudness();
    void makeColours();
    void colour (std::int64_t first, std::int64_t last);

    /// A row's share of the spectrum: the bins that it shows, or a point between two of them.
    struct Row
    {
        int first = 0, last = 0;
        float fraction = 0.0f;
    };

    double rateHz = 0.0;
    std::unique_ptr<ShortSpectrum> spectrum;
    std::vector<Row> rowBins;
    std::vector<float> piece;

    struct Spectrum
    {
        std::int64_t moment = -1;
        std::vector<float> levels{}; ///< decibels of each row
    };
    std::array<Spectrum, 2> latest; ///< the last two that were computed
    std::size_t newest = 0;

    std::vector<std::uint8_t> shown;   ///< half decibels above quietest, a row after another
    std::vector<std::uint8_t> loudest; ///< of each column
    float top = -24.0f;                ///< decibels that are shown brightest
    std::array<juce::PixelARGB, 256> colours;
};

} // namespace spikegraph
