#include "Cli/BulkRun.h"
#include "Cli/Command.h"
#include "Cli/CommandError.h"
#include "Cli/Patches.h"
#include "Cli/Recordings.h"
#include "Cli/ReportPages.h"
#include "Files/PendingFile.h"
#include "Plot/Counted.h"
#include "Plot/Plot.h"

#include <memory>
#include <mutex>
#include <optional>

namespace spikegraph::cli
{
namespace
{

namespace fs = std::filesystem;

struct ReportArguments
{
    PatchOptions patch;
    BulkOptions bulk;
    std::string tap, labels, theme = "light", title;
    double dtSeconds = 0.001;
    int examples = 3;
};

enum class Form
{
    picture,
    page,
    folder,
};

Form formOf (const ReportArguments& o)
{
    const juce::String output (o.bulk.output);
    std::error_code error;
    if (fs::is_directory (o.bulk.output, error) || !fs::path (o.bulk.output).has_extension())
        return Form::folder;
    if (output.endsWithIgnoreCase (".png"))
        return Form::picture;
    if (output.endsWithIgnoreCase (".html"))
        return Form::page;
    throw CommandError (ExitCode::wrongArguments,
                        o.bulk.output + ": a report is a .html or .png file, or a folder of pages");
}

/// Which files are shown as pictures: the first ones of each class, and in a report on one file that one.
std::vector<bool> chooseExamples (int mostOfClass, const std::vector<std::string>& classes)
{
    std::map<std::string, int> chosen;
    std::vector<bool> examples;
    examples.reserve (classes.size());
    for (const auto& name : classes)
        examples.push_back (classes.size() == 1 || chosen[name]++ < mostOfClass);
    return examples;
}

class Report
{
public:
    Report (const ReportArguments& optionsToUse, const GraphModel& patchToRun)
        : o (optionsToUse)
        , patch (patchToRun)
        , form (formOf (o))
        , source (patch, juce::String (o.tap), o.dtSeconds)
    {
        style.theme = o.theme == "dark" ? Theme::dark() : Theme::light();
        auto bulk = o.bulk;
        if (form == Form::folder)
            bulk.output = (fs::path (bulk.output) / "index.html").string();
        if (bulk.inputs.size() == 1 && isDataset (bulk.inputs.front()))
            planDataset (bulk);
        else
            plan = planOneFile (bulk);
        if (form == Form::folder)
            plan.folder = o.bulk.output;
        std::error_code error;
        if (!plan.tasks.empty() && !o.bulk.overwrite && fs::exists (bulk.output, error))
            throw CommandError (ExitCode::nothingDone,
                                bulk.output + ": exists already (--overwrite replaces it)");
    }

    void run()
    {
        if (o.bulk.dryRun)
            return printPlan (plan);
        if (plan.tasks.empty())
            return;
        if (!recordings)
            recordings = std::make_unique<SoundRecordings> (patch, source, plan.tasks, o.labels);
        std::vector<std::string> classes;
        for (std::size_t i = 0; i < plan.tasks.size(); ++i)
            classes.push_back (recordings->classOf (i));
        examples = chooseExamples (form == Form::picture ? 0 : o.examples, classes);
        summaries.resize (plan.tasks.size());
        pictures.resize (plan.tasks.size());
        const auto outcome =
            runBulk (plan, o.bulk,
                     { [&] (BulkItem& item) { read (item); },
                       [&] (std::size_t index, const std::string& error) { count (index, error); } });
        if (outcome.done > 0 && !outcome.interrupted)
            write();
        outcome.requireAllDone ("nothing was written");
    }

private:
    /// A task a sample, and no shards: counting is quick.
    void planDataset (const BulkOptions& bulk)
    {
        if (!bulk.shard.empty())
            throw CommandError (ExitCode::wrongArguments, "--shard: a dataset is counted as a whole");
        const std::filesystem::path input (bulk.inputs.front());
        auto dataset = std::make_unique<DatasetRecordings> (input);
        for (std::size_t i = 0; i < dataset->size(); ++i)
            plan.tasks.push_back ({ input, bulk.output, i });
        recordings = std::move (dataset);
    }

    void read (BulkItem& item)
    {
        const auto data =
            recordings->read (item.index, [&] (double done, double total) { item.advance (done, total); });
        summaries[item.index] = SpikeSummary (data);
        if (examples[item.index])
            pictures[item.index] = pngOf (draw (data));
    }

