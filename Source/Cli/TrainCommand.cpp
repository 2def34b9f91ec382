#include "Cli/Command.h"
#include "Cli/CommandError.h"
#include "Cli/Interrupt.h"
#include "Cli/Patches.h"
#include "Cli/TrainReport.h"
#include "Cli/TrainSounds.h"
#include "Core/Error.h"
#include "Core/ParseNumber.h"
#include "Files/PendingFile.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <memory>

namespace spikegraph::cli
{
namespace
{

namespace fs = std::filesystem;

struct TrainOptions
{
    PatchOptions patch;
    std::vector<std::string> inputs, targets, validation, validationTargets, heldOut, heldOutTargets;
    std::vector<std::string> trainable, regularise;
    std::string output, report, plot, resume, loss = "mse";
    TrainingOptions training;
    double batchSeconds = 0.5, penalty = 1.0e-6;
    bool autoencode = false, recursive = false, overwrite = false;
};

/// "rate=LOW..HIGH", in hertz.
RateTarget rateTargetFrom (const std::string& text, double weight)
{
    RateTarget target;
    target.weight = weight;
    const auto dots = text.find ("..");
    try
    {
        if (text.rfind ("rate=", 0) != 0 || dots == std::string::npos)
            throw InvalidValue ("no range");
        target.lowHz = parseNumber (text.substr (5, dots - 5));
        target.highHz = parseNumber (text.substr (dots + 2));
        if (!(target.lowHz >= 0.0 && target.lowHz <= target.highHz))
            throw InvalidValue ("no range");
    }
    catch (const InvalidValue&)
    {
        throw CommandError (ExitCode::wrongArguments,
                            "--regularise " + text + ": must be rate=LOW..HIGH, in hertz");
    }
    return target;
}

void mark (GraphModel& model, const std::vector<std::string>& names)
{
    for (const auto& name : names)
    {
        const auto id = juce::String (name).upToFirstOccurrenceOf (".", false, false);
        auto node = model.node (id);
        if (!node.isValid())
            throw CommandError (ExitCode::wrongArguments,
                                "--train " + name + ": there is no node \"" + id.toStdString() + "\"");
        auto marks = juce::StringArray::fromLines (node["trainable"].toString());
        marks.removeEmptyStrings();
        marks.addIfNotAlreadyThere (juce::String (name).fromFirstOccurrenceOf (".", false, false));
        node.setProperty ("trainable", marks.joinIntoString ("\n"), nullptr);
    }
}

void check (const TrainOptions& o)
{
    const auto refuse = [] (const std::string& reason)
    { throw CommandError (ExitCode::wrongArguments, reason); };
    if (o.autoencode != o.targets.empty())
        refuse ("either --target or --autoencode is needed");
    if (!o.autoencode && o.validation.empty() != o.validationTargets.empty())
        refuse ("--validation and --validation-target go together");
    if (!o.autoencode && o.heldOut.empty() != o.heldOutTargets.empty())
        refuse ("--held-out and --held-out-target go together");
    if (!o.plot.empty() && !juce::String (o.plot).endsWithIgnoreCase (".png"))
        refuse ("--plot " + o.plot + ": pictures are written as .png");
    for (const auto& output : { o.output, o.report, o.plot })
        if (!output.empty())
            const PendingFile reserved (output, o.overwrite); // refused now rather than after hours
}

TrainingOptions trainingOf (const TrainOptions& o, double sampleRateHz)
{
    static const std::map<std::string, TrainingLoss> losses{ { "mse", TrainingLoss::mse },
                                                             { "l1", TrainingLoss::l1 },
                                                             { "si-sdr", TrainingLoss::siSdr },
                                                             { "stft", TrainingLoss::stft } };
    auto training = o.training;
    training.loss = losses.at (o.loss);
    training.partSteps = static_cast<Index> (o.batchSeconds * sampleRateHz);
    if (!o.patch.seed.empty()) // of the nodes, and of the order of the sounds
        training.seed = std::stoull (o.patch.seed);
    for (const auto& text : o.regularise)
        training.rates.push_back (rateTargetFrom (text, o.penalty));
    return training;
}

void resume (Trainer& trainer, const std::string& checkpoint)
{
    try
    {
        trainer.resume (readTextFile (checkpoint));
    }
    catch (const InvalidValue& error)
    {
        throw InvalidValue (checkpoint + ": " + error.what());
    }
}

/// To the last step, or to Ctrl-C. Twenty times on the way it is judged and its state kept.
void learn (Trainer& trainer, Index steps, const fs::path& checkpoint, TrainReport& report)
{
    const auto evaluate = [&]
    {
        const auto now = trainer.evaluate();
        if (!std::isfinite (now.loss))
            throw InvalidValue ("step " + std::to_string (trainer.stepsDone()) +
                                ": the loss is no number: a parameter has grown out of range; lower the "
                                "learning rate");
        report.add (trainer.stepsDone(), now);
    };
    evaluate();
    const auto every = std::max (Index{ 1 }, steps / 20);
    while (!trainer.isDone() && !InterruptGuard::isInterrupted())
    {
        trainer.step();
        if (trainer.stepsDone() % every == 0 || trainer.isDone())
        {
            evaluate();
            writeFile (checkpoint, true, trainer.checkpoint());
        }
    }
    report.wasStopped = !trainer.isDone();
    if (report.wasStopped)
    {
        evaluate(); // it may be the best
        writeFile (checkpoint, true, trainer.checkpoint());
    }
    report.steps = trainer.stepsDone();
}

void train (const TrainOptions& o)
{
    check (o);
    auto model = loadPatch (o.patch);
    mark (model, o.trainable);
    SoundForm form;
    const auto learned = readSounds (o.inputs, o.targets, o.recursive, form);
    if (learned.names.empty())
        throw CommandError (ExitCode::nothingDone, "--input: there are no audio files");
    const auto validation = readSounds (o.validation, o.validationTargets, o.recursive, form),
               heldOut = readSounds (o.heldOut, o.heldOutTargets, o.recursive, form);

    PatchGraph graph (model, { form.sampleRateHz, 1024, form.inputChannels, form.targetChannels });
    Trainer trainer (graph, play (graph, learned), play (graph, validation),
                     trainingOf (o, form.sampleRateHz));
    const auto unseen = play (graph, heldOut);
    if (!o.resume.empty())
        resume (trainer, o.resume);

    TrainReport report;
    report.isValidated = !o.validation.empty();
    report.heldOutBefore = trainer.judge (unseen);
    const fs::path checkpoint = o.output + ".training";
    const InterruptGuard guard;
    learn (trainer, o.training.steps, checkpoint, report);
    trainer.takeBest();
    report.best = trainer.bestEvaluation();
    report.heldOutAfter = trainer.judge (unseen);
    if (!unseen.empty())
        report.printHeldOut();

    graph.writeTo (model);
    if (!o.report.empty())
        writeFile (o.report, o.overwrite, report.json());
    if (!o.plot.empty())
        writeFile (o.plot, o.overwrite, report.picture (fs::path (o.output).filename().string()));
    writeFile (o.output, o.overwrite, model.toJson());
    if (report.wasStopped)
        throw CommandError (InterruptGuard::exitCode(),
                            o.output + ": holds the best of " + std::to_string (report.steps) +
                                " steps; --resume " + checkpoint.string() + " goes on");
    fs::remove (checkpoint);
}

} // namespace

void describeTrain (const Command& command)
{
    const auto options = std::make_shared<TrainOptions>();
    addPatchOptions (command, options->patch);
    command.option ("--input", options->inputs, "Sounds to learn from: files, folders or patterns")
        .required();
    command.option ("--target", options->targets, "What should come out: as many, in the same order");
    command.flag ("--autoencode", options->autoencode, "The target is the input");
    command.flag ("--recursive", options->recursive, "Take the folders in folders too");
    command.option ("-o,--output", options->output, "The trained patch").required();
    command.flag ("--overwrite", options->overwrite, "Replace the output");
    command.option ("--train", options->trainable, "NODE.PARAMETER to train, besides what the patch marks");
    command.option ("--steps", options->training.steps, "Parts of sounds to learn from")
        .from (1, 100000000)
        .showsDefault();
    command.option ("--learning-rate", options->training.learningRate, "At the first step; falls to 0")
        .positive()
        .showsDefault();
    command.option ("--loss", options->loss, "mse, l1, si-sdr or stft")
        .oneOf ({ "mse", "l1", "si-sdr", "stft" })
        .showsDefault();
    command.option ("--regularise", options->regularise, "rate=LOW..HIGH: spikes a second of a unit");
    command.option ("--regularise-weight", options->penalty, "Times the squared error in hertz of each unit")
        .positive()
        .showsDefault();
    command.option ("--batch-seconds", options->batchSeconds, "How much sound a step learns from")
        .from (0.001, 3600.0)
        .showsDefault();
    command.option ("--validation", options->validation, "Sounds to choose the best by, never learned from");
    command.option ("--validation-target", options->validationTargets, "Their targets");
    command.option ("--held-out", options->heldOut, "Sounds to judge the result by, never chosen by either");
    command.option ("--held-out-target", options->heldOutTargets, "Their targets");
    command.option ("--resume", options->resume, "A checkpoint (OUTPUT.training) to go on from");
    command.option ("--report", options->report, "A JSON file of what was learned");
    command.option ("--plot", options->plot, "A .png picture of loss, SI-SDR and rate over the steps");
    command.runs ([options] { train (*options); });
}

} // namespace spikegraph::cli
