#include "Cli/Command.h"
#include "Cli/InputFiles.h"
#include "Cli/Interrupt.h"
#include "Cli/Patches.h"
#include "Core/Error.h"
#include "Core/ParseNumber.h"
#include "Files/AudioFile.h"
#include "Files/PendingFile.h"
#include "Training/Trainer.h"

#include <nlohmann/json.hpp>

#include <cmath>
#include <cstdio>
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
    std::string output, report, resume, loss = "mse";
    TrainingOptions training;
    double batchSeconds = 0.5, penalty = 1.0e-6;
    bool autoencode = false, recursive = false, overwrite = false;
};

juce::AudioBuffer<float> readSound (const fs::path& path, double& sampleRateHz, int channels)
{
    AudioReader reader (path);
    const auto& facts = reader.facts();
    if (sampleRateHz > 0.0 && facts.sampleRateHz != sampleRateHz)
        throw InvalidValue (path.string() + ": is at " + describe (facts.sampleRateHz) +
                            " Hz, the others at " + describe (sampleRateHz) + " Hz");
    if (channels > 0 && facts.channels != channels)
        throw InvalidValue (path.string() + ": has " + std::to_string (facts.channels) +
                            " channels, the others " + std::to_string (channels));
    constexpr juce::int64 mostSamples = 1 << 28;
    if (facts.samples * facts.channels > mostSamples)
        throw InvalidValue (path.string() + ": is too long to train on");
    sampleRateHz = facts.sampleRateHz;
    juce::AudioBuffer<float> sound (facts.channels, static_cast<int> (facts.samples));
    reader.read (sound, 0, sound.getNumSamples());
    return sound;
}

struct Sounds
{
    std::vector<fs::path> names;
    std::vector<juce::AudioBuffer<float>> inputs, targets;
};

Sounds readSounds (const std::vector<std::string>& inputs, const std::vector<std::string>& targets,
                   bool recursive, double& sampleRateHz, int inputChannels, int targetChannels)
{
    Sounds sounds;
    sounds.names = collectAudioFiles (inputs, recursive);
    const auto wanted = collectAudioFiles (targets, recursive);
    if (!targets.empty() && wanted.size() != sounds.names.size())
        throw CommandError (ExitCode::wrongArguments, "there are " + std::to_string (sounds.names.size()) +
                                                          " inputs and " + std::to_string (wanted.size()) +
                                                          " targets: they go in pairs");
    for (std::size_t k = 0; k < sounds.names.size(); ++k)
    {
        sounds.inputs.push_back (readSound (sounds.names[k], sampleRateHz, inputChannels));
        inputChannels = sounds.inputs.front().getNumChannels();
        sounds.targets.push_back (targets.empty() ? sounds.inputs.back()
                                                  : readSound (wanted[k], sampleRateHz, targetChannels));
        targetChannels = sounds.targets.front().getNumChannels();
    }
    return sounds;
}

std::vector<TrainingSound> play (const PatchGraph& graph, const Sounds& sounds)
{
    std::vector<TrainingSound> all;
    for (std::size_t k = 0; k < sounds.names.size(); ++k)
        all.push_back (trainingSound (graph, sounds.inputs[k], sounds.targets[k], sounds.names[k].string()));
    return all;
}

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

