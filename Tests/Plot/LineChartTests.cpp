#include "Plot/LineChart.h"
#include "Tests/TestFramework.h"

namespace spikegraph::test
{
namespace
{

/// Whether a pixel is nearer to the colour than to what is behind it.
bool isOf (juce::Colour pixel, juce::Colour colour, juce::Colour ground)
{
    const auto distance = [] (juce::Colour a, juce::Colour b)
    {
        return std::abs (a.getRed() - b.getRed()) + std::abs (a.getGreen() - b.getGreen()) +
               std::abs (a.getBlue() - b.getBlue());
    };
    return distance (pixel, colour) < distance (pixel, ground);
}

/// The row of the highest pixel of the colour in a column; -1 for none.
int topOf (const juce::Image& image, int x, juce::Colour colour, juce::Colour ground)
{
    for (int y = 0; y < image.getHeight(); ++y)
        if (isOf (image.getPixelAt (x, y), colour, ground))
            return y;
    return -1;
}

} // namespace

TEST_CASE ("A line goes through its points and all that lies between them, higher for more")
{
    const auto theme = Theme::dark();
    const LineChart rising{ .title = "r", .points = { { 0, -5 }, { 10, 5 } }, .colour = &Theme::rate };
    const auto image = drawLineCharts ("", { rising }, "Step", theme, 800, 1.0f);
    int last = image.getHeight();
    for (int x = 100; x <= 700; x += 50)
    {
        const auto top = topOf (image, x, theme.rate, theme.panel);
        INFO (x);
        REQUIRE (top >= 0);
        CHECK (top < last);
        last = top;
    }
}

TEST_CASE ("A chart of one point, of equal ones or of none is drawn too")
{
    for (const auto& points :
         { std::vector<juce::Point<double>>{}, { { 0, 3 } }, { { 0, 0 }, { 1, 0 } }, { { 5, 1 }, { 5, 2 } } })
        CHECK (drawLineCharts ("t", { { .points = points } }, "a", Theme::light(), 400, 1.0f).getWidth() ==
               400);
}

} // namespace spikegraph::test
