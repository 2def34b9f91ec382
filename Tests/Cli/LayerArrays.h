#pragma once

// Arrays for `spikegraph layer`, and what it makes of them.

#include "Files/NpyFile.h"
#include "RunBinary.h"
#include "Tests/TestFramework.h"

namespace spikegraph::cli
{

template <typename T>
void save (const std::string& path, const Tensor<T>& array)
{
    writeNpy (path, path, array);
}

template <typename T>
Tensor<T> load (const std::string& path)
{
    REQUIRE (NpyReader (path).type() == npyTypeOf<T>);
    return readNpy<T> (path);
}

inline void requireDone (const std::vector<std::string>& arguments)
{
    const auto result = run (arguments);
    INFO (result.errors);
    REQUIRE (result.exitCode == 0);
    REQUIRE (result.errors.empty());
}

} // namespace spikegraph::cli
