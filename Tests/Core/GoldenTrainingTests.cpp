// The reference's small model, trained for 25 steps: losses and final parameters.

#include "Core/Linear.h"
#include "Core/Lowpass.h"
#include "Core/SpikingActivation.h"
#include "Core/Training/Losses.h"
#include "Core/Training/Optimisers.h"
#include "Core/Training/Sequential.h"
#include "GoldenCase.h"
#include "Tests/TestFramework.h"

namespace spikegraph
{
namespace
{

template <typename Optimiser>
void checkTraining (const GoldenCase& golden)
{
    const auto array = [&] (const char* name) { return golden.array<double> (name); };

    SpikingActivation<double>::Options spikingOptions;
    spikingOptions.activation = Activation<double>::named ("relu");
    spikingOptions.dtSeconds = golden.number ("dt");
    spikingOptions.initialState = array ("initial_state");
    Lowpass<double>::Options lowpassOptions;
    lowpassOptions.units = 8;
    lowpassOptions.dtSeconds = golden.number ("dt");
    lowpassOptions.smoothingLogit = array ("smoothing_logit_initial");
    lowpassOptions.initialLevel = array ("level_initial");

    Sequential<double> model;
    auto& in = model.add (std::make_unique<Linear<double>> (array ("w0_initial"), array ("b0_initial")));
    model.add (std::make_unique<SpikingActivation<double>> (spikingOptions));
    auto& lowpass = model.add (std::make_unique<Lowpass<double>> (lowpassOptions));
    auto& out = model.add (std::make_unique<Linear<double>> (array ("w1_initial"), array ("b1_initial")));

    Optimiser optimiser (model.parameters(), golden.number ("lr"));
    Tensor<double> losses ({ static_cast<Index> (golden.number ("steps")) });
    for (auto& lossOfStep : losses)
    {
        const auto loss = meanSquaredError (model.forward (array ("x"), Mode::training), array ("target"));
        model.backward (loss.gradient);
        optimiser.step();
        lossOfStep = loss.value;
    }

    CHECK (relativeError (losses, array ("losses")) < 1e-6);
    CHECK (relativeError (in.weight.value, array ("w0_final")) < 1e-6);
    CHECK (relativeError (in.bias.value, array ("b0_final")) < 1e-6);
    CHECK (relativeError (lowpass.smoothingLogit.value, array ("smoothing_logit_final")) < 1e-6);
    CHECK (relativeError (lowpass.initialLevel.value, array ("level_final")) < 1e-6);
    CHECK (relativeError (out.weight.value, array ("w1_final")) < 1e-6);
    CHECK (relativeError (out.bias.value, array ("b1_final")) < 1e-6);
}

} // namespace

TEST_CASE ("Gradient descent takes the reference's path")
{
    checkTraining<Sgd<double>> (GoldenCase::all ("train_model_sgd").front());
}

TEST_CASE ("Adam takes the reference's path")
{
    checkTraining<Adam<double>> (GoldenCase::all ("train_model_adam").front());
}

} // namespace spikegraph
