#include "Plugin/PresetLibrary.h"

#include "Core/Error.h"
#include "Files/PendingFile.h"
#include "Graph/JsonText.h"
#include "Graph/PatchChecks.h"
#include "Nodes/FactoryNodes.h"
#include "Nodes/FactoryPresets.h"

#include <algorithm>
#include <fstream>
#include <stdexcept>

namespace spikegraph
{
namespace
{

constexpr auto extension = ".spikegraph";
constexpr juce::int64 largestFileBytes = 64 << 20;

juce::String keyOf (const Preset& preset)
{
    return (preset.isFactory() ? "factory/" : "user/") + preset.name;
}

std::string readText (const juce::File& file)
{
    const auto name = file.getFileName().toStdString();
    if (!file.existsAsFile())
        refuse (name, "is not there");
    if (file.getSize() > largestFileBytes)
        refuse (name, "is too large for a patch");
    juce::MemoryBlock bytes;
    if (!file.loadFileAsData (bytes))
        refuse (name, "cannot be read");
    return { static_cast<const char*> (bytes.getData()), bytes.getSize() };
}

void writeText (const juce::File& file, const std::string& text, bool overwrite)
{
    if (const auto made = file.getParentDirectory().createDirectory(); made.failed())
        throw std::runtime_error (file.getParentDirectory().getFullPathName().toStdString() + ": " +
                                  made.getErrorMessage().toStdString());
    PendingFile pending (file.getFullPathName().toStdString(), overwrite);
    std::ofstream stream (pending.path(), std::ios::binary);
    stream << text;
    stream.close();
    if (!stream)
        throw std::runtime_error (file.getFullPathName().toStdString() + ": cannot be written");
    pending.commit();
}

bool matches (const Preset& preset, const PresetQuery& query)
{
    if ((query.onlyFavourites && !preset.isFavourite) || (query.onlyUser && preset.isFactory()) ||
        (query.className.isNotEmpty() && !preset.className.equalsIgnoreCase (query.className)))
        return false;
    const auto text = preset.name + "\n" + preset.className + "\n" + preset.author + "\n" +
                      preset.description + "\n" + preset.tags.joinIntoString ("\n");
    const auto words = juce::StringArray::fromTokens (query.text, true);
    return std::all_of (words.begin(), words.end(),
                        [&] (const auto& word) { return text.containsIgnoreCase (word); });
}

} // namespace

juce::File PresetLibrary::defaultFolder()
{
#if JUCE_MAC
    return juce::File ("~/Library/Audio/Presets/Spikegraph/Presets");
#elif JUCE_LINUX
    const auto data = juce::SystemStats::getEnvironmentVariable ("XDG_DATA_HOME", {});
    return juce::File (juce::File::isAbsolutePath (data) ? data : "~/.local/share")
        .getChildFile ("Spikegraph/Presets");
#else
    return juce::File::getSpecialLocation (juce::File::userApplicationDataDirectory)
        .getChildFile ("Spikegraph/Presets");
#endif
}

PresetLibrary::PresetLibrary (const juce::File& folderOfUser)
    : userFolder (folderOfUser)
{
    refresh();
}

void PresetLibrary::refresh()
{
    all.clear();
    faults.clear();
    readFavourites();
    for (const auto& patch : factoryPresets())
        add (patch, {});
    for (const auto& file :
         userFolder.findChildFiles (juce::File::findFiles, true, juce::String ("*") + extension))
        try
        {
            add (GraphModel::fromJson (nodeCatalogue(), readText (file), file.getFileName()), file);
        }
        catch (const InvalidValue& error)
        {
            faults.push_back (error.what());
        }
    std::sort (all.begin(), all.end(),
               [] (const auto& a, const auto& b) {
                   return a.isFactory() == b.isFactory() ? a.name.compareNatural (b.name) < 0 : a.isFactory();
               });
}

void PresetLibrary::add (const GraphModel& patch, const juce::File& file)
{
    Preset preset{ patch.name(),
                   patch.state()["author"],
                   patch.state()["description"],
                   patch.state()["class"],
                   patch.tags(),
                   file };
    if (preset.name.isEmpty())
        preset.name = file.getFileNameWithoutExtension();
    preset.isFavourite = favourites.contains (keyOf (preset));
    all.push_back (std::move (preset));
}

std::vector<Preset> PresetLibrary::find (const PresetQuery& query) const
{
    std::vector<Preset> found;
    std::copy_if (all.begin(), all.end(), std::back_inserter (found),
                  [&] (const auto& preset) { return matches (preset, query); });
    return found;
}

const Preset* PresetLibrary::next (const juce::String& name, int step) const
{
    if (all.empty())
        return nullptr;
    const auto found =
        std::find_if (all.begin(), all.end(), [&] (const auto& each) { return each.name == name; });
    if (found == all.end())
        return &all.front();
    const auto count = static_cast<std::ptrdiff_t> (all.size());
    return &all[static_cast<std::size_t> (((found - all.begin()) + step % count + count) % count)];
}

GraphModel PresetLibrary::open (const Preset& preset) const
{
    if (preset.isFactory())
        return factoryPreset (preset.name);
    return GraphModel::fromJson (nodeCatalogue(), readText (preset.file), preset.file.getFileName());
}

juce::File PresetLibrary::save (const GraphModel& patch, bool overwrite)
{
    const auto fileName = juce::File::createLegalFileName (patch.name().trim());
    if (fileName.isEmpty() || fileName.containsOnly ("."))
        refuse ("preset", "a name is needed, and " + quoted (patch.name()) + " makes no name of a file");
    auto file = userFolder.getChildFile (fileName + extension);
    if (file.exists() && !overwrite)
        refuse ("preset " + quoted (patch.name()), "there is one of that name");
    writeText (file, patch.toJson(), overwrite);
    refresh();
    return file;
}

juce::File PresetLibrary::import (const juce::File& file, bool overwrite)
{
    auto patch = GraphModel::fromJson (nodeCatalogue(), readText (file), file.getFileName());
    if (patch.name().isEmpty())
        patch.setName (file.getFileNameWithoutExtension());
    return save (patch, overwrite);
}

void PresetLibrary::remove (const Preset& preset)
{
    if (preset.isFactory())
        refuse ("preset " + quoted (preset.name), "is the factory's, and stays");
    if (!preset.file.deleteFile())
        refuse ("preset " + quoted (preset.name), "cannot be removed");
    refresh();
}

void PresetLibrary::setFavourite (const Preset& preset, bool isFavourite)
{
    readFavourites(); // another instance may have added some
    if (isFavourite)
        favourites.insert (keyOf (preset));
    else
        favourites.erase (keyOf (preset));
    writeFavourites();
    for (auto& each : all)
        each.isFavourite = favourites.contains (keyOf (each));
}

/// A list that is missing or broken is no list: it costs stars, and no sound.
void PresetLibrary::readFavourites()
{
    favourites.clear();
    if (!favouritesFile().existsAsFile())
        return;
    try
    {
        for (const auto& name : parseJson (readText (favouritesFile())))
            if (name.is_string())
                favourites.insert (juce::String::fromUTF8 (name.get_ref<const std::string&>().c_str()));
    }
    catch (const InvalidValue& error)
    {
        faults.push_back (favouritesFile().getFileName().toStdString() + ": " + error.what());
    }
}

void PresetLibrary::writeFavourites() const
{
    auto names = Json::array();
    for (const auto& name : favourites)
        names.push_back (name.toStdString());
    writeText (favouritesFile(), names.dump (1) + "\n", true);
}

} // namespace spikegraph
