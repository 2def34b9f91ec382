#include "Cli/BlockStages.h"

#include <algorithm>
#include <condition_variable>
#include <exception>
#include <mutex>
#include <thread>
#include <utility>

namespace spikegraph::cli
{
namespace
{

/// Which block each stage waits for, and what ended the work early.
class Turns
{
public:
    explicit Turns (std::size_t numStages)
        : next (numStages, 0)
    {
    }

    /// Waits until it is a block's turn. False: the work has ended early.
    bool await (std::size_t stage, Index block)
    {
        std::unique_lock lock (mutex);
        changed.wait (lock, [&] { return failure != nullptr || next[stage] == block; });
        return failure == nullptr;
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
            if (failure == nullptr)
                failure = std::move (reason);
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
    std::vector<Index> next;
    std::exception_ptr failure;
};

} // namespace

std::size_t numBlockCarriers()
{
    return std::clamp (std::size_t{ std::thread::hardware_concurrency() }, std::size_t{ 2 },
                       mostBlockCarriers);
}

void runBlockStages (Index numBlocks, const std::vector<BlockStage>& stages)
{
    const auto carriers = static_cast<Index> (numBlockCarriers());
    Turns turns (stages.size());
    const auto carry = [&] (Index carrier)
    {
        try
        {
            for (auto block = carrier; block < numBlocks; block += carriers)
                for (std::size_t stage = 0; stage < stages.size(); ++stage)
                {
                    if (!stages[stage].inAnyOrder && !turns.await (stage, block))
                        return;
                    stages[stage].run (block, static_cast<std::size_t> (carrier));
                    if (!stages[stage].inAnyOrder)
                        turns.pass (stage);
                }
        }
        catch (...)
        {
            turns.fail (std::current_exception());
        }
    };

    std::vector<std::thread> others;
    for (Index carrier = 1; carrier < std::min (carriers, numBlocks); ++carrier)
        others.emplace_back (carry, carrier);
    carry (0);
    for (auto& other : others)
        other.join();
    turns.rethrowFailure();
}

} // namespace spikegraph::cli
