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

/// What the layer is defined as, line by line, for every unit from voltage 0.5.
template <typename T>
Tensor<T> spikesByDefinition (const Tensor<T>& x, T dt)
{
    Tensor<T> y (x.shape());
    std::vector<T> voltages (static_cast<std::size_t> (x.shape()[2]), T (0.5));
    for (Index i = 0; i < x.size(); ++i)
    {
        T& v = voltages[static_cast<std::size_t> (i) % voltages.size()];
        const T product = x[i] * dt;
        v += product;
        const T n = std::floor (v);
        v -= n;
        y[i] = n / dt;
    }
    return y;
}

/// The first step where one has other spikes than the other; NaN is like NaN.
template <typename T>
Index firstDifference (const Tensor<T>& y, const Tensor<T>& expected)
{
    Index t = 0;
    while (t < y.size() && (y[t] == expected[t] || (std::isnan (y[t]) && std::isnan (expected[t]))))
        ++t;
    return t;
}

/// relu of them, by its definition: NaN stays NaN.
template <typename T>
Tensor<T> rectified (Tensor<T> rates)
{
    for (T& rate : rates)
        if (rate < T (0))
            rate = T (0);
    return rates;
}

/// In both layouts and on every instruction set.
template <typename T>
void checkSpikes (const Tensor<T>& x, double dtSeconds, const char* activation = "identity")
{
    const auto units = x.shape()[2];
    auto options = optionsFor<T> (activation, dtSeconds);
    const bool isRelu = options.activation.kind() == ActivationKind::relu;
    const auto expected = spikesByDefinition (isRelu ? rectified (x) : x, static_cast<T> (dtSeconds));

    options.initialState = Tensor<T> ({ 1, units }, T (0.5));
    for (const auto set : supportedInstructionSets())
    {
        SpikingActivation<T> layer (options);
        layer.useInstructionSet (set);
        layer.prepare (units);
        const auto y = runInterleaved (layer, x, x.size());
        layer.reset();
        const auto planar = runPlanar (layer, x, x.size());
        INFO (name (set));
        REQUIRE (firstDifference (y, expected) == x.size());
        REQUIRE (firstDifference (planar, expected) == x.size());
    }
}

/// Rates (Hz) that change their kind every so many steps: rare spikes and frequent ones, several in a step,
/// and negative ones.
template <typename T>
Tensor<T> changingRates()
{
    constexpr double ranges[][2] = { { 0.0, 500.0 },      { 0.0, 47990.0 },     { 47990.0, 47999.99 },
                                     { -2.0e4, 47000.0 }, { 0.0, 200000.0 },    { -300.0, 300.0 },
                                     { 2.0e4, 47000.0 },  { -1.0e6, 1.0e6 },    { 0.0, 0.0 },
                                     { 3.0e4, 3.0e4 },    { 47999.99, 48001.0 } };
    constexpr Index stepsOfRange = 700;
    Tensor<T> x ({ 1, std::size (ranges) * stepsOfRange, 1 });
    for (Index t = 0; t < x.size(); ++t)
    {
        const auto& [low, high] = ranges[t / stepsOfRange];
        x[t] =
            static_cast<T> (low + (high - low) * randomUniform<double> (5, static_cast<std::uint64_t> (t)));
    }
    return x;
}

/// A spike every other step for long enough to be called frequent; then, at a time step of 1 s, the voltage
/// comes within a rounding of 1, and a rate of 1 or a rounding less is added to it.
template <typename T>
Tensor<T> ratesAtTheEdge (bool belowOne)
{
    Tensor<T> x ({ 1, 1000, 1 }, T (0.5));
    const T almostOne = std::nextafter (T (1), T (0));
    x[400] = almostOne - T (0.5);
    x[401] = belowOne ? almostOne : T (1);
    return x;
}

/// Several spikes in a step and negative ones for long enough to be called frequent; then, at a time step of
/// 1 s, what has no fraction, no number, or leaves a voltage of 1, to which a rate is added that rounds it up
/// to 2.
template <typename T>
Tensor<T> ratesBeyondTheEdge (T beyond)
{
    Tensor<T> x ({ 1, 1000, 1 });
    for (Index t = 0; t < x.size(); ++t)
        x[t] = t % 2 == 0 ? T (2.5) : T (-1.25);
    x[399] = T (-0.75); // after which the voltage is 0
    x[400] = T (-1e-30);
    x[401] = std::nextafter (T (1), T (0));
    x[700] = beyond;
    return x;
}

/// Random rates, at a time step of 1 s, that are multiples of a spacing: 0 for what there is between two
/// numbers. The wide ones lead to many a sum that lies halfway between two numbers, or at a power of two.
template <typename T>
Tensor<T> randomRates (double highest, double spacing)
{
    Tensor<T> x ({ 1, 100000, 1 });
    for (Index t = 0; t < x.size(); ++t)
    {
        const auto rate = highest * randomUniform<double> (6, static_cast<std::uint64_t> (t));
        x[t] = static_cast<T> (spacing > 0.0 ? spacing * std::floor (rate / spacing) : rate);
    }
    return x;
}

/// Half of them negative.
template <typename T>
Tensor<T> centred (Tensor<T> rates)
{
    const T middle = *std::max_element (rates.begin(), rates.end()) / T (2);
    for (T& rate : rates)
        rate -= middle;
    return rates;
}

/// One in five hundred a thousand times as high.
template <typename T>
Tensor<T> withOutliers (Tensor<T> rates)
{
    for (Index t = 0; t < rates.size(); t += 500)
        rates[t] *= T (1000);
    return rates;
}

