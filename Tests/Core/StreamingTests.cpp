// What holds for every streaming layer: cuts, layouts and instruction sets change no bit, and units are
// alone.

#include "Core/Alpha.h"
#include "Core/Linear.h"
#include "Core/Lowpass.h"
#include "Core/MovingAverage.h"
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

constexpr Index blockSizes[]{ 1, 7, 64, 65, 8193 };
constexpr Index unitCounts[]{ 1, 2, 3, 5, 7, 8, 17, 64 };

template <typename T>
SpikingActivation<T> makeSpiking (Index units, const char* activation, double dtSeconds)
{
    typename SpikingActivation<T>::Options options;
    options.activation = Activation<T>::named (activation);
    options.dtSeconds = dtSeconds;
    options.seed = 7;
    SpikingActivation<T> layer (options);
    layer.prepare (units);
    return layer;
}

template <typename T>
Lowpass<T> makeLowpass (Index units)
{
    typename Lowpass<T>::Options options;
    for (Index unit = 0; unit < units; ++unit)
        options.tauSeconds.push_back (0.0002 * static_cast<double> (unit + 1));
    options.units = units;
    options.dtSeconds = 1.0 / 48000.0;
    options.initialLevel = randomTensor<T> ({ 1, units }, -1.0, 1.0, 3);
    Lowpass<T> layer (options);
    layer.prepare();
    return layer;
}

template <typename T>
Alpha<T> makeAlpha (Index units)
{
    typename Alpha<T>::Options options;
    for (Index unit = 0; unit < units; ++unit)
        options.tauSeconds.push_back (0.0002 * static_cast<double> (unit + 1));
    options.units = units;
    options.dtSeconds = 1.0 / 48000.0;
    options.initialLevel = randomTensor<T> ({ 1, units }, -1.0, 1.0, 4);
    Alpha<T> layer (options);
    layer.prepare();
    return layer;
}

template <typename T>
MovingAverage<T> makeMovingAverage (Index units)
{
    MovingAverage<T> layer;
    layer.prepare (units, 37);
    return layer;
}

/// Calls check (name, make) for each kind of layer, where make() returns a fresh, prepared one.
template <typename T, typename Check>
void forEachLayer (Index units, Check check)
{
    check ("relu spiking rarely", [=] { return makeSpiking<T> (units, "relu", 1.0 / 48000.0); });
    check ("identity spiking often", [=] { return makeSpiking<T> (units, "identity", 1.0 / 2000.0); });
    check ("tanh spiking", [=] { return makeSpiking<T> (units, "tanh", 0.3); });
    check ("lowpass", [=] { return makeLowpass<T> (units); });
    check ("alpha", [=] { return makeAlpha<T> (units); });
    check ("moving average", [=] { return makeMovingAverage<T> (units); });
}

template <typename T>
void checkCutsAndLayouts()
{
    for (const auto units : unitCounts)
    {
        // First quiet, so that spikes are rare, then loud, so that several fall into a step.
        auto x = randomTensor<T> ({ 1, 9000, units }, -500.0, 1500.0, 11);
        for (Index t = 6000; t < 9000; ++t)
            for (Index unit = 0; unit < units; ++unit)
                x.item (0) (t, unit) *= T (5);

        forEachLayer<T> (units,
                         [&] (const char* name, auto make)
                         {
                             INFO (name << ", " << units << " units");
                             auto whole = make();
                             const auto expected = runInterleaved (whole, x, x.shape()[1]);
                             for (const auto block : blockSizes)
                             {
                                 INFO ("blocks of " << block);
                                 auto cut = make(), planar = make(), inPlace = make();
                                 CHECK ((runInterleaved (cut, x, block) == expected));
                                 CHECK ((runPlanar (planar, x, block) == expected));
                                 CHECK ((runPlanar (inPlace, x, block, true) == expected));
                             }
                             whole.reset();
                             CHECK ((runInterleaved (whole, x, 100) == expected));
                         });
    }
}

