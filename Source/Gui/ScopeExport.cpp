#include "Gui/ScopeExport.h"

#include "Files/PendingFile.h"
#include "Gui/Look.h"

#include <cstdio>
#include <stdexcept>

namespace spikegraph
{
namespace
{

constexpr int exportHeaderHeight = 40, exportMargin = 16;

/// `write` says whether it could.
template <typename Write>
void writeWhole (const juce::File& file, Write&& write)
{
    const auto& path = file.getFullPathName();
    PendingFile pending (std::filesystem::path (path.toStdString()), true);
    {
        juce::FileOutputStream stream{ juce::File (juce::String (pending.path().string())) };
        const bool isWritten = stream.openedOk() && write (stream);
        stream.flush();
        if (!isWritten || stream.getStatus().failed())
            throw std::runtime_error (path.toStdString() + ": cannot be written" +
                                      (stream.getStatus().failed()
                                           ? ": " + stream.getStatus().getErrorMessage().toStdString()
                                           : std::string()));
    }
    pending.commit();
}

} // namespace

juce::Image scopeImage (const ScopeFeed& feed, const ScopeWindow& window, const ScopeCaption& caption,
                        const Theme& theme, int width, int height, float pixelScale)
{
    juce::Image image (juce::Image::RGB, juce::roundToInt (static_cast<float> (width) * pixelScale),
                       juce::roundToInt (static_cast<float> (height) * pixelScale), true,
                       juce::SoftwareImageType());
    juce::Graphics g (image);
    g.addTransform (juce::AffineTransform::scale (pixelScale));
    g.fillAll (theme.panel);

    auto area = juce::Rectangle<int> (width, height);
    const auto header = area.removeFromTop (exportHeaderHeight).reduced (exportMargin, 0);
    g.setFont (headingFont (measures::headingText));
    g.setColour (theme.text);
    g.drawText (caption.title, header, juce::Justification::centredLeft, true);
    g.setFont (textFont (measures::text));
    g.setColour (theme.muted);
    g.drawText (caption.patch, header, juce::Justification::centredRight, true);

    ScopePicture picture;
    picture.setTheme (theme);
    picture.setLayout (area.withTrimmedBottom (8), pixelScale, feed);
    picture.update (feed, window);
    picture.paintStrips (g);
    picture.paintScales (g);
    picture.paintFigures (g, feed);
    return image;
}

std::string spikeCsv (const ScopeFeed& feed, std::int64_t first, std::int64_t last)
{
    std::string text = "time_s,unit,polarity\n";
    char line[64];
    for (const auto& spike : feed.spikes (first, last))
    {
        std::snprintf (line, sizeof (line), "%.9f,%d,%d\n",
                       static_cast<double> (spike.moment - first) / feed.sampleRateHz(), spike.unit,
                       spike.polarity);
        for (int i = 0; i < spike.count; ++i)
            text += line;
    }
    return text;
}

void writePng (const juce::Image& image, const juce::File& file)
{
    writeWhole (file, [&] (juce::OutputStream& stream)
                { return juce::PNGImageFormat().writeImageToStream (image, stream); });
}

void writeText (const std::string& text, const juce::File& file)
{
    writeWhole (file, [&] (juce::OutputStream& stream) { return stream.write (text.data(), text.size()); });
}

} // namespace spikegraph