/// Random rates, at a time step of 1 s, of either sign and of every size from 10^-decades to 10^decades.
template <typename T>
Tensor<T> ratesOfAllSizes (double decades)
{
    Tensor<T> x ({ 1, 100000, 1 });
    for (Index t = 0; t < x.size(); ++t)
    {
        const auto random = 2.0 * randomUniform<double> (7, static_cast<std::uint64_t> (t)) - 1.0;
        x[t] = static_cast<T> (
            std::copysign (std::pow (10.0, decades * (2.0 * std::abs (random) - 1.0)), random));
    }
    return x;
}

/// Every other so many steps far lower.
template <typename T>
Tensor<T> inBursts (Index steps, T quiet, Tensor<T> rates)
{
    for (Index t = 0; t < rates.size(); ++t)
        rates[t] *= t / steps % 2 == 0 ? T (1) : quiet;
    return rates;
}

/// The same rates for some units side by side, which get every so manieth.
template <typename T>
Tensor<T> dealtTo (Index units, const Tensor<T>& rates)
{
    const auto steps = rates.size() / units;
    return { { 1, steps, units }, std::vector<T> (rates.begin(), rates.begin() + steps * units) };
}

/// The same rates for each of some units.
template <typename T>
Tensor<T> repeatedFor (Index units, const Tensor<T>& rates)
{
    Tensor<T> x ({ 1, rates.size(), units });
    for (Index i = 0; i < x.size(); ++i)
        x[i] = rates[i / units];
    return x;
}

/// At a time step of 1 s, spikes so rare that steps may be looked at together, among them a negative one.
template <typename T>
Tensor<T> rareRates (double dip)
{
    Tensor<T> x ({ 1, 1000, 1 }, T (0.0005));
    x[500] = static_cast<T> (dip);
    x[501] = T (0.9);
    return x;
}

template <typename T>
void checkOneUnit()
{
    for (const double dip : { -0.0001, -0.8, -0.95, -3.0, -0.0 })
        checkSpikes (rareRates<T> (dip), 1.0);
    for (const double highest : { 0.003, 0.03, 0.1, 0.4, 0.9999 })
        for (const double spacing : { 0.0, 0x1p-25, 0x1p-24, 0x1p-20, 0x1p-10 })
        {
            INFO ("below " << highest << ", multiples of " << spacing);
            checkSpikes (randomRates<T> (highest, spacing), 1.0);
            checkSpikes (randomRates<T> (highest, spacing), 1.0,
                         "relu"); // which spikes where it has activated
        }
    for (const double highest : { 1.5, 4.0, 50.0, 3000.0 })
        for (const double spacing : { 0.0, 0x1p-22, 0x1p-18, 0x1p-10, 1.0 })
        {
            INFO ("below " << highest << ", multiples of " << spacing);
            const auto rates = randomRates<T> (highest, spacing);
            checkSpikes (rates, 1.0);
            checkSpikes (centred (rates), 1.0);
            checkSpikes (centred (rates), 1.0, "relu");
            checkSpikes (withOutliers (rates), 1.0);
        }
    for (const double decades : { 1.0, 3.0, 6.0, 30.0 })
    {
        INFO ("sizes within " << decades << " decades of 1");
        checkSpikes (ratesOfAllSizes<T> (decades), 1.0);
        checkSpikes (ratesOfAllSizes<T> (decades), 1.0, "relu");
    }
    for (const Index steps : { 37, 300, 1000 })
        for (const T quiet : { T (0), T (1e-9), T (1e-3) })
        {
            INFO ("bursts of " << steps << " steps, " << quiet << " times as high between them");
            checkSpikes (inBursts (steps, quiet, randomRates<T> (50.0, 0.0)), 1.0);
            checkSpikes (inBursts (steps, quiet, ratesOfAllSizes<T> (4.0)), 1.0);
        }
    for (const T beyond : { T (-1e-30), T (3e30), T (-3e30), -std::numeric_limits<T>::infinity(),
                            std::numeric_limits<T>::quiet_NaN(), std::numeric_limits<T>::denorm_min() })
        checkSpikes (ratesBeyondTheEdge<T> (beyond), 1.0);
    checkSpikes (changingRates<T>(), 1.0 / 48000.0);
    for (const bool belowOne : { true, false })
        for (const auto* activation : { "identity", "relu" }) // relu's rates are where the spikes will be
            checkSpikes (ratesAtTheEdge<T> (belowOne), 1.0, activation);
    auto spoilt = ratesAtTheEdge<T> (true);
    spoilt[300] = std::numeric_limits<T>::quiet_NaN();
    checkSpikes (spoilt, 1.0);
}

template <typename T>
void checkUnits (Index units)
{
    INFO (units << " units");
    for (const auto* activation : { "identity", "relu" }) // which many units apply on their way
    {
        checkSpikes (dealtTo (units, changingRates<T>()), 1.0 / 48000.0, activation);
        checkSpikes (dealtTo (units, centred (randomRates<T> (50.0, 0.0))), 1.0, activation);
        for (const T beyond : { T (-1e-30), T (3e30), -std::numeric_limits<T>::infinity(),
                                std::numeric_limits<T>::quiet_NaN() })
            checkSpikes (repeatedFor (units, ratesBeyondTheEdge<T> (beyond)), 1.0, activation);
    }
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

TEST_CASE ("One unit spikes bit for bit as its definition, whatever its rate")
{
    checkOneUnit<float>();
    checkOneUnit<double>();
}

TEST_CASE ("Several units spike bit for bit as each by itself")
{
    for (const Index units : { 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 33, 47, 64 })
    {
        checkUnits<float> (units);
        checkUnits<double> (units);
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
    CHECK ((layer.voltages() == std::vector<float>{ 0.25f, 0.0f, last }));
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
