#include "Standalone/StandaloneApp.h"

#include <iostream>

namespace spikegraph
{

const juce::String StandaloneApp::getApplicationVersion()
{
    return SPIKEGRAPH_VERSION;
}

void StandaloneApp::initialise (const juce::String&)
{
    if (!readArguments())
        return;
    if (juce::Desktop::getInstance().getDisplays().displays.isEmpty())
    {
        std::cerr << "Spikegraph: there is no display to open a window on\n";
        return endAtOnce (1);
    }
    look.setDefaultSansSerifTypeface (textFont (measures::text).getTypefacePtr());
    juce::LookAndFeel::setDefaultLookAndFeel (&look);
    signals = std::make_unique<QuitSignals> ([this] { systemRequestedQuit(); });
    Workbench::Options options;
    options.hasNoAudioDevice = arguments.hasNoAudioDevice;
    workbench = std::make_unique<Workbench> (options);
    for (const auto& file : arguments.files)
        workbench->open (file);
    window = std::make_unique<StandaloneWindow> (*workbench);
    workbench->setMessageListener ([this] (const auto& message) { tell (message); });
}

/// Whether the app goes on.
bool StandaloneApp::readArguments()
{
    try
    {
        arguments =
            Arguments::parse (getCommandLineParameterArray(), juce::File::getCurrentWorkingDirectory());
    }
    catch (const std::exception& error)
    {
        std::cerr << "Spikegraph: " << error.what() << '\n';
        endAtOnce (1);
        return false;
    }
    if (!arguments.wantsHelp && !arguments.wantsVersion)
        return true;
    if (arguments.wantsHelp)
        std::cout << Arguments::help();
    else
        std::cout << "Spikegraph " << SPIKEGRAPH_VERSION << '\n';
    endAtOnce (0);
    return false;
}

void StandaloneApp::endAtOnce (int exitCode)
{
    setApplicationReturnValue (exitCode);
    quit();
}

void StandaloneApp::shutdown()
{
    signals = nullptr;
    window = nullptr;
    workbench = nullptr;
    juce::LookAndFeel::setDefaultLookAndFeel (nullptr);
}

void StandaloneApp::tell (const Workbench::Message& message)
{
    if (message.isError)
        std::cerr << "Spikegraph: " << message.text << std::endl;
    if (window != nullptr)
        window->show (message);
}

} // namespace spikegraph
