#include "Core/Error.h"
#include "Tests/Nodes/NodeRun.h"
#include "Tests/TestFramework.h"

#include <cmath>

namespace spikegraph::test
{
namespace
{

double gain (double decibels)
{
    return std::pow (10.0, decibels / 20.0);
}

const Settings unequalLevels{ { "levelA", -6.0 }, { "levelB", 3.0 }, { "levelC", -20.0 }, { "levelD", 0.5 } };

} // namespace

TEST_CASE ("Mix node adds its inlets at their levels, one unit being repeated")
{
    const auto x = noiseOf (2 + 1 + 2 + 2, 300); // a, b, c, d
    for (const bool isDouble : { false, true })
        for (const auto block : blockCuts)
        {
            const auto node = makeNode ("mix", { 2, 1, 2, 2 }, unequalLevels, { .isDouble = isDouble });
            const auto y = run (*node, x, 300, block).channels;
            REQUIRE (y.size() == 2);
            for (std::size_t unit = 0; unit < 2; ++unit)
                for (std::size_t t = 0; t < 300; ++t)
                    REQUIRE (y[unit][t] ==
                             Approx (gain (-6.0) * x[unit][t] + gain (3.0) * x[2][t] +
                                     gain (-20.0) * x[3 + unit][t] + gain (0.5) * x[5 + unit][t])
                                 .margin (isDouble ? 1e-12 : 1e-5));
        }
}

TEST_CASE ("Mix node hears only what is connected")
{
    const auto node = makeNode ("mix", { 1, 0, 3, 0 }, {}, { .isDouble = true });
    const auto x = noiseOf (4, 100);
    const auto y = run (*node, x, 100, 64).channels;
    REQUIRE (y.size() == 3);
    for (std::size_t unit = 0; unit < 3; ++unit)
        for (std::size_t t = 0; t < 100; ++t)
            REQUIRE (y[unit][t] == Approx (x[0][t] + x[1 + unit][t]).margin (1e-15));
}

TEST_CASE ("Mix node folds all units to their sum, a repeated one as often as it is heard")
{
    const auto x = noiseOf (4, 100); // a has 3 units, b has 1
    const auto node =
        makeNode ("mix", { 3, 1, 0, 0 }, { { "levelB", -6.0 }, { "fold", "sum" } }, { .isDouble = true });
    const auto y = run (*node, x, 100, 65).channels;
    REQUIRE (y.size() == 1);
    for (std::size_t t = 0; t < 100; ++t)
        REQUIRE (y[0][t] ==
                 Approx (x[0][t] + x[1][t] + x[2][t] + 3.0 * gain (-6.0) * x[3][t]).margin (1e-12));
}

TEST_CASE ("Mix node names two inlets whose units do not match")
{
    CHECK_THROWS_AS (makeNode ("mix", { 1, 4, 0, 3 }), InvalidValue);
    CHECK_THROWS_WITH (makeNode ("mix", { 1, 4, 0, 3 }),
                       "inlet \"b\" has 4 units and inlet \"d\" has 3 units: they need as many, or 1");
    CHECK_THROWS_WITH (makeNode ("mix", { 2, 3, 0, 0 }, { { "fold", "sum" } }),
                       Catch::Contains ("\"a\" has 2"));
    CHECK (makeNode ("mix", { 1, 4, 0, 4 })->outputUnits() == std::vector<int>{ 4 });
    CHECK (makeNode ("mix", { 4, 1, 1, 1 })->outputUnits() == std::vector<int>{ 4 });
}

TEST_CASE ("Mix node moves to a new level in 20 ms, the same for any cut")
{
    const Signals ones (1, std::vector<double> (4000, 1.0));
    std::vector<double> whole;
    for (const auto block : { 4000, 1, 7, 64, 65 })
    {
        const auto node = makeNode ("mix", { 1, 0, 0, 0 }, {}, { .maximumBlock = 4000, .isDouble = true });
        node->parameters().set ("levelA", { -120.0 });
        const auto y = run (*node, ones, 4000, block).channels[0];
        CHECK (y[479] == Approx (0.5));
        CHECK (y[958] > 0.0);
        CHECK (std::abs (y[960]) < 1e-12);
        if (whole.empty())
            whole = y;
        CHECK (y == whole);
    }
}

} // namespace spikegraph::test
