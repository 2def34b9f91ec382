// What a node puts out depends on what it hears, and not on how a host cuts that into blocks.

#include "Tests/Nodes/NodeHarness.h"
#include "Tests/TestFramework.h"

namespace spikegraph::test
{
namespace
{

constexpr int samples = 9000; ///< more than the longest block

std::vector<Blocks> blockings()
{
    return { { 1 }, { 7 }, { 64 }, { 65 }, { 512 }, { 8193 }, { 0, 100, 0, 0, 33 }, randomBlocks() };
}

template <typename T>
void checkBlocks (const NodeType& type, const Widths& widths)
{
    const auto expected = play<T> (*makeNode<T> (type, { .widths = widths, .maximumBlock = samples }),
                                   { .samples = samples, .blocks = { samples } });
    const auto node = makeNode<T> (type, { widths });
    for (const auto& blocks : blockings())
    {
        INFO (type.id.toStdString() << " in " << sizeof (T) * 8 << " bits, " << widths.text() << ", "
                                    << text (blocks));
        CHECK (difference (play<T> (*node, { .samples = samples, .blocks = blocks }), expected) == "");
        node->reset();
    }
    for (const auto maximum : { 1, 64, 8193 })
    {
        INFO (type.id.toStdString() << " in " << sizeof (T) * 8 << " bits, " << widths.text()
                                    << ", announced blocks of " << maximum);
        node->prepareToPlay (48000.0, maximum);
        CHECK (difference (play<T> (*node, { .samples = samples, .blocks = randomBlocks() }), expected) ==
               "");
    }
}

} // namespace

TEST_CASE (
    "Every node gives the same bits and MIDI whatever the blocks, also longer than announced, after reset")
{
    for (const auto& type : nodeCatalogue().types())
        for (const auto& widths : widthsFor (type))
            checkBlocks<float> (type, widths);
}

TEST_CASE ("Every node gives the same bits and MIDI whatever the blocks in double precision, too")
{
    for (const auto& type : nodeCatalogue().types())
        checkBlocks<double> (type, someWidths (type));
}

TEST_CASE ("Every node leaves a block without samples alone")
{
    for (const auto& type : nodeCatalogue().types())
    {
        INFO (type.id.toStdString());
        const auto node = makeNode<float> (type, { someWidths (type) });
        juce::AudioBuffer<float> nothing (
            std::max (node->getTotalNumInputChannels(), node->getTotalNumOutputChannels()), 0);
        juce::MidiBuffer midi;
        node->processBlock (nothing, midi);
        node->processBlockBypassed (nothing, midi);
        CHECK (midi.isEmpty());
        CHECK (difference (play<float> (*node),
                           play<float> (*makeNode<float> (type, { someWidths (type) }))) == "");
    }
}

TEST_CASE ("Every node that is reset, prepared or made again repeats its bits")
{
    for (const auto& type : nodeCatalogue().types())
    {
        INFO (type.id.toStdString());
        const auto node = makeNode<float> (type, { someWidths (type) });
        const auto expected = play<float> (*node);
        node->reset();
        CHECK (difference (play<float> (*node), expected) == "");
        node->prepareToPlay (48000.0, 512);
        CHECK (difference (play<float> (*node), expected) == "");
        node->prepareToPlay (96000.0, 64);
        play<float> (*node);
        node->prepareToPlay (48000.0, 512);
        CHECK (difference (play<float> (*node), expected) == "");
        CHECK (difference (play<float> (*makeNode<float> (type, { someWidths (type) })), expected) == "");
    }
}

} // namespace spikegraph::test
