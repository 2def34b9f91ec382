#include "Core/Error.h"
#include "Core/Normaliser.h"
#include "Graph/NodeParameters.h"
#include "Nodes/NumberRamp.h"

#include <algorithm>

namespace spikegraph
{
namespace
{

template <typename T>
class NormaliserKernel final : public NodeKernel<T>
{
public:
    explicit NormaliserKernel (const NodeSetup& setup)
        : normaliser (optionsFor (setup))
        , target (setup.parameters.number ("target"))
        , time (setup.parameters.number ("time"))
        , maximumGain (setup.parameters.number ("maximumGain"))
        , ceiling (setup.parameters.number ("ceiling"))
        , isCommon (gainIsCommon (setup))
        , repeated (static_cast<std::size_t> (setup.outputUnits.front()))
    {
        normaliser.prepare (setup.outputUnits.front());
        reset();
    }

    void reset() noexcept override
    {
        update();
        normaliser.reset();
    }

    void process (const NodeBlock<T>& block) noexcept override
    {
        update();
        const auto in = block.in (0), reference = block.in (1);
        if (reference.units == 0)
            normaliser.process (in, block.out());
        else if (isCommon || reference.units == in.units)
            normaliser.process (in, reference, block.out());
        else // one for all units
        {
            std::fill (repeated.begin(), repeated.end(), reference.unit (0));
            normaliser.process (in, { repeated.data(), block.samples, in.units }, block.out());
        }
    }

private:
    static bool gainIsCommon (const NodeSetup& setup)
    {
        return setup.inputUnits.front() == 1 || setup.parameters.value ("link") > 0.5;
    }

    static typename Normaliser<T>::Options optionsFor (const NodeSetup& setup)
    {
        return { .target = setup.parameters.value ("target"),
                 .commonToAllUnits = gainIsCommon (setup),
                 .dtSeconds = 1.0 / setup.sampleRateHz };
    }

    void update() noexcept
    {
        normaliser.setTarget (target.load (std::memory_order_relaxed));
        normaliser.setTime (time.load (std::memory_order_relaxed) * 0.001);
        normaliser.setMaximumGain (maximumGain.load (std::memory_order_relaxed));
        normaliser.setCeiling (gainOf (ceiling.load (std::memory_order_relaxed)));
    }

    Normaliser<T> normaliser;
    const std::atomic<double>&target, &time, &maximumGain, &ceiling;
    bool isCommon;
    std::vector<const T*> repeated; ///< the reference, where one unit is heard for each of ours
};

std::vector<int> checkWidths (const NodeWidths& widths)
{
    const auto units = widths.inputUnits[0], references = widths.inputUnits[1];
    const bool isLinked = widths.parameters.value ("link") > 0.5;
    if (!isLinked && units > 1 && references > 1 && units != references)
        throw InvalidValue ("inlet \"in\" has " + std::to_string (units) +
                            " units and inlet \"reference\" has " + std::to_string (references) +
                            " units: where each unit has a gain of its own, they need as many, or 1");
    return { std::max (1, units) };
}

} // namespace

NodeType describeNormaliserNode()
{
    return {
        .id = "normaliser",
        .name = "Normaliser",
        .category = "Levels",
        .description = "Brings sound to a level, or, with a reference, to be as loud as that: quiet input "
                       "still spikes, and a patch is as loud as what goes in.",
        .inputs = { { "in", "In" }, { .id = "reference", .name = "Reference", .isOptional = true } },
        .outputs = { { "out", "Out" } },
        .parameters = { { .id = "target",
                          .name = "Target",
                          .description = "The level to reach without a reference, as RMS; 1 is full scale.",
                          .minimum = 0.0001,
                          .maximum = 1.0,
                          .defaultValue = 0.1,
                          .logarithmic = true },
                        { .id = "time",
                          .name = "Time",
                          .unit = "ms",
                          .description = "Over which levels are means.",
                          .minimum = 1.0,
                          .maximum = 10000.0,
                          .defaultValue = 200.0,
                          .logarithmic = true },
                        { .id = "maximumGain",
                          .name = "Maximum gain",
                          .unit = "dB",
                          .description = "The most that is amplified, so that silence stays quiet.",
                          .minimum = 0.0,
                          .maximum = 120.0,
                          .defaultValue = 30.0 },
                        { .id = "ceiling",
                          .name = "Ceiling",
                          .unit = "dB",
                          .description = "No sample comes out higher; a sound of few high spikes is then "
                                         "softer than it was to be. 0 dB is full scale.",
                          .minimum = -60.0,
                          .maximum = 60.0 },
                        { .id = "link",
                          .name = "Link",
                          .description = "each: every unit has a gain of its own; all: one level, the mean, "
                                         "and one gain, which keeps the balance.",
                          .kind = ParameterKind::choice,
                          .choices = { "each", "all" },
                          .defaultText = "all",
                          .isStructural = true } },
        .isInPlace = true,
        .outputUnits = checkWidths,
        .kernels = kernelsOf<NormaliserKernel>()
    };
}

} // namespace spikegraph
