#include "Training/Trainer.h"

#include "Core/Random.h"
#include "Core/Training/Schedules.h"
#include "Core/Training/SpectralLoss.h"

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <numeric>
#include <sstream>
#include <utility>

namespace spikegraph
{
namespace
{

Tensor<float> part (const Tensor<float>& whole, Index first, Index steps)
{
    const auto view = whole.item (0).slice (first, steps);
    return { { 1, steps, view.units }, { view.samples, view.samples + steps * view.units } };
}

std::vector<Tensor<float>> parts (const std::vector<Tensor<float>>& wholes, Index first, Index steps)
{
    std::vector<Tensor<float>> all;
    all.reserve (wholes.size());
    for (const auto& whole : wholes)
        all.push_back (part (whole, first, steps));
    return all;
}

} // namespace

TrainingSound trainingSound (const PatchGraph& graph, const juce::AudioBuffer<float>& input,
                             const juce::AudioBuffer<float>& target, const std::string& name)
{
    if (input.getNumSamples() != target.getNumSamples())
        throw InvalidValue (name + ": the input has " + std::to_string (input.getNumSamples()) +
                            " samples, the target " + std::to_string (target.getNumSamples()));
    if (!(target.getMagnitude (0, target.getNumSamples()) > 0.0f))
        throw InvalidValue (name + ": the target is silent");
    const Index steps = input.getNumSamples() + graph.latencySamples(), channels = target.getNumChannels();
    TrainingSound sound{ name, graph.play (input), Tensor<float> ({ 1, steps, channels }) };
    for (Index t = graph.latencySamples(); t < steps; ++t)
        for (Index channel = 0; channel < channels; ++channel)
            sound.target[t * channels + channel] =
                target.getSample (static_cast<int> (channel), static_cast<int> (t - graph.latencySamples()));
    return sound;
}

Trainer::Trainer (PatchGraph& graphToTrain, std::vector<TrainingSound> soundsToLearn,
                  std::vector<TrainingSound> soundsToValidate, const TrainingOptions& optionsToUse)
    : graph (graphToTrain)
    , options (optionsToUse)
    , sounds (std::move (soundsToLearn))
    , validation (std::move (soundsToValidate))
    , adam (graph.parameters(), options.learningRate)
{
    if (sounds.empty())
        throw InvalidValue ("there are no sounds to learn from");
    requireAtLeastOne ("steps", options.steps);
    requireAtLeastOne ("the samples of a part", options.partSteps);
    nextSound();
}

/// Fisher and Yates's shuffle, from the seed and the number of the round.
void Trainer::nextSound()
{
    if (order.empty())
    {
        order.resize (sounds.size());
        std::iota (order.begin(), order.end(), std::size_t{ 0 });
        for (std::size_t i = order.size() - 1; i > 0; --i)
        {
            const auto draw = randomUniform<double> (options.seed, round * 65536 + i);
            std::swap (order[i], order[static_cast<std::size_t> (draw * static_cast<double> (i + 1))]);
        }
        ++round;
    }
    current = order.back();
    order.pop_back();
    position = 0;
}

Loss<float> Trainer::lossOf (const Tensor<float>& y, const Tensor<float>& target) const
{
    switch (options.loss)
    {
        case TrainingLoss::l1:
            return meanAbsoluteError (y, target);
        case TrainingLoss::siSdr:
            return negativeSiSdr (y, target);
        case TrainingLoss::stft:
            return multiResolutionStft (y, target);
        case TrainingLoss::mse:
            break;
    }
    return meanSquaredError (y, target);
}

double Trainer::step()
{
    constexpr Index shortest = 2048; // a part of fewer steps is left out: spectra need as many
    if (position > 0 && sounds[current].target.shape()[1] - position < std::min (shortest, options.partSteps))
        nextSound();
    const auto& sound = sounds[current];
    const auto steps = std::min (options.partSteps, sound.target.shape()[1] - position);
    // After an evaluation the state is that of another sound: the part begins anew, where it stands.
    const bool beginsAnew = std::exchange (stateIsAnothers, false) || position == 0;
    const auto& y = graph.forward (parts (sound.inputs, position, steps), !beginsAnew);
    auto loss = lossOf (y, part (sound.target, position, steps));
    for (const auto& rates : options.rates)
        loss.value += graph.regularise (rates);
    const auto where = "step " + std::to_string (done + 1) + " (" + sound.name + "): ";
    if (!std::isfinite (loss.value))
        throw InvalidValue (
            where + "the loss is no number: the output has grown out of range; lower the learning rate");
    graph.backward (loss.gradient);
    const auto norm = clipGradients (graph.parameters(), options.mostGradient);
    if (!std::isfinite (norm))
        throw InvalidValue (where + "a gradient is no number: lower the learning rate");
    adam.setLearningRate (cosineSchedule (options.learningRate, done, options.steps));
    adam.step();
    position += steps;
    ++done;
    return loss.value;
}

Evaluation Trainer::judge (const std::vector<TrainingSound>& judged)
{
    Evaluation result;
    for (const auto& sound : judged)
    {
        const auto total = sound.target.shape()[1];
        Tensor<float> y (sound.target.shape());
        double rates = 0.0, penalty = 0.0;
        for (Index first = 0; first < total; first += options.partSteps)
        {
            const auto steps = std::min (options.partSteps, total - first);
            const auto& out = graph.forward (parts (sound.inputs, first, steps), first > 0);
            std::copy (out.begin(), out.end(), y.item (0).slice (first, steps).samples);
            const auto share = static_cast<double> (steps) / static_cast<double> (total);
            rates += graph.meanRateHz().value_or (0.0) * share;
            for (const auto& target : options.rates)
                penalty += graph.regularise (target) * share;
        }
        const auto share = 1.0 / static_cast<double> (judged.size());
        result.loss += (lossOf (y, sound.target).value + penalty) * share;
        result.siSdrDecibels -= negativeSiSdr (y, sound.target).value * share;
        result.rateHz += rates * share;
    }
    stateIsAnothers = true;
    return result;
}

Evaluation Trainer::evaluate()
{
    const auto result = judge (validation.empty() ? sounds : validation);
    if (bestValues.empty() || result.loss < best.loss)
    {
        best = result;
        bestValues = values();
    }
    return result;
}

std::vector<double> Trainer::values() const
{
    std::vector<double> all;
    for (const auto* p : graph.parameters())
        all.insert (all.end(), p->value.begin(), p->value.end());
    return all;
}

void Trainer::setValues (const std::vector<double>& all)
{
    if (all.size() != values().size())
        throw InvalidValue ("the checkpoint is of other parameters");
    auto next = all.begin();
    for (auto* p : graph.parameters())
        for (auto& value : p->value)
            value = static_cast<float> (*next++);
}

void Trainer::takeBest()
{
    if (!bestValues.empty())
        setValues (bestValues);
}

std::string Trainer::checkpoint() const
{
    std::ostringstream text;
    text << std::hexfloat << "spikegraph-training 1\n"
         << done << ' ' << round << ' ' << best.loss << ' ' << best.siSdrDecibels << ' ' << best.rateHz
         << '\n';
    for (const auto& numbers : { values(), bestValues, adam.memory() })
    {
        text << numbers.size();
        for (const auto number : numbers)
            text << ' ' << number;
        text << '\n';
    }
    return text.str();
}

void Trainer::resume (const std::string& checkpointText)
{
    std::istringstream text (checkpointText);
    std::string word;
    const auto next = [&]
    {
        text >> word;
        return std::strtod (word.c_str(), nullptr); // streams do not read what hexfloat writes
    };
    text >> word;
    if (word != "spikegraph-training" || next() != 1.0)
        throw InvalidValue ("it is no checkpoint of a training");
    const auto steps = next(), rounds = next();
    Evaluation evaluation;
    evaluation.loss = next();
    evaluation.siSdrDecibels = next();
    evaluation.rateHz = next();
    std::vector<std::vector<double>> all (3);
    const std::vector<std::size_t> sizes{ values().size(), values().size(), adam.memory().size() };
    for (std::size_t k = 0; k < all.size(); ++k)
    {
        const auto count = next();
        if (!text || !(count == static_cast<double> (sizes[k]) || (k == 1 && count == 0.0)))
            throw InvalidValue ("the checkpoint is of other parameters");
        for (int i = 0; i < static_cast<int> (count); ++i)
            all[k].push_back (next());
    }
    if (!text)
        throw InvalidValue ("the checkpoint is cut short");
    setValues (all[0]);
    bestValues = all[1];
    adam.remember (all[2]);
    best = evaluation;
    done = static_cast<Index> (steps);
    round = static_cast<std::uint64_t> (rounds);
    order.clear();
    nextSound();
}

} // namespace spikegraph
