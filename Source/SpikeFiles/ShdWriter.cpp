#include "SpikeFiles/Hdf5.h"
#include "SpikeFiles/ShdFile.h"

#include <algorithm>
#include <charconv>
#include <map>
#include <set>

namespace spikegraph
{
namespace
{

using namespace hdf5; // whose names hide the library's

constexpr hsize_t samplesInChunk = 64; // PyTables reads lists of any length from chunks only

Handle typeOfTime (int bits)
{
    if (bits == 64)
        return { H5Tcopy (H5T_IEEE_F64LE), H5Tclose };
    Handle type (H5Tcopy (H5T_IEEE_F32LE), H5Tclose);
    if (bits == 16) // IEEE's half: sign, 5 bits of exponent, 10 of fraction
    {
        H5Tset_fields (type, 15, 10, 5, 0, 10);
        H5Tset_size (type, 2);
        H5Tset_ebias (type, 15);
    }
    return type;
}

/// Numbers by their size, and before all other texts.
bool isBefore (const std::string& a, const std::string& b)
{
    const auto numberOf = [] (const std::string& text, long long& number)
    {
        const auto [end, error] = std::from_chars (text.data(), text.data() + text.size(), number);
        return error == std::errc() && end == text.data() + text.size();
    };
    long long x = 0, y = 0;
    const bool isNumberA = numberOf (a, x), isNumberB = numberOf (b, y);
    if (isNumberA && isNumberB && x != y)
        return x < y;
    if (isNumberA != isNumberB)
        return isNumberA;
    return a < b;
}

/// The different ones of them, in order.
std::vector<std::string> keysOf (const std::vector<std::string>& names)
{
    const std::set<std::string> different (names.begin(), names.end());
    std::vector<std::string> keys (different.begin(), different.end());
    std::sort (keys.begin(), keys.end(), isBefore);
    return keys;
}

} // namespace

struct ShdWriter::Writing
{
    Writing (const std::filesystem::path& path, std::filesystem::path nameInErrors, ShdFacts factsToWrite)
        : name (std::move (nameInErrors))
        , facts (std::move (factsToWrite))
    {
        hdf5::beSilent();
        file = need ({ H5Fcreate (path.c_str(), H5F_ACC_TRUNC, H5P_DEFAULT, H5P_DEFAULT), H5Fclose });
        spikeGroup = group ("spikes");
        extra = group ("extra");
        timeType = { H5Tvlen_create (typeOfTime (facts.bitsOfTime)), H5Tclose };
        unitType = { H5Tvlen_create (H5T_STD_U16LE), H5Tclose };
        times = growing ("times", timeType);
        unitsOfSpikes = growing ("units", unitType);
    }

    void add (const ShdSample& sample)
    {
        append (times, H5T_NATIVE_DOUBLE, sample.spikes.timesSeconds.data(),
                sample.spikes.timesSeconds.size());
        append (unitsOfSpikes, H5T_NATIVE_UINT16, sample.spikes.unitOfSpike.data(),
                sample.spikes.unitOfSpike.size());
        ++samples;
        labels.push_back (sample.label);
        speakers.push_back (sample.speaker);
        fileNames.push_back (sample.fileName);
        durations.push_back (sample.durationSeconds);
        sampleRates.push_back (sample.sampleRateHz);
        if (samples == 1)
            centres = sample.spikes.centreHz;
        else if (centres != sample.spikes.centreHz)
            centres.clear();
        indices.push_back (sample.index);
        if (sample.ofSpeaker.isKnown())
            speakerFacts[sample.speaker] = sample.ofSpeaker;
    }

    void close()
    {
        const auto keys = keysOf (labels), speakerKeys = keysOf (speakers);
        writeNumbers (file, "labels", H5T_STD_U16LE, H5T_NATIVE_INT64, placesIn (keys, labels));
        writeNumbers (extra, "speaker", H5T_STD_U16LE, H5T_NATIVE_INT64, placesIn (speakerKeys, speakers));
        writeTexts (extra, "keys", keys);
        writeTexts (extra, "speaker_keys", speakerKeys);
        writeTexts (extra, "file_names", fileNames);
        writeTexts (extra, "configuration", { facts.configuration });
        if (!speakerFacts.empty())
            writeSpeakers (speakerKeys);
        writeNumbers (extra, "duration", H5T_IEEE_F64LE, H5T_NATIVE_DOUBLE, durations);
        writeNumbers (extra, "index", H5T_STD_I64LE, H5T_NATIVE_INT64, indices);
        writeNumbers (extra, "sample_rate", H5T_IEEE_F64LE, H5T_NATIVE_DOUBLE, sampleRates);
        if (!centres.empty())
            writeNumbers (extra, "centre_frequencies", H5T_IEEE_F64LE, H5T_NATIVE_DOUBLE, centres);
        writeNumbers (extra, "units", H5T_STD_I64LE, H5T_NATIVE_INT64,
                      std::vector<std::int64_t>{ facts.units });
        bool isWhole = times.reset();
        isWhole = unitsOfSpikes.reset() && isWhole;
        isWhole = spikeGroup.reset() && isWhole;
        isWhole = extra.reset() && isWhole;
        if (!file.reset() || !isWhole)
            fail();
    }

private:
    [[noreturn]] void fail() const
    {
        throw std::runtime_error (name.string() + ": cannot be written; is the disk full?");
    }

