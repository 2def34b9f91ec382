#pragma once

#include "Core/Views.h"
#include "Graph/MidiEvents.h"
#include "Graph/Transport.h"

#include <cstdint>
#include <functional>
#include <memory>
#include <vector>

namespace spikegraph
{

class NodeParameters;

/// What a kernel is made for; nothing of it changes while the kernel lives. The widths count the ports that
/// carry samples, the host's included.
struct NodeSetup
{
    double sampleRateHz = 48000.0;
    int maximumBlockSamples = 512;
    std::vector<int> inputUnits, outputUnits;
    const NodeParameters& parameters; ///< outlives the kernel
};

/// The samples and events of one block: at least one sample, at most the maximum of the setup. All input is
/// finite, within +-largestSample.
template <typename T>
struct NodeBlock
{
    Index samples = 0;
    const Planar<const T>* inputs = nullptr; ///< one a port
    const Planar<T>* outputs = nullptr;      ///< one a port
    const MidiEvents* midiIn = nullptr;      ///< never null where the type has such an inlet
    MidiEvents* midiOut = nullptr;           ///< never null where the type has such an outlet; empty
    Transport transport{};                   ///< at the first sample
    std::uint64_t moment = 0;                ///< samples that the engine has played before

    Planar<const T> in (int port = 0) const noexcept { return inputs[port]; }
    Planar<T> out (int port = 0) const noexcept { return outputs[port]; }
};

/// What a node does to samples of type T: the part that a node's file writes. The constructor takes a
/// NodeSetup, allocates, may throw InvalidValue, and leaves the kernel in its initial state.
///
/// Results must not depend on where blocks are cut. Whatever is put out is held to finite values afterwards,
/// by NodeProcessor; as all input is bounded, a stable filter's state is too.
template <typename T>
class NodeKernel
{
public:
    virtual ~NodeKernel() = default;

    /// Restores the initial state, and jumps to the parameters' present values. [audio thread]
    virtual void reset() noexcept {}

    /// Allocates nothing, locks nothing, throws nothing. Outputs must be written in full; they share no
    /// memory with inputs, but where the type says isInPlace. [audio thread]
    virtual void process (const NodeBlock<T>& block) noexcept = 0;

    /// Samples that the output comes late. Constant. [any thread]
    virtual int latencySamples() const noexcept { return 0; }

    /// Seconds until the output has fallen to -100 dB after full-scale input has ended. [any thread]
    virtual double tailSeconds() const noexcept { return 0.0; }
};

/// A node that closes a loop: reading comes first, writing after whatever hears it has run.
template <typename T>
class FeedbackKernel : public NodeKernel<T>
{
public:
    /// The delay from input to output, which is also the most samples that may be read before they are
    /// written. At least 1. Constant. [any thread]
    virtual int delaySamples() const noexcept = 0;

    /// Puts out the next samples without moving on; then write moves on by as many. [audio thread]
    virtual void read (Planar<T> out) noexcept = 0;
    virtual void write (Planar<const T> in) noexcept = 0;

    /// As an ordinary node: a delay.
    void process (const NodeBlock<T>& block) noexcept final
    {
        for (Index first = 0; first < block.samples;)
        {
            const auto count = std::min (static_cast<Index> (delaySamples()), block.samples - first);
            read (block.out().slice (first, count));
            write (block.in().slice (first, count));
            first += count;
        }
    }
};

/// Makes a node's kernel, for either type of sample.
struct NodeKernels
{
    std::function<std::unique_ptr<NodeKernel<float>> (const NodeSetup&)> forFloat{};
    std::function<std::unique_ptr<NodeKernel<double>> (const NodeSetup&)> forDouble{};
};

/// Of a class template over the type of sample.
///
/// Static, because GCC 12 gives the functions in here one name for all kernels that are called the same in
/// anonymous namespaces: the linker would keep one, and two nodes would run the same kernel.
template <template <typename> class Kernel>
static NodeKernels kernelsOf()
{
    return { [] (const NodeSetup& setup) { return std::make_unique<Kernel<float>> (setup); },
             [] (const NodeSetup& setup) { return std::make_unique<Kernel<double>> (setup); } };
}

} // namespace spikegraph
