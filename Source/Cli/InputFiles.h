#pragma once

#include <filesystem>
#include <string>
#include <vector>

namespace spikegraph::cli
{

/// The files that inputs stand for: each input is a file, a folder (its audio files, with recursive those of
/// its folders too), or a pattern with * or ? in its last part. Sorted within each input, each file once. An
/// input that stands for nothing is kept as it is, to be named when it cannot be read.
std::vector<std::filesystem::path> collectAudioFiles (const std::vector<std::string>& inputs, bool recursive);

/// The K-th of N parts (from 1): files K, K+N, K+2N, ... Throws CommandError unless the text is "K/N".
std::vector<std::filesystem::path> takeShard (const std::vector<std::filesystem::path>& files,
                                              const std::string& shard);

} // namespace spikegraph::cli
