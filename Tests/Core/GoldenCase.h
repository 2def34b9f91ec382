#pragma once

#include "Core/Tensor.h"

#include <filesystem>
#include <string>
#include <vector>

namespace spikegraph
{

/// One folder of Tests/Golden: case.json and its arrays.
class GoldenCase
{
public:
    explicit GoldenCase (std::filesystem::path folderToUse);

    /// All folders whose name starts with the prefix, sorted.
    static std::vector<GoldenCase> all (const std::string& prefix);

    std::string name() const { return folder.filename().string(); }

    /// A value of case.json, as text without quotes; fails the test where there is none.
    std::string text (const std::string& key) const;
    double number (const std::string& key) const { return std::stod (text (key)); }
    bool isFloat() const { return text ("dtype") == "float32"; }

    /// An array, which must have T's dtype.
    template <typename T>
    Tensor<T> array (const std::string& arrayName) const;

private:
    std::filesystem::path folder;
    std::string json;
};

/// The largest absolute difference, relative to the largest absolute value of the expected array.
template <typename T>
double relativeError (const Tensor<T>& actual, const Tensor<T>& expected);

} // namespace spikegraph
