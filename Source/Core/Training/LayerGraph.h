#pragma once

#include "Core/Layer.h"

#include <algorithm>
#include <memory>
#include <utility>
#include <vector>

namespace spikegraph
{

/// Layers that hear each other: a directed graph without loops. A node is an input, a layer that hears the
/// sum of its sources, or the product of two nodes. Sources of one unit are heard by all units of wider ones.
/// Nodes are numbers, in the order in which they were added, which is the order in which they run.
template <typename T>
class LayerGraph
{
public:
    int addInput() { return addNode ({}); }

    /// Throws InvalidValue for no sources, or one that is not there yet.
    int add (std::unique_ptr<Layer<T>> layer, std::vector<int> sources)
    {
        return addNode ({ std::move (layer), std::move (sources), false });
    }

    int addProduct (int a, int b) { return addNode ({ nullptr, { a, b }, true }); }

    /// Runs all nodes. inputs has a (batch, steps, units) tensor for each input, in the order of addition.
    void forward (const std::vector<Tensor<T>>& inputs, Mode mode)
    {
        std::size_t input = 0;
        for (auto& node : nodes)
        {
            if (node.sources.empty())
                node.value = inputs.at (input++);
            else if (node.isProduct)
                node.value = combined (nodes[index (node.sources[0])].value,
                                       nodes[index (node.sources[1])].value, [] (T a, T b) { return a * b; });
            else
                node.value = node.layer->forward (sumOfSources (node), mode);
            node.gradient = Tensor<T> ({ 0 });
        }
    }

    /// What a node put out in the last forward.
    const Tensor<T>& value (int node) const { return nodes[index (node)].value; }

    /// Adds dL/d(value) at a node; once or more, between forward and backward.
    void addGradient (int node, const Tensor<T>& gradient)
    {
        requireShape ("the gradient", gradient.shape(), value (node).shape());
        accumulate (nodes[index (node)], gradient);
    }

    /// Takes the gradients through the graph to all parameters. Nodes that lie behind no parameter cost
    /// nothing.
    void backward()
    {
        for (auto node = nodes.rbegin(); node != nodes.rend(); ++node)
        {
            if (node->sources.empty() || node->gradient.size() == 0 || !node->learns)
                continue;
            if (node->isProduct)
            {
                auto &a = nodes[index (node->sources[0])], &b = nodes[index (node->sources[1])];
                const auto times = [] (T g, T other) { return g * other; };
                const auto toA = combined (node->gradient, b.value, times),
                           toB = combined (node->gradient, a.value, times);
                if (a.learns)
                    accumulate (a, toA);
                if (b.learns)
                    accumulate (b, toB);
                continue;
            }
            const auto gradient = node->layer->backward (node->gradient);
            for (const auto source : node->sources)
                if (nodes[index (source)].learns)
                    accumulate (nodes[index (source)], gradient);
        }
    }

    std::vector<Parameter<T>*> parameters() const
    {
        std::vector<Parameter<T>*> all;
        for (const auto& node : nodes)
            if (node.layer != nullptr)
                for (auto* parameter : node.layer->parameters())
                    all.push_back (parameter);
        return all;
    }

    void carryState (bool shouldCarry)
    {
        for (auto& node : nodes)
            if (node.layer != nullptr)
                node.layer->carryState (shouldCarry);
    }

private:
    struct Node
    {
        std::unique_ptr<Layer<T>> layer{};
        std::vector<int> sources{};
        bool isProduct = false;
        bool learns = false; ///< a parameter is in it or before it
        Tensor<T> value{}, gradient{};
    };

    static std::size_t index (int node) { return static_cast<std::size_t> (node); }

    int addNode (Node node)
    {
        node.learns = node.layer != nullptr && !node.layer->parameters().empty();
        for (const auto source : node.sources)
        {
            if (source < 0 || index (source) >= nodes.size())
                throw InvalidValue ("node " + std::to_string (source) + " of a layer graph is not there");
            node.learns = node.learns || nodes[index (source)].learns;
        }
        if (node.layer != nullptr && node.sources.empty())
            throw InvalidValue ("a layer needs a source");
        nodes.push_back (std::move (node));
        return static_cast<int> (nodes.size()) - 1;
    }

    Tensor<T> sumOfSources (const Node& node) const
    {
        auto sum = nodes[index (node.sources.front())].value;
        for (std::size_t k = 1; k < node.sources.size(); ++k)
            sum = combined (sum, nodes[index (node.sources[k])].value, [] (T a, T b) { return a + b; });
        return sum;
    }

    template <typename Operation>
    static Tensor<T> combined (const Tensor<T>& a, const Tensor<T>& b, Operation&& operation)
    {
        const auto unitsA = a.shape()[2], unitsB = b.shape()[2], units = std::max (unitsA, unitsB);
        if ((unitsA != units && unitsA != 1) || (unitsB != units && unitsB != 1) ||
            a.shape()[0] != b.shape()[0] || a.shape()[1] != b.shape()[1])
            throw InvalidValue ("shapes " + describe (a.shape()) + " and " + describe (b.shape()) +
                                " do not go together");
        Tensor<T> result ({ a.shape()[0], a.shape()[1], units });
        for (Index row = 0; row < a.shape()[0] * a.shape()[1]; ++row)
            for (Index unit = 0; unit < units; ++unit)
                result[row * units + unit] = operation (a[row * unitsA + (unitsA > 1 ? unit : 0)],
                                                        b[row * unitsB + (unitsB > 1 ? unit : 0)]);
        return result;
    }

    /// Adds to a node's gradient; what all units of a wider one heard is summed over them.
    static void accumulate (Node& node, const Tensor<T>& gradient)
    {
        if (node.gradient.size() == 0)
            node.gradient = Tensor<T> (node.value.shape());
        const auto own = node.value.shape()[2], units = gradient.shape()[2];
        for (Index row = 0; units > 0 && row < gradient.size() / units; ++row)
            for (Index unit = 0; unit < units; ++unit)
                node.gradient[row * own + (own > 1 ? unit : 0)] += gradient[row * units + unit];
    }

    std::vector<Node> nodes;
};

} // namespace spikegraph