    Handle need (Handle handle) const
    {
        if (handle < 0)
            fail();
        return handle;
    }

    void need (herr_t result) const
    {
        if (result < 0)
            fail();
    }

    Handle group (const char* groupName) const { return group (file, groupName); }

    Handle group (hid_t place, const char* groupName) const
    {
        return need (
            { H5Gcreate2 (place, groupName, H5P_DEFAULT, hdf5::timeless (H5P_GROUP_CREATE), H5P_DEFAULT),
              H5Gclose });
    }

    Handle growing (const char* setName, hid_t type) const
    {
        const hsize_t none = 0, unlimited = H5S_UNLIMITED;
        const Handle dataSpace (H5Screate_simple (1, &none, &unlimited), H5Sclose);
        const auto properties = hdf5::timeless (H5P_DATASET_CREATE);
        H5Pset_chunk (properties, 1, &samplesInChunk);
        return need (
            { H5Dcreate2 (spikeGroup, setName, type, dataSpace, H5P_DEFAULT, properties, H5P_DEFAULT),
              H5Dclose });
    }

    void append (hid_t set, hid_t elementType, const void* elements, std::size_t count) const
    {
        const hsize_t size = samples + 1, one = 1, place = samples;
        need (H5Dset_extent (set, &size));
        const Handle fileSpace (H5Dget_space (set), H5Sclose), memorySpace (hdf5::space (1)),
            memoryType (H5Tvlen_create (elementType), H5Tclose);
        need (H5Sselect_hyperslab (fileSpace, H5S_SELECT_SET, &place, nullptr, &one, nullptr));
        const hvl_t list{ count, const_cast<void*> (elements) };
        need (H5Dwrite (set, memoryType, memorySpace, fileSpace, H5P_DEFAULT, &list));
    }

    template <typename T>
    void writeNumbers (hid_t place, const char* setName, hid_t fileType, hid_t memoryType,
                       const std::vector<T>& numbers) const
    {
        const Handle set = need ({ H5Dcreate2 (place, setName, fileType, hdf5::space (numbers.size()),
                                               H5P_DEFAULT, hdf5::timeless (H5P_DATASET_CREATE), H5P_DEFAULT),
                                   H5Dclose });
        need (H5Dwrite (set, memoryType, H5S_ALL, H5S_ALL, H5P_DEFAULT, numbers.data()));
    }

    /// As bytes of one length, which every reader knows.
    void writeTexts (hid_t place, const char* setName, const std::vector<std::string>& texts) const
    {
        std::size_t longest = 1;
        for (const auto& text : texts)
            longest = std::max (longest, text.size());
        std::string bytes;
        for (const auto& text : texts)
            bytes += text + std::string (longest - text.size(), '\0');
        const auto type = hdf5::textType (longest);
        const Handle set = need ({ H5Dcreate2 (place, setName, type, hdf5::space (texts.size()), H5P_DEFAULT,
                                               hdf5::timeless (H5P_DATASET_CREATE), H5P_DEFAULT),
                                   H5Dclose });
        need (H5Dwrite (set, type, H5S_ALL, H5S_ALL, H5P_DEFAULT, bytes.data()));
    }

    void writeSpeakers (const std::vector<std::string>& speakerKeys) const
    {
        std::vector<std::string> genders;
        std::vector<double> heights, ages;
        for (const auto& key : speakerKeys)
        {
            const auto found = speakerFacts.find (key);
            const auto speaker = found == speakerFacts.end() ? ShdSpeaker{} : found->second;
            genders.push_back (speaker.gender);
            heights.push_back (speaker.bodyHeight);
            ages.push_back (speaker.age);
        }
        auto place = group (extra, "meta_info");
        writeTexts (place, "gender", genders);
        writeNumbers (place, "body_height", H5T_IEEE_F64LE, H5T_NATIVE_DOUBLE, heights);
        writeNumbers (place, "age", H5T_IEEE_F64LE, H5T_NATIVE_DOUBLE, ages);
        if (!place.reset())
            fail();
    }

    static std::vector<std::int64_t> placesIn (const std::vector<std::string>& keys,
                                               const std::vector<std::string>& names)
    {
        std::vector<std::int64_t> places;
        places.reserve (names.size());
        for (const auto& text : names)
            places.push_back (std::lower_bound (keys.begin(), keys.end(), text, isBefore) - keys.begin());
        return places;
    }

    std::filesystem::path name;
    ShdFacts facts;
    Handle file, spikeGroup, extra, timeType, unitType, times, unitsOfSpikes;
    hsize_t samples = 0;
    std::vector<std::string> labels, speakers, fileNames;
    std::vector<double> durations, sampleRates, centres;
    std::vector<std::int64_t> indices;
    std::map<std::string, ShdSpeaker> speakerFacts;
};

ShdWriter::ShdWriter (const std::filesystem::path& path, std::filesystem::path nameInErrors, ShdFacts facts)
    : writing (std::make_unique<Writing> (path, std::move (nameInErrors), std::move (facts)))
{
}

ShdWriter::~ShdWriter() = default;

void ShdWriter::add (const ShdSample& sample)
{
    writing->add (sample);
}

void ShdWriter::close()
{
    writing->close();
}

} // namespace spikegraph
