#pragma once

#include <atomic>
#include <memory>

namespace spikegraph
{

/// Hands objects from the thread that owns something to the audio thread, and back to be deleted, without a
/// lock, a wait or an allocation there. Of several that are sent, the audio thread sees the last.
template <typename Object>
class Handover
{
public:
    ~Handover()
    {
        collect();
        delete incoming.exchange (nullptr);
    }

    // [owner]
    void send (std::unique_ptr<Object> next)
    {
        collect();
        delete incoming.exchange (next.release(), std::memory_order_acq_rel);
    }

    /// Deletes what the audio thread has put aside.
    void collect() { delete retired.exchange (nullptr, std::memory_order_acquire); }

    // [audio thread]
    /// The last that was sent, or null. It may be one older while the owner has not collected.
    Object* current() noexcept
    {
        if (retired.load (std::memory_order_relaxed) == nullptr)
            if (auto* next = incoming.exchange (nullptr, std::memory_order_acquire))
            {
                retired.store (inUse.release(), std::memory_order_release);
                inUse.reset (next);
            }
        return inUse.get();
    }

private:
    std::atomic<Object*> incoming{ nullptr }, retired{ nullptr };
    std::unique_ptr<Object> inUse; ///< the audio thread's
};

} // namespace spikegraph
