// Losses, layers and the layer graph against central differences; optimisers by their formulas.

#include "Core/Alpha.h"
#include "Core/Linear.h"
#include "Core/Lowpass.h"
#include "Core/Random.h"
#include "Core/SpikingActivation.h"
#include "Core/Training/ElementLayers.h"
#include "Core/Training/LayerGraph.h"
#include "Core/Training/Optimisers.h"
#include "Core/Training/RateRegularisers.h"
#include "Core/Training/Schedules.h"
#include "Core/Training/SpectralLoss.h"
#include "Tests/TestFramework.h"

#include <functional>

namespace spikegraph
{
namespace
{

using Array = Tensor<double>;

Array randomArray (const Shape& shape, std::uint64_t seed)
{
    Array array (shape);
    for (Index i = 0; i < array.size(); ++i)
        array[i] = 2.0 * randomUniform<double> (seed, static_cast<std::uint64_t> (i)) - 1.0;
    return array;
}

/// The largest difference of a gradient from central differences, over the largest of these.
double gradientError (Array& at, const Array& gradient, const std::function<double()>& value)
{
    double worst = 0.0, largest = 1e-12;
    for (Index i = 0; i < at.size(); ++i)
    {
        const auto kept = at[i];
        constexpr double step = 1e-6;
        at[i] = kept + step;
        const auto above = value();
        at[i] = kept - step;
        const auto slope = (above - value()) / (2.0 * step);
        at[i] = kept;
        worst = std::max (worst, std::abs (slope - gradient[i]));
        largest = std::max (largest, std::abs (slope));
    }
    return worst / largest;
}

using LossFunction = std::function<Loss<double> (const Array&, const Array&)>;

const std::vector<std::pair<const char*, LossFunction>> losses{
    { "mse", meanSquaredError<double> },
    { "l1", meanAbsoluteError<double> },
    { "si-sdr", negativeSiSdr<double> },
    { "stft",
      [] (const Array& y, const Array& s) {
          return multiResolutionStft (y, s, std::vector<int>{ 8, 16 });
      } }
};

/// sum of y * weights, whose gradient is the weights.
double dot (const Array& y, const Array& weights)
{
    double sum = 0.0;
    for (Index i = 0; i < y.size(); ++i)
        sum += y[i] * weights[i];
    return sum;
}

} // namespace

TEST_CASE ("Every loss has the gradient of its value")
{
    for (const auto& [name, loss] : losses)
    {
        INFO (name);
        auto y = randomArray ({ 2, 40, 2 }, 1);
        const auto target = randomArray ({ 2, 40, 2 }, 2);
        const auto gradient = loss (y, target).gradient;
        const auto& function = loss;
        CHECK (gradientError (y, gradient, [&] { return function (y, target).value; }) < 1e-6);
    }
}

TEST_CASE ("The SI-SDR of a target with a tenth of noise across it is 20 dB at any scale")
{
    Array target ({ 1, 2, 1 }), y ({ 1, 2, 1 });
    target[0] = 1.0;
    for (const double scale : { 1.0, -3.0 })
    {
        y[0] = scale;
        y[1] = 0.1 * scale;
        CHECK (negativeSiSdr (y, target).value == Approx (-20.0));
    }
}

TEST_CASE ("Losses refuse targets of another shape")
{
    for (const auto& [name, loss] : losses)
        CHECK_THROWS_AS (loss (Array ({ 1, 40, 1 }), Array ({ 1, 39, 1 })), InvalidValue);
}

TEST_CASE ("Rate regularisers have the gradient of their value and none inside the target")
{
    for (const auto norm : { RateTarget::Norm::l1, RateTarget::Norm::l2 })
        for (const double percentile : { -1.0, 0.0, 35.0, 100.0 })
        {
            RateTarget target{ -0.01, 0.01, norm, 0.3, percentile };
            auto rates = randomArray ({ 2, 12, 3 }, 3);
            const auto gradient = rateRegulariser (rates, target).gradient;
            CHECK (gradientError (rates, gradient, [&] { return rateRegulariser (rates, target).value; }) <
                   1e-6);
            target.lowHz = -1.0;
            target.highHz = 1.0;
            CHECK (rateRegulariser (rates, target).value == 0.0);
        }
    CHECK (rateRegulariser (Array ({ 1, 4, 1 }, 7.0), { 2.0, 5.0, RateTarget::Norm::l2, 0.5 }).value ==
           Approx (0.5 * 4.0));
}

TEST_CASE ("A graph of layers has the gradient of its output in every parameter")
{
    LayerGraph<double> graph;
    const auto in = graph.addInput(), other = graph.addInput();
    const auto linear = graph.add (
        std::make_unique<Linear<double>> (randomArray ({ 3, 2 }, 4), randomArray ({ 3 }, 5)), { in });
    Lowpass<double>::Options options;
    options.units = 3;
    options.dtSeconds = 0.001;
    options.tauSeconds = { 0.002, 0.004, 0.008 };
    const auto lowpass = graph.add (std::make_unique<Lowpass<double>> (options), { linear });
    const auto curve = graph.add (
        std::make_unique<ActivationLayer<double>> (Activation<double> (ActivationKind::tanh)), { linear });
    const auto gain = graph.add (std::make_unique<GainLayer<double>> (0.7, true), { curve, lowpass });
    const auto offset = graph.add (std::make_unique<OffsetLayer<double>> (0.2, true), { gain });
    const auto product = graph.addProduct (offset, other); // other has one unit, heard by all
    const auto delayed = graph.add (
        std::make_unique<TapLayer<double>> (
            std::vector<TapLayer<double>::Tap>{ { 0, 0, 3, 0.5 }, { 2, 0, 0, 1.5 }, { 1, 0, 1, -1.0 } }, 1),
        { product });

    const std::vector<Array> inputs{ randomArray ({ 2, 9, 2 }, 6), randomArray ({ 2, 9, 1 }, 7) };
    const auto weights = randomArray ({ 2, 9, 1 }, 8);
    const auto value = [&]
    {
        graph.forward (inputs, Mode::training);
        return dot (graph.value (delayed), weights);
    };
    value();
    graph.addGradient (delayed, weights);
    graph.backward();
    CHECK (graph.parameters().size() == 6);
    for (auto* parameter : graph.parameters())
    {
        INFO (parameter->name);
        const auto gradient = parameter->gradient;
        CHECK (gradientError (parameter->value, gradient, value) < 1e-6);
    }
}

TEST_CASE ("Layers that carry their state make of a cut sequence what they make of the whole")
{
    const auto x = randomArray ({ 2, 30, 2 }, 9);
    Lowpass<double>::Options lowpass;
    lowpass.units = 2;
    lowpass.tauSeconds = { 0.01 };
    SpikingActivation<double>::Options spiking;
    spiking.dtSeconds = 0.3;
    std::vector<std::unique_ptr<Layer<double>>> layers;
    layers.push_back (std::make_unique<Lowpass<double>> (lowpass));
    layers.push_back (std::make_unique<SpikingActivation<double>> (spiking));
    Alpha<double>::Options alpha;
    alpha.units = 2;
    alpha.tauSeconds = { 0.004, 0.01 };
    layers.push_back (std::make_unique<Alpha<double>> (alpha));
    layers.push_back (std::make_unique<TapLayer<double>> (
        std::vector<TapLayer<double>::Tap>{ { 0, 0, 17, 1.0 }, { 1, 1, 2, 1.0 } }, 2));
    for (auto& layer : layers)
    {
        const auto whole = layer->forward (x, Mode::training);
        for (Index first = 0; first < 30; first += 10)
        {
            Array part ({ 2, 10, 2 });
            for (Index b = 0; b < 2; ++b)
                std::copy_n (x.item (b).slice (first, 10).samples, 20, part.item (b).samples);
            layer->carryState (first > 0);
            const auto y = layer->forward (part, Mode::training);
            for (Index b = 0; b < 2; ++b)
                CHECK (std::equal (y.item (b).samples, y.item (b).samples + 20,
                                   whole.item (b).slice (first, 10).samples));
        }
    }
}

TEST_CASE ("Momentum adds up to the rate over one minus momentum")
{
    Parameter<double> p{ "p", Array ({ 1 }) };
    Sgd<double> sgd ({ &p }, 0.1, 0.5);
    double before = 0.0;
    for (int step = 0; step < 60; ++step)
    {
        before = p.value[0];
        p.gradient[0] = 1.0;
        sgd.step();
    }
    CHECK (before - p.value[0] == Approx (0.2));
    CHECK_THROWS_AS (Sgd<double> ({ &p }, 0.1, 1.0), InvalidValue);
}

TEST_CASE ("Clipping keeps the direction of the gradients and bounds their norm")
{
    Parameter<double> a{ "a", Array ({ 1 }) }, b{ "b", Array ({ 1 }) };
    a.gradient[0] = 3.0;
    b.gradient[0] = 4.0;
    CHECK (clipGradients<double> ({ &a, &b }, 10.0) == Approx (5.0));
    CHECK (a.gradient[0] == 3.0);
    CHECK (clipGradients<double> ({ &a, &b }, 1.0) == Approx (5.0));
    CHECK (a.gradient[0] == Approx (0.6));
    CHECK (b.gradient[0] == Approx (0.8));
}

TEST_CASE ("Schedules begin and end where they should")
{
    CHECK (geometricSchedule (1.0, 0.01, 0, 3) == Approx (1.0));
    CHECK (geometricSchedule (1.0, 0.01, 1, 3) == Approx (0.1));
    CHECK (geometricSchedule (1.0, 0.01, 2, 3) == Approx (0.01));
    CHECK (cosineSchedule (2.0, 0, 10) == Approx (2.0));
    CHECK (cosineSchedule (2.0, 5, 10) == Approx (1.0));
    CHECK (cosineSchedule (2.0, 10, 10) == Approx (0.0).margin (1e-12));
}

} // namespace spikegraph
