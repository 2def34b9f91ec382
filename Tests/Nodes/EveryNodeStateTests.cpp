// State: what a host saves of a node, and gives back to another.

#include "Tests/Nodes/NodeHarness.h"
#include "Tests/TestFramework.h"

namespace spikegraph::test
{
namespace
{

juce::MemoryBlock stateOf (NodeProcessor& node)
{
    juce::MemoryBlock state;
    node.getStateInformation (state);
    return state;
}

void restore (NodeProcessor& node, const juce::MemoryBlock& state)
{
    node.setStateInformation (state.getData(), static_cast<int> (state.getSize()));
}

/// A part of a state.
juce::MemoryBlock beginningOf (const juce::MemoryBlock& state, std::size_t size)
{
    return { state.getData(), size };
}

Values changed (const NodeType& type)
{
    Values values;
    for (const auto& parameter : type.parameters)
        values[parameter.id] =
            boundedValueAt (type, parameter, parameter.kind == ParameterKind::choice ? 1.0 : 0.37, values);
    return values;
}

std::unique_ptr<NodeProcessor> changedNode (const NodeType& type)
{
    auto node = std::make_unique<NodeProcessor> (type);
    for (const auto& [id, value] : changed (type))
        node->parameters().set (id, value);
    return node;
}

} // namespace

TEST_CASE ("Every node's state is restored in another instance, byte for byte and parameter by parameter")
{
    for (const auto& type : nodeCatalogue().types())
    {
        INFO (type.id.toStdString());
        const auto first = changedNode (type);
        first->setBypassed (true);
        const auto state = stateOf (*first);
        NodeProcessor second (type);
        CHECK ((stateOf (second) != state));
        restore (second, state);
        CHECK ((stateOf (second) == state));
        CHECK (second.isBypassed());
        for (const auto& parameter : type.parameters)
        {
            INFO (parameter.id.toStdString());
            const auto expected = first->parameters().get (parameter.id),
                       value = second.parameters().get (parameter.id);
            CHECK (!(value.number < expected.number || value.number > expected.number));
            CHECK (value.text == expected.text);
        }
    }
}

TEST_CASE ("Every node that is restored sounds as the one that was saved")
{
    for (const auto& type : nodeCatalogue().types())
    {
        INFO (type.id.toStdString());
        const NodeOptions options{ .widths = someWidths (type, changed (type)), .values = changed (type) };
        const auto saved = makeNode<float> (type, options);
        NodeProcessor restored (type);
        restore (restored, stateOf (*saved));
        restored.setInputUnits (options.widths.inputs, options.widths.host, options.widths.host);
        restored.prepareToPlay (48000.0, 512);
        CHECK (difference (play<float> (restored), play<float> (*saved)) == "");
    }
}

TEST_CASE ("Every node ignores another type's state")
{
    for (const auto& type : nodeCatalogue().types())
        for (const auto& other : nodeCatalogue().types())
        {
            INFO (other.id.toStdString() << " given to " << type.id.toStdString());
            const auto node = changedNode (type);
            const auto before = stateOf (*node);
            NodeProcessor stranger (other);
            if (&type == &other)
                continue;
            restore (*node, stateOf (stranger));
            CHECK ((stateOf (*node) == before));
        }
}

TEST_CASE ("Every node ignores state that is cut short, garbled or garbage")
{
    for (const auto& type : nodeCatalogue().types())
    {
        INFO (type.id.toStdString());
        const auto node = changedNode (type);
        const auto before = stateOf (*node);
        NodeProcessor plain (type);
        plain.setBypassed (true);
        const auto valid = stateOf (plain);

        for (std::size_t size = 0; size < valid.getSize(); ++size)
        {
            INFO ("cut to " << size << " bytes");
            CHECK_NOTHROW (restore (*node, beginningOf (valid, size)));
            CHECK ((stateOf (*node) == before));
        }
        for (std::size_t i = 0; i < valid.getSize(); ++i)
            for (const auto flipped : { 0x01, 0x04, 0x80, 0xff })
            {
                INFO ("byte " << i << " garbled");
                auto garbled = valid;
                garbled[i] = static_cast<char> (garbled[i] ^ flipped);
                CHECK_NOTHROW (restore (*node, garbled));
                CHECK ((stateOf (*node) == before));
            }
        for (std::uint64_t k = 0; k < 200; ++k)
        {
            INFO ("garbage " << k);
            juce::MemoryBlock garbage (static_cast<std::size_t> (k * 3));
            for (std::size_t i = 0; i < garbage.getSize(); ++i)
                garbage[i] = static_cast<char> (randomWord (k, i));
            CHECK_NOTHROW (restore (*node, garbage));
            CHECK ((stateOf (*node) == before));
        }
    }
}

} // namespace spikegraph::test
