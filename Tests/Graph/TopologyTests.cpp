#include "Core/Error.h"
#include "Graph/Topology.h"
#include "Tests/Graph/TestPatches.h"
#include "Tests/TestFramework.h"

#include <algorithm>

namespace spikegraph
{
namespace
{

Topology topologyWith (std::vector<Topology::Cable> cables, std::vector<int> feedback = {}, int numNodes = 4)
{
    Topology topology;
    for (int i = 0; i < numNodes; ++i)
        topology.nodes.push_back ({ juce::String::charToString (static_cast<juce::juce_wchar> ('a' + i)),
                                    std::find (feedback.begin(), feedback.end(), i) != feedback.end() });
    topology.cables = std::move (cables);
    return topology;
}

} // namespace

TEST_CASE ("Nodes are ordered after those they wait for, and otherwise as they are listed")
{
    CHECK (processingOrder (topologyWith ({})) == std::vector<int>{ 0, 1, 2, 3 });
    CHECK (processingOrder (topologyWith ({ { 3, 0 } })) == std::vector<int>{ 1, 2, 3, 0 });
    CHECK (processingOrder (topologyWith ({ { 0, 2 }, { 2, 1 }, { 0, 2 } })) ==
           std::vector<int>{ 0, 2, 1, 3 });
    CHECK (processingOrder (topologyWith ({ { 3, 2 }, { 2, 1 }, { 1, 0 } })) ==
           std::vector<int>{ 3, 2, 1, 0 });
    CHECK (processingOrder (topologyWith ({}, {}, 0)).empty());
}

TEST_CASE ("Cables into a Feedback node make nobody wait")
{
    CHECK (processingOrder (topologyWith ({ { 0, 1 }, { 1, 2 }, { 2, 0 } }, { 2 })) ==
           std::vector<int>{ 2, 0, 1, 3 });
    CHECK (processingOrder (topologyWith ({ { 1, 1 } }, { 1 })) == std::vector<int>{ 0, 1, 2, 3 });
}

TEST_CASE ("A loop without a Feedback node is named, from its first node on")
{
    const std::string text = "cables: a loop without a Feedback node: ";
    CHECK_THROWS_WITH (processingOrder (topologyWith ({ { 1, 0 }, { 0, 1 } })), text + "a -> b -> a");
    CHECK_THROWS_WITH (processingOrder (topologyWith ({ { 2, 2 } })), text + "c -> c");
    // What leads to the loop and what follows it is not named.
    CHECK_THROWS_WITH (processingOrder (topologyWith ({ { 0, 3 }, { 3, 1 }, { 1, 3 }, { 1, 2 } })),
                       text + "b -> d -> b");
    CHECK_THROWS_WITH (processingOrder (topologyWith ({ { 3, 2 }, { 2, 1 }, { 1, 3 }, { 1, 0 } }, { 0 })),
                       text + "b -> d -> c -> b");
}

TEST_CASE ("In a random graph the order holds every node once and no cable against it")
{
    test::Draws draws{ 5 };
    for (int round = 0; round < 100; ++round)
    {
        constexpr int numNodes = 40;
        auto topology = topologyWith ({}, {}, numNodes);
        // Cables from lower to higher of a shuffled list make no loop; those into feedback go anywhere.
        std::vector<int> shuffled;
        for (int i = 0; i < numNodes; ++i)
            shuffled.insert (shuffled.begin() + draws.below (i + 1), i);
        topology.nodes[7].isFeedback = true;
        for (int i = 0; i < 120; ++i)
        {
            const auto first = static_cast<std::size_t> (draws.below (numNodes)),
                       second = static_cast<std::size_t> (draws.below (numNodes));
            if (first < second || shuffled[second] == 7)
                topology.cables.push_back ({ shuffled[first], shuffled[second] });
        }
        const auto order = processingOrder (topology);
        REQUIRE (order.size() == numNodes);
        std::vector<int> placeOf (numNodes, -1);
        for (std::size_t i = 0; i < order.size(); ++i)
            placeOf[static_cast<std::size_t> (order[i])] = static_cast<int> (i);
        for (const auto& [from, to] : topology.cables)
            if (to != 7)
                CHECK (placeOf[static_cast<std::size_t> (from)] < placeOf[static_cast<std::size_t> (to)]);
    }
}

TEST_CASE ("A model's topology has its Feedback nodes, and takes what it does not know for one")
{
    using namespace test;
    const auto model =
        readSmall (patchWith (node ("s", "sum") + "," + node ("f", "feedback") + "," + node ("u", "unknown"),
                              cable ("s.out", "f.in") + "," + cable ("f.out", "s.in") + "," +
                                  cable ("s.out", "u.x") + "," + cable ("u.y", "s.side")));
    const auto topology = topologyOf (model.catalogue(), model.nodes(), model.cables());
    CHECK (topology.nodes.size() == 3);
    CHECK (topology.cables.size() == 4);
    CHECK (processingOrder (topology) == std::vector<int>{ 1, 2, 0 });
}

} // namespace spikegraph
