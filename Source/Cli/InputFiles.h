#pragma once

#include <cstddef>
#include <filesystem>
#include <string>
#include <utility>
#include <vector>

namespace spikegraph::cli
{

/// The files that inputs stand for: each input is a file, a folder (its audio files, with recursive those of
/// its folders too), or a pattern of *, ? and [...] for files and folders. Sorted within each input, each
/// file once. Hidden files are left out, as a shell's patterns do. Links to folders are followed, but each
/// folder is entered once: links that lead round in a circle end. An input that stands for nothing, and a
/// folder that cannot be looked into, are kept as they are, to be named when they cannot be read; so is a
/// link that leads nowhere.
std::vector<std::filesystem::path> collectAudioFiles (const std::vector<std::string>& inputs, bool recursive);

/// A part of many.
struct Shard
{
    std::size_t part = 1, parts = 1; ///< part counts from 1
};

/// From "K/N"; all of it from an empty text. Throws CommandError (wrong arguments).
Shard parseShard (const std::string& text);

/// The K-th of N parts: items K, K+N, K+2N, ...
template <typename Item>
std::vector<Item> takeShard (std::vector<Item> items, const std::string& shardText)
{
    const auto shard = parseShard (shardText);
    std::vector<Item> taken;
    for (auto i = shard.part - 1; i < items.size(); i += shard.parts)
        taken.push_back (std::move (items[i]));
    return taken;
}

} // namespace spikegraph::cli
