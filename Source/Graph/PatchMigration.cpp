#include "Graph/PatchMigration.h"

#include "Graph/PatchChecks.h"
#include "Graph/PatchJson.h"

#include <algorithm>
#include <array>
#include <set>

namespace spikegraph
{
namespace
{

bool saysOf (const Json& object, const char* key, const char* text)
{
    const auto found = object.find (key);
    return found != object.end() && *found == text;
}

/// A member that is a list, else an empty one.
Json listIn (const Json& object, const char* key)
{
    const auto found = object.is_object() ? object.find (key) : object.end();
    return found != object.end() && found->is_array() ? *found : Json::array();
}

/// The same object, with one key called otherwise and where it was.
Json renamed (const Json& object, const char* key, const char* newKey)
{
    Json result = Json::object();
    for (const auto& [name, value] : object.items())
        result[name == key ? newKey : name] = value;
    return result;
}

/// Version 2 calls the number of neurons `units`, as everything else does.
void from1To2 (Json& patch)
{
    std::set<std::string> spiking; // ids
    auto nodes = listIn (patch, "nodes");
    for (std::size_t i = 0; i < nodes.size(); ++i)
    {
        auto& node = nodes[i];
        if (!node.is_object() || !saysOf (node, "type", "spiking-activation"))
            continue;
        if (node.contains ("id") && node["id"].is_string())
            spiking.insert (node["id"].get<std::string>());
        if (!node.contains ("parameters") || !node["parameters"].contains ("population"))
            continue;
        if (node["parameters"].contains ("units"))
            refuse ("nodes[" + std::to_string (i) + "].parameters",
                    "\"population\" is called \"units\" since version 2, and both are there");
        node["parameters"] = renamed (node["parameters"], "population", "units");
    }
    if (!nodes.empty())
        patch["nodes"] = nodes;

    auto macros = listIn (patch, "macros");
    for (auto& macro : macros)
    {
        auto targets = listIn (macro, "targets");
        for (auto& target : targets)
            if (target.is_object() && saysOf (target, "parameter", "population") &&
                target.contains ("node") && target["node"].is_string() &&
                spiking.contains (target["node"].get<std::string>()))
                target["parameter"] = "units";
        if (!targets.empty())
            macro["targets"] = targets;
    }
    if (!macros.empty())
        patch["macros"] = macros;
}

/// The step at place n leads from version n + 1 to the next.
constexpr std::array<void (*) (Json&), patchVersion - 1> steps{ from1To2 };

} // namespace

void migratePatch (Json& patch)
{
    for (auto version = patch["version"].get<int>(); version < patchVersion; ++version)
    {
        steps[static_cast<std::size_t> (version - 1)](patch);
        patch["version"] = version + 1;
    }
}

} // namespace spikegraph
