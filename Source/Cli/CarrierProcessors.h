#pragma once

#include <atomic>
#include <cstddef>
#include <thread>
#include <vector>

namespace spikegraph::cli
{

/// Keeps threads that hand work to one another on processors of their own. Two that share one work in turn,
/// and the system may leave them together for as long as a whole file takes, most of all in a virtual
/// machine, where a processor that fell asleep is passed over when a thread is woken. Where a system does not
/// let threads be placed, nothing happens. Any carrier may call everything at any time.
class CarrierProcessors
{
public:
    explicit CarrierProcessors (std::size_t numCarriers)
        : seen (numCarriers)
    {
        for (auto& processor : seen)
            processor = nowhere;
    }

    /// Notes where this thread, a carrier, runs, and moves it if another was last seen there.
    void keepApart (std::size_t carrier) noexcept;

    /// Moves a thread to a processor that no carrier was last seen on, if there is one. From there the system
    /// may move it as it likes.
    void moveAway (std::thread::native_handle_type thread) const noexcept;

private:
    static constexpr int nowhere = -1;

    std::vector<std::atomic<int>> seen;
};

} // namespace spikegraph::cli
