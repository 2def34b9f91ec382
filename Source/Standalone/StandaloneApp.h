#pragma once

#include "Standalone/Arguments.h"
#include "Standalone/QuitSignals.h"
#include "Standalone/StandaloneWindow.h"

#include <memory>

namespace spikegraph
{

/// The standalone app: reads its arguments, opens the window, and remembers at the end.
class StandaloneApp final : public juce::JUCEApplication
{
public:
    const juce::String getApplicationName() override { return "Spikegraph"; }
    const juce::String getApplicationVersion() override;
    bool moreThanOneInstanceAllowed() override { return true; }

    void initialise (const juce::String&) override;
    void systemRequestedQuit() override { quit(); }
    void shutdown() override;

private:
    bool readArguments();
    void endAtOnce (int exitCode);
    void tell (const Workbench::Message& message);

    Arguments arguments;
    Look look{ Theme::dark() }; ///< of what JUCE opens by itself, such as a file dialog
    std::unique_ptr<Workbench> workbench;
    std::unique_ptr<StandaloneWindow> window;
    std::unique_ptr<QuitSignals> signals;
};

} // namespace spikegraph
