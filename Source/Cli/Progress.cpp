#include "Cli/Progress.h"

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <numeric>
#include <utility>

#ifndef _WIN32
#include <unistd.h>
#endif

namespace spikegraph::cli
{
namespace
{

constexpr auto drawingInterval = std::chrono::milliseconds (100);

bool standardErrorIsTerminal()
{
#ifdef _WIN32
    return false;
#else
    return isatty (STDERR_FILENO) != 0;
#endif
}

} // namespace

Progress::Progress (std::vector<double> itemWeights, bool isQuiet)
    : weights (std::move (itemWeights))
    , fractions (weights.size(), 0.0)
    , secondsDone (weights.size(), 0.0)
    , totalWeight (std::accumulate (weights.begin(), weights.end(), 0.0))
    , quiet (isQuiet)
    , shown (!isQuiet && standardErrorIsTerminal())
{
}

Progress::~Progress()
{
    erase();
}

void Progress::advance (std::size_t item, double doneSeconds, double totalSeconds)
{
    const std::scoped_lock lock (mutex);
    const auto fraction = totalSeconds > 0.0 ? std::clamp (doneSeconds / totalSeconds, 0.0, 1.0) : 0.0;
    weightDone += weights[item] * (fraction - std::exchange (fractions[item], fraction));
    soundSeconds += doneSeconds - std::exchange (secondsDone[item], doneSeconds);
    draw();
}

void Progress::finish (std::size_t item)
{
    const std::scoped_lock lock (mutex);
    weightDone += weights[item] * (1.0 - std::exchange (fractions[item], 1.0));
    ++finished;
    draw();
}

void Progress::print (const std::string& line)
{
    if (quiet)
        return;
    const std::scoped_lock lock (mutex);
    erase();
    std::printf ("%s\n", onOneLine (line).c_str());
    std::fflush (stdout);
}

void Progress::complain (const std::string& line)
{
    const std::scoped_lock lock (mutex);
    erase();
    std::fprintf (stderr, "spikegraph: %s\n", onOneLine (line).c_str());
}

void Progress::erase()
{
    if (drawn)
        std::fprintf (stderr, "\r\033[K");
    drawn = false;
    lastDrawn = {};
}

void Progress::draw()
{
    const auto now = Clock::now();
    if (!shown || now - lastDrawn < drawingInterval)
        return;
    lastDrawn = now;
    drawn = true;

    constexpr int barWidth = 20;
    const auto elapsed = std::max (1e-3, std::chrono::duration<double> (now - start).count());
    const auto fraction = totalWeight > 0.0 ? std::clamp (weightDone / totalWeight, 0.0, 1.0) : 0.0;
    const auto filled = static_cast<int> (std::lround (fraction * barWidth));
    const auto left = fraction > 0.0 ? clockTime (elapsed * (1.0 - fraction) / fraction) + " left" : "";
    std::fprintf (stderr, "\r\033[K%s%s %3.0f%%  %zu of %zu files, %.1f files/s, %.0f x real time  %s",
                  std::string (static_cast<std::size_t> (filled), '#').c_str(),
                  std::string (static_cast<std::size_t> (barWidth - filled), '.').c_str(), 100.0 * fraction,
                  finished, weights.size(), static_cast<double> (finished) / elapsed, soundSeconds / elapsed,
                  left.c_str());
    std::fflush (stderr);
}

std::string clockTime (double seconds)
{
    const auto whole = static_cast<long long> (std::ceil (std::clamp (seconds, 0.0, 1e9)));
    const auto hours = whole / 3600, minutes = whole / 60 % 60, rest = whole % 60;
    char text[64];
    if (hours > 0)
        std::snprintf (text, sizeof (text), "%lld:%02lld:%02lld", hours, minutes, rest);
    else
        std::snprintf (text, sizeof (text), "%lld:%02lld", minutes, rest);
    return text;
}

std::string onOneLine (const std::string& text)
{
    std::string line;
    for (const auto character : text)
    {
        const auto byte = static_cast<unsigned char> (character);
        char code[8];
        std::snprintf (code, sizeof (code), "\\x%02x", byte);
        if (character == '\n')
            line += "\\n";
        else if (character == '\t')
            line += "\\t";
        else if (byte < 0x20 || byte == 0x7f)
            line += code;
        else
            line += character;
    }
    return line;
}

} // namespace spikegraph::cli
