// What the reference returned, with the tolerances that Tests/Golden/README.md gives.

#include "Core/Lowpass.h"
#include "Core/SpikingActivation.h"
#include "Core/TemporalAvgPool.h"
#include "GoldenCase.h"
#include "Tests/TestFramework.h"

#include <cmath>
#include <set>

namespace spikegraph
{
namespace
{

template <typename T>
SpikingActivation<T> spiking (const GoldenCase& golden, Activation<T> activation, bool returnSequences = true)
{
    typename SpikingActivation<T>::Options options;
    options.activation = std::move (activation);
    options.dtSeconds = golden.number ("dt");
    options.initialState = golden.array<T> ("initial_state");
    options.spikingAwareTraining = golden.text ("spiking_aware_training") == "true";
    options.returnSequences = returnSequences;
    return SpikingActivation<T> (options);
}

/// The golden cases' leaky_relu has a slope of 0.3 (their `activated` shows it), ours 0.01 unless told.
template <typename T>
Activation<T> activationOf (const GoldenCase& golden)
{
    const auto name = golden.text ("activation");
    return Activation<T>::named (name == "leaky_relu" ? "leaky_relu(0.3)" : name);
}

/// The running spike counts, which the last bit of an exp may move by one spike, and how many samples agree.
template <typename T>
void checkSpikes (const Tensor<T>& y, const Tensor<T>& expected, double dt)
{
    Index agree = 0;
    const auto batch = y.shape()[0], steps = y.shape()[1], units = y.shape()[2];
    for (Index b = 0; b < batch; ++b)
        for (Index unit = 0; unit < units; ++unit)
        {
            double count = 0.0, expectedCount = 0.0;
            for (Index t = 0; t < steps; ++t)
            {
                const auto value = y.item (b) (t, unit), reference = expected.item (b) (t, unit);
                agree += value == reference;
                count += static_cast<double> (value) * dt;
                expectedCount += static_cast<double> (reference) * dt;
                REQUIRE (std::abs (count - expectedCount) < 1.5);
            }
        }
    CHECK (static_cast<double> (agree) >= 0.999 * static_cast<double> (y.size()));
}

template <typename T>
void checkSpikingCase (const GoldenCase& golden)
{
    const auto x = golden.array<T> ("x"), expected = golden.array<T> ("y");
    const auto name = golden.text ("activation");

    const auto activatedByReference = golden.array<T> ("activated");
    CHECK (
        (spiking<T> (golden, Activation<T>()).forward (activatedByReference, Mode::inference) == expected));
    CHECK ((spiking<T> (golden, Activation<T>(), false).forward (activatedByReference, Mode::inference) ==
            golden.array<T> ("y_last")));

    const auto activation = activationOf<T> (golden);
    Tensor<T> activated (x.shape());
    activation.apply (x.data(), activated.data(), x.size());
    CHECK (relativeError (activated, activatedByReference) < (golden.isFloat() ? 1e-6 : 1e-12));

    const auto y = spiking<T> (golden, activation).forward (x, Mode::inference);
    if (std::set<std::string>{ "identity", "relu", "leaky_relu", "abs" }.count (name) > 0)
        CHECK ((y == expected));
    else
        checkSpikes (y, expected, golden.number ("dt"));
}

template <typename T>
void checkLowpassCase (const GoldenCase& golden)
{
    const double tolerance = golden.isFloat() ? 1e-6 : 1e-12,
                 gradientTolerance = golden.isFloat() ? 1e-5 : 1e-9;
    typename Lowpass<T>::Options options;
    options.units = static_cast<Index> (golden.number ("units"));
    options.dtSeconds = golden.number ("dt");
    options.tauSeconds = { golden.number ("tau") };
    options.initialLevel = golden.array<T> ("initial_level");

    // Once from tau, once from the trained logit.
    for (int useLogit = 0; useLogit < 2; ++useLogit)
    {
        if (useLogit == 1)
            options.smoothingLogit = golden.array<T> ("smoothing_logit");
        Lowpass<T> lowpass (options);
        CHECK (relativeError (lowpass.smoothingLogit.value, golden.array<T> ("smoothing_logit")) < tolerance);
        CHECK (relativeError (lowpass.forward (golden.array<T> ("x"), Mode::training),
                              golden.array<T> ("y")) < tolerance);
        CHECK (relativeError (lowpass.backward (golden.array<T> ("grad_y")), golden.array<T> ("grad_x")) <
               gradientTolerance);
        CHECK (relativeError (lowpass.initialLevel.gradient, golden.array<T> ("grad_level")) <
               gradientTolerance);
        CHECK (relativeError (lowpass.smoothingLogit.gradient, golden.array<T> ("grad_smoothing_logit")) <
               gradientTolerance);
    }
}

} // namespace

TEST_CASE ("SpikingActivation gives the reference's spikes for every golden case")
{
    for (const auto& golden : GoldenCase::all ("spiking_"))
    {
        INFO (golden.name());
        golden.isFloat() ? checkSpikingCase<float> (golden) : checkSpikingCase<double> (golden);
    }
}

TEST_CASE ("SpikingActivation trains with the reference's outputs and gradients, spiking-aware or not")
{
    for (const auto& golden : GoldenCase::all ("train_spiking_"))
    {
        INFO (golden.name());
        auto layer = spiking<double> (golden, activationOf<double> (golden));
        const auto y = layer.forward (golden.array<double> ("x"), Mode::training);
        if (golden.text ("spiking_aware_training") == "true")
            checkSpikes (y, golden.array<double> ("y"), golden.number ("dt"));
        else
            CHECK (relativeError (y, golden.array<double> ("y")) < 1e-12);
        CHECK (relativeError (layer.backward (golden.array<double> ("grad_y")),
                              golden.array<double> ("grad_x")) < 1e-9);
    }
}

TEST_CASE ("Lowpass gives the reference's outputs and gradients for every golden case")
{
    for (const auto& golden : GoldenCase::all ("lowpass_"))
    {
        INFO (golden.name());
        golden.isFloat() ? checkLowpassCase<float> (golden) : checkLowpassCase<double> (golden);
    }
}

TEST_CASE ("TemporalAvgPool gives the reference's means over every dimension")
{
    for (const auto& golden : GoldenCase::all ("avgpool_"))
    {
        INFO (golden.name());
        TemporalAvgPool<double> pool (static_cast<Index> (golden.number ("dim")));
        CHECK (relativeError (pool.forward (golden.array<double> ("x"), Mode::inference),
                              golden.array<double> ("y")) < 1e-12);
    }
}

TEST_CASE ("Spikes, lowpass and mean in a chain give the reference's outputs")
{
    const auto golden = GoldenCase::all ("chain_").front();
    SpikingActivation<double>::Options spikingOptions;
    spikingOptions.activation = Activation<double>::named ("relu");
    spikingOptions.dtSeconds = golden.number ("dt");
    spikingOptions.initialState = golden.array<double> ("initial_state");
    Lowpass<double>::Options lowpassOptions;
    lowpassOptions.tauSeconds = { golden.number ("tau") };
    lowpassOptions.units = 6;
    lowpassOptions.dtSeconds = golden.number ("dt");

    const auto spikes =
        SpikingActivation<double> (spikingOptions).forward (golden.array<double> ("x"), Mode::inference);
    CHECK ((spikes == golden.array<double> ("spikes")));
    const auto filtered = Lowpass<double> (lowpassOptions).forward (spikes, Mode::inference);
    CHECK (relativeError (filtered, golden.array<double> ("filtered")) < 1e-12);
    CHECK (relativeError (TemporalAvgPool<double> (1).forward (filtered, Mode::inference),
                          golden.array<double> ("mean")) < 1e-12);
}

} // namespace spikegraph
