#pragma once

#include "Graph/NodeType.h"

#include <atomic>
#include <map>

namespace spikegraph
{

/// The values of one node's parameters. Numbers are atomics that any thread may set while the node processes;
/// what is part of the structure is set before the kernel is made, and stays.
class NodeParameters
{
public:
    explicit NodeParameters (const NodeType& typeToUse);

    const NodeType& type() const noexcept { return nodeType; }

    /// Throws std::out_of_range for a parameter that the type does not have. [any thread for a number that is
    /// not part of the structure, else only before the kernel is made]
    void set (const juce::String& parameterId, const ParameterValue& value);

    /// A number or a choice (its index) to keep and read while processing. [looking up: not the audio thread]
    const std::atomic<double>& number (const char* parameterId) const;

    /// The same to keep and write, from any thread, what is in its range and no part of the structure. Null
    /// for anything else. [looking up: not the audio thread]
    std::atomic<double>* numberToSet (const juce::String& parameterId);

    /// Their present values. [not the audio thread]
    double value (const char* parameterId) const { return number (parameterId).load(); }
    int integer (const char* parameterId) const { return static_cast<int> (value (parameterId)); }
    const juce::String& text (const char* parameterId) const;
    ParameterValue get (const juce::String& parameterId) const;

    /// Whether a node of these parameters can serve for one of the others: same type and structure.
    bool hasStructureOf (const NodeParameters& other) const;

    /// Takes over all of the others' values. Both have the same type. [before the kernel is made]
    void takeAllOf (const NodeParameters& other);

    /// Takes over the others' numbers. Both have the same structure. [any thread]
    void takeNumbersOf (const NodeParameters& other);

private:
    struct Value
    {
        const ParameterType* type = nullptr;
        std::atomic<double> number{ 0.0 };
        juce::String text;
    };

    const NodeType& nodeType;
    std::map<juce::String, Value> values;
};

} // namespace spikegraph
