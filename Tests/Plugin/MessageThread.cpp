#define CATCH_CONFIG_EXTERNAL_INTERFACES
#include "Tests/TestFramework.h"

#include <juce_events/juce_events.h>

#include <memory>

namespace spikegraph::test
{
namespace
{

/// Makes the test's thread the message thread, as a plugin's host does.
struct MessageThread final : Catch::TestEventListenerBase
{
    using Catch::TestEventListenerBase::TestEventListenerBase;

    void testRunStarting (const Catch::TestRunInfo&) override
    {
        initialiser = std::make_unique<juce::ScopedJuceInitialiser_GUI>();
    }
    void testRunEnded (const Catch::TestRunStats&) override { initialiser.reset(); }

    std::unique_ptr<juce::ScopedJuceInitialiser_GUI> initialiser;
};

CATCH_REGISTER_LISTENER (MessageThread)

} // namespace
} // namespace spikegraph::test
