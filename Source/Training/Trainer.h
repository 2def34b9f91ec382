#pragma once

#include "Core/Training/Optimisers.h"
#include "Training/PatchGraph.h"

#include <cstdint>
#include <string>
#include <vector>

namespace spikegraph
{

/// A sound to learn from: what the engine makes of the input, and what should come out, in line with it.
struct TrainingSound
{
    std::string name;
    std::vector<Tensor<float>> inputs;
    Tensor<float> target; ///< (1, steps, channels)
};

/// Puts a sound together. The target is delayed by the patch's latency. Throws InvalidValue where lengths
/// differ or the target is silent.
TrainingSound trainingSound (const PatchGraph& graph, const juce::AudioBuffer<float>& input,
                             const juce::AudioBuffer<float>& target, const std::string& name);

enum class TrainingLoss
{
    mse,
    l1,
    siSdr,
    stft,
};

struct TrainingOptions
{
    Index steps = 1000;
    double learningRate = 0.01; ///< at the first step; it falls to 0 along half a cosine
    TrainingLoss loss = TrainingLoss::mse;
    std::vector<RateTarget> rates;
    Index partSteps = 24000;     ///< that backpropagation goes through at a time
    double mostGradient = 1.0e6; ///< norm to which gradients are clipped
    std::uint64_t seed = 0;      ///< of the order of the sounds
};

/// What a set of sounds comes to, each played from its start.
struct Evaluation
{
    double loss = 0.0, siSdrDecibels = 0.0; ///< means over the sounds
    double rateHz = 0.0;                    ///< of the spikes that a parameter moves; 0: none
};

/// Learns by Adam: a step is a part of a sound. The sounds come in an order drawn anew from the seed in each
/// round, each from start to end with its state carried from part to part. One thread does all of it, so the
/// same seed gives the same bits.
class Trainer
{
public:
    /// The graph must outlive it. Throws InvalidValue for no sounds or options out of range.
    Trainer (PatchGraph& graphToTrain, std::vector<TrainingSound> soundsToLearn,
             std::vector<TrainingSound> soundsToValidate, const TrainingOptions& optionsToUse);

    /// Returns the loss. Throws InvalidValue with the step and the cause where it or a gradient is no number.
    double step();

    Index stepsDone() const noexcept { return done; }
    bool isDone() const noexcept { return done >= options.steps; }

    /// Of the sounds to validate by, or else those to learn. Keeps the parameters if they are the best so
    /// far.
    Evaluation evaluate();

    /// What sounds come to that training never sees. Moves nothing but the state.
    Evaluation judge (const std::vector<TrainingSound>& judged);

    /// Makes the parameters those of the best evaluation, if there was one.
    void takeBest();
    const Evaluation& bestEvaluation() const noexcept { return best; }

    /// All that it needs to go on from the start of a sound, as text of one line a thing.
    std::string checkpoint() const;
    /// Throws InvalidValue for a checkpoint of another training.
    void resume (const std::string& checkpointText);

private:
    Loss<float> lossOf (const Tensor<float>& y, const Tensor<float>& target) const;
    void nextSound();
    std::vector<double> values() const;
    void setValues (const std::vector<double>& all);

    PatchGraph& graph;
    TrainingOptions options;
    std::vector<TrainingSound> sounds, validation;
    Adam<float> adam;
    Index done = 0, position = 0;
    bool stateIsAnothers = false; ///< the layers' state is what an evaluation has left
    std::uint64_t round = 0;
    std::vector<std::size_t> order; ///< of the sounds still to come in this round, the next one last
    std::size_t current = 0;
    std::vector<double> bestValues;
    Evaluation best;
};

} // namespace spikegraph
