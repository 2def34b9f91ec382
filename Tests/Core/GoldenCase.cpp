#include "GoldenCase.h"

#include "Tests/TestFramework.h"

#include <algorithm>
#include <cmath>
#include <cstring>
#include <fstream>
#include <iterator>
#include <limits>
#include <sstream>

namespace spikegraph
{
namespace
{

std::string readAll (const std::filesystem::path& path)
{
    std::ifstream file (path, std::ios::binary);
    INFO (path.string());
    REQUIRE (file.good());
    return { std::istreambuf_iterator<char> (file), {} };
}

/// The text between the mark and the first of the ends after it.
std::string between (const std::string& text, const std::string& mark, const char* ends)
{
    const auto start = text.find (mark);
    INFO ("looking for " << mark);
    REQUIRE (start != std::string::npos);
    const auto from = start + mark.size();
    return text.substr (from, text.find_first_of (ends, from) - from);
}

} // namespace

GoldenCase::GoldenCase (std::filesystem::path folderToUse)
    : folder (std::move (folderToUse))
    , json (readAll (folder / "case.json"))
{
}

std::vector<GoldenCase> GoldenCase::all (const std::string& prefix)
{
    std::vector<std::filesystem::path> folders;
    for (const auto& entry : std::filesystem::directory_iterator (SPIKEGRAPH_GOLDEN_DIR))
        if (entry.is_directory() && entry.path().filename().string().rfind (prefix, 0) == 0)
            folders.push_back (entry.path());
    std::sort (folders.begin(), folders.end());
    REQUIRE (!folders.empty());
    return { folders.begin(), folders.end() };
}

std::string GoldenCase::text (const std::string& key) const
{
    auto value = between (json, "\"" + key + "\": ", ",\n}");
    std::erase (value, '"');
    return value;
}

template <typename T>
Tensor<T> GoldenCase::array (const std::string& arrayName) const
{
    // NumPy's format 1.0: a 10-byte preamble whose last two bytes are the length of the header.
    const auto bytes = readAll (folder / (arrayName + ".npy"));
    REQUIRE (bytes.substr (0, 8) == std::string ("\x93NUMPY\x01\x00", 8));
    const auto headerLength = static_cast<std::size_t> (static_cast<unsigned char> (bytes[8])) +
                              256 * static_cast<std::size_t> (static_cast<unsigned char> (bytes[9]));
    const auto header = bytes.substr (10, headerLength);
    REQUIRE (between (header, "'descr': '", "'") == (sizeof (T) == 4 ? "<f4" : "<f8"));
    REQUIRE (between (header, "'fortran_order': ", ",") == "False");

    Shape shape;
    std::istringstream dimensions (between (header, "'shape': (", ")"));
    for (std::string size; std::getline (dimensions, size, ',');)
        if (size.find_first_of ("0123456789") != std::string::npos)
            shape.push_back (std::stol (size));

    std::vector<T> values ((bytes.size() - 10 - headerLength) / sizeof (T));
    std::memcpy (values.data(), bytes.data() + 10 + headerLength, values.size() * sizeof (T));
    return { shape, values };
}

template <typename T>
double relativeError (const Tensor<T>& actual, const Tensor<T>& expected)
{
    REQUIRE (actual.shape() == expected.shape());
    double largest = 0.0, difference = 0.0;
    for (Index i = 0; i < expected.size(); ++i)
    {
        if (!std::isfinite (actual[i]))
            return std::numeric_limits<double>::infinity();
        largest = std::max (largest, std::abs (static_cast<double> (expected[i])));
        difference = std::max (
            difference, std::abs (static_cast<double> (actual[i]) - static_cast<double> (expected[i])));
    }
    return largest > 0.0 ? difference / largest : difference;
}

template Tensor<float> GoldenCase::array<float> (const std::string&) const;
template Tensor<double> GoldenCase::array<double> (const std::string&) const;
template double relativeError (const Tensor<float>&, const Tensor<float>&);
template double relativeError (const Tensor<double>&, const Tensor<double>&);

} // namespace spikegraph
