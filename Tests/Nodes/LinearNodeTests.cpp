#include "Core/Error.h"
#include "Tests/Nodes/NodeRun.h"
#include "Tests/TestFramework.h"

#include <cmath>

namespace spikegraph::test
{
namespace
{

/// The matrix of a node without bias: what it makes of an impulse at each input in turn.
Signals matrixOf (int inputs, const Settings& settings)
{
    const auto node = makeNode ("linear", { inputs }, settings, { .isDouble = true });
    Signals impulses (static_cast<std::size_t> (inputs),
                      std::vector<double> (static_cast<std::size_t> (inputs)));
    for (std::size_t i = 0; i < impulses.size(); ++i)
        impulses[i][i] = 1.0;
    return run (*node, impulses, inputs, 64).channels; // rows of the matrix
}

} // namespace

TEST_CASE ("Linear node is W x + b with the rows that are written")
{
    const auto x = noiseOf (3, 200);
    for (const auto block : blockCuts)
    {
        const auto node =
            makeNode ("linear", { 3 }, { { "weights", "1 0.5 -2; 0, 0, 1e-1" }, { "bias", "0.25 -1" } },
                      { .isDouble = true });
        const auto y = run (*node, x, 200, block).channels;
        REQUIRE (y.size() == 2);
        for (std::size_t t = 0; t < 200; ++t)
        {
            REQUIRE (y[0][t] == Approx (0.25 + x[0][t] + 0.5 * x[1][t] - 2.0 * x[2][t]).margin (1e-15));
            REQUIRE (y[1][t] == Approx (-1.0 + 0.1 * x[2][t]).margin (1e-15));
        }
    }
}

TEST_CASE ("Linear node knows the identity and the mean, square or not")
{
    CHECK (matrixOf (2, {}) == Signals{ { 1, 0 }, { 0, 1 } });
    CHECK (matrixOf (2, { { "units", 3 } }) == Signals{ { 1, 0 }, { 0, 1 }, { 0, 0 } });
    CHECK (matrixOf (4, { { "units", 1 }, { "weights", "mean" } }) == Signals{ { 0.25, 0.25, 0.25, 0.25 } });
}

TEST_CASE ("Linear node's random weights depend on the seed, fill +-1/sqrt(inputs) and have mean 0")
{
    const Settings settings{ { "units", 64 }, { "weights", "random" } };
    const auto weights = matrixOf (16, settings);
    double sum = 0.0, largest = 0.0;
    for (const auto& row : weights)
        for (const auto weight : row)
        {
            sum += weight;
            largest = std::max (largest, std::abs (weight));
        }
    CHECK (largest <= 0.25);
    CHECK (largest > 0.24);
    CHECK (std::abs (sum / (64 * 16)) < 4.0 * 0.25 / std::sqrt (3.0 * 64 * 16)); // four standard errors
    CHECK (matrixOf (16, settings) == weights);
    CHECK (matrixOf (16, { { "units", 64 }, { "weights", "random" }, { "seed", 8 } }) != weights);
}

TEST_CASE ("Linear node gives one bias to all outputs")
{
    const auto node = makeNode ("linear", { 1 }, { { "units", 2 }, { "bias", "0.5" } });
    CHECK (run (*node, { { 0.0, 1.0 } }, 2, 2).channels == Signals{ { 0.5, 1.5 }, { 0.5, 0.5 } });
}

TEST_CASE ("Linear node names the numbers and the widths that do not fit")
{
    CHECK_THROWS_WITH (makeNode ("linear", { 3 }, { { "weights", "1 0; 0 1" } }),
                       "weights are 2 rows of 2 numbers, but there are 2 outputs of 3 inputs");
    CHECK_THROWS_WITH (makeNode ("linear", { 2 }, { { "weights", "1 0; 0 1" }, { "units", 5 } }),
                       "weights are 2 rows of 2 numbers, but there are 5 outputs of 2 inputs");
    CHECK_THROWS_WITH (makeNode ("linear", { 2 }, { { "bias", "1 2 3" } }),
                       "bias has 3 numbers, but there are 2 outputs of 2 inputs");
}

TEST_CASE ("Linear node refuses texts that it does not understand")
{
    const auto& type = *nodeCatalogue().find ("linear");
    const auto& weights = *type.findParameter ("weights");
    CHECK_THROWS_WITH (checkParameter (weights, "1 2; 3"), "row 1 has 2 numbers and row 2 has 1");
    CHECK_THROWS_WITH (checkParameter (weights, "1 2x"), "\"2x\" is no number");
    CHECK_THROWS_WITH (checkParameter (weights, "median"),
                       "\"median\" is none of identity, mean, random, or rows of numbers");
    for (const auto* text : { "", " ; ", "nan", "inf", "1e999", "1-2" })
    {
        INFO (text);
        CHECK_THROWS_AS (checkParameter (weights, text), InvalidValue);
        CHECK_THROWS_AS (checkParameter (*type.findParameter ("bias"), text), InvalidValue);
    }
    CHECK_NOTHROW (checkParameter (weights, "1 0\n0 1\n"));
}

} // namespace spikegraph::test
