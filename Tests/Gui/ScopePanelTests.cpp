#include "Gui/ScopeExport.h"
#include "Gui/ScopePanel.h"
#include "Nodes/FactoryPresets.h"
#include "Tests/Plugin/PluginHarness.h"
#include "Tests/TestFramework.h"

#include <sstream>

namespace spikegraph::test
{
namespace
{

/// An editor's scope of a plugin that plays.
struct ShownScope
{
    explicit ShownScope (const GraphModel& patch)
    {
        prepare (plugin, 2);
        context.document.load (patch);
        panel.setLookAndFeel (&context.look);
        panel.setBounds (0, 0, 1180, 260);
    }
    ~ShownScope() { panel.setLookAndFeel (nullptr); }

    void play (double seconds)
    {
        for (const auto end = nowSeconds + seconds; nowSeconds < end; nowSeconds += 0.01)
        {
            auto block = sine (440.0, 0.5f, 2, 480);
            process (plugin, block, 480);
            panel.update (nowSeconds);
        }
    }

    PluginProcessor plugin;
    EditorContext context{ plugin };
    ScopePanel panel{ context };
    double nowSeconds = 0.0;
};

bool hasContent (const juce::Image& image)
{
    std::set<juce::uint32> colours;
    for (int y = 0; y < image.getHeight(); ++y)
        for (int x = 0; x < image.getWidth(); ++x)
            colours.insert (image.getPixelAt (x, y).getARGB());
    return colours.size() > 20;
}

bool areEqual (const juce::Image& a, const juce::Image& b)
{
    for (int y = 0; y < a.getHeight(); ++y)
        for (int x = 0; x < a.getWidth(); ++x)
            if (a.getPixelAt (x, y) != b.getPixelAt (x, y))
                return false;
    return a.getBounds() == b.getBounds();
}

struct TemporaryFolder
{
    TemporaryFolder() { folder.createDirectory(); }
    ~TemporaryFolder() { folder.deleteRecursively(); }
    juce::File folder = juce::File::createTempFile ("scope");
};

} // namespace

TEST_CASE ("A scope follows the selection, and begins anew with it")
{
    ShownScope scope (factoryPreset ("Spike Vocoder 32"));
    scope.play (0.5);
    CHECK (scope.panel.subject().title.startsWith ("Filterbank"));
    CHECK (scope.panel.feed().units() == 32);
    CHECK (scope.panel.feed().end() == 24000);
    scope.context.selection.selectNode ("in");
    CHECK (scope.panel.subject().title.startsWith ("Audio In"));
    CHECK (scope.panel.feed().end() == 0);
    scope.play (0.1);
    CHECK (scope.panel.feed().end() == 4800);
}

TEST_CASE ("A frozen scope keeps its picture whatever plays and is selected")
{
    ShownScope scope (factoryPreset ("Spike Vocoder 32"));
    scope.play (1.0);
    scope.panel.setFrozen (true);
    const auto before = scope.panel.createComponentSnapshot (scope.panel.getLocalBounds());
    const auto end = scope.panel.feed().end();
    scope.context.selection.selectNode ("in");
    scope.play (0.5);
    CHECK (scope.panel.feed().end() == end);
    CHECK (areEqual (scope.panel.createComponentSnapshot (scope.panel.getLocalBounds()), before));
    scope.panel.setFrozen (false);
    CHECK (scope.panel.subject().title.startsWith ("Audio In"));
}

TEST_CASE ("A scope that nobody watches reads nothing")
{
    ShownScope scope (factoryPreset ("Spike Vocoder 32"));
    const auto ring = scope.context.document.patch().node ("spikes")->instance->processor.monitor().samples();
    CHECK (ring->isRead());
    scope.panel.setWatching (false);
    CHECK_FALSE (ring->isRead());
    scope.panel.setWatching (true);
    CHECK (ring->isRead());
}

TEST_CASE ("Every factory preset has a scope, and a picture of it")
{
    for (const auto& preset : factoryPresets())
    {
        INFO (preset.name().toStdString());
        ShownScope scope (preset);
        scope.panel.setSeconds (0.2);
        scope.play (0.3);
        CHECK (scope.panel.feed().end() > 10000);
        CHECK (hasContent (scope.panel.image (1.0f)));
    }
}

TEST_CASE ("What scrolled into a raster is what one draws at once")
{
    ShownScope scope (factoryPreset ("Spike Vocoder 32"));
    RasterStrip scrolled, atOnce;
    const ColumnMap map{ 0.7 * 48000.0 / 300.0 };
    scrolled.setSize (300, 64, 1.0f);
    atOnce.setSize (300, 64, 1.0f);
    for (int i = 0; i < 100; ++i)
    {
        scope.play (0.013);
        scrolled.update (scope.panel.feed(), map, map.columnOf (scope.panel.feed().end()));
    }
    atOnce.update (scope.panel.feed(), map, map.columnOf (scope.panel.feed().end()));
    const auto pictureOf = [] (const ColumnStrip& strip)
    {
        juce::Image image (juce::Image::RGB, 300, 64, true);
        juce::Graphics graphics (image);
        strip.paint (graphics, {});
        return image;
    };
    CHECK (scope.panel.feed().spikes (0, scope.panel.feed().end()).size() > 1000);
    CHECK (areEqual (pictureOf (scrolled), pictureOf (atOnce)));
}

TEST_CASE ("A spike and a click in the sound are above each other at every zoom")
{
    // A click that makes the neuron spike in its sample.
    ShownScope scope (
        makePatch ({ "in audio-in", "s spiking-activation rate=60000 initialVoltage=0.5", "out audio-out" },
                   "in.out>s.in s.out>out.in"));
    juce::AudioBuffer<float> audio (2, 24000);
    audio.clear();
    for (int channel = 0; channel < 2; ++channel)
        audio.setSample (channel, 9600, 1.0f);
    process (scope.plugin, audio, 480);
    REQUIRE (scope.panel.feed().end() == 0);
    scope.panel.update (1.0);
    // The ring holds a quarter of a second: the click is in it.
    REQUIRE (scope.panel.feed().spikes (0, 12000).size() == 2);
    for (const auto seconds : { 0.05, 0.1, 0.25 })
    {
        CAPTURE (seconds);
        const ColumnMap map{ seconds * 48000.0 / 500.0 };
        WaveformStrip sound;
        RasterStrip spikes;
        const auto firstMarked = [&] (ColumnStrip& strip)
        {
            strip.setSize (500, 41, 1.0f);
            strip.update (scope.panel.feed(), map, map.columnOf (9600) + 100);
            juce::Image image (juce::Image::RGB, 500, 41, true);
            juce::Graphics graphics (image);
            strip.paint (graphics, {});
            for (int x = 0; x < 500; ++x)
                for (int y = 0; y < 41; ++y)
                    // Away from the middle line that silence draws.
                    if (std::abs (y - 20) > 2 && image.getPixelAt (x, y) != Theme::dark().ground)
                        return x;
            return -1;
        };
        CHECK (firstMarked (spikes) == 400);
        CHECK (firstMarked (sound) == 400);
    }
}

TEST_CASE ("The table of spikes reads back as the spikes")
{
    ShownScope scope (factoryPreset ("Spike Vocoder 32"));
    scope.play (1.0);
    const auto& feed = scope.panel.feed();
    const std::int64_t first = 12345, last = 40000;
    std::istringstream text (spikeCsv (feed, first, last));
    std::string line;
    REQUIRE (std::getline (text, line));
    CHECK (line == "time_s,unit,polarity");
    std::vector<SpikeEvent> read;
    while (std::getline (text, line))
    {
        std::replace (line.begin(), line.end(), ',', ' ');
        std::istringstream fields (line);
        double timeSeconds = 0.0;
        SpikeEvent spike;
        fields >> timeSeconds >> spike.unit >> spike.polarity;
        REQUIRE (fields);
        spike.moment = first + std::llround (timeSeconds * feed.sampleRateHz());
        read.push_back (spike);
    }
    const auto spikes = feed.spikes (first, last);
    REQUIRE (read.size() > 100);
    CHECK (std::any_of (read.begin(), read.end(), [] (const auto& spike) { return spike.polarity < 0; }));
    CHECK (read == std::vector<SpikeEvent> (spikes.begin(), spikes.end()));
}

TEST_CASE ("The picture of a scope is a file of twice its size, in either theme")
{
    ShownScope scope (factoryPreset ("Spike Vocoder 32"));
    scope.play (1.0);
    TemporaryFolder temporary;
    for (const auto& theme : { Theme::dark(), Theme::light() })
    {
        scope.context.look.setTheme (theme);
        const auto file = temporary.folder.getChildFile ("scope.png");
        writePng (scope.panel.image (2.0f), file);
        const auto image = juce::ImageFileFormat::loadFrom (file);
        REQUIRE (image.isValid());
        CHECK (image.getWidth() == 2 * 1180);
        CHECK (image.getPixelAt (3, 3) == theme.panel);
        CHECK (hasContent (image));
    }
    CHECK (temporary.folder.getNumberOfChildFiles (juce::File::findFiles) == 1);
}

TEST_CASE ("A file that cannot be written is named with the reason, and nothing is left of it")
{
    TemporaryFolder temporary;
    const auto file = temporary.folder.getChildFile ("not there").getChildFile ("spikes.csv");
    CHECK_THROWS_WITH (writeText ("a", file),
                       Catch::Contains ("spikes.csv") && Catch::Contains ("cannot be written"));
    writeText ("whole", temporary.folder.getChildFile ("spikes.csv"));
    CHECK (temporary.folder.getChildFile ("spikes.csv").loadFileAsString() == "whole");
    CHECK (temporary.folder.getNumberOfChildFiles (juce::File::findFiles) == 1);
}

TEST_CASE ("Every control of the scope has a name, a tip and a place in the order of keys")
{
    ShownScope scope (factoryPreset ("Spike Vocoder 32"));
    int controls = 0;
    for (auto* child : scope.panel.getChildren())
    {
        INFO (child->getTitle().toStdString());
        CHECK (child->getTitle().isNotEmpty());
        CHECK (child->getWantsKeyboardFocus());
        if (auto* tip = dynamic_cast<juce::TooltipClient*> (child))
            CHECK (tip->getTooltip().endsWith ("."));
        ++controls;
    }
    CHECK (controls == 5);
}

} // namespace spikegraph::test
