// `spikegraph layer`, as its users run it.

#include "LayerArrays.h"
#include "Tests/Core/GoldenCase.h"

#include <cmath>
#include <limits>

namespace spikegraph::cli
{
namespace
{

std::string goldenFile (const GoldenCase& golden, const std::string& array)
{
    return std::string (SPIKEGRAPH_GOLDEN_DIR) + "/" + golden.name() + "/" + array + ".npy";
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
    refuse ({ "lowpass" }, { "--tau is required, or --smoothing-logit" });
    refuse ({ "alpha" }, { "--tau is required" });
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
