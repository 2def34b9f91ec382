#include "Core/Oscillator.h"
#include "Graph/NodeParameters.h"
#include "Nodes/NumberRamp.h"
#include "Nodes/SharedParameters.h"

#include <cmath>

namespace spikegraph
{
namespace
{

struct Division
{
    const char* name;
    double quarters; ///< in a cycle
};

constexpr Division divisions[]{ { "off", 0.0 },
                                { "8 bars", 32.0 },
                                { "4 bars", 16.0 },
                                { "2 bars", 8.0 },
                                { "bar", 4.0 },
                                { "half", 2.0 },
                                { "dotted quarter", 1.5 },
                                { "quarter", 1.0 },
                                { "dotted eighth", 0.75 },
                                { "quarter triplet", 2.0 / 3.0 },
                                { "eighth", 0.5 },
                                { "eighth triplet", 1.0 / 3.0 },
                                { "sixteenth", 0.25 } };

juce::StringArray namesOfDivisions()
{
    juce::StringArray names;
    for (const auto& division : divisions)
        names.add (division.name);
    return names;
}

/// How far the host's position may be from where its tempo leads before it counts as a jump: more than what
/// a tempo that glides is off in a block, less than what is heard.
constexpr double jumpQuarters = 0.001;

template <typename T>
class LfoKernel final : public NodeKernel<T>
{
public:
    explicit LfoKernel (const NodeSetup& setup)
        : oscillator ({ .seed = static_cast<std::uint64_t> (setup.parameters.value ("seed")),
                        .dtSeconds = 1.0 / setup.sampleRateHz })
        , sampleRateHz (setup.sampleRateHz)
        , units (setup.outputUnits.front())
        , shape (setup.parameters.number ("shape"))
        , frequency (setup.parameters.number ("frequency"))
        , sync (setup.parameters.number ("sync"))
        , phase (setup.parameters.number ("phase"), sampleRateHz)
        , spread (setup.parameters.number ("spread"), sampleRateHz)
        , depth (setup.parameters.number ("depth"), sampleRateHz)
        , offset (setup.parameters.number ("offset"), sampleRateHz)
    {
        oscillator.prepare (units);
        reset();
    }

    void reset() noexcept override
    {
        for (auto* ramp : { &phase, &spread, &depth, &offset })
            ramp->reset();
        setPhases (phase.steady(), spread.steady());
        oscillator.reset();
        isFollowing = false;
    }

    void process (const NodeBlock<T>& block) noexcept override
    {
        oscillator.setWaveform (static_cast<Waveform> (shape.load (std::memory_order_relaxed)));
        followHost (block.transport, block.samples);
        oscillate (block.out());
        scale (block.out());
    }

private:
    void setPhases (double first, double range) noexcept
    {
        for (Index unit = 0; unit < units; ++unit)
            oscillator.setPhase (unit,
                                 first + range * static_cast<double> (unit) / static_cast<double> (units));
    }

    /// Runs at the host's tempo from where its song is. Only a jump moves the phase after that: the position
    /// is not the same to the last bit however a block is cut.
    void followHost (const Transport& host, Index samples) noexcept
    {
        const auto quarters = divisions[static_cast<int> (sync.load (std::memory_order_relaxed))].quarters;
        const bool synchronises = quarters > 0.0;
        oscillator.setFrequency (synchronises ? host.tempoBpm / (60.0 * quarters)
                                              : frequency.load (std::memory_order_relaxed));
        if (!synchronises || !host.isPlaying)
        {
            isFollowing = false;
            return;
        }
        auto expected = anchor.after (samplesSinceAnchor, sampleRateHz);
        const bool isThere = isFollowing && std::abs (quarters - followedQuarters) < 1e-9 &&
                             std::abs (host.positionQuarters - expected.positionQuarters) < jumpQuarters;
        const bool hasNewTempo = host.tempoBpm < anchor.tempoBpm || host.tempoBpm > anchor.tempoBpm;
        if (!isThere)
            oscillator.setPosition (host.positionQuarters / quarters);
        if (!isThere || hasNewTempo)
        {
            anchor = isThere ? expected : host;
            anchor.tempoBpm = host.tempoBpm;
            samplesSinceAnchor = 0;
        }
        isFollowing = true;
        followedQuarters = quarters;
        samplesSinceAnchor += samples;
    }

    void oscillate (Planar<T> out) noexcept
    {
        const bool phaseMoves = phase.update(), spreadMoves = spread.update();
        if (!phaseMoves && !spreadMoves)
            return oscillator.process (out);
        for (Index t = 0; t < out.steps; ++t)
        {
            const auto first = phase.next(), range = spread.next();
            setPhases (first, range);
            oscillator.process (out.slice (t, 1));
        }
    }

    void scale (Planar<T> out) noexcept
    {
        depth.forEach (out.steps,
                       [&] (Index t, double factor)
                       {
                           for (Index unit = 0; unit < units; ++unit)
                               out (t, unit) *= static_cast<T> (factor);
                       });
        offset.forEach (out.steps,
                        [&] (Index t, double number)
                        {
                            for (Index unit = 0; unit < units; ++unit)
                                out (t, unit) += static_cast<T> (number);
                        });
    }

    Oscillator<T> oscillator;
    double sampleRateHz;
    Index units;
    const std::atomic<double>&shape, &frequency, &sync;
    NumberRamp phase, spread, depth, offset;
    bool isFollowing = false; ///< the host's song, from the anchor on
    double followedQuarters = 0.0;
    Transport anchor;
    std::int64_t samplesSinceAnchor = 0;
};

} // namespace

NodeType describeLfoNode()
{
    return { .id = "lfo",
             .name = "LFO",
             .category = "Sources",
             .description = "A slow oscillation: offset + depth * shape, whose shapes go from -1 to 1.",
             .outputs = { { "out", "Out", SignalKind::control } },
             .parameters = { { .id = "shape",
                               .name = "Shape",
                               .description = "random: a new value every cycle, from the seed.",
                               .kind = ParameterKind::choice,
                               .choices = { "sine", "triangle", "square", "saw", "random" },
                               .defaultText = "sine" },
                             { .id = "frequency",
                               .name = "Frequency",
                               .unit = "Hz",
                               .description = "Cycles a second, where it is not in sync.",
                               .minimum = 0.001,
                               .maximum = 1000.0,
                               .defaultValue = 1.0,
                               .logarithmic = true },
                             { .id = "sync",
                               .name = "Sync",
                               .description =
                                   "How long a cycle is in the host's song, of which a bar has four "
                                   "quarters; while it plays, the phase is the song's.",
                               .kind = ParameterKind::choice,
                               .choices = namesOfDivisions(),
                               .defaultText = "off" },
                             { .id = "phase",
                               .name = "Phase",
                               .unit = "cycles",
                               .description = "How far into a cycle it starts." },
                             { .id = "spread",
                               .name = "Spread",
                               .unit = "cycles",
                               .description = "Over how much of a cycle the units are spread: unit k of n is "
                                              "k/n of it ahead." },
                             { .id = "depth",
                               .name = "Depth",
                               .description = "Times the shape.",
                               .defaultValue = 1.0 },
                             { .id = "offset",
                               .name = "Offset",
                               .description = "Added.",
                               .minimum = -1.0,
                               .maximum = 1.0 },
                             sourceUnitsParameter ("How many units oscillate."),
                             seedParameter ("Of the random shape.") },
             .outputUnits = [] (const NodeWidths& widths)
             { return std::vector<int>{ widths.parameters.integer ("units") }; },
             .kernels = kernelsOf<LfoKernel>() };
}

} // namespace spikegraph
