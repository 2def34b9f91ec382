#pragma once

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <cstring>
#include <fstream>
#include <iterator>
#include <stdexcept>
#include <string>
#include <vector>

namespace spikegraph::test
{

/// The demo sound: 16 bits, mono, 48 kHz.
inline std::vector<double> speech()
{
    std::ifstream file (SPIKEGRAPH_SOURCE_DIR "/Resources/Sounds/front-center.wav", std::ios::binary);
    const std::string bytes{ std::istreambuf_iterator<char> (file), {} };
    const auto data = bytes.find ("data");
    if (data == std::string::npos)
        throw std::runtime_error ("front-center.wav has no samples");
    std::vector<double> samples;
    for (auto i = data + 8; i + 2 <= bytes.size(); i += 2)
    {
        std::int16_t sample;
        std::memcpy (&sample, bytes.data() + i, sizeof (sample));
        samples.push_back (sample / 32768.0);
    }
    return samples;
}

inline double decibels (double ratio)
{
    return 20.0 * std::log10 (ratio);
}

inline double rms (const std::vector<double>& x, std::size_t first = 0)
{
    double sum = 0.0;
    for (auto i = first; i < x.size(); ++i)
        sum += x[i] * x[i];
    return std::sqrt (sum / static_cast<double> (x.size() - first));
}

inline double mean (const std::vector<double>& x, std::size_t first = 0)
{
    double sum = 0.0;
    for (auto i = first; i < x.size(); ++i)
        sum += x[i];
    return sum / static_cast<double> (x.size() - first);
}

inline double peak (const std::vector<double>& x)
{
    double highest = 0.0;
    for (const auto sample : x)
        highest = std::max (highest, std::abs (sample));
    return highest;
}

} // namespace spikegraph::test
