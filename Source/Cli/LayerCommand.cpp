#include "Cli/Command.h"
#include "Cli/LayerOptions.h"

#include <CLI/CLI.hpp>

#include <memory>

namespace spikegraph::cli
{
namespace
{

using Options = std::shared_ptr<LayerOptions>;

/// A subcommand of `layer` with what all layers share: input, output, gradients of the input.
CLI::App* addLayer (CLI::App& layer, const char* name, const char* description, const Options& o,
                    void (*run) (const LayerOptions&))
{
    auto* app = layer.add_subcommand (name, description);
    app->add_option ("X.npy", o->input, "the input, float32 or float64 in C order")->required();
    app->add_option ("-o,--output", o->output, "the output, of the input's dtype")->required();
    auto* gradOutput = app->add_option ("--grad-output", o->gradOutput,
                                        "dL/dy, of the output's shape, to go backwards from");
    auto* gradInput = app->add_option ("--grad-input", o->gradInput, "where to write dL/dx");
    gradInput->needs (gradOutput);
    app->add_flag ("--overwrite", o->overwrite, "replace outputs that exist");
    app->callback ([o, run] { run (*o); });
    return app;
}

void addSequenceOptions (CLI::App& app, const Options& o)
{
    app.add_option ("--dt", o->dtSeconds, "seconds that a step stands for")->capture_default_str();
    app.add_flag ("--last", o->last, "only the last step: shape (batch, units)");
    app.add_flag ("--training", o->training, "as in training, not inference");
}

void addFilterOptions (CLI::App& app, const Options& o)
{
    addSequenceOptions (app, o);
    app.add_option ("--tau", o->tauSeconds, "time constant in seconds");
    app.add_option ("--initial-level", o->initialLevel,
                    "level before the first step, shape (1, units); zeros");
    app.add_flag ("--no-apply-during-training", o->noApplyDuringTraining, "with --training, the identity");
    app.add_option ("--grad-level", o->gradLevel, "where to write dL/d(initial level)")
        ->needs (app.get_option ("--grad-output"));
}

} // namespace

void addLayerCommand (CLI::App& app)
{
    auto* layer = app.add_subcommand ("layer", "apply one layer to an array, forwards and backwards");
    layer->require_subcommand (1);

    {
        const auto o = std::make_shared<LayerOptions>();
        auto* spiking = addLayer (*layer, "spiking-activation", "turn an activation's rates into spikes", o,
                                  runSpikingActivation);
        addSequenceOptions (*spiking, o);
        spiking
            ->add_option ("--activation", o->activation,
                          "a name (relu, leaky_relu(0.2), ...) or an expression of x")
            ->required();
        spiking->add_option ("--initial-state", o->initialState, "voltages in [0, 1), shape (batch, units)");
        spiking->add_option ("--seed", o->seed, "of the initial voltages, where none are given")
            ->capture_default_str();
        spiking->add_flag ("--no-spiking-aware-training", o->noSpikingAwareTraining,
                           "with --training, the activation without spikes");
    }
    {
        const auto o = std::make_shared<LayerOptions>();
        auto* lowpass = addLayer (*layer, "lowpass", "smooth with one pole", o, runLowpass);
        addFilterOptions (*lowpass, o);
        lowpass->add_option ("--smoothing-logit", o->smoothingLogit,
                             "a trained logit in place of tau, shape (1, units)");
        lowpass
            ->add_option ("--grad-smoothing-logit", o->gradSmoothingLogit,
                          "where to write dL/d(smoothing logit)")
            ->needs (lowpass->get_option ("--grad-output"));
    }
    {
        const auto o = std::make_shared<LayerOptions>();
        auto* alpha = addLayer (*layer, "alpha", "smooth with two equal poles", o, runAlpha);
        addFilterOptions (*alpha, o);
        alpha->get_option ("--tau")->required();
        alpha->add_option ("--grad-tau", o->gradTau, "where to write dL/d(tau)")
            ->needs (alpha->get_option ("--grad-output"));
    }
    {
        const auto o = std::make_shared<LayerOptions>();
        auto* pool =
            addLayer (*layer, "temporal-avg-pool", "the mean over one dimension", o, runTemporalAvgPool);
        pool->add_option ("--dim", o->dim, "the dimension; a negative one counts from the last")
            ->capture_default_str();
    }
    {
        const auto o = std::make_shared<LayerOptions>();
        auto* activation =
            addLayer (*layer, "activation", "the activation alone, without spikes", o, runActivation);
        activation->add_option ("--activation", o->activation, "a name or an expression of x")->required();
    }
}

} // namespace spikegraph::cli
