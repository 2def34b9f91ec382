#pragma once

#include "Graph/GraphModel.h"

#include <set>
#include <string>
#include <vector>

namespace spikegraph
{

/// A patch to choose from.
struct Preset
{
    juce::String name{}, author{}, description{}, className{};
    juce::StringArray tags{};
    juce::File file{}; ///< none for a factory preset
    bool isFavourite = false;

    bool isFactory() const { return file == juce::File(); }
};

/// What to look for among presets; what is empty leaves nothing out.
struct PresetQuery
{
    juce::String text{}; ///< words, each of which must be in the name, class, tags, author or description
    juce::String className{};
    bool onlyFavourites = false, onlyUser = false;
};

/// The factory's patches, then the user's, which are files in one folder; both by name.
/// All of it is [message thread, or whichever single thread owns it].
class PresetLibrary
{
public:
    /// The folder need not be there: saving makes it.
    explicit PresetLibrary (const juce::File& folderOfUser = defaultFolder());

    /// Linux: Spikegraph/Presets in $XDG_DATA_HOME or ~/.local/share; macOS: ~/Library/Audio/Presets;
    /// Windows: the user's application data.
    static juce::File defaultFolder();
    const juce::File& folder() const noexcept { return userFolder; }

    /// Reads the folder again.
    void refresh();

    const std::vector<Preset>& presets() const noexcept { return all; }
    /// Files of the folder that are no patches, each with its reason.
    const std::vector<std::string>& problems() const noexcept { return faults; }

    std::vector<Preset> find (const PresetQuery& query) const;
    /// The one after (or before, for -1) the preset of a name, around the end; the first where none has it.
    const Preset* next (const juce::String& name, int step) const;

    /// Throws InvalidValue where the file has gone or is broken.
    GraphModel open (const Preset& preset) const;

    /// Saves a patch in the folder under its name: whole or not at all. Throws InvalidValue where it has no
    /// name, or where there is one and `overwrite` is false; std::runtime_error where it cannot be written.
    juce::File save (const GraphModel& patch, bool overwrite);
    /// Copies a patch's file into the folder. Throws as fromJson and save do.
    juce::File import (const juce::File& file, bool overwrite);
    /// Removes a user's preset. Throws InvalidValue for a factory one.
    void remove (const Preset& preset);

    void setFavourite (const Preset& preset, bool isFavourite);

private:
    void add (const GraphModel& patch, const juce::File& file);
    juce::File favouritesFile() const { return userFolder.getSiblingFile ("Favourites.json"); }
    void readFavourites();
    void writeFavourites() const;

    juce::File userFolder;
    std::vector<Preset> all;
    std::vector<std::string> faults;
    std::set<juce::String> favourites; ///< names, after "factory/" or "user/"
};

} // namespace spikegraph
