#include "Graph/SampleRing.h"
#include "Tests/Nodes/NodeRun.h"
#include "Tests/TestFramework.h"

namespace spikegraph::test
{

TEST_CASE ("Scope node passes all samples, and shows them to a reader")
{
    const auto x = noiseOf (2, 3000);
    for (const bool isDouble : { false, true })
        for (const auto block : blockCuts)
        {
            const auto node = makeNode ("scope", { 2 }, {}, { .isDouble = isDouble });
            const auto ring = node->shownSamples();
            REQUIRE (ring != nullptr);
            CHECK (ring->sampleRateHz() == 48000.0);
            SampleRing::Reader reader (ring);
            CHECK (run (*node, x, 3000, block).channels == x);

            std::vector<float> shown (2 * 4000);
            REQUIRE (reader.read ({ shown.data(), 4000, 2 }) == 3000);
            for (std::size_t t = 0; t < 3000; ++t)
                for (std::size_t unit = 0; unit < 2; ++unit)
                    REQUIRE (static_cast<double> (shown[2 * t + unit]) == x[unit][t]);
        }
}

TEST_CASE ("Scope node's ring is bounded: who does not read loses frames, not sound")
{
    const auto node = makeNode ("scope", { 1 });
    SampleRing::Reader reader (node->shownSamples());
    const auto x = noiseOf (1, 48000);
    CHECK (run (*node, x, 48000, 512).channels == x);
    CHECK (reader.ring().droppedFrames() == 48000 - 12000); // it holds a quarter of a second
}

TEST_CASE ("Scope node makes a new ring when it is prepared anew, and the old one stays with its reader")
{
    const auto node = makeNode ("scope", { 1 });
    SampleRing::Reader reader (node->shownSamples());
    run (*node, noiseOf (1, 10), 10, 10);
    node->prepareToPlay (96000.0, 64);
    CHECK (&reader.ring() != node->shownSamples().get());
    CHECK (node->shownSamples()->sampleRateHz() == 96000.0);
    std::vector<float> shown (100);
    CHECK (reader.read ({ shown.data(), 100, 1 }) == 10);
}

TEST_CASE ("A node that shows nothing has no ring")
{
    CHECK (makeNode ("gain", { 1 })->shownSamples() == nullptr);
    CHECK (NodeProcessor (*nodeCatalogue().find ("scope")).shownSamples() == nullptr);
}

} // namespace spikegraph::test
