#include "Core/Error.h"
#include "Nodes/NumberText.h"
#include "Tests/Nodes/NodeRun.h"
#include "Tests/TestFramework.h"

#include <cmath>

namespace spikegraph::test
{
namespace
{

constexpr double sampleRateHz = 48000.0;

/// What a pole of time constant tau makes of a step to 1 from a level, so many samples after its beginning.
double stepAnswer (double tauSeconds, double level, std::size_t sample)
{
    const auto seconds = (static_cast<double> (sample) + 1.0) / sampleRateHz;
    return 1.0 - (1.0 - level) * std::exp (-seconds / tauSeconds);
}

} // namespace

TEST_CASE ("Lowpass node's units each have their own tau and level, as factors and numbers say")
{
    const auto node = makeNode ("lowpass", { 3 },
                                { { "tau", 10.0 },
                                  { "tauFactors", "1 0.5 4" },
                                  { "initialLevel", 0.25 },
                                  { "initialLevels", "0 0.5 -0.5" } },
                                { .isDouble = true });
    const auto out = run (*node, Signals (3, std::vector<double> (4800, 1.0)), 4800, 100).channels;
    const double taus[] = { 0.01, 0.005, 0.04 }, levels[] = { 0.25, 0.75, -0.25 };
    for (std::size_t unit = 0; unit < 3; ++unit)
        for (const std::size_t sample : { std::size_t (0), std::size_t (479), std::size_t (4799) })
            CHECK (out[unit][sample] == Approx (stepAnswer (taus[unit], levels[unit], sample)).margin (1e-9));
}

TEST_CASE ("Factors and levels are packed as training writes them, or refused where they do not fit")
{
    const auto packed = packedNumbers ({ 0.5f, 2.0f, 1.0f / 3.0f }, 1, 3);
    CHECK (numbersForUnits ("x", packed, 3) ==
           std::vector<double>{ 0.5, 2.0, static_cast<double> (1.0f / 3.0f) });
    CHECK (numbersForUnits ("x", "7", 3) == std::vector<double>{ 7, 7, 7 });
    CHECK_THROWS_WITH (numbersForUnits ("x", "1 2", 3), "x has 2 numbers, but there are 3 units");
    for (const auto* type : { "alpha", "lowpass" })
        CHECK_THROWS_WITH (makeNode (type, { 3 }, { { "tauFactors", "1 2" } }),
                           Catch::Contains ("tauFactors has 2 numbers, but there are 3 units"));
}

} // namespace spikegraph::test
