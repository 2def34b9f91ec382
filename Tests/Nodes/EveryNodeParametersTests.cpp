// Parameters: every value that a type allows is one that its node works with, also while it runs.

#include "Core/Error.h"
#include "Tests/Nodes/NodeHarness.h"
#include "Tests/TestFramework.h"

#include <cmath>

namespace spikegraph::test
{
namespace
{

std::string text (const Values& values)
{
    std::string text;
    for (const auto& [id, value] : values)
        text += ", " + id.toStdString() + " = " + describe (value.number) + " " + value.text.toStdString();
    return text;
}

void checkSound (const NodeType& type, const Values& values)
{
    INFO (type.id.toStdString() << text (values));
    REQUIRE_NOTHROW (someWidths (type, values));
    const NodeOptions options{ .widths = someWidths (type, values), .values = values };
    REQUIRE_NOTHROW (makeNode<float> (type, options));
    for (const auto& signal : { Signal (noise), Signal (fullScale) })
    {
        const Performance performance{ .samples = 2000, .signal = signal };
        CHECK (faultOf<float> (*makeNode<float> (type, options), performance) == "");
        CHECK (faultOf<double> (*makeNode<double> (type, options), performance) == "");
    }
}

std::vector<const ParameterType*> movable (const NodeType& type)
{
    std::vector<const ParameterType*> parameters;
    for (const auto& parameter : type.parameters)
        if (!parameter.isPartOfStructure())
            parameters.push_back (&parameter);
    return parameters;
}

Blocks cutsFor (int turn)
{
    return turn == 0 ? Blocks{ 1 } : turn == 1 ? Blocks{ 64 } : randomBlocks();
}

} // namespace

TEST_CASE (
    "Every parameter's minimum and maximum, alone and all together, are values that its node works with")
{
    for (const auto& type : nodeCatalogue().types())
    {
        Values lowest, highest;
        for (const auto& parameter : type.parameters)
            for (const auto fraction : { 0.0, 1.0 })
            {
                checkSound (type, { { parameter.id, boundedValueAt (type, parameter, fraction) } });
                auto& all = fraction > 0.5 ? highest : lowest;
                all[parameter.id] = boundedValueAt (type, parameter, fraction, all);
            }
        checkSound (type, lowest);
        checkSound (type, highest);
    }
}

TEST_CASE ("Every choice and some values along every structural number are ones that a node can be made with")
{
    for (const auto& type : nodeCatalogue().types())
        for (const auto& parameter : type.parameters)
        {
            const auto steps = parameter.kind == ParameterKind::choice ? parameter.choices.size() - 1 : 4;
            if (parameter.kind == ParameterKind::choice || (parameter.isStructural && parameter.isNumeric()))
                for (int k = 0; k <= steps; ++k)
                    checkSound (type,
                                { { parameter.id, boundedValueAt (type, parameter,
                                                                  steps == 0 ? 0.0 : double (k) / steps) } });
        }
}

TEST_CASE ("Every node puts out sound numbers while each of its parameters runs over its range")
{
    for (const auto& type : nodeCatalogue().types())
        for (const auto* parameter : movable (type))
        {
            INFO (type.id.toStdString() << "." << parameter->id.toStdString());
            const auto node = makeNode<float> (type, { someWidths (type) });
            Moves moves;
            constexpr int turns = 40;
            for (int turn = 0; turn <= turns;
                 ++turn) // up, longer at the top than a ramp lasts, and down again
                moves[100 + 211 * turn + (turn > turns / 2 ? 1500 : 0)] = [&, turn]
                {
                    const auto fraction = 1.0 - std::abs (2.0 * turn / turns - 1.0);
                    node->parameters().set (parameter->id, valueAt (*parameter, fraction));
                };
            CHECK (faultOf<float> (*node, { .samples = 11000, .moves = moves }) == "");
        }
}

TEST_CASE ("Every node puts out sound numbers while all of its parameters jump about, and is then as ever")
{
    for (const auto& type : nodeCatalogue().types())
        for (const bool isLoud : { false, true })
        {
            INFO (type.id.toStdString());
            const auto node = makeNode<float> (type, { someWidths (type) });
            Moves moves;
            for (int turn = 0; turn < 100; ++turn)
                moves[37 * turn * (1 + turn % 3)] = [&, turn]
                {
                    std::uint64_t draw = static_cast<std::uint64_t> (turn) * 100;
                    for (const auto* parameter : movable (type))
                        node->parameters().set (parameter->id,
                                                valueAt (*parameter, randomUniform<double> (3, draw++)));
                };
            CHECK (
                unsoundSample (play<float> (*node, { .samples = 12000,
                                                     .signal = isLoud ? Signal (fullScale) : Signal (noise),
                                                     .moves = moves })
                                   .channels) == "");
            for (const auto* parameter : movable (type))
                node->parameters().set (parameter->id, defaultOf (*parameter));
            node->reset();
            CHECK (difference (play<float> (*node),
                               play<float> (*makeNode<float> (type, { someWidths (type) }))) == "");
        }
}

TEST_CASE ("Every parameter's move has the same effect wherever blocks are cut")
{
    for (const auto& type : nodeCatalogue().types())
        for (const auto* parameter : movable (type))
        {
            Recording<float> expected;
            for (int turn = 0; turn < 3; ++turn)
            {
                INFO (type.id.toStdString()
                      << "." << parameter->id.toStdString() << ", " << text (cutsFor (turn)));
                const auto node = makeNode<float> (type, { someWidths (type) });
                const auto moveTo = [&] (double fraction)
                { node->parameters().set (parameter->id, valueAt (*parameter, fraction)); };
                // The third comes while the second's ramp still runs.
                const Moves moves{ { 700, [&] { moveTo (0.9); } },
                                   { 2500, [&] { moveTo (0.2); } },
                                   { 2801, [&] { moveTo (0.6); } } };
                const auto played =
                    play<float> (*node, { .samples = 5000, .blocks = cutsFor (turn), .moves = moves });
                if (turn == 0)
                    expected = played;
                CHECK (difference (played, expected) == "");
            }
        }
}

} // namespace spikegraph::test
