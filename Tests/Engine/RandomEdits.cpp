#include "Tests/Engine/RandomEdits.h"

#include <stdexcept>

namespace spikegraph::test
{

RandomEditor::RandomEditor (GraphModel& patchToEdit, std::uint64_t seed)
    : patch (patchToEdit)
    , random (seed)
{
    patch.addNode ("audio-in", {}, "in");
    patch.addNode ("audio-out", {}, "out");
    patch.addCable ("in.out", "out.in");
}

void RandomEditor::edit()
{
    try
    {
        const auto nodes = patch.nodes().getNumChildren();
        switch (random.below (10))
        {
            case 0:
            case 1:
                if (nodes < 20)
                    return addNode();
                return patch.removeNode (randomNode());
            case 2:
            case 3:
            case 4:
                return addCable();
            case 5:
                if (const auto cable = patch.cables().getChild (
                        random.below (std::max (1, patch.cables().getNumChildren())));
                    cable.isValid())
                    patch.removeCable (cable["from"], cable["to"]);
                return;
            case 6:
                return patch.setBypassed (randomNode(), random.below (2) == 0);
            case 7:
                return static_cast<void> (random.below (2) == 0 ? patch.undo() : patch.redo());
            default:
                return setParameter();
        }
    }
    catch (const std::invalid_argument&)
    {
        // refused: the patch is as it was
    }
}

template <typename T>
bool RandomEditor::update (GraphEngine<T>& engine)
{
    for (int attempt = 0; attempt < 100; ++attempt)
        try
        {
            return engine.update();
        }
        catch (const std::invalid_argument&)
        {
            patch.undo();
        }
    return false;
}

juce::String RandomEditor::randomNode()
{
    return patch.nodes().getChild (random.below (patch.nodes().getNumChildren()))["id"];
}

juce::String RandomEditor::randomPort (bool isOutlet)
{
    const auto id = randomNode();
    const auto& type = *patch.catalogue().find (patch.node (id)["type"]);
    const auto& ports = isOutlet ? type.outputs : type.inputs;
    return ports.empty()
               ? id
               : id + "." +
                     ports[static_cast<std::size_t> (random.below (static_cast<int> (ports.size())))].id;
}

void RandomEditor::addNode()
{
    const auto& types = patch.catalogue().types();
    patch.addNode (types[static_cast<std::size_t> (random.below (static_cast<int> (types.size())))].id, {});
}

void RandomEditor::addCable()
{
    const auto from = randomPort (true), to = randomPort (false);
    patch.addCable (from, to);
}

void RandomEditor::setParameter()
{
    const auto id = randomNode();
    const auto& parameters = patch.catalogue().find (patch.node (id)["type"])->parameters;
    const auto& parameter =
        parameters[static_cast<std::size_t> (random.below (static_cast<int> (parameters.size())))];
    // Widths stay small, so that the test does too.
    const auto maximum = parameter.isPartOfStructure() ? std::min (parameter.maximum, parameter.minimum + 8.0)
                                                       : parameter.maximum;
    if (parameter.kind == ParameterKind::choice)
        patch.setParameter (id, parameter.id, parameter.choices[random.below (parameter.choices.size())]);
    else if (parameter.isNumeric())
        patch.setParameter (
            id, parameter.id,
            std::floor (parameter.minimum + (maximum - parameter.minimum) * random.below (101) / 100.0));
}

template bool RandomEditor::update<float> (GraphEngine<float>&);
template bool RandomEditor::update<double> (GraphEngine<double>&);

} // namespace spikegraph::test
