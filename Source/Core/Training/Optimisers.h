#pragma once

#include "Core/Layer.h"

#include <cmath>
#include <utility>
#include <vector>

namespace spikegraph
{

/// Stochastic gradient descent with momentum: v = momentum * v + g, p -= rate * v. step clears the gradients
/// that it has used.
template <typename T>
class Sgd
{
public:
    /// Throws InvalidValue for a learning rate that is not positive, or a momentum outside [0, 1).
    Sgd (std::vector<Parameter<T>*> parametersToTrain, double learningRateToUse, double momentumToUse = 0.0)
        : parameters (std::move (parametersToTrain))
        , learningRate (learningRateToUse)
        , momentum (momentumToUse)
    {
        requirePositive ("learning rate", learningRate);
        if (!(momentum >= 0.0 && momentum < 1.0))
            throw InvalidValue ("momentum must lie in [0, 1), not be " + std::to_string (momentum));
        for (const auto* p : parameters)
            velocities.emplace_back (static_cast<std::size_t> (p->value.size()), 0.0);
    }

    void setLearningRate (double rate) noexcept { learningRate = rate; }

    void step()
    {
        for (std::size_t k = 0; k < parameters.size(); ++k)
        {
            auto& p = *parameters[k];
            for (Index i = 0; i < p.value.size(); ++i)
            {
                auto& velocity = velocities[k][static_cast<std::size_t> (i)];
                velocity = momentum * velocity + static_cast<double> (p.gradient[i]);
                p.value[i] -= static_cast<T> (learningRate * velocity);
            }
            p.clearGradient();
        }
    }

private:
    std::vector<Parameter<T>*> parameters;
    std::vector<std::vector<double>> velocities;
    double learningRate, momentum;
};

/// Adam (Kingma and Ba, 2015), with the paper's defaults. step clears the gradients that it has used.
template <typename T>
class Adam
{
public:
    Adam (std::vector<Parameter<T>*> parametersToTrain, double learningRateToUse)
        : parameters (std::move (parametersToTrain))
        , learningRate (learningRateToUse)
    {
        requirePositive ("learning rate", learningRate);
        for (const auto* p : parameters)
            moments.emplace_back (static_cast<std::size_t> (p->value.size()));
    }

    void setLearningRate (double rate) noexcept { learningRate = rate; }

    void step()
    {
        ++steps;
        const auto correctFirst = 1.0 - std::pow (firstDecay, steps),
                   correctSecond = 1.0 - std::pow (secondDecay, steps);
        for (std::size_t k = 0; k < parameters.size(); ++k)
        {
            auto& p = *parameters[k];
            for (Index i = 0; i < p.value.size(); ++i)
            {
                const auto g = static_cast<double> (p.gradient[i]);
                auto& [m, v] = moments[k][static_cast<std::size_t> (i)];
                m = firstDecay * m + (1.0 - firstDecay) * g;
                v = secondDecay * v + (1.0 - secondDecay) * g * g;
                const auto change = m / correctFirst / (std::sqrt (v / correctSecond) + epsilon);
                p.value[i] -= static_cast<T> (learningRate * change);
            }
            p.clearGradient();
        }
    }

    /// All that it remembers, to go on from later: the number of steps, then every element's two moments.
    std::vector<double> memory() const
    {
        std::vector<double> all{ static_cast<double> (steps) };
        for (const auto& ofParameter : moments)
            for (const auto& [m, v] : ofParameter)
            {
                all.push_back (m);
                all.push_back (v);
            }
        return all;
    }

    /// Throws InvalidValue for another optimiser's memory.
    void remember (const std::vector<double>& all)
    {
        if (all.size() != memory().size())
            throw InvalidValue ("the optimiser's memory is of other parameters");
        auto next = all.begin();
        steps = static_cast<int> (*next++);
        for (auto& ofParameter : moments)
            for (auto& [m, v] : ofParameter)
            {
                m = *next++;
                v = *next++;
            }
    }

private:
    struct Moments
    {
        double first = 0.0, second = 0.0;
    };

    static constexpr double firstDecay = 0.9, secondDecay = 0.999, epsilon = 1e-8;

    std::vector<Parameter<T>*> parameters;
    std::vector<std::vector<Moments>> moments;
    double learningRate;
    int steps = 0;
};

} // namespace spikegraph
