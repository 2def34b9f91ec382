#include "SpikeFiles/Hdf5.h"
#include "SpikeFiles/ShdFile.h"

#include <algorithm>

namespace spikegraph
{

using namespace hdf5; // whose names hide the library's

struct ShdReader::Reading
{
    explicit Reading (const std::filesystem::path& path)
        : name (path)
    {
        hdf5::beSilent();
        if (!std::filesystem::exists (path))
            throw std::runtime_error (path.string() + ": no such file");
        file = { H5Fopen (path.c_str(), H5F_ACC_RDONLY, H5P_DEFAULT), H5Fclose };
        if (file < 0)
            fail ("is no HDF5 file");
        times = dataset ("spikes/times");
        unitsOfSpikes = dataset ("spikes/units");
        const auto count = length (times);
        const auto labelNumbers = numbers<std::int64_t> ("labels", H5T_NATIVE_INT64);
        if (length (unitsOfSpikes) != count || labelNumbers.size() != count)
            fail ("has other numbers of times, units and labels");
        const Handle type (H5Dget_type (times), H5Tclose), element (H5Tget_super (type), H5Tclose);
        if (H5Tget_class (type) != H5T_VLEN || H5Tget_class (element) != H5T_FLOAT)
            fail ("spikes/times must be lists of floats");
        facts.bitsOfTime = static_cast<int> (8 * H5Tget_size (element));
        if (const auto units = optional<std::int64_t> ("extra/units", H5T_NATIVE_INT64); !units.empty())
            facts.units = static_cast<int> (units.front());
        if (const auto text = texts ("extra/configuration"); !text.empty())
            facts.configuration = text.front();
        const auto durations = optional<double> ("extra/duration", H5T_NATIVE_DOUBLE);
        const auto rates = optional<double> ("extra/sample_rate", H5T_NATIVE_DOUBLE);
        const auto centres = optional<double> ("extra/centre_frequencies", H5T_NATIVE_DOUBLE);
        const auto indices = optional<std::int64_t> ("extra/index", H5T_NATIVE_INT64);
        const auto speakerNumbers = optional<std::int64_t> ("extra/speaker", H5T_NATIVE_INT64);
        const auto genders = texts ("extra/meta_info/gender");
        const auto heights = optional<double> ("extra/meta_info/body_height", H5T_NATIVE_DOUBLE),
                   ages = optional<double> ("extra/meta_info/age", H5T_NATIVE_DOUBLE);
        const auto keys = texts ("extra/keys"), speakerKeys = texts ("extra/speaker_keys"),
                   names = texts ("extra/file_names");
        const auto nameOf = [] (const std::vector<std::string>& all, std::int64_t place)
        {
            return place >= 0 && place < static_cast<std::int64_t> (all.size())
                       ? all[static_cast<std::size_t> (place)]
                       : std::to_string (place);
        };
        for (std::size_t i = 0; i < count; ++i)
        {
            auto& sample = samples.emplace_back();
            sample.label = nameOf (keys, labelNumbers[i]);
            sample.speaker = i < speakerNumbers.size() ? nameOf (speakerKeys, speakerNumbers[i]) : "";
            sample.fileName = i < names.size() ? names[i] : "";
            sample.spikes.centreHz = centres;
            if (i < speakerNumbers.size() && speakerNumbers[i] >= 0)
                sample.ofSpeaker =
                    speakerAt (static_cast<std::size_t> (speakerNumbers[i]), genders, heights, ages);
            sample.sampleRateHz = i < rates.size() ? rates[i] : 0.0;
            sample.durationSeconds = i < durations.size() ? durations[i] : 0.0;
            sample.index = i < indices.size() ? indices[i] : static_cast<std::int64_t> (i);
        }
    }

    ShdSample read (std::size_t index) const
    {
        auto sample = samples.at (index);
        sample.spikes.units = facts.units;
        sample.spikes.timesSeconds = list<double> (times, H5T_NATIVE_DOUBLE, index);
        sample.spikes.unitOfSpike = list<std::uint16_t> (unitsOfSpikes, H5T_NATIVE_UINT16, index);
        if (sample.spikes.timesSeconds.size() != sample.spikes.unitOfSpike.size())
            fail ("sample " + std::to_string (index) + " has other numbers of times and units");
        return sample;
    }

