#pragma once

#include "Core/Random.h"
#include "Graph/GraphEngine.h"

namespace spikegraph::test
{

/// Whole numbers at random, the same in every run.
class RandomSource
{
public:
    explicit RandomSource (std::uint64_t seedToUse)
        : seed (seedToUse)
    {
    }

    int below (int limit)
    {
        return static_cast<int> (randomWord (seed, draws++) % static_cast<std::uint64_t> (limit));
    }

private:
    std::uint64_t seed, draws = 0;
};

/// Edits a patch at random, as a person might: adds and removes nodes and cables of the whole catalogue,
/// turns parameters, bypasses, undoes. It keeps to some twenty nodes.
class RandomEditor
{
public:
    RandomEditor (GraphModel& patchToEdit, std::uint64_t seed);

    /// One edit. What the patch refuses is left out.
    void edit();

    /// Lets the engine have the edits; takes back the last one where widths do not fit. Whether the engine
    /// took something.
    template <typename T>
    bool update (GraphEngine<T>& engine);

private:
    juce::String randomNode();
    juce::String randomPort (bool isOutlet);
    void addNode();
    void addCable();
    void setParameter();

    GraphModel& patch;
    RandomSource random;
};

/// Moves one number that a running node can follow.
template <typename T>
void moveNumber (GraphEngine<T>& engine, const GraphModel& patch, RandomSource& random)
{
    const auto nodes = patch.nodes();
    if (nodes.getNumChildren() == 0)
        return;
    const auto node = nodes.getChild (random.below (nodes.getNumChildren()));
    const auto* type = patch.catalogue().find (node["type"]);
    if (type == nullptr || type->parameters.empty())
        return;
    const auto& parameter = type->parameters[static_cast<std::size_t> (
        random.below (static_cast<int> (type->parameters.size())))];
    const auto value =
        std::min (parameter.maximum,
                  parameter.minimum + (parameter.maximum - parameter.minimum) * random.below (101) / 100.0);
    if (parameter.isNumeric() && !parameter.isPartOfStructure())
        engine.setNumber (node["id"], parameter.id,
                          parameter.kind == ParameterKind::integer ? std::floor (value) : value);
}

} // namespace spikegraph::test
