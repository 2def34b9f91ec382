#include "Tests/Nodes/NodeRun.h"
#include "Tests/TestFramework.h"

#include <cmath>

namespace spikegraph::test
{

TEST_CASE ("Alpha node answers a spike with t/tau^2 exp(-t/tau) in every unit, at its own tau")
{
    const auto node =
        makeNode ("alpha", { 3 }, { { "tau", 10.0 }, { "tauSpread", 4.0 } }, { .isDouble = true });
    Signals spikes (3, std::vector<double> (9600, 0.0));
    for (auto& unit : spikes)
        unit.front() = 48000.0; // a spike of integral 1
    const auto out = run (*node, spikes, 9600, 100).channels;

    const double taus[] = { 0.0025, 0.01, 0.04 };
    for (std::size_t unit = 0; unit < 3; ++unit)
    {
        const auto tau = taus[unit];
        double error = 0.0;
        for (std::size_t i = 0; i < out[unit].size(); ++i)
        {
            // The held sample lasts from t - dt to t: its answer is that of a spike in the middle.
            const auto t = (static_cast<double> (i) + 0.5) / 48000.0;
            error = std::max (error, std::abs (out[unit][i] - t / (tau * tau) * std::exp (-t / tau)));
        }
        CHECK (error * tau < 0.01 * std::exp (-1.0)); // the peak is 1 / (e tau)
    }
}

TEST_CASE ("Alpha node takes a new tau while it runs, without a jump")
{
    const auto node = makeNode ("alpha", { 1 }, { { "tau", 1.0 } });
    const Signals ones (1, std::vector<double> (4800, 1.0));
    const auto before = run (*node, ones, 4800, 512).channels[0];
    CHECK (before.back() == Approx (1.0));
    node->parameters().set ("tau", { 1000.0 });
    const Signals zeros (1, std::vector<double> (4800, 0.0));
    const auto after = run (*node, zeros, 4800, 512).channels[0];
    CHECK (after.front() == Approx (1.0).margin (0.001));
    CHECK (after.back() > 0.99); // 0.1 s of tau 1 s: (1 + 0.1) exp(-0.1) = 0.9953
    CHECK (after.back() == Approx (1.1 * std::exp (-0.1)).margin (1e-4));
}

TEST_CASE ("Alpha node's tail covers what follows a step to -100 dB, and not much more")
{
    const auto node = makeNode ("alpha", { 1 }, { { "tau", 5.0 } }, { .isDouble = true });
    run (*node, { std::vector<double> (48000, 1.0) }, 48000, 512);
    const auto tail = static_cast<std::size_t> (node->getTailLengthSeconds() * 48000.0);
    const auto out = run (*node, { std::vector<double> (48000, 0.0) }, 48000, 512).channels[0];
    CHECK (std::abs (out[tail]) < 1.0e-5);
    CHECK (std::abs (out[tail * 9 / 10]) > 1.0e-5);
}

} // namespace spikegraph::test
