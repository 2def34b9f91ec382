#include "Cli/Command.h"
#include "Cli/LayerOptions.h"

#include <juce_audio_basics/juce_audio_basics.h>

#include <memory>

namespace spikegraph::cli
{
namespace
{

using SharedOptions = std::shared_ptr<LayerOptions>;

/// What all layers share: input, output, gradients of the input.
void addLayerOptions (const Command& command, const SharedOptions& o, void (*run) (const LayerOptions&))
{
    command.option ("X.npy", o->input, "the input, float32 or float64 in C order").required();
    command.option ("-o,--output", o->output, "the output, of the input's dtype").required();
    const auto gradOutput =
        command.option ("--grad-output", o->gradOutput, "dL/dy, of the output's shape, to go backwards from");
    command.option ("--grad-input", o->gradInput, "where to write dL/dx").needs (gradOutput);
    command.flag ("--overwrite", o->overwrite, "replace outputs that exist");
    command.runs (
        [o, run]
        {
            const juce::ScopedNoDenormals asTheEngine;
            run (*o);
        });
}

void addSequenceOptions (const Command& command, const SharedOptions& o)
{
    command.option ("--dt", o->dtSeconds, "seconds that a step stands for").showsDefault();
    command.flag ("--last", o->last, "only the last step: shape (batch, units)");
    command.flag ("--training", o->training, "as in training, not inference");
}

void addFilterOptions (const Command& command, const SharedOptions& o)
{
    addSequenceOptions (command, o);
    command.option ("--tau", o->tauSeconds, "time constant in seconds");
    command.option ("--initial-level", o->initialLevel,
                    "level before the first step, shape (1, units); zeros");
    command.flag ("--no-apply-during-training", o->noApplyDuringTraining, "with --training, the identity");
    command.option ("--grad-level", o->gradLevel, "where to write dL/d(initial level)")
        .needs (command["--grad-output"]);
}

void describeSpikingActivation (const Command& spiking)
{
    const auto o = std::make_shared<LayerOptions>();
    addLayerOptions (spiking, o, runSpikingActivation);
    addSequenceOptions (spiking, o);
    spiking
        .option ("--activation", o->activation, "a name (relu, leaky_relu(0.2), ...) or an expression of x")
        .required();
    spiking.option ("--initial-state", o->initialState, "voltages in [0, 1), shape (batch, units)");
    spiking.option ("--seed", o->seed, "of the initial voltages, where none are given").showsDefault();
    spiking.flag ("--no-spiking-aware-training", o->noSpikingAwareTraining,
                  "with --training, the activation without spikes");
}

void describeLowpass (const Command& lowpass)
{
    const auto o = std::make_shared<LayerOptions>();
    addLayerOptions (lowpass, o, runLowpass);
    addFilterOptions (lowpass, o);
    lowpass.option ("--smoothing-logit", o->smoothingLogit,
                    "a trained logit in place of tau, shape (1, units)");
    lowpass.option ("--grad-smoothing-logit", o->gradSmoothingLogit, "where to write dL/d(smoothing logit)")
        .needs (lowpass["--grad-output"]);
}

void describeAlpha (const Command& alpha)
{
    const auto o = std::make_shared<LayerOptions>();
    addLayerOptions (alpha, o, runAlpha);
    addFilterOptions (alpha, o);
    alpha["--tau"].required();
    alpha.option ("--grad-tau", o->gradTau, "where to write dL/d(tau)").needs (alpha["--grad-output"]);
}

void describeTemporalAvgPool (const Command& pool)
{
    const auto o = std::make_shared<LayerOptions>();
    addLayerOptions (pool, o, runTemporalAvgPool);
    pool.option ("--dim", o->dim, "the dimension; a negative one counts from the last").showsDefault();
}

void describeActivation (const Command& activation)
{
    const auto o = std::make_shared<LayerOptions>();
    addLayerOptions (activation, o, runActivation);
    activation.option ("--activation", o->activation, "a name or an expression of x").required();
}

} // namespace

void describeLayer (const Command& layer)
{
    layer.command ("spiking-activation", "turn an activation's rates into spikes", describeSpikingActivation);
    layer.command ("lowpass", "smooth with one pole", describeLowpass);
    layer.command ("alpha", "smooth with two equal poles", describeAlpha);
    layer.command ("temporal-avg-pool", "the mean over one dimension", describeTemporalAvgPool);
    layer.command ("activation", "the activation alone, without spikes", describeActivation);
}

} // namespace spikegraph::cli
