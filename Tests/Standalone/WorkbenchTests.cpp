#include "Nodes/FactoryPresets.h"
#include "Standalone/Arguments.h"
#include "Standalone/Workbench.h"
#include "Tests/Standalone/TestFolder.h"
#include "Tests/TestFramework.h"

#include <thread>

namespace spikegraph::test
{
namespace
{

constexpr auto sourceSound = SPIKEGRAPH_SOURCE_DIR "/Resources/Sounds/front-center.wav";
constexpr auto firstPatch = "Spike Vocoder 32";

/// A workbench in a folder of its own, and what it says.
struct Bench
{
    explicit Bench (const TestFolder& folder)
        : workbench (optionsIn (folder))
    {
        workbench.finishLoading();
        workbench.setMessageListener ([this] (const auto& message) { messages.push_back (message); });
    }

    static Workbench::Options optionsIn (const TestFolder& folder)
    {
        return { folder / "config/Standalone.settings", folder / "recordings", true };
    }

    juce::String patchInMemory()
    {
        juce::MemoryBlock state;
        workbench.plugin().getStateInformation (state);
        return state.toString();
    }

    std::vector<Workbench::Message> messages;
    Workbench workbench;
};

juce::File preset (const char* name)
{
    return juce::File (SPIKEGRAPH_SOURCE_DIR "/Presets").getChildFile (juce::String (name) + ".spikegraph");
}

} // namespace

TEST_CASE ("Arguments are patches and sounds in any order, and options")
{
    const juce::File here ("/some/folder");
    const auto read = Arguments::parse ({ "a.wav", "--no-audio-device", "b c.spikegraph", "/d.ogg" }, here);
    CHECK (read.hasNoAudioDevice);
    CHECK_FALSE (read.wantsHelp);
    REQUIRE (read.files.size() == 3);
    CHECK (read.files[0] == here.getChildFile ("a.wav"));
    CHECK (read.files[1] == here.getChildFile ("b c.spikegraph"));
    CHECK (read.files[2] == juce::File ("/d.ogg"));
    CHECK (Arguments::parse ({ "--help" }, here).wantsHelp);
    CHECK (Arguments::parse ({ "-h" }, here).wantsHelp);
    CHECK (Arguments::parse ({ "--version" }, here).wantsVersion);
    CHECK (Arguments::parse ({ "--", "--version" }, here).files[0] == here.getChildFile ("--version"));
    CHECK_THROWS_WITH (Arguments::parse ({ "--loud" }, here),
                       "--loud: there is no such option (--help lists them)");
}

TEST_CASE ("The first start has the demo speech and a patch ready, plays nothing, and says nothing")
{
    const TestFolder folder;
    Bench it (folder);
    CHECK (it.workbench.patchName() == firstPatch);
    CHECK (it.workbench.sound().isBundled());
    CHECK (it.workbench.player().durationSeconds() == Approx (1.428).margin (0.001));
    CHECK_FALSE (it.workbench.player().isPlaying());
    CHECK (it.workbench.player().isLooping());
    CHECK (it.messages.empty());
    CHECK (it.workbench.devices().isSilent());
    CHECK (it.workbench.devices().description() == "No audio device: running silently");
    CHECK_FALSE (it.workbench.host().hasLiveInput());
    CHECK (it.workbench.host().sampleRateHz() == 48000.0);
}

TEST_CASE ("A patch that is opened is a step of undo")
{
    const TestFolder folder;
    Bench it (folder);
    it.workbench.open (preset ("Neuron Cloud"));
    CHECK (it.workbench.patchName() == "Neuron Cloud");
    it.workbench.plugin().session().edit().model().undo();
    CHECK (it.workbench.patchName() == firstPatch);
    CHECK (it.messages.empty());
}

TEST_CASE ("A sound that is opened waits to be played, or plays at once where that is wanted")
{
    const TestFolder folder;
    Bench it (folder);
    const auto file = folder / "speech.wav";
    juce::File (sourceSound).copyFileTo (file);
    const bool shouldPlay = GENERATE (false, true);
    it.workbench.open (file, shouldPlay);
    CHECK_FALSE (it.workbench.player().isPlaying());
    it.workbench.finishLoading();
    CHECK (it.workbench.sound().file == file);
    CHECK (it.workbench.player().isPlaying() == shouldPlay);
}

TEST_CASE ("A bad file is one line, and what was there goes on")
{
    const TestFolder folder;
    Bench it (folder);
    const auto good = folder / "good.wav";
    juce::File (sourceSound).copyFileTo (good);
    it.workbench.open (good);
    it.workbench.finishLoading();
    const auto before = it.patchInMemory();

    (folder / "text.wav").replaceWithText ("no sound");
    (folder / "broken.spikegraph").replaceWithText ("{ \"format\": ");
    (folder / "wrong.spikegraph")
        .replaceWithText (preset ("Grit").loadFileAsString().replace ("\"version\": 2", "\"version\": 99"));
    (folder / "folder.spikegraph").createDirectory();
    for (const auto* name : { "none.wav", "text.wav", ".", "none.spikegraph", "broken.spikegraph",
                              "wrong.spikegraph", "folder.spikegraph" })
    {
        INFO (name);
        it.messages.clear();
        it.workbench.open (folder / name);
        it.workbench.finishLoading();
        REQUIRE (it.messages.size() == 1);
        CHECK (it.messages[0].isError);
        CHECK_FALSE (it.messages[0].text.containsAnyOf ("\r\n"));
        CHECK (it.messages[0].text.contains (juce::String (name) == "." ? "is a folder" : name));
        CHECK (it.patchInMemory() == before);
        CHECK (it.workbench.sound().file == good);
        CHECK (it.workbench.player().sound()->origin.file == good);
    }
}

TEST_CASE ("Of sounds that are opened at once the last good one is played")
{
    const TestFolder folder;
    Bench it (folder);
    const auto good = folder / "good.wav";
    juce::File (sourceSound).copyFileTo (good);
    it.workbench.open (good);
    it.workbench.open (folder / "none.wav");
    it.workbench.finishLoading(); // the bad one, then
    it.workbench.finishLoading(); // the one before
    CHECK (it.workbench.player().sound()->origin.file == good);
    CHECK (it.messages.size() == 1);
}

TEST_CASE ("The next start has the patch, the sound and the loop of the last one")
{
    const TestFolder folder;
    const auto file = folder / "spoken \xc3\xbc \"&<.wav";
    juce::File (sourceSound).copyFileTo (file);
    juce::String state;
    {
        Bench it (folder);
        it.workbench.open (preset ("Neuron Cloud"));
        it.workbench.open (file);
        it.workbench.finishLoading();
        it.workbench.toggleLooping();
        it.workbench.plugin().parameters().macro (1).setValue (0.123f);
        it.workbench.settings().setWindow ("10 20 1180 800");
        state = it.patchInMemory();
    }
    Bench it (folder);
    CHECK (it.patchInMemory() == state);
    CHECK (it.workbench.sound().file == file);
    CHECK_FALSE (it.workbench.player().isLooping());
    CHECK_FALSE (it.workbench.player().isPlaying());
    CHECK (it.workbench.settings().window() == "10 20 1180 800");
    CHECK (it.messages.empty());
}

TEST_CASE ("What has changed is written without waiting for the end")
{
    const TestFolder folder;
    Bench it (folder);
    it.workbench.open (preset ("Neuron Cloud"));
    it.workbench.save();
    CHECK (StandaloneSettings (folder / "config/Standalone.settings").session() == it.patchInMemory());
}

TEST_CASE ("A sound that has gone is said, and the demo speech takes its place")
{
    const TestFolder folder;
    {
        Bench it (folder);
        const auto file = folder / "gone.wav";
        juce::File (sourceSound).copyFileTo (file);
        it.workbench.open (file);
        it.workbench.finishLoading();
        file.deleteFile();
    }
    Bench it (folder);
    it.workbench.finishLoading();
    CHECK (it.workbench.player().sound()->origin.isBundled());
    REQUIRE (it.messages.size() == 1);
    CHECK (it.messages[0].text.endsWith ("gone.wav: no such file"));
}

TEST_CASE ("Settings that are broken anywhere do not keep the app from starting")
{
    const TestFolder folder;
    const auto file = folder / "config/Standalone.settings";
    {
        Bench it (folder);
        it.workbench.open (preset ("Neuron Cloud"));
    }
    const auto whole = file.loadFileAsString();
    SECTION ("no XML")
    {
        file.replaceWithText (juce::String::repeatedString ("rubbish \x01", 1000));
        Bench it (folder);
        CHECK (it.workbench.patchName() == firstPatch);
    }
    SECTION ("cut short")
    {
        for (int length = 0; length < whole.length(); length += 1777)
        {
            file.replaceWithText (whole.substring (0, length));
            Bench it (folder);
            CHECK (it.workbench.patchName() == firstPatch);
        }
    }
    SECTION ("a patch that is none, which is said")
    {
        file.replaceWithText (whole.replace ("spikegraph-session", "something"));
        Bench it (folder);
        CHECK (it.workbench.patchName() == firstPatch);
        REQUIRE (it.messages.size() == 1);
        CHECK (it.messages[0].text.startsWith ("The last patch cannot be opened: "));
    }
    SECTION ("a folder in its place, which is said")
    {
        file.deleteFile();
        file.createDirectory();
        Bench it (folder);
        it.workbench.save();
        it.workbench.save();
        REQUIRE (it.messages.size() == 1);
        CHECK (it.messages[0].text.contains ("cannot be written"));
    }
}

TEST_CASE ("A start without an audio device keeps the device that was chosen")
{
    const TestFolder folder;
    juce::XmlElement chosen ("DEVICESETUP");
    chosen.setAttribute ("deviceType", "ALSA");
    chosen.setAttribute ("audioOutputDeviceName", "Loud");
    {
        StandaloneSettings settings (folder / "config/Standalone.settings");
        settings.setDevices (&chosen);
        settings.save();
    }
    {
        Bench it (folder);
        CHECK (it.workbench.devices().isSilent());
    }
    const StandaloneSettings settings (folder / "config/Standalone.settings");
    REQUIRE (settings.devices() != nullptr);
    CHECK (settings.devices()->isEquivalentTo (&chosen, true));
}

TEST_CASE ("Without an audio device the patch runs in real time, and what it puts out can be recorded")
{
    const TestFolder folder;
    Bench it (folder);
    const auto startMs = juce::Time::getMillisecondCounterHiRes();
    it.workbench.togglePlaying();
    it.workbench.toggleRecording();
    CHECK (it.workbench.recorder().isRecording());
    std::this_thread::sleep_for (std::chrono::milliseconds (1000));
    it.workbench.toggleRecording();
    const auto takenSeconds = (juce::Time::getMillisecondCounterHiRes() - startMs) / 1000.0;
    REQUIRE (it.messages.size() == 1);
    CHECK_FALSE (it.messages[0].isError);
    const auto file = it.messages[0].file;
    CHECK (file.isAChildOf (folder / "recordings"));
    CHECK (file.getFileName().startsWith ("Spike Vocoder 32 20"));
    CHECK ((folder / "recordings").getNumberOfChildFiles (juce::File::findFiles) == 1);

    AudioReader reader (file.getFullPathName().toStdString());
    const auto length = static_cast<int> (reader.facts().samples);
    CHECK (length > 5000); // a second's, or less on a machine that is busy or watched
    CHECK (length / 48000.0 < takenSeconds + 0.25);
    juce::AudioBuffer<float> recorded (2, length);
    reader.read (recorded, 0, length);
    CHECK (recorded.getRMSLevel (0, 0, length) > 0.01f);
}

TEST_CASE ("A recording that is not stopped is kept when the app ends")
{
    const TestFolder folder;
    {
        Bench it (folder);
        it.workbench.toggleRecording();
        std::this_thread::sleep_for (std::chrono::milliseconds (200));
    }
    const auto files = (folder / "recordings").findChildFiles (juce::File::findFiles, false);
    REQUIRE (files.size() == 1);
    CHECK (AudioReader (files[0].getFullPathName().toStdString()).facts().samples > 0);
}

TEST_CASE ("A folder that recordings cannot be put in is one line")
{
    const TestFolder folder;
    (folder / "recordings").replaceWithText ("a file");
    Bench it (folder);
    it.workbench.toggleRecording();
    CHECK_FALSE (it.workbench.recorder().isRecording());
    REQUIRE (it.messages.size() == 1);
    CHECK (it.messages[0].isError);
}

} // namespace spikegraph::test
