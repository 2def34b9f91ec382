#include "Tests/Nodes/KernelNames.h"

namespace spikegraph::test
{
namespace
{

template <typename T>
class NamedKernel final : public NodeKernel<T>
{
public:
    explicit NamedKernel (const NodeSetup&) {}
    void process (const NodeBlock<T>&) noexcept override {}
    int latencySamples() const noexcept override { return 2; }
};

} // namespace

NodeKernels kernelsOfNamesake()
{
    return kernelsOf<NamedKernel>();
}

} // namespace spikegraph::test
