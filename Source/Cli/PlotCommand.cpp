#include "Cli/Command.h"
#include "Cli/CommandError.h"
#include "Cli/Patches.h"
#include "Cli/Recordings.h"
#include "Cli/ReportPages.h"
#include "Files/PendingFile.h"
#include "Plot/Counted.h"
#include "Plot/Plot.h"

#include <memory>

namespace spikegraph::cli
{
namespace
{

struct PlotArguments
{
    PatchOptions patch;
    std::string input, output, tap, theme = "dark", title;
    double dtSeconds = 0.001;
    std::uint64_t sample = 0;
    int width = 1200, scale = 1;
    bool overwrite = false;
};

PlotData readDataset (const PlotArguments& o)
{
    const DatasetRecordings recordings (o.input);
    if (o.sample >= recordings.size())
        throw CommandError (ExitCode::wrongArguments,
                            "--sample " + std::to_string (o.sample) + ": " + o.input + " has " +
                                std::to_string (recordings.size()) + ", counted from 0");
    return recordings.read (o.sample, [] (double, double) {});
}

void runPlot (PlotArguments o)
{
    if (!juce::String (o.output).endsWithIgnoreCase (".png"))
        throw CommandError (ExitCode::wrongArguments, o.output + ": pictures are written as .png");
    if (o.patch.preset.empty() && o.patch.patchFile.empty())
        o.patch.preset = "Spike Speech";
    const auto patch = loadRunnablePatch (o.patch);
    auto data = isDataset (o.input) ? readDataset (o)
                                    : PlotSource (patch, juce::String (o.tap), o.dtSeconds).read (o.input);
    if (!o.title.empty())
        data.title = juce::String (o.title);
    writeFile (o.output, o.overwrite,
               pngOf (drawPlot (data, { o.theme == "light" ? Theme::light() : Theme::dark(), o.width,
                                        static_cast<float> (o.scale) })));
    std::printf ("%s: %.2f s, %s of %s\n", o.output.c_str(), data.durationSeconds,
                 counted (data.spikes.size(), "spike").c_str(), counted (data.units, "unit").c_str());
}

} // namespace

void describePlot (const Command& plot)
{
    const auto o = std::make_shared<PlotArguments>();
    addPatchOptions (plot, o->patch);
    plot.option ("IN", o->input,
                 "an audio file, which goes through the patch, a .npy of spikes, or a .h5 dataset")
        .required();
    plot.option ("-o,--output", o->output, "a .png file").required();
    plot.option ("--tap", o->tap,
                 "the node whose spikes are shown; the one Audio Out plays, or the first, when left out");
    plot.option ("--dt", o->dtSeconds, "seconds that a step of a .npy stands for").showsDefault();
    plot.option ("--sample", o->sample, "which one of a dataset, counted from 0").showsDefault();
    plot.option ("--theme", o->theme, "dark, or light for print").oneOf ({ "dark", "light" }).showsDefault();
    plot.option ("--width", o->width, "of the picture, before --scale").from (400, 8000).showsDefault();
    plot.option ("--scale", o->scale, "pixels for each pixel: 2 for sharp screens")
        .from (1, 4)
        .showsDefault();
    plot.option ("--title", o->title, "in place of the file's name");
    plot.flag ("--overwrite", o->overwrite, "replace the picture if it exists");
    plot.runs ([o] { runPlot (*o); });
}

} // namespace spikegraph::cli
