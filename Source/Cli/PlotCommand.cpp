#include "Cli/Command.h"
#include "Cli/Patches.h"
#include "Core/Error.h"
#include "Files/AudioFile.h"
#include "Files/NpyFile.h"
#include "Files/PendingFile.h"
#include "Graph/GraphEngine.h"
#include "Plot/Plot.h"

#include <cmath>
#include <memory>

namespace spikegraph::cli
{
namespace
{

struct Options
{
    PatchOptions patch;
    std::string input, output, tap, theme = "dark", title;
    double dtSeconds = 0.001;
    int width = 1200, scale = 1;
    bool overwrite = false;
};

/// A picture holds no more than some hundred thousand columns of any sound: longer files are for `report`.
constexpr double longestSeconds = 3600.0;

/// The node whose spikes are shown: the one asked for, else the first that makes spikes.
juce::String tappedNode (const Options& o, const GraphEngine<float>& engine)
{
    if (!o.tap.empty())
        return juce::String (o.tap);
    const auto nodes = engine.spikeNodes();
    return nodes.isEmpty() ? juce::String() : nodes[0];
}

PlotData dataOfAudio (const Options& o)
{
    const auto patch = loadPatch (o.patch);
    requireRunnable (patch);
    AudioReader reader (o.input);
    const auto& facts = reader.facts();
    if (facts.durationSeconds() > longestSeconds)
        throw std::runtime_error (o.input + ": is longer than an hour, too long for one picture");

    GraphEngine<float> engine (patch);
    const auto tap = tappedNode (o, engine);
    if (tap.isNotEmpty())
        engine.keepOutput (tap);
    constexpr int block = 4096;
    engine.prepare ({ facts.sampleRateHz, block, facts.channels, facts.channels });

    PlotData data;
    data.sampleRateHz = facts.sampleRateHz;
    data.durationSeconds = facts.durationSeconds();
    data.audio.setSize (facts.channels, static_cast<int> (facts.samples));
    reader.read (data.audio, 0, static_cast<int> (facts.samples));

    juce::AudioBuffer<float> work (facts.channels, block);
    for (int first = 0; first < data.audio.getNumSamples(); first += block)
    {
        const auto count = std::min (block, data.audio.getNumSamples() - first);
        for (int channel = 0; channel < facts.channels; ++channel)
            work.copyFrom (channel, 0, data.audio, channel, first, count);
        juce::AudioBuffer<float> part (work.getArrayOfWritePointers(), facts.channels, count);
        engine.process (part);
        if (tap.isEmpty())
            continue;
        const auto view = engine.output (tap);
        data.units = static_cast<int> (view.units);
        for (Index t = 0; t < view.steps; ++t)
            for (Index unit = 0; unit < view.units; ++unit)
                if (std::abs (view (t, unit)) > 0.0f)
                    data.spikes.push_back (
                        { static_cast<double> (first + t) / facts.sampleRateHz, static_cast<int> (unit) });
    }
    data.title =
        juce::String (std::filesystem::path (o.input).filename().string()) + " through " + patch.name();
    return data;
}

/// (steps, units), or one item of a batch: what is not 0 is a spike.
PlotData dataOfArray (const Options& o)
{
    const auto array = readNpy<double> (o.input);
    auto shape = array.shape();
    if (shape.size() == 3 && shape[0] == 1)
        shape.erase (shape.begin());
    if (shape.size() != 2 || array.size() == 0)
        throw std::runtime_error (o.input + ": must have shape (steps, units) or (1, steps, units), not " +
                                  describe (array.shape()));
    requirePositive ("--dt", o.dtSeconds);
    PlotData data;
    data.units = static_cast<int> (shape[1]);
    data.durationSeconds = static_cast<double> (shape[0]) * o.dtSeconds;
    for (Index step = 0; step < shape[0]; ++step)
        for (Index unit = 0; unit < shape[1]; ++unit)
            if (std::abs (array[step * shape[1] + unit]) > 0.0)
                data.spikes.push_back ({ static_cast<double> (step) * o.dtSeconds, static_cast<int> (unit) });
    data.title = juce::String (std::filesystem::path (o.input).filename().string());
    return data;
}

void writePng (const juce::Image& image, const Options& o)
{
    juce::MemoryOutputStream stream;
    juce::PNGImageFormat().writeImageToStream (image, stream);
    writeFile (o.output, o.overwrite, { static_cast<const char*> (stream.getData()), stream.getDataSize() });
}

void runPlot (Options o)
{
    if (!juce::String (o.output).endsWithIgnoreCase (".png"))
        throw CommandError (ExitCode::wrongArguments, o.output + ": pictures are written as .png");
    if (o.patch.preset.empty() && o.patch.patchFile.empty())
        o.patch.preset = "Spike Speech";
    auto data = juce::String (o.input).endsWithIgnoreCase (".npy") ? dataOfArray (o) : dataOfAudio (o);
    if (!o.title.empty())
        data.title = juce::String (o.title);
    writePng (drawPlot (data, { o.theme == "light" ? Theme::light() : Theme::dark(), o.width,
                                static_cast<float> (o.scale) }),
              o);
    std::printf ("%s: %.2f s, %zu spikes of %d units\n", o.output.c_str(), data.durationSeconds,
                 data.spikes.size(), data.units);
}

} // namespace

void addPlotCommand (CLI::App& app)
{
    const auto o = std::make_shared<Options>();
    auto* plot =
        app.add_subcommand ("plot", "waveform, spectrogram, spikes and firing rates on one time axis");
    addPatchOptions (*plot, o->patch);
    plot->add_option ("IN", o->input, "an audio file, which goes through the patch, or a .npy of spikes")
        ->required();
    plot->add_option ("-o,--output", o->output, "a .png file")->required();
    plot->add_option ("--tap", o->tap,
                      "the node whose spikes are shown; the first that spikes when left out");
    plot->add_option ("--dt", o->dtSeconds, "seconds that a step of a .npy stands for")
        ->capture_default_str();
    plot->add_option ("--theme", o->theme, "dark, or light for print")
        ->check (CLI::IsMember ({ "dark", "light" }))
        ->capture_default_str();
    plot->add_option ("--width", o->width, "of the picture, before --scale")
        ->check (CLI::Range (400, 8000))
        ->capture_default_str();
    plot->add_option ("--scale", o->scale, "pixels for each pixel: 2 for sharp screens")
        ->check (CLI::Range (1, 4))
        ->capture_default_str();
    plot->add_option ("--title", o->title, "in place of the file's name");
    plot->add_flag ("--overwrite", o->overwrite, "replace the picture if it exists");
    plot->callback ([o] { runPlot (*o); });
}

} // namespace spikegraph::cli