template <typename Make, typename T>
void checkInstructionSets (Make make, const Tensor<T>& x)
{
    auto reference = make();
    reference.useInstructionSet (InstructionSet::baseline);
    const auto expected = runInterleaved (reference, x, x.shape()[1]);
    for (const auto set : supportedInstructionSets())
    {
        INFO (name (set));
        auto interleaved = make(), planar = make();
        interleaved.useInstructionSet (set);
        planar.useInstructionSet (set);
        CHECK ((runInterleaved (interleaved, x, 1000) == expected));
        CHECK ((runPlanar (planar, x, x.shape()[1]) == expected));
    }
}

/// Results too large for the caches against the same ones in small parts.
template <typename Make, typename T>
void checkLargeOutput (Make make, const Tensor<T>& x)
{
    for (const auto set : supportedInstructionSets())
    {
        INFO (name (set) << ", " << x.shape()[2] << " units");
        auto whole = make(), parts = make();
        whole.useInstructionSet (set);
        parts.useInstructionSet (set);
        const auto expected = runInterleaved (parts, x, 1001);
        CHECK ((runInterleaved (whole, x, x.shape()[1]) == expected));

        // No allocation has so little alignment.
        whole.reset();
        std::vector<T> unaligned (static_cast<std::size_t> (x.size()) + 1);
        whole.process (x.item (0), Interleaved<T>{ unaligned.data() + 1, x.shape()[1], x.shape()[2] });
        CHECK (std::equal (expected.begin(), expected.end(), unaligned.begin() + 1));
    }
}

/// Unit 2 of 5 gets one bad sample: only its output may be NaN or infinite, from then on it is counted until
/// reset, and the others put out what they would have.
template <typename T>
void checkIsolation (T bad)
{
    constexpr Index units = 5, steps = 300, spoiltUnit = 2;
    const auto clean = randomTensor<T> ({ 1, steps, units }, -1.0, 3.0, 5);
    auto spoilt = clean;
    spoilt.item (0) (100, spoiltUnit) = bad;

    forEachLayer<T> (units,
                     [&] (const char* name, auto make)
                     {
                         INFO (name << " with " << bad);
                         auto layer = make(), sound = make();
                         const auto expected = runInterleaved (sound, clean, steps),
                                    y = runInterleaved (layer, spoilt, 64);
                         bool othersAgree = true;
                         for (Index t = 0; t < steps; ++t)
                             for (Index unit = 0; unit < units; ++unit)
                                 if (unit != spoiltUnit || t < 100)
                                     othersAgree =
                                         othersAgree && y.item (0) (t, unit) == expected.item (0) (t, unit);
                         CHECK (othersAgree);
                         CHECK (sound.nonFiniteUnits() == 0);

                         auto justSpoilt = make();
                         justSpoilt.process (std::as_const (spoilt).item (0).slice (0, 101),
                                             Tensor<T> ({ 1, 101, units }).item (0));
                         // tanh makes infinity finite, relu minus infinity.
                         const bool bounded = std::string (name) == "tanh spiking" ||
                                              (std::string (name) == "relu spiking rarely" && bad < T (0));
                         CHECK (justSpoilt.nonFiniteUnits() == (bounded && !std::isnan (bad) ? 0 : 1));
                         justSpoilt.reset();
                         CHECK (justSpoilt.nonFiniteUnits() == 0);
                         CHECK ((runInterleaved (justSpoilt, clean, 64) == expected));
                     });
}

template <typename T>
void checkExchange()
{
    for (const auto units : unitCounts)
        forEachLayer<T> (units,
                         [&] (const char* name, auto make)
                         {
                             auto layer = make();
                             using Tested = decltype (layer);
                             if constexpr (requires { typename Tested::State; })
                             {
                                 INFO (name << ", " << units << " units");
                                 const Shape shape{ 1, 100, units };
                                 const auto x = randomTensor<T> (shape, -900.0, 3000.0, 41),
                                            other = randomTensor<T> (shape, -900.0, 3000.0, 42);
                                 auto first = make(), second = make();
                                 const auto expected = runInterleaved (first, x, 100),
                                            otherExpected = runInterleaved (second, other, 100);

                                 typename Tested::State state;
                                 state.resize (static_cast<decltype (state.size())> (units));
                                 Tensor<T> y (shape), otherY (shape);
                                 for (Index step = 0; step < 100; step += 25)
                                 {
                                     layer.process (x.item (0).slice (step, 25), y.item (0).slice (step, 25));
                                     layer.exchangeState (state);
                                     if (step == 0)
                                         layer.reset();
                                     layer.process (other.item (0).slice (step, 25),
                                                    otherY.item (0).slice (step, 25));
                                     layer.exchangeState (state);
                                 }
                                 CHECK ((y == expected));
                                 CHECK ((otherY == otherExpected));
                             }
                         });
}

} // namespace

