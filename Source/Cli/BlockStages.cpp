#include "Cli/BlockStages.h"

#include "Cli/CarrierProcessors.h"

#include <juce_audio_basics/juce_audio_basics.h>

#include <algorithm>
#include <atomic>
#include <chrono>
#include <condition_variable>
#include <exception>
#include <mutex>
#include <thread>
#include <utility>

namespace spikegraph::cli
{
namespace
{

/// How long a carrier stays awake for its turn. Most turns come sooner, and who sleeps may wake on another
/// carrier's processor.
constexpr std::chrono::microseconds patience{ 300 };

/// Which block each stage waits for, and what ended the work early.
class Turns
{
public:
    explicit Turns (std::size_t numStages)
        : next (numStages)
    {
    }

    /// Waits until it is a block's turn. False: the work has ended early.
    bool await (std::size_t stage, Index block)
    {
        const auto isTurn = [&] { return hasFailed || next[stage] == block; };
        const auto start = std::chrono::steady_clock::now();
        while (!isTurn() && std::chrono::steady_clock::now() - start < patience)
            std::this_thread::yield();
        std::unique_lock lock (mutex);
        changed.wait (lock, isTurn);
        return !hasFailed;
    }

    void pass (std::size_t stage)
    {
        {
            const std::scoped_lock lock (mutex);
            ++next[stage];
        }
        changed.notify_all();
    }

    void fail (std::exception_ptr reason)
    {
        {
            const std::scoped_lock lock (mutex);
            if (!hasFailed)
                failure = std::move (reason);
            hasFailed = true;
        }
        changed.notify_all();
    }

    void rethrowFailure() const
    {
        if (failure != nullptr)
            std::rethrow_exception (failure);
    }

private:
    std::mutex mutex;
    std::condition_variable changed;
    std::vector<std::atomic<Index>> next;
    std::atomic<bool> hasFailed = false;
    std::exception_ptr failure;
};

} // namespace

std::size_t numBlockCarriers()
{
    static const auto processors = std::size_t{ std::thread::hardware_concurrency() }; // which opens a file
    return std::clamp (processors, std::size_t{ 2 }, mostBlockCarriers);
}

void runBlockStages (Index numBlocks, const std::vector<BlockStage>& stages)
{
    const auto carriers = static_cast<Index> (numBlockCarriers());
    Turns turns (stages.size());
    CarrierProcessors processors (numBlockCarriers());
    const auto carry = [&] (Index number)
    {
        const juce::ScopedNoDenormals asTheEngine;
        const auto carrier = static_cast<std::size_t> (number);
        try
        {
            for (auto block = number; block < numBlocks; block += carriers)
                for (std::size_t stage = 0; stage < stages.size(); ++stage)
                {
                    processors.keepApart (carrier);
                    if (!stages[stage].inAnyOrder && !turns.await (stage, block))
                        return;
                    stages[stage].run (block, carrier);
                    if (!stages[stage].inAnyOrder)
                        turns.pass (stage);
                }
        }
        catch (...)
        {
            turns.fail (std::current_exception());
        }
    };

    processors.keepApart (0);
    std::vector<std::thread> others;
    for (Index carrier = 1; carrier < std::min (carriers, numBlocks); ++carrier)
    {
        others.emplace_back (carry, carrier);
        processors.moveAway (others.back().native_handle());
    }
    carry (0);
    for (auto& other : others)
        other.join();
    turns.rethrowFailure();
}

} // namespace spikegraph::cli
