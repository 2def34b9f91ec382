// Arrays of any shape and size through `spikegraph layer`, which streams them.

#include "Core/Alpha.h"
#include "Core/Lowpass.h"
#include "Core/Random.h"
#include "Core/SpikingActivation.h"
#include "Core/TemporalAvgPool.h"
#include "LayerArrays.h"

#include <juce_audio_basics/juce_audio_basics.h>

#include <cmath>
#include <limits>
#include <memory>

namespace spikegraph::cli
{

namespace
{

/// From 0 to 1, from a seed.
Tensor<float> uniform (const Shape& shape, std::uint64_t seed)
{
    Tensor<float> values (shape);
    for (Index i = 0; i < values.size(); ++i)
        values[i] = randomUniform<float> (seed, static_cast<std::uint64_t> (i));
    return values;
}

/// The arguments of a layer, the same layer in memory, and how its parameters' gradients are asked for.
struct LayerCase
{
    std::vector<std::string> arguments;
    std::shared_ptr<Layer<float>> layer;
    std::vector<std::string> parameters;
    Mode mode = Mode::inference;
};

std::vector<LayerCase> layersFor (const TemporaryFolder& folder, const Shape& shape, bool last)
{
    const auto units = shape[2];
    const auto voltages = uniform ({ shape[0], units }, 2), levels = uniform ({ 1, units }, 3);
    save (folder / "voltages.npy", voltages);
    save (folder / "levels.npy", levels);

    const auto make = [&]<typename L> (auto change)
    {
        typename L::Options options;
        options.returnSequences = !last;
        if constexpr (requires { options.tauSeconds; })
        {
            options.tauSeconds = { 0.01 };
            options.units = units;
        }
        change (options);
        return std::make_shared<L> (std::move (options));
    };
    const auto spiking = [&] (const char* activation, auto change)
    {
        return make.template operator()<SpikingActivation<float>> (
            [&] (auto& options)
            {
                options.activation = Activation<float>::named (activation);
                change (options);
            });
    };
    const auto lowpass = [&] (auto change) { return make.template operator()<Lowpass<float>> (change); };
    const auto alpha = [&] (auto change) { return make.template operator()<Alpha<float>> (change); };
    const auto asItIs = [] (auto&) {};
    const auto fromLevels = [&] (auto& o) { o.initialLevel = levels; };

    const std::vector<std::string> none, ofLowpass{ "--grad-smoothing-logit", "--grad-level" },
        ofAlpha{ "--grad-tau", "--grad-level" };
    const auto levelsFile = folder / "levels.npy";
    return {
        { { "spiking-activation", "--activation", "relu", "--seed", "3" },
          spiking ("relu", [] (auto& o) { o.seed = 3; }),
          none },
        { { "spiking-activation", "--activation", "tanh", "--initial-state", folder / "voltages.npy", "--dt",
            "0.7" },
          spiking ("tanh", [&] (auto& o) { o.dtSeconds = 0.7, o.initialState = voltages; }),
          none },
        { { "spiking-activation", "--activation", "relu", "--training", "--no-spiking-aware-training" },
          spiking ("relu", [] (auto& o) { o.spikingAwareTraining = false; }),
          none,
          Mode::training },
        { { "lowpass", "--tau", "0.01" }, lowpass (asItIs), ofLowpass },
        { { "lowpass", "--smoothing-logit", levelsFile, "--initial-level", levelsFile },
          lowpass ([&] (auto& o) { o.smoothingLogit = o.initialLevel = levels; }),
          ofLowpass },
        { { "lowpass", "--tau", "0.01", "--training", "--no-apply-during-training" },
          lowpass ([] (auto& o) { o.applyDuringTraining = false; }),
          ofLowpass,
          Mode::training },
        { { "alpha", "--tau", "0.01" }, alpha (asItIs), ofAlpha },
        { { "alpha", "--tau", "0.01", "--initial-level", levelsFile, "--training" },
          alpha (fromLevels),
          ofAlpha,
          Mode::training },
    };
}

} // namespace

TEST_CASE ("Arrays of any shape stream with the bits of the layers in memory, forwards and backwards")
{
    const TemporaryFolder folder;
    const juce::ScopedNoDenormals asTheCommand;
    // Blocks end within items here, and hold many items there; items run side by side or not, many units some
    // at a time, and very many in columns, which a block holds or not.
    for (const auto& shape :
         { Shape{ 3, 90000, 5 }, Shape{ 120000, 2, 3 }, Shape{ 70001, 1, 1 }, Shape{ 1, 1, 70001 },
           Shape{ 9001, 1, 7 }, Shape{ 1003, 100, 1 }, Shape{ 17, 10000, 1 }, Shape{ 30, 1024, 2 },
           Shape{ 1001, 17, 1 }, Shape{ 1001, 17, 20 }, Shape{ 31, 3, 20003 }, Shape{ 3, 31, 9001 },
           Shape{ 2, 3, 100000 }, Shape{ 2, 13, 131077 }, Shape{ 2, 1, 1 }, Shape{ 1, 1, 1 } })
    {
        auto x = uniform (shape, 1);
        for (auto& value : x)
            value = 400.0f * value - 50.0f;
        save (folder / "x.npy", x);
        for (const bool last : { false, true })
        {
            const auto dy = uniform (last ? Shape{ shape[0], shape[2] } : shape, 4);
            save (folder / "dy.npy", dy);
            for (const auto& [arguments, layer, parameters, mode] : layersFor (folder, shape, last))
            {
                INFO (describe (shape)
                      << ", " << arguments[0] << ", " << arguments[1] << (last ? ", the last step" : ""));
                std::vector<std::string> all{ "layer" };
                all.insert (all.end(), arguments.begin(), arguments.end());
                all.insert (all.end(),
                            { folder / "x.npy", "-o", folder / "y.npy", "--grad-output", folder / "dy.npy",
                              "--grad-input", folder / "dx.npy", "--overwrite" });
                if (last)
                    all.emplace_back ("--last");
                for (const auto& option : parameters)
                    all.insert (all.end(), { option, folder / (option + ".npy") });
                requireDone (all);
                REQUIRE ((load<float> (folder / "y.npy") == layer->forward (x, mode)));
                REQUIRE ((load<float> (folder / "dx.npy") == layer->backward (dy)));
                for (std::size_t i = 0; i < parameters.size(); ++i)
                    REQUIRE ((load<float> (folder / (parameters[i] + ".npy")) ==
                              layer->parameters()[i]->gradient));
            }
        }
    }
}

TEST_CASE ("Voltages of the other dtype are converted, and all of them are looked at")
{
    const TemporaryFolder folder;
    const Shape shape{ 3000, 1, 7 };
    Tensor<float> x (shape), voltages ({ 3000, 7 });
    for (Index i = 0; i < x.size(); ++i)
    {
        x[i] = 900.0f * randomUniform<float> (1, static_cast<std::uint64_t> (i));
        voltages[i] = randomUniform<float> (2, static_cast<std::uint64_t> (i));
    }
    Tensor<double> wide (voltages.shape(), { voltages.begin(), voltages.end() });
    save (folder / "x.npy", x);
    save (folder / "float32.npy", voltages);
    save (folder / "float64.npy", wide);
    for (const auto* name : { "float32", "float64" })
        requireDone ({ "layer", "spiking-activation", "--activation", "relu", folder / "x.npy",
                       "--initial-state", folder / (std::string (name) + ".npy"), "-o",
                       folder / (std::string ("by-") + name + ".npy") });
    CHECK ((load<float> (folder / "by-float32.npy") == load<float> (folder / "by-float64.npy")));

    const auto bad = std::vector<std::pair<double, std::string>>{
        { std::nan (""), "initial_state must lie in [0, 1), but holds nan" },
        { 1.0, "initial_state must lie in [0, 1), but holds 1" },
        { 1e300, "1e+300 is too large for float32" },
    };
    for (const auto& [voltage, reason] : bad)
    {
        wide[wide.size() - 2] = voltage;
        save (folder / "bad.npy", wide);
        const auto result = run ({ "layer", "spiking-activation", "--activation", "relu", folder / "x.npy",
                                   "--initial-state", folder / "bad.npy", "-o", folder / "y.npy" });
        CHECK (result.exitCode == 2);
        CHECK (result.errors == "spikegraph: " + (folder / "bad.npy") + ": " + reason + "\n");
        CHECK_FALSE (std::filesystem::exists (folder / "y.npy"));
    }
}

TEST_CASE ("Means over any dimension stream with the bits of the whole, forwards and backwards")
{
    const TemporaryFolder folder;
    for (const auto& shape : { Shape{ 3, 40000, 5 }, Shape{ 60000, 2, 3 }, Shape{ 70001, 1, 1 },
                               Shape{ 1, 1, 70001 }, Shape{ 17, 5000, 1 }, Shape{ 2, 3, 40001 },
                               Shape{ 40, 1, 65537 }, Shape{ 300, 7, 11, 13 }, Shape{ 1 }, Shape{ 100003 } })
    {
        Tensor<float> x (shape);
        for (Index i = 0; i < x.size(); ++i)
            x[i] = 1e6f * randomUniform<float> (1, static_cast<std::uint64_t> (i)) - 3e5f;
        x[x.size() / 2] = -0.0f;
        x[x.size() / 3] = std::numeric_limits<float>::infinity();
        save (folder / "x.npy", x);
        for (Index dim = 0; dim < x.rank(); ++dim)
        {
            INFO (describe (shape) << ", dimension " << dim);
            TemporalAvgPool<float> layer (dim);
            const auto mean = layer.forward (x, Mode::inference);
            const auto dy = uniform (mean.shape(), 4);
            save (folder / "whole.npy", mean);
            save (folder / "dy.npy", dy);
            requireDone ({ "layer", "temporal-avg-pool", folder / "x.npy", "-o", folder / "streamed.npy",
                           "--dim", std::to_string (dim), "--grad-output", folder / "dy.npy", "--grad-input",
                           folder / "dx.npy", "--overwrite" });
            REQUIRE ((readText (folder / "streamed.npy") == readText (folder / "whole.npy")));
            REQUIRE ((load<float> (folder / "dx.npy") == layer.backward (dy)));
        }
    }
}

TEST_CASE ("Arrays without items or steps stay as they are")
{
    const TemporaryFolder folder;
    for (const auto& shape : { Shape{ 0, 5, 3 }, Shape{ 2, 0, 3 }, Shape{ 1, 0, 1 }, Shape{ 0, 1, 1 } })
        for (const auto& layer : { std::vector<std::string>{ "spiking-activation", "--activation", "relu" },
                                   { "lowpass", "--tau", "0.01" },
                                   { "alpha", "--tau", "0.01" },
                                   { "activation", "--activation", "tanh" } })
        {
            INFO (layer[0] << ", " << describe (shape));
            save (folder / "x.npy", Tensor<float> (shape));
            std::vector<std::string> arguments{ "layer" };
            arguments.insert (arguments.end(), layer.begin(), layer.end());
            arguments.insert (arguments.end(),
                              { folder / "x.npy", "-o", folder / "y.npy", "--grad-output", folder / "x.npy",
                                "--grad-input", folder / "dx.npy", "--overwrite" });
            requireDone (arguments);
            CHECK (load<float> (folder / "y.npy").shape() == shape);
            CHECK (load<float> (folder / "dx.npy").shape() == shape);
        }
}

TEST_CASE ("A disk that fills up while an array is written is an error that leaves nothing behind")
{
    const TemporaryFolder folder;
    save (folder / "x.npy", Tensor<float> ({ 1, 1000000, 1 }, 0.5f));
    const auto before = folder.contents();
    for (const std::size_t maxFileBytes : { 100'000u, 2'000'000u, 4'000'000u })
    {
        INFO (maxFileBytes);
        const auto result =
            run ({ "layer", "lowpass", folder / "x.npy", "-o", folder / "y.npy", "--tau", "1" },
                 { .maxFileBytes = maxFileBytes });
        CHECK (result.exitCode == 2);
        CHECK (result.errors.find ("y.npy: cannot be written: ") != std::string::npos);
        CHECK (folder.contents() == before);
    }
}

TEST_CASE ("Layers take numbers that are too small to be normal for 0, as the engine does")
{
    const TemporaryFolder folder;
    const Tensor<float> tiny ({ 1, 300, 2 }, -1e-40f), zeros ({ 1, 300, 2 });
    save (folder / "tiny.npy", tiny);
    save (folder / "zeros.npy", zeros);
    save (folder / "voltages.npy", Tensor<float> ({ 1, 2 }));
    for (const auto& layer : { std::vector<std::string>{ "spiking-activation", "--activation", "identity",
                                                         "--initial-state", folder / "voltages.npy" },
                               { "lowpass", "--tau", "1e-9" },
                               { "alpha", "--tau", "1e-9" },
                               { "temporal-avg-pool" },
                               { "activation", "--activation", "x*1e40" } })
        for (const bool goesBack : { false, true })
        {
            INFO (layer[0] << (goesBack ? ", with a gradient" : ""));
            std::vector<std::string> arguments{ "layer" };
            arguments.insert (arguments.end(), layer.begin(), layer.end());
            arguments.insert (arguments.end(),
                              { folder / "tiny.npy", "-o", folder / "y.npy", "--overwrite" });
            if (goesBack && layer[0] != "temporal-avg-pool")
                arguments.insert (arguments.end(), { "--grad-output", folder / "zeros.npy" });
            requireDone (arguments);
            for (const auto y : load<float> (folder / "y.npy"))
                REQUIRE (y == 0.0f);
        }
}

} // namespace spikegraph::cli
