#include "Tests/Hosts/HostedPlugin.h"
#include "Tests/TestFramework.h"

namespace spikegraph::test
{

TEST_CASE ("Swept over its range while sound runs, no parameter of any preset lets a broken sample out")
{
    constexpr int subBlock = 32, steps = 16;
    for (const auto& format : builtFormats())
    {
        const auto plugin = format.open (48000.0, subBlock);
        for (int program = 0; program < plugin->getNumPrograms(); ++program)
        {
            loadProgram (*plugin, program);
            for (auto* parameter : plugin->getParameters())
            {
                if (!parameter->isAutomatable() || parameter->getName (100) == "Program")
                    continue;
                INFO (format.name() << ", " << plugin->getProgramName (program) << ", "
                                    << parameter->getName (100));
                const auto before = parameter->getValue();
                auto audio = noise (2, subBlock * steps);
                process (*plugin, audio, subBlock,
                         [&] (int first) {
                             parameter->setValue (static_cast<float> (first / subBlock) /
                                                  static_cast<float> (steps - 1));
                         });
                REQUIRE (isClean (audio));
                parameter->setValue (before);
            }
        }
    }
}

TEST_CASE ("Bypassed through the host's parameter, what comes in goes out")
{
    for (const auto& format : builtFormats())
    {
        INFO (format.name());
        const auto plugin = format.open (48000.0, 256);
        for (int program = 0; program < plugin->getNumPrograms(); ++program)
            if (plugin->getProgramName (program) == "Lowpass") // has no latency
                loadProgram (*plugin, program);
        for (auto* parameter : plugin->getParameters())
            if (parameter->getName (100) == "Bypass")
                parameter->setValue (1.0f);
        const auto input = noise (2, 4096);
        const auto output = played (*plugin, input, 256);
        for (int channel = 0; channel < 2; ++channel) // once the ramp is over
            for (int i = 2048; i < 4096; ++i)
                REQUIRE (output.getSample (channel, i) == input.getSample (channel, i));
    }
}

} // namespace spikegraph::test
