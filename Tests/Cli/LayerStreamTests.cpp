// Arrays of any shape and size through `spikegraph layer`, which streams them.

#include "Core/Random.h"
#include "Core/TemporalAvgPool.h"
#include "LayerArrays.h"

#include <cmath>
#include <limits>

namespace spikegraph::cli
{

TEST_CASE ("Arrays of any shape stream with the bits of the whole, items of a batch apart")
{
    const TemporaryFolder folder;
    const auto save01 = [&] (const char* name, const Shape& shape)
    {
        Tensor<float> values (shape);
        for (Index i = 0; i < values.size(); ++i)
            values[i] = randomUniform<float> (2, static_cast<std::uint64_t> (i));
        save (folder / name, values);
    };
    // Blocks end within items here, and hold many items there; items run side by side or not, and very many
    // units in columns, which a block holds or not.
    for (const auto& shape :
         { Shape{ 3, 90000, 5 }, Shape{ 120000, 2, 3 }, Shape{ 70001, 1, 1 }, Shape{ 1, 1, 70001 },
           Shape{ 9001, 1, 7 }, Shape{ 1003, 100, 1 }, Shape{ 17, 10000, 1 }, Shape{ 30, 1024, 2 },
           Shape{ 1001, 17, 1 }, Shape{ 1001, 17, 20 }, Shape{ 2, 3, 100000 }, Shape{ 1, 66, 32769 },
           Shape{ 2, 1, 1 }, Shape{ 1, 1, 1 } })
    {
        Tensor<float> x (shape);
        for (Index i = 0; i < x.size(); ++i)
            x[i] = 400.0f * randomUniform<float> (1, static_cast<std::uint64_t> (i)) - 50.0f;
        save (folder / "x.npy", x);
        save01 ("voltages.npy", { shape[0], shape[2] });
        save01 ("levels.npy", { 1, shape[2] });
        save01 ("last.npy", { shape[0], shape[2] });
        const auto voltages = folder / "voltages.npy", levels = folder / "levels.npy";
        for (const auto& layer : {
                 std::vector<std::string>{ "spiking-activation", "--activation", "relu", "--seed", "3" },
                 { "spiking-activation", "--activation", "tanh", "--initial-state", voltages, "--dt", "0.7" },
                 { "lowpass", "--tau", "0.01" },
                 { "lowpass", "--smoothing-logit", levels, "--initial-level", levels },
                 { "alpha", "--tau", "0.01" },
                 { "alpha", "--tau", "0.01", "--initial-level", levels },
                 { "alpha", "--tau", "0.01", "--training" },
                 { "lowpass", "--tau", "0.01", "--training", "--no-apply-during-training" },
                 { "spiking-activation", "--activation", "relu", "--training",
                   "--no-spiking-aware-training" },
             })
            for (const bool last : { false, true })
            {
                std::vector<std::string> arguments{ "layer" };
                arguments.insert (arguments.end(), layer.begin(), layer.end());
                arguments.insert (arguments.end(), { folder / "x.npy", "--overwrite" });
                if (last)
                    arguments.emplace_back ("--last");
                auto streamed = arguments, whole = arguments;
                streamed.insert (streamed.end(), { "-o", folder / "streamed.npy" });
                whole.insert (whole.end(), { "-o", folder / "whole.npy", "--grad-output",
                                             folder / (last ? "last.npy" : "x.npy") });
                INFO (describe (shape)
                      << ", " << layer[0] << ", " << layer[1] << (last ? ", the last step" : ""));
                requireDone (streamed);
                requireDone (whole);
                REQUIRE ((readText (folder / "streamed.npy") == readText (folder / "whole.npy")));
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

TEST_CASE ("Means over any dimension stream with the bits of the whole")
{
    const TemporaryFolder folder;
    for (const auto& shape : { Shape{ 3, 40000, 5 }, Shape{ 60000, 2, 3 }, Shape{ 70001, 1, 1 },
                               Shape{ 1, 1, 70001 }, Shape{ 17, 5000, 1 }, Shape{ 2, 3, 40001 },
                               Shape{ 66, 1, 32769 }, Shape{ 300, 7, 11, 13 }, Shape{ 1 }, Shape{ 100003 } })
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
            requireDone ({ "layer", "temporal-avg-pool", folder / "x.npy", "-o", folder / "streamed.npy",
                           "--dim", std::to_string (dim), "--overwrite" });
            save (folder / "whole.npy", TemporalAvgPool<float> (dim).forward (x, Mode::inference));
            REQUIRE ((readText (folder / "streamed.npy") == readText (folder / "whole.npy")));
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
            arguments.insert (arguments.end(), { folder / "x.npy", "-o", folder / "y.npy", "--overwrite" });
            requireDone (arguments);
            CHECK (load<float> (folder / "y.npy").shape() == shape);
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
