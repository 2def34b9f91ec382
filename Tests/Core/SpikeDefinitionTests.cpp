// Spikes bit for bit as the layer's definition gives them, whatever ways kernels find for them.

#include "Core/SpikingActivation.h"
#include "Streaming.h"
#include "Tests/TestFramework.h"

#include <cmath>
#include <limits>
#include <vector>

namespace spikegraph
{
namespace
{

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
    typename SpikingActivation<T>::Options options;
    options.activation = Activation<T>::named (activation);
    options.dtSeconds = dtSeconds;
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

} // namespace spikegraph
