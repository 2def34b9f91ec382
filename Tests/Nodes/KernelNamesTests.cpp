#include "Tests/Nodes/KernelNames.h"

#include "Tests/Nodes/NodeHarness.h"
#include "Tests/TestFramework.h"

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
    int latencySamples() const noexcept override { return 1; }
};

} // namespace

TEST_CASE ("Kernels that are called the same in two files are two kernels")
{
    const NodeParameters parameters (nodeCatalogue().types().front());
    const NodeSetup setup{ 48000.0, 512, {}, {}, parameters };
    CHECK (kernelsOf<NamedKernel>().forFloat (setup)->latencySamples() == 1);
    CHECK (kernelsOfNamesake().forFloat (setup)->latencySamples() == 2);
    CHECK (kernelsOf<NamedKernel>().forDouble (setup)->latencySamples() == 1);
    CHECK (kernelsOfNamesake().forDouble (setup)->latencySamples() == 2);
}

} // namespace spikegraph::test
