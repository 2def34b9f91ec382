// `spikegraph layer`, as its users run it.

#include "Core/Random.h"
#include "Core/TemporalAvgPool.h"
#include "Files/NpyFile.h"
#include "RunBinary.h"
#include "Tests/Core/GoldenCase.h"
#include "Tests/TestFramework.h"

#include <cmath>
#include <limits>

namespace spikegraph::cli
{
namespace
{

template <typename T>
void save (const std::string& path, const Tensor<T>& array)
{
    writeNpy (path, path, array);
}

template <typename T>
Tensor<T> load (const std::string& path)
{
    REQUIRE (NpyReader (path).type() == npyTypeOf<T>);
    return readNpy<T> (path);
}

std::string goldenFile (const GoldenCase& golden, const std::string& array)
{
    return std::string (SPIKEGRAPH_GOLDEN_DIR) + "/" + golden.name() + "/" + array + ".npy";
}

void requireDone (const std::vector<std::string>& arguments)
{
    const auto result = run (arguments);
    INFO (result.errors);
    REQUIRE (result.exitCode == 0);
    REQUIRE (result.errors.empty());
}

template <typename T>
void checkLowpass (const GoldenCase& golden)
{
    const TemporaryFolder folder;
    const double tolerance = golden.isFloat() ? 1e-6 : 1e-12,
                 gradientTolerance = golden.isFloat() ? 1e-5 : 1e-9;
    for (const auto& smoothing : { std::vector<std::string>{ "--tau", golden.text ("tau") },
                                   { "--smoothing-logit", goldenFile (golden, "smoothing_logit") } })
    {
        std::vector<std::string> arguments{ "layer",
                                            "lowpass",
                                            goldenFile (golden, "x"),
                                            "-o",
                                            folder / "y.npy",
                                            "--overwrite",
                                            "--dt",
                                            golden.text ("dt"),
                                            "--initial-level",
                                            goldenFile (golden, "initial_level") };
        arguments.insert (arguments.end(), smoothing.begin(), smoothing.end());
        requireDone (arguments);
        const auto streamed = load<T> (folder / "y.npy");
        CHECK (relativeError (streamed, golden.array<T> ("y")) < tolerance);

        const std::vector<std::string> backward{ "--grad-output",          goldenFile (golden, "grad_y"),
                                                 "--grad-input",           folder / "dx.npy",
                                                 "--grad-level",           folder / "dl.npy",
                                                 "--grad-smoothing-logit", folder / "dw.npy" };
        arguments.insert (arguments.end(), backward.begin(), backward.end());
        requireDone (arguments);
        CHECK ((load<T> (folder / "y.npy") == streamed));
        CHECK (relativeError (load<T> (folder / "dx.npy"), golden.array<T> ("grad_x")) < gradientTolerance);
        CHECK (relativeError (load<T> (folder / "dl.npy"), golden.array<T> ("grad_level")) <
               gradientTolerance);
        CHECK (relativeError (load<T> (folder / "dw.npy"), golden.array<T> ("grad_smoothing_logit")) <
               gradientTolerance);
    }
}

template <typename T>
void checkSpiking (const GoldenCase& golden)
{
    const TemporaryFolder folder;
    std::vector<std::string> arguments{ "layer",
                                        "spiking-activation",
                                        goldenFile (golden, "activated"),
                                        "-o",
                                        folder / "y.npy",
                                        "--activation",
                                        "identity",
                                        "--dt",
                                        golden.text ("dt"),
                                        "--initial-state",
                                        goldenFile (golden, "initial_state"),
                                        "--overwrite" };
    requireDone (arguments);
    CHECK ((load<T> (folder / "y.npy") == golden.array<T> ("y")));
    arguments.push_back ("--last");
    requireDone (arguments);
    CHECK ((load<T> (folder / "y.npy") == golden.array<T> ("y_last")));
}

} // namespace

TEST_CASE ("The layer command gives the reference's spikes bit for bit")
{
    for (const auto& golden : GoldenCase::all ("spiking_"))
    {
        INFO (golden.name());
        golden.isFloat() ? checkSpiking<float> (golden) : checkSpiking<double> (golden);
    }
}

TEST_CASE ("The layer command gives the reference's lowpass, forwards and backwards")
{
    for (const auto& golden : GoldenCase::all ("lowpass_"))
    {
        INFO (golden.name());
        golden.isFloat() ? checkLowpass<float> (golden) : checkLowpass<double> (golden);
    }
}

TEST_CASE ("The layer command trains spiking activations as the reference does")
{
    for (const auto& golden : GoldenCase::all ("train_spiking_"))
    {
        INFO (golden.name());
        const TemporaryFolder folder;
        const auto name = golden.text ("activation");
        std::vector<std::string> arguments{ "layer",
                                            "spiking-activation",
                                            goldenFile (golden, "x"),
                                            "-o",
                                            folder / "y.npy",
                                            "--activation",
                                            name == "leaky_relu" ? "leaky_relu(0.3)" : name,
                                            "--dt",
                                            golden.text ("dt"),
                                            "--initial-state",
                                            goldenFile (golden, "initial_state"),
                                            "--training",
                                            "--grad-output",
                                            goldenFile (golden, "grad_y"),
                                            "--grad-input",
                                            folder / "dx.npy" };
        const bool base = golden.text ("spiking_aware_training") == "false";
        if (base)
            arguments.push_back ("--no-spiking-aware-training");
        requireDone (arguments);
        CHECK (relativeError (load<double> (folder / "dx.npy"), golden.array<double> ("grad_x")) < 1e-9);
        if (base)
            CHECK (relativeError (load<double> (folder / "y.npy"), golden.array<double> ("y")) < 1e-12);
    }
}

TEST_CASE ("The layer command averages over any dimension of any rank")
{
    for (const auto& golden : GoldenCase::all ("avgpool_"))
    {
        INFO (golden.name());
        const TemporaryFolder folder;
        requireDone ({ "layer", "temporal-avg-pool", goldenFile (golden, "x"), "-o", folder / "y.npy",
                       "--dim", golden.text ("dim") });
        CHECK (relativeError (load<double> (folder / "y.npy"), golden.array<double> ("y")) < 1e-12);
    }
}

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

TEST_CASE ("An expression works like the activation that it spells")
{
    const TemporaryFolder folder;
    Tensor<float> x ({ 1, 200, 2 });
    for (Index i = 0; i < x.size(); ++i)
        x[i] = static_cast<float> (i) * 0.1f - 20.03f;
    save (folder / "x.npy", x);
    save (folder / "g.npy", Tensor<float> (x.shape(), 1.0f));
    for (const auto& [name, expression] :
         { std::pair{ "square", "x^2" }, { "relu", "max(0, x)" }, { "sigmoid", "1 / (1 + exp(-x))" } })
    {
        INFO (name);
        for (const auto& [text, stem] :
             { std::pair{ std::string (name), std::string ("a") }, { expression, "b" } })
            requireDone ({ "layer", "activation", folder / "x.npy", "-o", folder / (stem + ".npy"),
                           "--activation", text, "--grad-output", folder / "g.npy", "--grad-input",
                           folder / (stem + "-dx.npy"), "--overwrite" });
        CHECK (relativeError (load<float> (folder / "b.npy"), load<float> (folder / "a.npy")) < 1e-6);
        CHECK (relativeError (load<float> (folder / "b-dx.npy"), load<float> (folder / "a-dx.npy")) < 1e-4);
    }
}

TEST_CASE ("NaN goes through and is warned of, by the number of units it spoilt")
{
    const TemporaryFolder folder;
    Tensor<float> x ({ 1, 50, 4 }, 1.0f);
    x[21] = std::nanf ("");
    save (folder / "x.npy", x);
    const auto result =
        run ({ "layer", "lowpass", folder / "x.npy", "-o", folder / "y.npy", "--tau", "0.01" });
    CHECK (result.exitCode == 0);
    CHECK (result.errors.find ("x.npy: NaN or infinity has spoilt 1 unit of the output") !=
           std::string::npos);
    CHECK (std::isnan (load<float> (folder / "y.npy")[197]));
    CHECK (load<float> (folder / "y.npy")[196] > 0.9f);

    // Where items run side by side, no unit is counted for one that the last group lacks.
    Tensor<float> items ({ 1001, 2, 1 }, 1.0f);
    for (Index item = 700; item < 800; ++item)
        items[2 * item] = std::nanf ("");
    save (folder / "x.npy", items);
    CHECK (
        run ({ "layer", "lowpass", folder / "x.npy", "-o", folder / "y.npy", "--tau", "0.01", "--overwrite" })
            .errors.find ("spoilt 100 units of the output") != std::string::npos);
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

TEST_CASE ("Wrong arguments of a layer are refused by name with exit code 1")
{
    const TemporaryFolder folder;
    const auto x = folder / "x.npy", y = folder / "y.npy";
    save (x, Tensor<float> ({ 1, 10, 2 }, 0.5f));
    const auto refuse = [&] (std::vector<std::string> arguments, std::vector<std::string> words)
    {
        arguments.insert (arguments.begin(), { "layer" });
        arguments.insert (arguments.end(), { x, "-o", y });
        checkRefused (arguments, 1, words, folder);
    };
    for (const auto* tau : { "-5", "0", "nan", "inf" })
        refuse ({ "lowpass", "--tau", tau }, { "--tau must be finite and above 0, not", tau });
    for (const auto* dt : { "-1", "0", "nan" })
        refuse ({ "spiking-activation", "--activation", "relu", "--dt", dt }, { "--dt", dt });
    refuse ({ "lowpass" }, { "--tau" });
    refuse ({ "lowpass", "--tau", "abc" }, { "--tau", "abc" });
    refuse ({ "spiking-activation" }, { "--activation" });
    refuse ({ "spiking-activation", "--activation", "rleu" }, { "rleu", "hard_tanh" });
    refuse ({ "spiking-activation", "--activation", "max(0, x" }, { "max(0, x" });
    refuse ({ "spiking-activation", "--activation", "relu", "--seed", "x" }, { "--seed" });
    refuse ({ "temporal-avg-pool", "--dim", "3" }, { "--dim", "3" });
    refuse ({ "temporal-avg-pool", "--dim", "-4" }, { "--dim", "-4" });
    refuse ({ "lowpass", "--tau", "1", "--frobnicate" }, { "--frobnicate" });
    refuse ({ "lowpass", "--tau", "1", "--grad-input", folder / "dx.npy" }, { "--grad-output" });
    checkRefused ({ "layer", "highpass", x, "-o", y }, 1, {}, folder);
    checkRefused ({ "layer" }, 1, {}, folder);
}

TEST_CASE (
    "Unsuitable arrays are refused with the file and the reason, exit code 2, and nothing is left behind")
{
    const TemporaryFolder folder;
    const auto x = folder / "x.npy", y = folder / "y.npy", bad = folder / "bad.npy";
    save (x, Tensor<float> ({ 2, 10, 3 }, 0.5f));
    const auto valid = readText (x);
    const auto header = [] (std::string dictionary)
    {
        dictionary.resize (117, ' ');
        return std::string ("\x93NUMPY\x01\x00\x76\x00", 10) + dictionary + "\n";
    };
    const auto refuse = [&] (const std::string& bytes, std::vector<std::string> words)
    {
        writeText (bad, bytes);
        words.push_back ("bad.npy");
        checkRefused ({ "layer", "lowpass", bad, "-o", y, "--tau", "0.1" }, 2, words, folder);
        checkRefused ({ "layer", "spiking-activation", bad, "-o", y, "--activation", "relu" }, 2, words,
                      folder);
    };

    refuse ("", { "not a .npy file" });
    refuse ("RIFF this is no array", { "not a .npy file" });
    refuse (valid.substr (0, 9), { "cut off in its .npy header" });
    refuse (valid.substr (0, valid.size() - 1), { "truncated", "(2, 10, 3)", "240", "239" });
    refuse (valid + "x", { "too long" });
    refuse (std::string (valid).replace (6, 1, "\x07"), { "version is 7.0" });
    for (const auto* type : { "<i4", ">f4", "<c8", "|O", "<f2" })
        refuse (
            header (std::string ("{'descr': '") + type + "', 'fortran_order': False, 'shape': (1, 0, 1), }"),
            { type, "dtype" });
    refuse (header ("{'descr': [('a', '<f4')], 'fortran_order': False, 'shape': (1,), }"), { "dtype" });
    refuse (header ("{'descr': '<f4', 'fortran_order': True, 'shape': (2, 2, 2), }") + std::string (32, '\0'),
            { "Fortran" });
    refuse (header ("{'descr': '<f4', 'shape': (2, 2, 2), }"), { "corrupt" });
    refuse (header ("{'descr': '<\n4', 'fortran_order': False, 'shape': (1, 0, 1), }"), { "corrupt" });
    refuse (header ("{'descr': '<f4', 'fortran_order': False, 'shape': (2, -2, 2), }"), { "corrupt" });
    refuse (header ("{'descr': '<f4', 'fortran_order': False, 'shape': (99999999999, 99999999999, 9), }"),
            { "too large" });
    refuse (header ("nonsense"), { "corrupt" });
    refuse (header ("{'descr': '<f4', 'fortran_order': False, 'shape': (2, 2), }") + std::string (16, '\0'),
            { "(batch, steps, units)", "(2, 2)" });

    checkRefused ({ "layer", "lowpass", folder / "missing.npy", "-o", y, "--tau", "1" }, 2, { "missing.npy" },
                  folder);
    checkRefused ({ "layer", "lowpass", folder.path().string(), "-o", y, "--tau", "1" }, 2, { "folder" },
                  folder);
}

TEST_CASE ("Arrays that do not fit the input are refused with both shapes")
{
    const TemporaryFolder folder;
    const auto x = folder / "x.npy", y = folder / "y.npy", other = folder / "other.npy";
    save (x, Tensor<float> ({ 2, 10, 3 }, 0.5f));
    save (other, Tensor<float> ({ 2, 4 }, 0.5f));
    checkRefused (
        { "layer", "spiking-activation", x, "-o", y, "--activation", "relu", "--initial-state", other }, 2,
        { "other.npy", "(2, 3)", "(2, 4)" }, folder);
    checkRefused ({ "layer", "lowpass", x, "-o", y, "--tau", "1", "--initial-level", other }, 2,
                  { "other.npy", "(1, 3)", "(2, 4)" }, folder);
    checkRefused ({ "layer", "lowpass", x, "-o", y, "--smoothing-logit", other }, 2,
                  { "other.npy", "(2, 4)" }, folder);
    checkRefused ({ "layer", "lowpass", x, "-o", y, "--tau", "1", "--grad-output", other, "--grad-input",
                    folder / "dx.npy" },
                  2, { "other.npy", "(2, 10, 3)" }, folder);
    save (other, Tensor<float> ({ 2, 3 }, 1.5f));
    checkRefused (
        { "layer", "spiking-activation", x, "-o", y, "--activation", "relu", "--initial-state", other }, 2,
        { "other.npy", "[0, 1)", "1.5" }, folder);
}

TEST_CASE ("An output that exists or cannot be written is refused, and stays as it was")
{
    const TemporaryFolder folder;
    const auto x = folder / "x.npy", y = folder / "y.npy";
    save (x, Tensor<float> ({ 1, 10, 3 }, 0.5f));
    writeText (y, "precious");
    checkRefused ({ "layer", "lowpass", x, "-o", y, "--tau", "1" }, 2, { "y.npy", "--overwrite" }, folder);
    CHECK (readText (y) == "precious");
    checkRefused ({ "layer", "lowpass", x, "-o", folder / "no/such/folder/y.npy", "--tau", "1" }, 2,
                  { "no/such/folder/y.npy" }, folder);
    checkRefused ({ "layer", "lowpass", x, "-o", folder.path().string(), "--tau", "1", "--overwrite" }, 2,
                  { "is a folder" }, folder);

    // The input may be its own output: it is read before it is replaced.
    requireDone ({ "layer", "lowpass", x, "-o", x, "--tau", "1e-9", "--overwrite" });
    CHECK ((load<float> (x) == Tensor<float> ({ 1, 10, 3 }, 0.5f)));
}

} // namespace spikegraph::cli
