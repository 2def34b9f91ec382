#pragma once

#include <chrono>
#include <cstddef>
#include <mutex>
#include <string>
#include <vector>

namespace spikegraph::cli
{

/// What a command says while it works through many items: lines on standard output and standard error and,
/// where standard error is a terminal, a bar below them with how much is done, how fast, and the time left.
/// Without a terminal there is no bar. [any thread]
class Progress
{
public:
    /// Weights say how much work each item is compared with the others, for the time left.
    Progress (std::vector<double> itemWeights, bool isQuiet);
    ~Progress();

    Progress (const Progress&) = delete;
    Progress& operator= (const Progress&) = delete;

    /// So many seconds of sound of an item are done, of so many in all.
    void advance (std::size_t item, double doneSeconds, double totalSeconds);
    /// An item is over, in whatever way.
    void finish (std::size_t item);

    void print (const std::string& line);    ///< on standard output, unless quiet
    void complain (const std::string& line); ///< on standard error

private:
    using Clock = std::chrono::steady_clock;

    void draw();
    void erase();

    std::mutex mutex;
    std::vector<double> weights, fractions; ///< of each item
    std::vector<double> secondsDone;
    double totalWeight = 0.0, weightDone = 0.0, soundSeconds = 0.0;
    std::size_t finished = 0;
    bool quiet, shown, drawn = false;
    Clock::time_point start = Clock::now(), lastDrawn{};
};

/// "0:07", "12:34" or "1:02:03".
std::string clockTime (double seconds);

/// On one line, whatever it quotes: line breaks and other control characters become \n, \t or \xNN.
std::string onOneLine (const std::string& text);

} // namespace spikegraph::cli
