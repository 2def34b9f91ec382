#include "Tests/Nodes/NodeRun.h"
#include "Tests/TestFramework.h"

#include <cmath>

namespace spikegraph::test
{

TEST_CASE ("Constant node puts its value out in each of its units")
{
    const auto node = makeNode ("constant", {}, { { "value", -440.25 }, { "units", 3 } });
    const auto y = run (*node, {}, 100, 64).channels;
    CHECK (y == Signals (3, std::vector<double> (100, -440.25)));
}

TEST_CASE ("Constant node goes to a new value in a straight line of 20 ms, and jumps there on reset")
{
    const auto node = makeNode ("constant", {}, { { "value", 0.0 }, { "units", 2 } }, { .isDouble = true });
    node->parameters().set ("value", { 96.0 });
    const auto y = run (*node, {}, 2000, 7).channels;
    for (std::size_t t = 0; t < 2000; ++t)
        REQUIRE (y[1][t] == Approx (std::min (96.0, 0.1 * static_cast<double> (t + 1))));
    node->parameters().set ("value", { 5.0 });
    node->reset();
    CHECK (run (*node, {}, 3, 3).channels[0] == std::vector<double> (3, 5.0));
}

} // namespace spikegraph::test
