#pragma once

#include "SpikeFiles/SpikeTrains.h"

#include <filesystem>
#include <string>
#include <vector>

namespace spikegraph::cli
{

/// The extensions of the files that one recording's spikes can be written to, with dots: .csv, .npz, .mid and
/// .wav.
const std::vector<std::string>& trainFileExtensions();

struct TrainFileOptions
{
    bool overwrite = false;
    bool isDense = false; ///< .npz: counts of every step and unit instead of a list
    SpikePolicy policy;
};

/// Writes one recording's spikes as the target's extension says; the file appears whole or not at all.
///
/// - .csv: a line a spike: time in seconds, unit, and polarity, 1 or -1.
/// - .npz: arrays times (float64, in seconds), units (int32) and counts (int32: how many at once, below zero
///   for negative ones), or with isDense one array spikes (int16) of shape (steps, units); besides shape
///   (int64: steps, units) and sample_rate (float64: steps a second).
/// - .mid: a note an event, of 10 ms or until the unit's next one. Unit k is note k mod 128 of channel
///   1 + k / 128; a tick is a step up to 65534 of them a second.
/// - .wav: a channel a unit, a sample a step, in 32-bit float: n spikes are n.
///
/// Throws std::runtime_error with the target and the reason: for a file that cannot be written, and for
/// spikes that the format cannot hold.
void writeTrains (const std::filesystem::path& target, const SpikeTrains& trains,
                  const TrainFileOptions& options);

} // namespace spikegraph::cli