nlohmann::json toJson (const Evaluation& evaluation)
{
    return { { "loss", evaluation.loss },
             { "siSdrDecibels", evaluation.siSdrDecibels },
             { "rateHz", evaluation.rateHz } };
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

void train (TrainOptions options)
{
    if (options.autoencode != options.targets.empty())
        throw CommandError (ExitCode::wrongArguments, "either --target or --autoencode is needed");
    if (!options.autoencode && options.validation.empty() != options.validationTargets.empty())
        throw CommandError (ExitCode::wrongArguments, "--validation and --validation-target go together");
    if (!options.autoencode && options.heldOut.empty() != options.heldOutTargets.empty())
        throw CommandError (ExitCode::wrongArguments, "--held-out and --held-out-target go together");
    if (!options.patch.seed.empty()) // of the nodes, and of the order of the sounds
        options.training.seed = std::stoull (options.patch.seed);
    for (const auto& text : options.regularise)
        options.training.rates.push_back (rateTargetFrom (text, options.penalty));
    auto model = loadPatch (options.patch);
    mark (model, options.trainable);
    // Refused now rather than after hours.
    const PendingFile reserved (options.output, options.overwrite);

    double sampleRateHz = 0.0;
    const auto learned = readSounds (options.inputs, options.targets, options.recursive, sampleRateHz, 0, 0);
    if (learned.names.empty())
        throw CommandError (ExitCode::nothingDone, "--input: there are no audio files");
    const auto inputChannels = learned.inputs.front().getNumChannels(),
               targetChannels = learned.targets.front().getNumChannels();
    const auto validation = readSounds (options.validation, options.validationTargets, options.recursive,
                                        sampleRateHz, inputChannels, targetChannels),
               heldOut = readSounds (options.heldOut, options.heldOutTargets, options.recursive, sampleRateHz,
                                     inputChannels, targetChannels);

    PatchGraph graph (model, { sampleRateHz, 1024, inputChannels, targetChannels });
    options.training.partSteps = static_cast<Index> (options.batchSeconds * sampleRateHz);
    options.training.loss = options.loss == "l1"       ? TrainingLoss::l1
                            : options.loss == "si-sdr" ? TrainingLoss::siSdr
                            : options.loss == "stft"   ? TrainingLoss::stft
                                                       : TrainingLoss::mse;
    Trainer trainer (graph, play (graph, learned), play (graph, validation), options.training);
    const auto unseen = play (graph, heldOut);
    if (!options.resume.empty())
    {
        try
        {
            trainer.resume (readTextFile (options.resume));
        }
        catch (const InvalidValue& error)
        {
            throw InvalidValue (options.resume + ": " + error.what());
        }
    }

    const fs::path checkpoint = options.output + ".training";
    auto curve = nlohmann::json::array();
    const auto evaluate = [&]
    {
        const auto now = trainer.evaluate();
        if (!std::isfinite (now.loss))
            throw InvalidValue ("step " + std::to_string (trainer.stepsDone()) +
                                ": the loss is no number: a parameter has grown out of range; lower the "
                                "learning rate");
        auto entry = toJson (now);
        entry["step"] = trainer.stepsDone();
        curve.push_back (entry);
        std::printf ("step %lld  loss %.6g  SI-SDR %.2f dB", static_cast<long long> (trainer.stepsDone()),
                     now.loss, now.siSdrDecibels);
        if (now.rateHz > 0.0)
            std::printf ("  rate %.2f Hz", now.rateHz);
        std::printf ("\n");
        std::fflush (stdout);
    };
    const auto unseenBefore = trainer.judge (unseen);
    evaluate();
    const auto before = curve.front();
    const InterruptGuard guard;
    const auto every = std::max (Index{ 1 }, options.training.steps / 20);
    while (!trainer.isDone() && !InterruptGuard::isInterrupted())
    {
        trainer.step();
        if (trainer.stepsDone() % every == 0 || trainer.isDone())
        {
            evaluate();
            writeFile (checkpoint, true, trainer.checkpoint());
        }
    }
    const bool wasStopped = !trainer.isDone();
    if (wasStopped)
    {
        evaluate(); // it may be the best
        writeFile (checkpoint, true, trainer.checkpoint());
    }

    trainer.takeBest();
    const auto unseenAfter = trainer.judge (unseen);
    if (!unseen.empty())
    {
        std::printf ("held out: SI-SDR %.2f dB before, %.2f dB after", unseenBefore.siSdrDecibels,
                     unseenAfter.siSdrDecibels);
        if (unseenAfter.rateHz > 0.0)
            std::printf (", rate %.1f Hz before, %.1f Hz after", unseenBefore.rateHz, unseenAfter.rateHz);
        std::printf ("\n");
    }
    graph.writeTo (model);
    if (!options.report.empty())
        writeFile (
            options.report, options.overwrite,
            nlohmann::json{
                { "steps", trainer.stepsDone() },
                { "stopped", wasStopped },
                { "validated", !options.validation.empty() },
                { "before", before },
                { "heldOut", { { "before", toJson (unseenBefore) }, { "after", toJson (unseenAfter) } } },
                { "best", toJson (trainer.bestEvaluation()) },
                { "curve", curve } }
                    .dump (2) +
                "\n");
    writeFile (options.output, options.overwrite, model.toJson());
    if (wasStopped)
        throw CommandError (InterruptGuard::exitCode(),
                            options.output + ": holds the best of " + std::to_string (trainer.stepsDone()) +
                                " steps; --resume " + checkpoint.string() + " goes on");
    fs::remove (checkpoint);
}

} // namespace

void addTrainCommand (CLI::App& app)
{
    auto& command = *app.add_subcommand ("train", "Train the parameters that a patch marks trainable");
    const auto options = std::make_shared<TrainOptions>();
    addPatchOptions (command, options->patch);
    command.add_option ("--input", options->inputs, "Sounds to learn from: files, folders or patterns")
        ->required();
    command.add_option ("--target", options->targets, "What should come out: as many, in the same order");
    command.add_flag ("--autoencode", options->autoencode, "The target is the input");
    command.add_flag ("--recursive", options->recursive, "Take the folders in folders too");
    command.add_option ("-o,--output", options->output, "The trained patch")->required();
    command.add_flag ("--overwrite", options->overwrite, "Replace the output");
    command.add_option ("--train", options->trainable,
                        "NODE.PARAMETER to train, besides what the patch marks");
    command.add_option ("--steps", options->training.steps, "Parts of sounds to learn from")
        ->check (CLI::Range (1, 100000000))
        ->capture_default_str();
    command.add_option ("--learning-rate", options->training.learningRate, "At the first step; falls to 0")
        ->check (CLI::PositiveNumber)
        ->capture_default_str();
    command.add_option ("--loss", options->loss, "mse, l1, si-sdr or stft")
        ->check (CLI::IsMember ({ "mse", "l1", "si-sdr", "stft" }))
        ->capture_default_str();
    command.add_option ("--regularise", options->regularise, "rate=LOW..HIGH: spikes a second of a unit");
    command
        .add_option ("--regularise-weight", options->penalty, "Times the squared error in hertz of each unit")
        ->check (CLI::PositiveNumber)
        ->capture_default_str();
    command.add_option ("--batch-seconds", options->batchSeconds, "How much sound a step learns from")
        ->check (CLI::Range (0.001, 3600.0))
        ->capture_default_str();
    command.add_option ("--validation", options->validation,
                        "Sounds to choose the best by, never learned from");
    command.add_option ("--validation-target", options->validationTargets, "Their targets");
    command.add_option ("--held-out", options->heldOut,
                        "Sounds to judge the result by, never chosen by either");
    command.add_option ("--held-out-target", options->heldOutTargets, "Their targets");
    command.add_option ("--resume", options->resume, "A checkpoint (OUTPUT.training) to go on from");
    command.add_option ("--report", options->report, "A JSON file of what was learned");
    command.callback ([options] { train (*options); });
}

} // namespace spikegraph::cli
