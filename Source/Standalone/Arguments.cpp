#include "Standalone/Arguments.h"

#include <stdexcept>

namespace spikegraph
{

Arguments Arguments::parse (const juce::StringArray& arguments, const juce::File& workingFolder)
{
    Arguments result;
    bool areOnlyFiles = false;
    for (const auto& argument : arguments)
    {
        if (areOnlyFiles || !argument.startsWithChar ('-'))
            result.files.add (workingFolder.getChildFile (argument));
        else if (argument == "--")
            areOnlyFiles = true;
        else if (argument == "--help" || argument == "-h")
            result.wantsHelp = true;
        else if (argument == "--version")
            result.wantsVersion = true;
        else if (argument == "--no-audio-device")
            result.hasNoAudioDevice = true;
        else
            throw std::runtime_error (argument.toStdString() +
                                      ": there is no such option (--help lists them)");
    }
    return result;
}

std::string Arguments::help()
{
    return R"(usage: Spikegraph [OPTIONS] [PATCH.spikegraph] [SOUND]
Turns sound into spikes and spikes back into sound.

  PATCH.spikegraph   the patch to open
  SOUND              the sound to send through it: WAV, AIFF, FLAC or Ogg Vorbis

  --no-audio-device  opens no audio device: the patch runs silently
  --version          says which version this is
  -h, --help         says this
)";
}

} // namespace spikegraph
