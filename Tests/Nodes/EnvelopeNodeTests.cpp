#include "Tests/Nodes/NodeRun.h"
#include "Tests/TestFramework.h"

#include <cmath>

namespace spikegraph::test
{

TEST_CASE ("Envelope node rises in its attack and falls in its release, above and below zero alike")
{
    const auto node = makeNode ("envelope", { 2 }, { { "attack", 10.0 }, { "release", 100.0 } });
    const auto up = run (*node, { std::vector<double> (480, 1.0), std::vector<double> (480, -0.5) }, 480, 64);
    CHECK (up.channels[0].back() == Approx (1.0 - std::exp (-1.0)).epsilon (1e-6));
    CHECK (up.channels[1].back() == Approx (0.5 * (1.0 - std::exp (-1.0))).epsilon (1e-6));
    const auto down = run (*node, Signals (2, std::vector<double> (4800)), 4800, 64);
    CHECK (down.channels[0].back() == Approx (up.channels[0].back() * std::exp (-1.0)).epsilon (1e-6));
}

TEST_CASE ("Envelope node takes new times while it runs, and goes on from its level")
{
    const auto node = makeNode ("envelope", { 1 }, { { "attack", 1.0 }, { "release", 1.0 } });
    run (*node, { std::vector<double> (4800, 1.0) }, 4800, 512);
    node->parameters().set ("release", { 50.0 });
    const auto y = run (*node, { std::vector<double> (2400) }, 2400, 65).channels[0];
    CHECK (y.front() == Approx (1.0).epsilon (1e-3));
    CHECK (y.back() == Approx (std::exp (-1.0)).epsilon (1e-4));
}

TEST_CASE ("Envelope node's tail covers what follows full scale to -100 dB, and not much more")
{
    const auto node = makeNode ("envelope", { 1 }, {}, { .isDouble = true });
    run (*node, { std::vector<double> (48000, 1.0) }, 48000, 512);
    const auto y = run (*node, { std::vector<double> (48000) }, 48000, 512).channels[0];
    const auto tail = static_cast<std::size_t> (node->getTailLengthSeconds() * 48000.0);
    CHECK (y[tail] < 1e-5);
    CHECK (y[tail * 9 / 10] > 1e-5);
}

} // namespace spikegraph::test
