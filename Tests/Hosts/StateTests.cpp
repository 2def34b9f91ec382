#include "Core/Random.h"
#include "Tests/Hosts/HostedPlugin.h"
#include "Tests/TestFramework.h"

#include <algorithm>
#include <cmath>

namespace spikegraph::test
{
namespace
{

/// Hosts hand parameters over with a block, and LV2 plugins tell of theirs with one.
void playOneBlock (juce::AudioPluginInstance& plugin)
{
    juce::AudioBuffer<float> silence (2, 64);
    silence.clear();
    played (plugin, silence, 64);
}

/// Moves every parameter that a host shows to a position of its own.
void scatter (juce::AudioPluginInstance& plugin, std::uint64_t seed)
{
    std::uint64_t draws = 0;
    for (auto* parameter : plugin.getParameters())
        if (parameter->isAutomatable() && !parameter->getName (100).equalsIgnoreCase ("Program"))
            parameter->setValue (parameter->isBoolean()
                                     ? static_cast<float> (randomWord (seed, draws++) % 2)
                                     : static_cast<float> (randomWord (seed, draws++) % 1000) / 999.0f);
    playOneBlock (plugin);
}

/// The largest difference between positions, of the parameters that a host shows.
float largestDifference (const juce::AudioProcessor& plugin, const std::vector<float>& wanted)
{
    const auto positions = positionsOf (plugin);
    float largest = 0.0f;
    for (std::size_t i = 0; i < positions.size(); ++i)
        if (plugin.getParameters()[static_cast<int> (i)]->isAutomatable())
            largest = std::max (largest, std::abs (positions[i] - wanted[i]));
    return largest;
}

} // namespace

TEST_CASE ("State goes through the host and back byte for byte, also into another instance")
{
    for (const auto& format : builtFormats())
    {
        const auto plugin = format.open (48000.0, 64), other = format.open (48000.0, 64);
        for (int program = 0; program < plugin->getNumPrograms(); ++program)
        {
            INFO (format.name() << ", " << plugin->getProgramName (program));
            loadProgram (*plugin, program);
            scatter (*plugin, static_cast<std::uint64_t> (program));
            const auto state = stateOf (*plugin);
            const auto positions = positionsOf (*plugin);
            scatter (*plugin, 1000);
            REQUIRE (stateOf (*plugin) != state);
            for (auto* restored : { plugin.get(), other.get() })
            {
                restore (*restored, state);
                playOneBlock (*restored);
                CHECK (stateOf (*restored) == state);
                CHECK (largestDifference (*restored, positions) <= 1e-6f);
            }
        }
    }
}

TEST_CASE ("One restore brings back each parameter that has been moved away")
{
    for (const auto& format : builtFormats())
    {
        const auto plugin = format.open (48000.0, 64);
        scatter (*plugin, 1);
        const auto state = stateOf (*plugin);
        const auto positions = positionsOf (*plugin);
        for (auto* parameter : plugin->getParameters())
        {
            if (!parameter->isAutomatable())
                continue;
            INFO (format.name() << ", " << parameter->getName (100));
            parameter->setValue (parameter->getValue() < 0.5f ? 1.0f : 0.0f);
            playOneBlock (*plugin);
            restore (*plugin, state);
            playOneBlock (*plugin);
            REQUIRE (largestDifference (*plugin, positions) <= 1e-6f);
        }
    }
}

TEST_CASE ("A state that is broken leaves the plugin as it was")
{
    for (const auto& format : builtFormats())
    {
        INFO (format.name());
        const auto plugin = format.open (48000.0, 64);
        scatter (*plugin, 2);
        const auto state = stateOf (*plugin);
        for (const auto& broken : { std::string ("no state"), std::string (64, '\0'),
                                    state.substr (0, state.size() / 2), state.substr (0, 40) })
        {
            restore (*plugin, broken);
            playOneBlock (*plugin);
            CHECK (stateOf (*plugin) == state);
        }
    }
}

} // namespace spikegraph::test