TEST_CASE ("A layer takes sequences through in turn, each with a state that it is given in exchange")
{
    checkExchange<float>();
    checkExchange<double>();
}

TEST_CASE ("Cutting a sequence, turning its layout or working in place changes no bit")
{
    checkCutsAndLayouts<float>();
    checkCutsAndLayouts<double>();
}

TEST_CASE ("Every instruction set gives the same bits")
{
    for (const auto units : unitCounts)
    {
        INFO (units << " units");
        const auto x = randomTensor<float> ({ 1, 5000, units }, -900.0, 3000.0, 21);
        const auto wide = randomTensor<double> ({ 1, 5000, units }, -900.0, 3000.0, 22);
        checkInstructionSets ([=] { return makeSpiking<float> (units, "identity", 1.0 / 2000.0); }, x);
        checkInstructionSets ([=] { return makeSpiking<double> (units, "leaky_relu", 1.0 / 48000.0); }, wide);
        checkInstructionSets ([=] { return makeLowpass<float> (units); }, x);
        checkInstructionSets ([=] { return makeLowpass<double> (units); }, wide);
        checkInstructionSets ([=] { return makeAlpha<float> (units); }, x);
        checkInstructionSets ([=] { return makeAlpha<double> (units); }, wide);
    }
}

TEST_CASE ("Results larger than the caches have the bits of small ones")
{
    constexpr Index bytes = (Index{ 16 } << 20) + 4096;
    for (const Index units : { 1, 64, 67 })
    {
        const auto x = randomTensor<float> ({ 1, bytes / 4 / units + 1, units }, -900.0, 3000.0, 31);
        checkLargeOutput ([=] { return makeSpiking<float> (units, "relu", 1.0 / 2000.0); }, x);
        checkLargeOutput ([=] { return makeLowpass<float> (units); }, x);
        checkLargeOutput ([=] { return makeAlpha<float> (units); }, x);
    }
    const auto wide = randomTensor<double> ({ 1, bytes / 8 / 32 + 1, 32 }, -900.0, 3000.0, 32);
    checkLargeOutput ([=] { return makeSpiking<double> (32, "identity", 1.0 / 2000.0); }, wide);
    checkLargeOutput ([=] { return makeLowpass<double> (32); }, wide);
}

TEST_CASE ("NaN or infinity in one unit harms only that unit, and is reported until reset")
{
    checkIsolation (std::numeric_limits<float>::quiet_NaN());
    checkIsolation (std::numeric_limits<float>::infinity());
    checkIsolation (-std::numeric_limits<double>::infinity());
    checkIsolation (std::numeric_limits<double>::quiet_NaN());
}

TEST_CASE ("Linear streams the same bits in both layouts and agrees with its matrix product")
{
    const auto x = randomTensor<float> ({ 1, 500, 6 }, -1.0, 1.0, 1);
    Linear<float> linear (randomTensor<float> ({ 6, 6 }, -1.0, 1.0, 2),
                          randomTensor<float> ({ 6 }, -1.0, 1.0, 3));
    const auto expected = runInterleaved (linear, x, 500), product = linear.forward (x, Mode::inference);
    CHECK ((runPlanar (linear, x, 33) == expected));
    for (Index i = 0; i < product.size(); ++i)
        CHECK (product[i] == Approx (expected[i]).margin (1e-6));
}

} // namespace spikegraph