    /// One at a time: FreeType's faces are not for two threads at once.
    juce::Image draw (const PlotData& data)
    {
        const std::scoped_lock lock (drawing);
        return drawPlot (data, { style.theme, style.widthPixels, static_cast<float> (style.scale) });
    }

    void count (std::size_t index, const std::string& error)
    {
        FileFigures file;
        file.input = recordings->nameOf (index);
        file.className = recordings->classOf (index);
        file.error = error;
        file.picture = std::move (pictures[index]);
        figures.add (std::move (file), summaries[index]);
        summaries[index] = {};
    }

    void write()
    {
        style.title = !o.title.empty() ? o.title : titleOf();
        style.origin = "Made by spikegraph " SPIKEGRAPH_VERSION " of spikes " + recordings->origin();
        const ReportPages pages (figures, style);
        const auto put = [&] (const fs::path& file, const std::string& bytes)
        { writeFile (file, o.bulk.overwrite, bytes); };
        const fs::path output (o.bulk.output);
        if (form == Form::picture)
            put (output, figures.files.size() == 1
                             ? figures.files.front().picture
                             : pngOf (drawCharts (juce::String (style.title), figures.charts(), style.theme,
                                                  style.widthPixels, static_cast<float> (style.scale))));
        else if (form == Form::page)
            put (output, pages.onePage());
        else
        {
            if (figures.classes.size() > 1)
                for (const auto& [name, group] : figures.classes)
                    put (output / pages.pageNameOf (name), pages.pageOf (name));
            put (output / "index.html", pages.index()); // last: where it is, all others are
        }
        if (!o.bulk.quiet)
            std::printf ("%s: %s, %s of %s, %.2f Hz each\n", o.bulk.output.c_str(),
                         counted (figures.all.files.size(), "file").c_str(),
                         counted (figures.all.summary.spikes(), "spike").c_str(),
                         counted (figures.all.summary.units(), "unit").c_str(),
                         figures.all.summary.meanRateHz());
    }

    std::string titleOf() const
    {
        return (figures.files.size() == 1 ? figures.files.front().input.filename().string()
                                          : std::to_string (figures.files.size()) + " files") +
               " " + recordings->origin();
    }

    const ReportArguments& o;
    const GraphModel& patch;
    Form form;
    PlotSource source;
    PageStyle style;
    BulkPlan plan;
    std::unique_ptr<Recordings> recordings;
    std::vector<bool> examples;
    std::vector<SpikeSummary> summaries; ///< of files that are read and not yet counted
    std::vector<std::string> pictures;
    ReportFigures figures;
    std::mutex drawing;
};

void runReport (ReportArguments o)
{
    if (o.patch.preset.empty() && o.patch.patchFile.empty())
        o.patch.preset = "Spike Speech";
    const auto patch = loadRunnablePatch (o.patch);
    try
    {
        Report (o, patch).run();
    }
    catch (const CommandError&)
    {
        throw;
    }
    catch (const std::runtime_error& error) // a dataset that cannot be read
    {
        throw CommandError (ExitCode::nothingDone, error.what());
    }
}

} // namespace

void describeReport (const Command& report)
{
    const auto o = std::make_shared<ReportArguments>();
    addPatchOptions (report, o->patch);
    addBulkOptions (report, o->bulk, "a .html or .png file, or a folder with a page for each class");
    report["IN"].describedAs ("audio files, folders, or quoted patterns; or a .h5 dataset");
    for (const auto* notHere : { "--name", "--report" }) // there is one output, and it is the report
        report.remove (notHere);
    report.option ("--labels", o->labels,
                   "where a file's class is in its name, such as {label}_{speaker}_{index}, or a .csv "
                   "file with the columns "
                   "file and label; its folder's name when left out");
    report.option ("--examples", o->examples, "pictures of files in each class")
        .from (0, 1000)
        .showsDefault();
    report.option ("--tap", o->tap,
                   "the node whose spikes are counted; the one Audio Out plays, or the first, when left out");
    report.option ("--dt", o->dtSeconds, "seconds that a step of a .npy stands for").showsDefault();
    report.option ("--theme", o->theme, "dark, or light for print")
        .oneOf ({ "dark", "light" })
        .showsDefault();
    report.option ("--title", o->title, "in place of the number of files and the patch");
    report.runs ([o] { runReport (*o); });
}

} // namespace spikegraph::cli
