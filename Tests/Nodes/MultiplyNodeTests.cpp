#include "Core/Error.h"
#include "Tests/Nodes/NodeRun.h"
#include "Tests/TestFramework.h"

namespace spikegraph::test
{

TEST_CASE ("Multiply node is A times B, unit by unit, either one repeated")
{
    const auto x = noiseOf (4, 200);
    for (const auto block : blockCuts)
    {
        const auto both = makeNode ("multiply", { 2, 2 }, {}, { .isDouble = true });
        const auto y = run (*both, x, 200, block).channels;
        const auto wideB = makeNode ("multiply", { 1, 3 }, {}, { .isDouble = true });
        const auto z = run (*wideB, x, 200, block).channels;
        REQUIRE (z.size() == 3);
        for (std::size_t t = 0; t < 200; ++t)
        {
            REQUIRE (y[0][t] == x[0][t] * x[2][t]);
            REQUIRE (y[1][t] == x[1][t] * x[3][t]);
            REQUIRE (z[2][t] == x[0][t] * x[3][t]);
        }
    }
}

TEST_CASE ("Multiply node fades from A to the product with its depth")
{
    const auto x = noiseOf (2, 100);
    const auto node = makeNode ("multiply", { 1, 1 }, { { "depth", 0.25 } }, { .isDouble = true });
    const auto y = run (*node, x, 100, 64).channels;
    for (std::size_t t = 0; t < 100; ++t)
        REQUIRE (y[0][t] == Approx (x[0][t] * (0.75 + 0.25 * x[1][t])).margin (1e-15));

    const auto dry = makeNode ("multiply", { 1, 1 }, { { "depth", 0.0 } });
    CHECK (run (*dry, x, 100, 64).channels[0] == x[0]);
}

TEST_CASE ("Multiply node passes A where B is not connected")
{
    const auto x = noiseOf (2, 100);
    CHECK (run (*makeNode ("multiply", { 2, 0 }), x, 100, 64).channels == x);
}

TEST_CASE ("Multiply node may write over A")
{
    const auto node = makeNode ("multiply", { 1, 1 }, {}, { .isDouble = true });
    auto a = noiseOf (1, 50)[0];
    const auto x = a;
    auto b = noiseOf (1, 50, 9)[0];
    double* pointers[] = { a.data(), b.data() };
    const Planar<const double> inputs[] = { { pointers, 50, 1 }, { pointers + 1, 50, 1 } };
    const Planar<double> outputs[] = { { pointers, 50, 1 } };
    node->process (NodeBlock<double>{ .samples = 50, .inputs = inputs, .outputs = outputs });
    for (std::size_t t = 0; t < 50; ++t)
        REQUIRE (a[t] == x[t] * b[t]);
}

TEST_CASE ("Multiply node names widths that do not match")
{
    CHECK_THROWS_WITH (makeNode ("multiply", { 2, 5 }),
                       "inlet \"a\" has 2 units and inlet \"b\" has 5 units: they need as many, or 1");
}

} // namespace spikegraph::test
