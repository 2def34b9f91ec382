#pragma once

#include "Core/Random.h"
#include "Graph/GraphModel.h"

#include <fstream>
#include <iterator>
#include <string>

namespace spikegraph::test
{

/// Node types for what the factory's nodes need not have: MIDI, a Feedback node, a parameter of each kind.
/// Their kernels are never made.
inline const NodeCatalogue& smallCatalogue()
{
    static const NodeCatalogue catalogue{ {
        { .id = "source", .name = "Source", .outputs = { { "out", "Out" } } },
        { .id = "sum",
          .name = "Sum",
          .inputs = { { "in", "In" }, { "side", "Side" } },
          .outputs = { { "out", "Out" } },
          .parameters = { { .id = "gain", .name = "Gain", .unit = "dB", .minimum = -60, .maximum = 12 },
                          { .id = "count",
                            .name = "Count",
                            .kind = ParameterKind::integer,
                            .minimum = 1,
                            .maximum = 8,
                            .defaultValue = 1 },
                          { .id = "mode",
                            .name = "Mode",
                            .kind = ParameterKind::choice,
                            .choices = { "soft", "hard" },
                            .defaultText = "soft" },
                          { .id = "title", .name = "Title", .kind = ParameterKind::text } } },
        { .id = "thin",
          .name = "Thin",
          .inputs = { { "in", "In" } },
          .outputs = { { "out", "Out" } },
          .parameters = { { .id = "gain", .name = "Gain", .unit = "dB", .minimum = -6, .maximum = 6 },
                          { .id = "count", .name = "Count", .unit = "s", .minimum = 0, .maximum = 100 } } },
        { .id = "feedback",
          .name = "Feedback",
          .inputs = { { "in", "In" } },
          .outputs = { { "out", "Out" } },
          .isFeedback = true },
        { .id = "keys",
          .name = "Keys",
          .inputs = { { "midi", "MIDI", SignalKind::midi } },
          .outputs = { { "midi", "MIDI", SignalKind::midi } } },
        { .id = "synth",
          .name = "Synth",
          .inputs = { { "midi", "MIDI", SignalKind::midi } },
          .outputs = { { "out", "Out" } } },
    } };
    return catalogue;
}

inline GraphModel readSmall (const std::string& json)
{
    return GraphModel::fromJson (smallCatalogue(), json, "p.spikegraph");
}

/// A patch of the present version from its lists' items.
inline std::string patchWith (const std::string& nodes, const std::string& cables = "",
                              const std::string& more = "")
{
    return R"({"format": "spikegraph-patch", "version": 2, "name": "P", "nodes": [)" + nodes +
           R"(], "cables": [)" + cables + "]" + (more.empty() ? "" : ", " + more) + "}";
}

inline std::string node (const std::string& id, const std::string& type, const std::string& parameters = "")
{
    return R"({"id": ")" + id + R"(", "type": ")" + type + R"(", "parameters": {)" + parameters + "}}";
}

inline std::string cable (const std::string& from, const std::string& to)
{
    return R"({"from": ")" + from + R"(", "to": ")" + to + R"("})";
}

/// The same draws on every platform.
struct Draws
{
    std::uint64_t seed, count = 0;

    /// A whole number in [0, limit).
    int below (int limit) { return static_cast<int> (randomUniform<double> (seed, count++) * limit); }
};

inline std::string textOfFile (const std::string& path)
{
    std::ifstream file (path, std::ios::binary);
    return { std::istreambuf_iterator<char> (file), {} };
}

} // namespace spikegraph::test
