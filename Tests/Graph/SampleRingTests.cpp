#include "Graph/SampleRing.h"
#include "Tests/TestFramework.h"

#include <array>
#include <thread>

namespace spikegraph::test
{
namespace
{

/// Writes frames numbered from `first`: unit u of frame n is 3n + u.
template <typename T>
void writeFrames (SampleRing& ring, Index first, Index count)
{
    std::array<std::vector<T>, 3> units;
    for (Index n = first; n < first + count; ++n)
        for (std::size_t u = 0; u < 3; ++u)
            units[u].push_back (static_cast<T> (3 * n) + static_cast<T> (u));
    const T* pointers[] = { units[0].data(), units[1].data(), units[2].data() };
    ring.write (Planar<const T>{ pointers, count, 3 });
}

/// The numbers of the frames that are there, at most so many. Fails where a frame is torn.
std::vector<Index> readFrames (SampleRing::Reader& reader, Index atMost = 100)
{
    std::vector<float> frames (static_cast<std::size_t> (atMost * 3));
    const auto count = reader.read ({ frames.data(), atMost, 3 });
    std::vector<Index> numbers;
    for (Index n = 0; n < count; ++n)
    {
        const auto* frame = frames.data() + 3 * n;
        numbers.push_back (static_cast<Index> (frame[0]) / 3);
        if (static_cast<Index> (frame[1]) != 3 * numbers.back() + 1 ||
            static_cast<Index> (frame[2]) != 3 * numbers.back() + 2)
            FAIL ("torn frame");
    }
    return numbers;
}

using Numbers = std::vector<Index>;

} // namespace

TEST_CASE ("A sample ring gives frames in order, around its end, of either precision")
{
    const auto ring = std::make_shared<SampleRing> (3, 5, 48000.0);
    SampleRing::Reader reader (ring);
    writeFrames<float> (*ring, 0, 3);
    CHECK (readFrames (reader, 2) == Numbers{ 0, 1 });
    writeFrames<double> (*ring, 3, 4);
    CHECK (readFrames (reader) == Numbers{ 2, 3, 4, 5, 6 });
    CHECK (readFrames (reader).empty());
    CHECK (ring->droppedFrames() == 0);
}

TEST_CASE ("A sample ring drops and counts the frames that find no room, and keeps the older ones")
{
    const auto ring = std::make_shared<SampleRing> (3, 5, 48000.0);
    SampleRing::Reader reader (ring);
    writeFrames<float> (*ring, 0, 4);
    writeFrames<float> (*ring, 4, 4);
    CHECK (ring->droppedFrames() == 3);
    CHECK (readFrames (reader) == Numbers{ 0, 1, 2, 3, 4 });
    writeFrames<float> (*ring, 8, 2);
    CHECK (readFrames (reader) == Numbers{ 8, 9 });
}

TEST_CASE ("A sample ring keeps nothing for a reader who comes later, and outlives its writer")
{
    auto ring = std::make_shared<SampleRing> (3, 5, 48000.0);
    writeFrames<float> (*ring, 0, 100);
    CHECK (ring->droppedFrames() == 0);
    {
        SampleRing::Reader first (ring);
        writeFrames<float> (*ring, 0, 9);
        CHECK (ring->droppedFrames() == 4);
    }
    writeFrames<float> (*ring, 9, 9);
    SampleRing::Reader second (ring);
    CHECK (ring->droppedFrames() == 0);
    CHECK (readFrames (second).empty());
    writeFrames<float> (*ring, 20, 1);
    ring.reset();
    CHECK (readFrames (second) == Numbers{ 20 });
}

TEST_CASE ("A sample ring loses no frame untold and tears none between two threads")
{
    constexpr Index total = 200000;
    const auto ring = std::make_shared<SampleRing> (3, 257, 48000.0);
    SampleRing::Reader reader (ring);
    std::atomic<bool> isDone{ false };
    std::atomic<Index> received{ 0 };
    std::thread writer (
        [&]
        {
            for (Index first = 0, block = 1; first < total; first += block, block = block % 64 + 1)
            {
                while (first > total / 2 && received == 0)
                    std::this_thread::yield(); // a busy machine may not have let the reader run yet
                block = std::min (block, total - first);
                writeFrames<float> (*ring, first, block);
                // Half of the time as fast as it goes, which drops; else at the reader's pace.
                if ((first / 5000) % 2 == 0)
                    std::this_thread::yield();
            }
            isDone = true;
        });

    Index previous = -1;
    bool isInOrder = true;
    for (bool isLast = false; !isLast;)
    {
        isLast = isDone;
        for (auto numbers = readFrames (reader); !numbers.empty(); numbers = readFrames (reader))
        {
            for (const auto number : numbers)
            {
                isInOrder = isInOrder && number > previous;
                previous = number;
            }
            received += static_cast<Index> (numbers.size());
        }
        std::this_thread::yield();
    }
    writer.join();
    CHECK (isInOrder);
    CHECK (received > 257);
    CHECK (received + static_cast<Index> (ring->droppedFrames()) == total);
}

TEST_CASE ("Readers may come and go while a sample ring is written")
{
    const auto ring = std::make_shared<SampleRing> (3, 64, 48000.0);
    std::atomic<bool> isDone{ false };
    std::thread writer (
        [&]
        {
            for (Index first = 0; !isDone; first = (first + 16) % 1000000)
            {
                writeFrames<float> (*ring, first, 16);
                std::this_thread::yield();
            }
        });
    for (int i = 0; i < 200; ++i)
    {
        SampleRing::Reader reader (ring);
        Numbers numbers;
        for (; numbers.empty(); numbers = readFrames (reader))
            std::this_thread::yield();
        readFrames (reader);
    }
    isDone = true;
    writer.join();
}

} // namespace spikegraph::test
