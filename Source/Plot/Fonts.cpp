#include "Plot/Fonts.h"

#include "SpikegraphFonts.h"

namespace spikegraph
{
namespace
{

juce::Font make (const juce::Typeface::Ptr& typeface, float height)
{
#if JUCE_MAJOR_VERSION >= 8
    return juce::Font (juce::FontOptions (typeface).withHeight (height));
#else
    return juce::Font (typeface).withHeight (height);
#endif
}

} // namespace

juce::Font textFont (float height)
{
    static const auto typeface =
        juce::Typeface::createSystemTypefaceFor (fonts::InterRegular_otf, fonts::InterRegular_otfSize);
    return make (typeface, height);
}

juce::Font headingFont (float height)
{
    static const auto typeface =
        juce::Typeface::createSystemTypefaceFor (fonts::InterSemiBold_otf, fonts::InterSemiBold_otfSize);
    return make (typeface, height);
}

juce::Font numberFont (float height)
{
    static const auto typeface = juce::Typeface::createSystemTypefaceFor (
        fonts::JetBrainsMonoRegular_ttf, fonts::JetBrainsMonoRegular_ttfSize);
    return make (typeface, height);
}

float widthOf (const juce::Font& font, const juce::String& text)
{
    juce::GlyphArrangement glyphs;
    glyphs.addLineOfText (font, text, 0.0f, 0.0f);
    return glyphs.getBoundingBox (0, -1, true).getWidth();
}

} // namespace spikegraph
