#include "Tests/Nodes/NodeRun.h"
#include "Tests/TestFramework.h"

#include <cmath>

namespace spikegraph::test
{
namespace
{

/// y[t] = x[t] + y[t - delay] / 2, the loop closed by hand around the kernel, as an engine does.
template <typename T>
std::vector<double> ringOut (NodeProcessor& node, const std::vector<double>& x, Index block)
{
    auto& feedback = node.feedbackKernel<T>();
    std::vector<double> result;
    const auto samples = static_cast<Index> (x.size());
    for (Index first = 0; first < samples;)
    {
        const auto count =
            std::min ({ block, samples - first, static_cast<Index> (feedback.delaySamples()) });
        std::vector<T> loop (static_cast<std::size_t> (count));
        T* pointer = loop.data();
        const Planar<T> view{ &pointer, count, 1 };
        feedback.read (view);
        for (Index t = 0; t < count; ++t)
        {
            auto& y = loop[static_cast<std::size_t> (t)];
            y = static_cast<T> (x[static_cast<std::size_t> (first + t)]) + y / 2;
            result.push_back (static_cast<double> (y));
        }
        feedback.write (view);
        first += count;
    }
    return result;
}

} // namespace

TEST_CASE ("Feedback node delays an impulse by exactly its time and samples, for any cut")
{
    struct Case
    {
        double time;
        int samples, delay;
    };
    for (const auto& [time, samples, delay] :
         { Case{ 0.0, 0, 1 }, Case{ 0.0, 1, 1 }, Case{ 0.0, 64, 64 }, Case{ 0.0, 100, 100 },
           Case{ 10.0, 0, 441 }, Case{ 10.0, 3, 444 }, Case{ 0.01, 0, 1 } })
        for (const bool isDouble : { false, true })
            for (const auto block : blockCuts)
            {
                INFO (time << " ms + " << samples << ", blocks of " << block);
                const auto node = makeNode ("feedback", { 2 }, { { "time", time }, { "samples", samples } },
                                            { .sampleRateHz = 44100.0, .isDouble = isDouble });
                Signals x (2, std::vector<double> (1000, 0.0));
                x[0][0] = 1.0;
                x[1][5] = -0.5;
                Signals expected (2, std::vector<double> (1000, 0.0));
                expected[0][static_cast<std::size_t> (delay)] = 1.0;
                expected[1][static_cast<std::size_t> (delay + 5)] = -0.5;
                CHECK (run (*node, x, 1000, block).channels == expected);
                node->reset();
                CHECK (run (*node, Signals (2, std::vector<double> (1000, 0.0)), 1000, block).channels ==
                       Signals (2, std::vector<double> (1000, 0.0)));
            }
}

TEST_CASE ("Feedback node closes a loop with its delay, for any cut")
{
    for (const auto delay : { 1, 7, 65, 200 })
    {
        std::vector<double> x (1000, 0.0), expected (1000, 0.0);
        x[0] = 1.0;
        for (std::size_t t = 0, height = 0; t < 1000; t += static_cast<std::size_t> (delay), ++height)
            expected[t] = std::ldexp (1.0, -static_cast<int> (height));
        for (const auto block : { 1, 7, 64, 65 })
        {
            INFO ("delay " << delay << ", blocks of " << block);
            const Settings settings{ { "time", 0.0 }, { "samples", delay } };
            CHECK (ringOut<double> (*makeNode ("feedback", { 1 }, settings, { .isDouble = true }), x,
                                    block) == expected);
            // Floats are halved to subnormals after 126 rounds.
            const std::vector<double> start (x.begin(), x.begin() + 100);
            CHECK (ringOut<float> (*makeNode ("feedback", { 1 }, settings), start, block) ==
                   std::vector<double> (expected.begin(), expected.begin() + 100));
        }
    }
}

TEST_CASE ("Feedback node reads the same until it is written to")
{
    const auto node =
        makeNode ("feedback", { 1 }, { { "time", 0.0 }, { "samples", 3 } }, { .isDouble = true });
    auto& feedback = node->feedbackKernel<double>();
    CHECK (feedback.delaySamples() == 3);
    std::vector<double> samples{ 1.0, 2.0 }, heard (3);
    double *in = samples.data(), *out = heard.data();
    feedback.write (Planar<const double>{ &in, 2, 1 });
    for (int i = 0; i < 2; ++i)
    {
        feedback.read ({ &out, 3, 1 });
        CHECK (heard == std::vector<double>{ 0.0, 1.0, 2.0 });
    }
}

} // namespace spikegraph::test
