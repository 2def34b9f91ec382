#pragma once

#include "Plugin/HostParameter.h"

#include <vector>

namespace spikegraph
{

/// The host's parameters. Their number, order and ids never change, as hosts and their sessions rely on them:
/// 16 macros, 64 slots that a patch's parameters can be given, then bypass, input, output and mix.
class HostParameters
{
public:
    static constexpr int macros = 16, slots = 64;

    /// Adds them all to the processor, which owns them. An LV2's parameters have no groups, for which JUCE
    /// writes what LV2 does not allow, and keep their own names, which LV2 writes down when it is built.
    explicit HostParameters (juce::AudioProcessor& processor);

    /// Whether names and texts follow the patch.
    bool namesFollow() const noexcept { return !isLv2; }

    /// Counted from 1, as people see them.
    HostParameter& macro (int number) const { return *controls[static_cast<std::size_t> (number - 1)]; }
    HostParameter& slot (int number) const
    {
        return *controls[static_cast<std::size_t> (macros + number - 1)];
    }

    /// The macros, then the slots.
    const std::vector<HostParameter*>& all() const noexcept { return controls; }

    HostParameter* bypass = nullptr;
    HostParameter* inputGain = nullptr;  ///< dB
    HostParameter* outputGain = nullptr; ///< dB
    HostParameter* mix = nullptr;        ///< %

private:
    const bool isLv2;
    std::vector<HostParameter*> controls;
};

} // namespace spikegraph
