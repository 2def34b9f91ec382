#pragma once

#include "Graph/GraphModel.h"
#include "Graph/LiveNumbers.h"
#include "Plugin/ValueScale.h"

#include <nlohmann/json_fwd.hpp>

#include <optional>

namespace spikegraph
{

/// What a host's slot moves.
struct SlotTarget
{
    ParameterAddress address;
    double from = 0.0, to = 1.0;
    bool isLogarithmic = false;

    bool operator== (const SlotTarget&) const = default;
};

/// Which of a patch's parameters have one of the host's slots, counted from 1. A number that has been given
/// out is never given to another parameter of itself, since a host's automation lane refers to it: only by
/// name. A target that the patch does not have stays, and moves nothing.
///
/// Edits are steps of the model's undo. [the thread that owns the model]
class Slots
{
public:
    explicit Slots (GraphModel& modelToUse);

    std::optional<SlotTarget> target (int number) const;
    /// The slot of a parameter, or 0.
    int numberOf (const ParameterAddress& address) const;
    /// How its positions read in the present patch; none where the patch does not have the parameter.
    std::optional<ValueScale> scale (int number) const;

    /// Gives a parameter the first number that was never given out, over its whole range. Returns its number;
    /// the one that it has if there is one. Throws InvalidValue where none is left, and for what a host
    /// cannot move.
    int assign (const ParameterAddress& address);
    /// Gives a slot what it moves, whatever it moved before.
    void assign (int number, const SlotTarget& target);
    void release (int number);

    /// For listening.
    const juce::ValueTree& state() const noexcept { return tree; }

    nlohmann::ordered_json toJson() const;
    /// Becomes what was saved; no step of undo. Throws InvalidValue with the place, and then stays as it was.
    void takeJson (const nlohmann::ordered_json& json, const std::string& place);

private:
    const ParameterType* findType (const ParameterAddress& address) const;
    juce::ValueTree find (int number) const;

    GraphModel& model;
    juce::ValueTree tree; ///< a child for each number given out; without a node where it was released
};

} // namespace spikegraph