    ShdFacts facts;
    std::vector<ShdSample> samples; ///< without their spikes

private:
    [[noreturn]] void fail (const std::string& reason) const
    {
        throw std::runtime_error (name.string() + ": " + reason);
    }

    Handle dataset (const char* place) const
    {
        Handle set (H5Dopen2 (file, place, H5P_DEFAULT), H5Dclose);
        if (set < 0)
            fail ("has no " + std::string (place) + ", which spikes in the SHD layout have");
        return set;
    }

    static ShdSpeaker speakerAt (std::size_t place, const std::vector<std::string>& genders,
                                 const std::vector<double>& heights, const std::vector<double>& ages)
    {
        ShdSpeaker speaker;
        if (place < genders.size())
            speaker.gender = genders[place];
        if (place < heights.size())
            speaker.bodyHeight = heights[place];
        if (place < ages.size())
            speaker.age = ages[place];
        return speaker;
    }

    /// HDF5 asks for each group on the way first.
    bool has (const std::string& place) const
    {
        for (auto stroke = place.find ('/'); stroke != std::string::npos;
             stroke = place.find ('/', stroke + 1))
            if (H5Lexists (file, place.substr (0, stroke).c_str(), H5P_DEFAULT) <= 0)
                return false;
        return H5Lexists (file, place.c_str(), H5P_DEFAULT) > 0;
    }

    static std::size_t length (hid_t set)
    {
        const Handle space (H5Dget_space (set), H5Sclose);
        return static_cast<std::size_t> (std::max<hssize_t> (0, H5Sget_simple_extent_npoints (space)));
    }

    template <typename T>
    std::vector<T> numbers (const char* place, hid_t type) const
    {
        const auto set = dataset (place);
        std::vector<T> all (length (set));
        if (H5Dread (set, type, H5S_ALL, H5S_ALL, H5P_DEFAULT, all.data()) < 0)
            fail (std::string (place) + " cannot be read");
        return all;
    }

    template <typename T>
    std::vector<T> optional (const char* place, hid_t type) const
    {
        return has (place) ? numbers<T> (place, type) : std::vector<T>();
    }

    /// Of fixed length; those of any length, which others write, are left out.
    std::vector<std::string> texts (const char* place) const
    {
        if (!has (place))
            return {};
        const auto set = dataset (place);
        const Handle type (H5Dget_type (set), H5Tclose);
        if (H5Tget_class (type) != H5T_STRING || H5Tis_variable_str (type) > 0)
            return {};
        const auto bytes = H5Tget_size (type);
        std::string all (bytes * length (set), '\0');
        if (H5Dread (set, type, H5S_ALL, H5S_ALL, H5P_DEFAULT, all.data()) < 0)
            fail (std::string (place) + " cannot be read");
        std::vector<std::string> found;
        for (std::size_t first = 0; first < all.size(); first += bytes)
            found.emplace_back (all.substr (first, bytes).c_str());
        return found;
    }

    template <typename T>
    std::vector<T> list (hid_t set, hid_t elementType, std::size_t index) const
    {
        const hsize_t place = index, one = 1;
        const Handle fileSpace (H5Dget_space (set), H5Sclose), memorySpace (hdf5::space (1)),
            type (H5Tvlen_create (elementType), H5Tclose);
        H5Sselect_hyperslab (fileSpace, H5S_SELECT_SET, &place, nullptr, &one, nullptr);
        hvl_t found{ 0, nullptr };
        if (H5Dread (set, type, memorySpace, fileSpace, H5P_DEFAULT, &found) < 0)
            fail ("sample " + std::to_string (index) + " cannot be read");
        const auto* first = static_cast<const T*> (found.p);
        std::vector<T> elements (first, first + found.len);
        H5Dvlen_reclaim (type, memorySpace, H5P_DEFAULT, &found);
        return elements;
    }

    std::filesystem::path name;
    Handle file, times, unitsOfSpikes;
};

ShdReader::ShdReader (const std::filesystem::path& path)
    : reading (std::make_unique<Reading> (path))
{
}

ShdReader::ShdReader (ShdReader&& other) noexcept = default;
ShdReader::~ShdReader() = default;

const ShdFacts& ShdReader::facts() const noexcept
{
    return reading->facts;
}

std::size_t ShdReader::size() const noexcept
{
    return reading->samples.size();
}

ShdSample ShdReader::sample (std::size_t index) const
{
    return reading->read (index);
}

} // namespace spikegraph
