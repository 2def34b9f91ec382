#include "Gui/ScopeFeed.h"
#include "Tests/Engine/EngineHarness.h"
#include "Tests/TestFramework.h"

#include <thread>

namespace spikegraph::test
{
namespace
{

using Moments = std::vector<std::int64_t>;
constexpr double sampleRateHz = 48000.0;

/// A patch at work, and its nodes.
struct Playing
{
    explicit Playing (GraphModel patchToPlay)
        : patch (std::move (patchToPlay))
        , engine (patch)
    {
        engine.prepare ({ sampleRateHz, 512, 1, 1 });
    }

    std::shared_ptr<NodeInstance> node (const juce::String& id) const
    {
        for (const auto& instance : engine.nodes())
            if (instance->id == id)
                return instance;
        return nullptr;
    }

    /// What comes out, of samples that `input` gives by their number since the start.
    template <typename Input>
    std::vector<float> play (int samples, Input&& input)
    {
        juce::AudioBuffer<float> audio (1, samples);
        for (int i = 0; i < samples; ++i)
            audio.setSample (0, i, input (played++));
        process (engine, audio, 512);
        return { audio.getReadPointer (0), audio.getReadPointer (0) + samples };
    }

    GraphModel patch;
    GraphEngine<float> engine;
    std::int64_t played = 0;
};

/// A neuron that spikes in the sample in which a pulse of 1 comes, whatever its voltage.
Playing pulseNeuron()
{
    return Playing (makePatch (
        { "in audio-in", "s spiking-activation rate=48010 initialVoltage=0 height=unit", "out audio-out" },
        "in.out>s.in s.out>out.in"));
}

/// Pulses at distances that do not repeat soon.
float pulse (std::int64_t sample)
{
    return sample % 331 == 17 || sample % 457 == 250 ? 1.0f : 0.0f;
}

Moments nonzero (const std::vector<float>& samples, std::int64_t first = 0)
{
    Moments moments;
    for (std::size_t i = 0; i < samples.size(); ++i)
        if (std::abs (samples[i]) > 0.0f)
            moments.push_back (first + static_cast<std::int64_t> (i));
    return moments;
}

Moments momentsOf (const SpikeStretch& spikes)
{
    Moments moments;
    for (const auto& spike : spikes)
        moments.push_back (spike.moment);
    return moments;
}

Moments soundMoments (const ScopeFeed& feed, std::int64_t first, std::int64_t last)
{
    std::vector<float> sound (static_cast<std::size_t> (std::max (std::int64_t (0), last - first)));
    feed.copySound (first, static_cast<int> (sound.size()), sound.data());
    return nonzero (sound, first);
}

} // namespace

TEST_CASE ("A feed has every spike at its sample, and the sound beside it")
{
    auto playing = pulseNeuron();
    playing.play (1000, pulse); // before it follows, which it does not see
    ScopeFeed feed;
    CHECK (feed.follow ({ playing.node ("in"), playing.node ("s") }));
    CHECK_FALSE (feed.follow ({ playing.node ("in"), playing.node ("s") }));
    CHECK_FALSE (feed.read());
    CHECK (feed.end() == 0);

    const auto out = playing.play (9999, pulse);
    CHECK (feed.read());
    CHECK (feed.begin() == 0);
    CHECK (feed.end() == 9999);
    CHECK (feed.units() == 1);
    const auto expected = nonzero (out);
    REQUIRE (expected.size() > 40);
    CHECK (momentsOf (feed.spikes (0, feed.end())) == expected);
    CHECK (soundMoments (feed, 0, feed.end()) == expected);
    CHECK (momentsOf (feed.spikes (expected[3], expected[5])) == Moments{ expected[3], expected[4] });
}

TEST_CASE ("What a feed could not take in time is missing, and all else stays where it was")
{
    auto playing = pulseNeuron();
    ScopeFeed feed;
    feed.follow ({ playing.node ("in"), playing.node ("s") });
    const auto out = nonzero (playing.play (100000, pulse)); // two seconds, of which a ring holds a quarter
    feed.read();
    const auto kept = feed.end();
    CHECK (kept < 20000);
    const auto later = nonzero (playing.play (5000, pulse), 100000);
    feed.read();
    CHECK (feed.end() == 105000);

    auto expected = out;
    expected.erase (std::lower_bound (expected.begin(), expected.end(), kept), expected.end());
    expected.insert (expected.end(), later.begin(), later.end());
    CHECK (momentsOf (feed.spikes (0, feed.end())) == expected);
    CHECK (soundMoments (feed, 0, feed.end()) == expected);
    // The rate is of the time that was seen.
    CHECK (feed.figures (0, feed.end()).meanRateHz ==
           Approx (static_cast<double> (expected.size()) * sampleRateHz / static_cast<double> (kept + 5000)));
}

TEST_CASE ("Sound and spikes belong together whenever a feed begins to follow, while the patch plays on")
{
    auto playing = pulseNeuron();
    const auto in = playing.node ("in"), s = playing.node ("s");
    std::atomic<bool> isDone{ false };
    std::atomic<int> blocksAhead{ 0 }; // few enough for the rings to hold them
    std::thread player (
        [&]
        {
            while (!isDone)
                if (blocksAhead.load() > 0)
                {
                    playing.play (300, pulse);
                    --blocksAhead;
                }
        });
    int apart = 0;
    for (int i = 0; i < 300; ++i)
    {
        blocksAhead = 20; // it is to come in the middle of a block
        ScopeFeed feed;
        feed.follow ({ in, s });
        while (feed.end() - feed.begin() < 2000)
        {
            blocksAhead = 10;
            feed.read();
        }
        const auto spikes = momentsOf (feed.spikes (feed.begin(), feed.end()));
        if (spikes.empty() || spikes != soundMoments (feed, feed.begin(), feed.end()))
            ++apart;
    }
    isDone = true;
    player.join();
    CHECK (apart == 0);
}

TEST_CASE ("A spike that lasts for a time step is one spike")
{
    // 1.1 spikes a step of 8 samples: each step has one, now and then two.
    Playing playing (
        makePatch ({ "in audio-in", "s spiking-activation rate=6600 initialVoltage=0 height=unit step=8",
                     "out audio-out" },
                   "in.out>s.in s.out>out.in"));
    ScopeFeed feed;
    feed.follow ({ nullptr, playing.node ("s") });
    for (int i = 0; i < 10; ++i)
    {
        playing.play (4800, [] (std::int64_t) { return 1.0f; });
        feed.read();
    }
    const auto moments = momentsOf (feed.spikes (0, feed.end()));
    REQUIRE (moments.size() == 6000);
    for (std::size_t i = 0; i < moments.size(); ++i)
        if (moments[i] != static_cast<std::int64_t> (8 * i))
            FAIL ("the spike " << i << " is at " << moments[i]);
    // But two at once are two, though they fill no more time.
    CHECK (feed.figures (0, feed.end()).meanRateHz == Approx (6600.0).epsilon (0.001));
    CHECK (feed.figures (0, feed.end()).sparsity == Approx (0.0).margin (1e-9));
}

TEST_CASE ("A feed tells negative spikes from others, and units apart")
{
    Playing playing (makePatch (
        { "in audio-in",
          "s spiking-activation activation=identity rate=60000 initialVoltage=0.5 units=3 height=unit",
          "out audio-out" },
        "in.out>s.in s.out>out.in"));
    ScopeFeed feed;
    feed.follow ({ playing.node ("in"), playing.node ("s") });
    playing.play (400,
                  [] (std::int64_t sample) { return sample == 100   ? 1.0f
                                                    : sample == 300 ? -1.0f
                                                                    : 0.0f; });
    feed.read();
    const auto spikes = feed.spikes (0, feed.end());
    CHECK (std::vector<SpikeEvent> (spikes.begin(), spikes.end()) ==
           std::vector<SpikeEvent>{
               { 100, 0, 1 }, { 100, 1, 1 }, { 100, 2, 1 }, { 300, 0, -1 }, { 300, 1, -1 }, { 300, 2, -1 } });
}

TEST_CASE ("A feed knows what rate a neuron is asked for, and measures it")
{
    for (const auto* node : { "s spiking-activation activation=abs rate=400", "s poisson-encoder rate=400" })
    {
        CAPTURE (node);
        Playing playing (makePatch ({ "in audio-in", node, "out audio-out" }, "in.out>s.in s.out>out.in"));
        ScopeFeed feed;
        feed.follow ({ playing.node ("in"), playing.node ("s"), true });
        for (int i = 0; i < 40; ++i)
        {
            playing.play (4800, [] (std::int64_t) { return 0.25f; });
            feed.read();
        }
        CHECK (feed.knowsAskedRate());
        CHECK (feed.askedRateHz (0, feed.end()) == Approx (100.0));
        CHECK (feed.figures (0, feed.end()).meanRateHz == Approx (100.0).epsilon (0.15));
        CHECK (feed.askedRateHz (feed.end() + 4800, feed.end() + 9600) < 0.0);
    }
    Playing other (makePatch ({ "in audio-in", "s lif", "out audio-out" }, "in.out>s.in s.out>out.in"));
    ScopeFeed feed;
    feed.follow ({ other.node ("in"), other.node ("s"), true });
    CHECK_FALSE (feed.knowsAskedRate());
}

TEST_CASE ("A feed forgets what is older than its history")
{
    auto playing = pulseNeuron();
    ScopeFeed feed;
    feed.follow ({ playing.node ("in"), playing.node ("s") });
    for (int i = 0; i < 120; ++i)
    {
        playing.play (4800, pulse);
        feed.read();
    }
    const auto history = static_cast<std::int64_t> (ScopeFeed::historySeconds * sampleRateHz);
    CHECK (feed.end() == 120 * 4800);
    CHECK (feed.begin() == feed.end() - history);
    CHECK (momentsOf (feed.spikes (0, feed.end())) == soundMoments (feed, 0, feed.end()));
    CHECK (momentsOf (feed.spikes (0, feed.end())).front() >= feed.begin());
}

TEST_CASE ("A feed of one node shows it as sound and as spikes")
{
    auto playing = pulseNeuron();
    ScopeFeed feed;
    feed.follow ({ playing.node ("s"), playing.node ("s") });
    const auto out = nonzero (playing.play (5000, pulse));
    feed.read();
    CHECK (momentsOf (feed.spikes (0, feed.end())) == out);
    CHECK (soundMoments (feed, 0, feed.end()) == out);
}

TEST_CASE ("A paused feed keeps what it has and costs its nodes nothing, and following again begins anew")
{
    auto playing = pulseNeuron();
    ScopeFeed feed;
    const ScopeFeed::Sources sources{ playing.node ("in"), playing.node ("s") };
    feed.follow (sources);
    const auto ring = playing.node ("s")->processor.monitor().samples();
    CHECK (ring->isRead());
    playing.play (2000, pulse);
    feed.read();
    feed.pause();
    CHECK_FALSE (ring->isRead());
    playing.play (2000, pulse);
    CHECK_FALSE (feed.read());
    CHECK (feed.end() == 2000);
    CHECK (feed.follow (sources));
    CHECK (feed.end() == 0);
    CHECK (feed.spikes (0, 2000).size() == 0);
}

TEST_CASE ("A feed is silent until there is sound or a spike")
{
    auto playing = pulseNeuron();
    ScopeFeed feed;
    feed.follow ({ playing.node ("in"), playing.node ("s") });
    playing.play (1000, [] (std::int64_t) { return 0.0f; });
    feed.read();
    CHECK (feed.isSilentSince (0));
    playing.play (1000, [] (std::int64_t sample) { return sample == 1500 ? 1.0f : 0.0f; });
    feed.read();
    CHECK_FALSE (feed.isSilentSince (1500));
    CHECK (feed.isSilentSince (1501));
}

TEST_CASE ("A feed of nothing is empty")
{
    ScopeFeed feed;
    CHECK (feed.follow ({}));
    CHECK_FALSE (feed.read());
    CHECK_FALSE (feed.hasSound());
    CHECK_FALSE (feed.hasSpikes());
    CHECK (feed.figures (0, 1000).meanRateHz == 0.0);
    std::vector<float> sound (10, 1.0f);
    feed.copySound (-5, 10, sound.data());
    CHECK (sound == std::vector<float> (10, 0.0f));
}

} // namespace spikegraph::test
