#include "Core/Error.h"
#include "Nodes/FactoryPresets.h"
#include "Plugin/PresetLibrary.h"
#include "Tests/Engine/EngineHarness.h"
#include "Tests/TestFramework.h"

namespace spikegraph::test
{
namespace
{

/// A folder of its own that goes with it.
struct Folder
{
    ~Folder() { root.deleteRecursively(); }
    juce::File root = juce::File::getSpecialLocation (juce::File::tempDirectory)
                          .getChildFile ("spikegraph-presets-" + juce::Uuid().toString());
    juce::File presets = root.getChildFile ("Presets");
};

GraphModel namedPatch (const char* name)
{
    auto patch = makePatch ({ "in audio-in", "out audio-out" }, "in.out>out.in");
    patch.setName (juce::String::fromUTF8 (name));
    patch.setTags ({ "mine" });
    return patch;
}

} // namespace

TEST_CASE ("The library has every factory preset without a folder, and each opens")
{
    const Folder folder;
    const PresetLibrary library (folder.presets);
    CHECK (library.presets().size() == factoryPresetTexts().size());
    for (const auto& preset : library.presets())
        CHECK (library.open (preset).name() == preset.name);
    CHECK_FALSE (folder.root.exists());
}

TEST_CASE ("A preset that is saved is there for the next library, and opens as it was")
{
    const Folder folder;
    const auto patch = namedPatch ("Ünïcode / name: a?b");
    PresetLibrary (folder.presets).save (patch, false);
    const PresetLibrary library (folder.presets);
    const auto found = library.find ({ .onlyUser = true });
    REQUIRE (found.size() == 1);
    CHECK (found.front().name == patch.name());
    CHECK (library.open (found.front()).toJson() == patch.toJson());
}

TEST_CASE ("Saving over a preset needs to be meant, and a name is needed")
{
    const Folder folder;
    PresetLibrary library (folder.presets);
    library.save (namedPatch ("Mine"), false);
    CHECK_THROWS_WITH (library.save (namedPatch ("Mine"), false),
                       "preset \"Mine\": there is one of that name");
    auto other = namedPatch ("Mine");
    other.setAuthor ("Me");
    library.save (other, true);
    CHECK (library.find ({ .onlyUser = true }).front().author == "Me");
    CHECK_THROWS_AS (library.save (namedPatch (""), false), InvalidValue);
    CHECK_THROWS_AS (library.save (namedPatch (".."), false), InvalidValue);
    CHECK (folder.presets.getNumberOfChildFiles (juce::File::findFiles) == 1);
}

TEST_CASE ("A file that is no patch is not imported, and one in the folder is named as a problem")
{
    const Folder folder;
    PresetLibrary library (folder.presets);
    const auto bad = folder.root.getChildFile ("bad.spikegraph");
    folder.presets.createDirectory();
    bad.replaceWithText ("{ \"format\": ");
    CHECK_THROWS_AS (library.import (bad, false), InvalidValue);
    CHECK (folder.presets.getNumberOfChildFiles (juce::File::findFiles) == 0);
    bad.copyFileTo (folder.presets.getChildFile ("bad.spikegraph"));
    library.refresh();
    REQUIRE (library.problems().size() == 1);
    CHECK (library.problems().front().find ("bad.spikegraph") == 0);

    const auto good = folder.root.getChildFile ("good.spikegraph");
    good.replaceWithText (juce::String (namedPatch ("Good").toJson()));
    library.import (good, false);
    CHECK (library.find ({ .text = "good" }).size() == 1);
}

TEST_CASE ("Search finds words in names, classes, tags and descriptions, and stars are kept")
{
    const Folder folder;
    PresetLibrary library (folder.presets);
    library.save (namedPatch ("Mine"), false);
    CHECK (library.find ({ .text = "spike vocoder" }).size() >= 1);
    CHECK (library.find ({ .text = "MINE" }).size() == 1);
    CHECK (library.find ({ .text = "no such thing anywhere" }).empty());
    for (const auto& preset : library.find ({ .className = "vocoder" }))
        CHECK (preset.className == "Vocoder");
    CHECK (library.find ({ .className = "Encoding" }).size() >= 2);

    library.setFavourite (library.find ({ .text = "mine" }).front(), true);
    library.setFavourite (library.find ({ .text = "Grit" }).front(), true);
    library.setFavourite (library.find ({ .text = "Grit" }).front(), false);
    const auto stars = PresetLibrary (folder.presets).find ({ .onlyFavourites = true });
    REQUIRE (stars.size() == 1);
    CHECK (stars.front().name == "Mine");
}

TEST_CASE ("Next and previous go round all presets")
{
    const Folder folder;
    const PresetLibrary library (folder.presets);
    juce::String name = library.presets().front().name;
    for (std::size_t i = 0; i < library.presets().size(); ++i)
        name = library.next (name, 1)->name;
    CHECK (name == library.presets().front().name);
    CHECK (library.next (name, -1)->name == library.presets().back().name);
    CHECK (library.next ("nobody", 1)->name == name);
}

TEST_CASE ("The user's presets can be removed, the factory's stay")
{
    const Folder folder;
    PresetLibrary library (folder.presets);
    library.save (namedPatch ("Mine"), false);
    library.remove (library.find ({ .onlyUser = true }).front());
    CHECK (library.find ({ .onlyUser = true }).empty());
    CHECK_THROWS_AS (library.remove (library.presets().front()), InvalidValue);
}

} // namespace spikegraph::test
