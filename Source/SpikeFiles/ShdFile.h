#pragma once

#include "SpikeFiles/SpikeTrains.h"

#include <cmath>
#include <filesystem>
#include <limits>
#include <memory>
#include <string>
#include <vector>

namespace spikegraph
{

/// What is known of a speaker; empty and NaN for what is not. The unit of height is the corpus's.
struct ShdSpeaker
{
    std::string gender;
    double bodyHeight = std::numeric_limits<double>::quiet_NaN(),
           age = std::numeric_limits<double>::quiet_NaN();

    bool isKnown() const noexcept { return !gender.empty() || !std::isnan (bodyHeight) || !std::isnan (age); }
};

/// One recording of a dataset.
struct ShdSample
{
    SpikeList spikes;
    std::string label, speaker, fileName;
    double durationSeconds = 0.0;
    double sampleRateHz = 0.0; ///< steps a second
    std::int64_t index = 0;    ///< of the recording among all inputs, also those of other files
    ShdSpeaker ofSpeaker{};
};

/// What is the same for all of a dataset.
struct ShdFacts
{
    int bitsOfTime = 32; ///< 16, 32 or 64
    int units = 0;
    std::string configuration; ///< how it was made, as JSON

    bool operator== (const ShdFacts&) const = default;
};

/// Writes an HDF5 file in the layout of the Spiking Heidelberg Digits: spikes/times, spikes/units, labels,
/// extra/speaker, extra/keys, and besides in extra: speaker_keys, and of each sample duration, sample_rate,
/// index and file_names; units, configuration, and centre_frequencies of the units in Hz, where all samples
/// have the same; in extra/meta_info gender, body_height and age of each speaker, where one is known (as its
/// last sample says). The same samples make the same bytes. Labels and speakers are numbered in the order
/// of their names, numbers by their size. Errors are std::runtime_error with the file and the reason.
///
/// [one thread at a time in all of a process: HDF5 is not made for more]
class ShdWriter
{
public:
    /// Writes to path; messages call it nameInErrors (the target of a PendingFile, whose path this is).
    ShdWriter (const std::filesystem::path& path, std::filesystem::path nameInErrors, ShdFacts facts);
    ~ShdWriter();

    void add (const ShdSample& sample);
    /// The file is complete when it returns.
    void close();

private:
    struct Writing;
    std::unique_ptr<Writing> writing;
};

/// Reads what ShdWriter writes; of files by others spikes and labels. The same thread rule and errors.
class ShdReader
{
public:
    explicit ShdReader (const std::filesystem::path& path);
    ShdReader (ShdReader&& other) noexcept;
    ~ShdReader();

    const ShdFacts& facts() const noexcept;
    std::size_t size() const noexcept;
    /// Times are widened exactly.
    ShdSample sample (std::size_t index) const;

private:
    struct Reading;
    std::unique_ptr<Reading> reading;
};

} // namespace spikegraph
