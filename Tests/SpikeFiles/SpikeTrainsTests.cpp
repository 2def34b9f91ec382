#include "Core/Error.h"
#include "SpikeFiles/SpikeTrains.h"
#include "Tests/TestFramework.h"

namespace spikegraph::test
{
namespace
{

/// Of three units, 100 steps a second: two spikes at once, a negative one, and a later one.
SpikeTrains trains()
{
    return { 3, 100.0, 50, { { 4, 0, 2 }, { 4, 2, -1 }, { 10, 1, 1 } } };
}

} // namespace

TEST_CASE ("Negative spikes become units of their own, are dropped, or lose their sign")
{
    using Sign = SpikePolicy::Sign;
    const auto onOff = listed (trains(), { Sign::onOff, SpikePolicy::Several::one });
    CHECK (onOff.units == 6);
    CHECK (onOff.unitOfSpike == std::vector<std::uint16_t>{ 0, 5, 1 });
    const auto dropped = listed (trains(), { Sign::drop, SpikePolicy::Several::one });
    CHECK (dropped.units == 3);
    CHECK (dropped.unitOfSpike == std::vector<std::uint16_t>{ 0, 1 });
    const auto magnitude = listed (trains(), { Sign::magnitude, SpikePolicy::Several::one });
    CHECK (magnitude.unitOfSpike == std::vector<std::uint16_t>{ 0, 2, 1 });
}

TEST_CASE ("There are no units for negative spikes where there are none")
{
    auto positive = withPolicy (trains(), { SpikePolicy::Sign::drop });
    positive.centreHz = { 100.0, 200.0, 300.0 };
    CHECK (listed (positive, {}).units == 6);
    positive.mayHaveNegative = false;
    const auto list = listed (positive, {});
    CHECK (list.units == 3);
    CHECK (list.centreHz == positive.centreHz);
    CHECK (list.unitOfSpike == std::vector<std::uint16_t>{ 0, 0, 1 });
}

TEST_CASE ("Several spikes in a step are repeated, or are one")
{
    const auto repeated = listed (trains(), { SpikePolicy::Sign::onOff, SpikePolicy::Several::repeat });
    CHECK (repeated.timesSeconds == std::vector<double>{ 0.04, 0.04, 0.04, 0.1 });
    CHECK (repeated.unitOfSpike == std::vector<std::uint16_t>{ 0, 0, 5, 1 });
    CHECK (trains().spikes() == 4);
}

TEST_CASE ("A file that knows signs and counts keeps them, unless the policy says otherwise")
{
    using Sign = SpikePolicy::Sign;
    using Several = SpikePolicy::Several;
    const auto events = [] (Sign sign, Several several) {
        return withPolicy (trains(), { sign, several }).events;
    };
    CHECK (events (Sign::onOff, Several::repeat) == trains().events);
    CHECK (events (Sign::drop, Several::repeat) == std::vector<SpikeEvent>{ { 4, 0, 2 }, { 10, 1, 1 } });
    CHECK (events (Sign::magnitude, Several::one) ==
           std::vector<SpikeEvent>{ { 4, 0, 1 }, { 4, 2, 1 }, { 10, 1, 1 } });
}

TEST_CASE ("In descending order unit 0 is the last one, and times and units are still sorted")
{
    auto policy = SpikePolicy{ SpikePolicy::Sign::magnitude, SpikePolicy::Several::repeat, true };
    const auto list = listed (trains(), policy);
    CHECK (list.timesSeconds == std::vector<double>{ 0.04, 0.04, 0.04, 0.1 });
    CHECK (list.unitOfSpike == std::vector<std::uint16_t>{ 0, 2, 2, 1 });
    policy.sign = SpikePolicy::Sign::onOff;
    CHECK (listed (trains(), policy).unitOfSpike == std::vector<std::uint16_t>{ 0, 5, 5, 4 });
}

TEST_CASE ("More units than a file can name are refused")
{
    CHECK_THROWS_AS (listed ({ 40000, 100.0, 1, {} }, {}), InvalidValue);
    CHECK_NOTHROW (listed ({ 40000, 100.0, 1, {} }, { SpikePolicy::Sign::drop, SpikePolicy::Several::one }));
}

} // namespace spikegraph::test
