#include "Tests/Nodes/NodeRun.h"
#include "Tests/Nodes/SoundFigures.h"
#include "Tests/TestFramework.h"

namespace spikegraph::test
{

TEST_CASE ("Noise node's level is its RMS, whatever the kind")
{
    for (const auto* kind : { "uniform", "gaussian", "pink" })
        for (const auto level : { -20.0, 3.0 })
        {
            INFO (kind << " at " << level << " dB");
            const auto node = makeNode ("noise", {}, { { "kind", kind }, { "level", level } });
            CHECK (decibels (rms (run (*node, {}, 480000, 512).channels[0])) == Approx (level).margin (0.3));
        }
    const auto silent = makeNode ("noise", {}, { { "level", -120.0 } });
    CHECK (peak (run (*silent, {}, 1000, 512).channels[0]) == 0.0);
}

TEST_CASE (
    "Noise node's kinds have their spectra: white of neighbours that know nothing of each other, or pink")
{
    const auto correlationOf = [] (const char* kind)
    {
        const auto node = makeNode ("noise", {}, { { "kind", kind }, { "level", 0.0 } });
        const auto x = run (*node, {}, 480000, 512).channels[0];
        double sum = 0.0;
        for (std::size_t t = 1; t < x.size(); ++t)
            sum += x[t] * x[t - 1];
        return sum / static_cast<double> (x.size() - 1);
    };
    CHECK (std::abs (correlationOf ("uniform")) < 0.01);
    CHECK (std::abs (correlationOf ("gaussian")) < 0.01);
    CHECK (correlationOf ("pink") > 0.5);
    const auto uniform = makeNode ("noise", {}, { { "kind", "uniform" }, { "level", 0.0 } });
    CHECK (peak (run (*uniform, {}, 48000, 512).channels[0]) == Approx (std::sqrt (3.0)).epsilon (0.001));
}

TEST_CASE ("Noise node repeats a seed's noise, after a reset and for any cut, and its units are on their own")
{
    const auto noiseOfSeed = [] (int seed, int block) {
        return run (*makeNode ("noise", {}, { { "seed", seed }, { "units", 2 } }), {}, 2000, block).channels;
    };
    const auto noise = noiseOfSeed (1, 512);
    CHECK (noise[0] != noise[1]);
    CHECK (noiseOfSeed (1, 65) == noise);
    CHECK (noiseOfSeed (2, 512) != noise);
    const auto node = makeNode ("noise", {}, { { "seed", 1 }, { "units", 2 } });
    run (*node, {}, 777, 100);
    node->reset();
    CHECK (run (*node, {}, 2000, 512).channels == noise);
}

} // namespace spikegraph::test
