#include "Core/SpikingActivation.h"
#include "Streaming.h"
#include "Tests/TestFramework.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace spikegraph
{
namespace
{

template <typename T>
typename SpikingActivation<T>::Options optionsFor (const char* activation, double dtSeconds)
{
    typename SpikingActivation<T>::Options options;
    options.activation = Activation<T>::named (activation);
    options.dtSeconds = dtSeconds;
    return options;
}

template <typename Make>
std::string messageOf (Make make)
{
    try
    {
        make();
    }
    catch (const InvalidValue& error)
    {
        return error.what();
    }
    return "no exception";
}

} // namespace

TEST_CASE ("With a time step of 1e8 s, spiking equals the activation itself")
{
    const auto x = randomTensor<float> ({ 4, 30, 10 }, -3.0, 3.0, 1);
    for (const auto* name : { "relu", "tanh", "sigmoid", "leaky_relu" })
    {
        INFO (name);
        SpikingActivation<float> layer (optionsFor<float> (name, 1e8));
        const auto y = layer.forward (x, Mode::inference);
        const auto f = Activation<float>::named (name);
        for (Index i = 0; i < x.size(); ++i)
            REQUIRE (y[i] == Approx (f.value (x[i])).margin (1e-6));
    }
}

TEST_CASE ("Equal initial voltages or seeds give equal spikes, other ones others")
{
    const auto x = randomTensor<float> ({ 2, 200, 3 }, 0.0, 100.0, 1);
    auto options = optionsFor<float> ("relu", 0.001);
    const auto run = [&] { return SpikingActivation<float> (options).forward (x, Mode::inference); };

    options.seed = 5;
    const auto first = run(), again = run();
    options.seed = 6;
    const auto other = run();
    CHECK ((first == again));
    CHECK_FALSE ((first == other));

    options.initialState = randomTensor<float> ({ 2, 3 }, 0.0, 1.0, 9);
    const auto given = *options.initialState;
    CHECK ((run() == run()));
    CHECK ((*options.initialState == given)); // the reference overwrites its caller's
}

TEST_CASE ("Any neighbours among the units of a batch begin at the voltages that the seed gives them in it")
{
    constexpr Index batch = 3, units = 5, together = 4;
    SpikingActivation<float>::Options options;
    options.seed = 9;
    SpikingActivation<float> whole (options), part (options);
    whole.prepare (units);
    part.prepare (together);
    std::vector<float> voltages;
    for (Index item = 0; item < batch; ++item)
    {
        whole.reset (item);
        voltages.insert (voltages.end(), whole.voltages().begin(), whole.voltages().end());
    }
    for (Index first = 0; first + together <= batch * units; ++first)
    {
        INFO ("from " << first);
        part.drawVoltages (first);
        CHECK (std::equal (part.voltages().begin(), part.voltages().end(), voltages.begin() + first));
    }
}

TEST_CASE ("Voltages that are set are those of the first units, none of them a negative zero")
{
    SpikingActivation<float> layer ({});
    layer.prepare (3);
    const auto last = layer.voltages().back();
    const std::vector<float> given{ 0.25f, -0.0f };
    layer.setVoltages (given);
    CHECK (std::ranges::equal (layer.voltages(), std::vector<float>{ 0.25f, 0.0f, last }));
    CHECK_FALSE (std::signbit (layer.voltages()[1]));
}

TEMPLATE_TEST_CASE ("A seed's voltages follow from item and unit alone, on every instruction set", "", float,
                    double)
{
    constexpr Index units = 37, item = 5;
    auto options = optionsFor<TestType> ("relu", 0.001);
    options.seed = 0x123456789ABCDEFu;
    for (const auto set : supportedInstructionSets())
    {
        SpikingActivation<TestType> layer (options);
        layer.useInstructionSet (set);
        layer.prepare (units);
        layer.reset (item);
        layer.resetUnit (20, item + 1);
        INFO (name (set));
        for (Index unit = 0; unit < units; ++unit)
        {
            const auto i = (unit == 20 ? item + 1 : item) * units + unit;
            CHECK (layer.voltages()[static_cast<std::size_t> (unit)] ==
                   randomUniform<TestType> (options.seed, static_cast<std::uint64_t> (i)));
        }
    }
}

TEST_CASE ("The spikes of every unit add up to the integral of f within one spike, at all times")
{
    for (const auto* name : { "identity", "relu", "abs", "square", "sigmoid" })
    {
        const double dt = 1.0 / 8000.0;
        const auto x = randomTensor<double> ({ 1, 20000, 4 }, -800.0, 1000.0, 4);
        SpikingActivation<double> layer (optionsFor<double> (name, dt));
        const auto y = layer.forward (x, Mode::inference);
        const auto f = Activation<double>::named (name);
        double worst = 0.0;
        for (Index unit = 0; unit < 4; ++unit)
        {
            double spikes = 0.0, integral = 0.0;
            for (Index t = 0; t < 20000; ++t)
            {
                spikes += y.item (0) (t, unit) * dt;
                integral += f.value (x.item (0) (t, unit)) * dt;
                worst = std::max (worst, std::abs (spikes - integral));
            }
        }
        INFO (name);
        CHECK (worst < 1.0 + 1e-6);
    }
}

TEST_CASE ("Negative rates give negative spikes, and a step can hold several")
{
    auto options = optionsFor<double> ("identity", 0.5);
    options.initialState = Tensor<double> ({ 1, 1 }, 0.0);
    const Tensor<double> x ({ 1, 4, 1 }, { 7.0, 0.0, -1.0, -2.0 });
    // v: 3.5 -> 3 spikes, .5; .5 -> 0; 0 -> 0; -1 -> -1 spike, 0. Each spike is 1/dt = 2 high.
    CHECK ((SpikingActivation<double> (options).forward (x, Mode::inference) ==
            Tensor<double> ({ 1, 4, 1 }, { 6.0, 0.0, 0.0, -2.0 })));
    options.spikeHeight = SpikeHeight::count;
    CHECK ((SpikingActivation<double> (options).forward (x, Mode::inference) ==
            Tensor<double> ({ 1, 4, 1 }, { 3.0, 0.0, 0.0, -1.0 })));
}

TEST_CASE ("A leaky relu trained without spikes keeps its rates within 1 Hz when it spikes")
{
    const double dt = 0.001;
    const auto rates = randomTensor<double> ({ 1, 1, 16 }, -100.0, 200.0, 8);
    Tensor<double> x ({ 1, 1000, 16 });
    for (Index i = 0; i < x.size(); ++i)
        x[i] = rates[i % 16];
    auto options = optionsFor<double> ("leaky_relu", dt);
    options.spikingAwareTraining = false;
    SpikingActivation<double> layer (options);
    const auto trained = layer.forward (x, Mode::training), spikes = layer.forward (x, Mode::inference);
    for (Index unit = 0; unit < 16; ++unit)
    {
        double meanRateHz = 0.0;
        for (Index t = 0; t < 1000; ++t)
            meanRateHz += spikes.item (0) (t, unit) / 1000.0;
        CHECK (std::abs (meanRateHz - trained.item (0) (0, unit)) <= 1.0 + 1e-9);
    }
}

TEST_CASE ("SpikingActivation refuses what it cannot take, with the value in the message")
{
    for (const auto dt : { 0.0, -0.5, std::nan (""), std::numeric_limits<double>::infinity() })
        CHECK (messageOf ([&] { SpikingActivation<float> layer (optionsFor<float> ("relu", dt)); }) ==
               "dt must be finite and above 0, not " + describe (dt));

    auto options = optionsFor<float> ("relu", 0.001);
    for (const auto voltage : { 1.0f, -0.25f, std::nanf ("") })
    {
        options.initialState = Tensor<float> ({ 1, 2 }, std::vector<float>{ 0.5f, voltage });
        CHECK (messageOf ([&] { SpikingActivation<float> layer (options); }) ==
               "initial_state must lie in [0, 1), but holds " + describe (static_cast<double> (voltage)));
    }

    options.initialState = Tensor<float> ({ 2, 3 });
    SpikingActivation<float> layer (options);
    CHECK (messageOf (
               [&] {
                   layer.forward (Tensor<float> ({ 2, 5, 4 }), Mode::inference);
               }) == "initial_state must have shape (2, 4), not (2, 3)");
    CHECK (messageOf (
               [&] {
                   layer.forward (Tensor<float> ({ 5, 3 }), Mode::inference);
               }) == "the input must have shape (batch, steps, units), not (5, 3)");
    CHECK (messageOf ([&] { layer.prepare (4); }) == "initial_state has 3 units, the input 4");
}

TEST_CASE ("The last step's gradient reaches only the last step")
{
    auto options = optionsFor<double> ("square", 0.01);
    options.returnSequences = false;
    SpikingActivation<double> layer (options);
    layer.forward (Tensor<double> ({ 1, 3, 1 }, { 1.0, 2.0, 3.0 }), Mode::training);
    CHECK (
        (layer.backward (Tensor<double> ({ 1, 1 }, 0.5)) == Tensor<double> ({ 1, 3, 1 }, { 0.0, 0.0, 3.0 })));
}

} // namespace spikegraph
