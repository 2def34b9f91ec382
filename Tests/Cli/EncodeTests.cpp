// `spikegraph encode` and `merge`, as their users run them.

#include "RunBinary.h"
#include "SoundFiles.h"
#include "SpikeFiles/ShdFile.h"
#include "Tests/TestFramework.h"

#include <algorithm>
#include <cmath>
#include <fstream>
#include <map>
#include <set>

namespace spikegraph::cli
{
namespace
{

Result encode (const TemporaryFolder& sounds, const std::string& output, std::vector<std::string> more = {})
{
    more.insert (more.begin(), { "encode", "--preset", "Cochlea 64", sounds.path().string(), "-o", output,
                                 "--labels", "{label}_{speaker}_{index}", "--quiet" });
    return run (more);
}

} // namespace

TEST_CASE ("A folder becomes a dataset with its labels, speakers and spikes, silent recordings too")
{
    const TemporaryFolder sounds, out;
    makeRecordings (sounds);
    const auto result = encode (sounds, out / "a.h5");
    INFO (result.errors);
    REQUIRE (result.exitCode == 0);
    CHECK (result.errors.find ("1 samples have no spikes") != std::string::npos);
    const ShdReader reader (out / "a.h5");
    REQUIRE (reader.size() == 6);
    CHECK (reader.facts().units == 64); // no unit for negative spikes, which relu never makes
    std::set<std::string> labels, speakers;
    for (std::size_t i = 0; i < reader.size(); ++i)
    {
        const auto sample = reader.sample (i);
        INFO (sample.fileName);
        labels.insert (sample.label);
        speakers.insert (sample.speaker);
        CHECK (sample.fileName.rfind (sample.label + "_" + sample.speaker + "_", 0) == 0);
        CHECK (sample.durationSeconds == Approx (0.1));
        CHECK (sample.sampleRateHz == 48000.0);
        CHECK (sample.spikes.timesSeconds.empty() == (sample.speaker == "cy"));
        CHECK (std::is_sorted (sample.spikes.timesSeconds.begin(), sample.spikes.timesSeconds.end()));
    }
    CHECK (labels == std::set<std::string>{ "0", "1", "2", "10" });
    CHECK (speakers == std::set<std::string>{ "ada", "bob", "cy" });
}

TEST_CASE ("A dataset tells each unit's centre frequency, whatever the order of units")
{
    const TemporaryFolder sounds, out;
    makeRecordings (sounds);
    // Cochlea 64 has its bands equally spaced on the ERB-number scale of Glasberg and Moore (1990).
    std::vector<double> expected;
    const auto erbNumber = [] (double hz) { return 21.4 * std::log10 (1.0 + 0.00437 * hz); };
    for (int unit = 0; unit < 64; ++unit)
    {
        const auto number = erbNumber (80.0) + (erbNumber (14000.0) - erbNumber (80.0)) * unit / 63.0;
        expected.push_back ((std::pow (10.0, number / 21.4) - 1.0) / 0.00437);
    }
    REQUIRE (encode (sounds, out / "drop.h5", { "--polarity", "drop" }).exitCode == 0);
    REQUIRE (encode (sounds, out / "both.h5",
                     { "--unit-order", "descending", "--set", "spikes.activation=identity" })
                 .exitCode == 0);
    const auto drop = ShdReader (out / "drop.h5").sample (0).spikes.centreHz,
               both = ShdReader (out / "both.h5").sample (0).spikes.centreHz;
    REQUIRE (drop.size() == 64);
    REQUIRE (both.size() == 128);
    for (std::size_t unit = 0; unit < 64; ++unit)
    {
        CHECK (drop[unit] == Approx (expected[unit]).epsilon (0.001));
        CHECK (both[63 - unit] == drop[unit]);
        CHECK (both[127 - unit] == drop[unit]);
    }

    REQUIRE (run ({ "encode", "--preset", "First Spikes", sounds.path().string(), "-o", out / "none.h5",
                    "--quiet" })
                 .exitCode == 0);
    CHECK (ShdReader (out / "none.h5").sample (0).spikes.centreHz.empty());
}

TEST_CASE ("A table can say labels and speakers, and what splits go by")
{
    const TemporaryFolder sounds, out;
    makeRecordings (sounds);
    const auto table = out / "labels.csv";
    const auto encodeBy = [&] (const std::string& rows)
    {
        std::ofstream (table) << rows;
        return run ({ "encode", "--preset", "Cochlea 64", sounds.path().string(), "-o", out / "a.h5",
                      "--labels", table, "--split", "test=take>1", "--overwrite", "--quiet" });
    };
    const auto folder = sounds.path().filename().string();
    const auto result = encodeBy ("speaker,file,label,take\r\n"
                                  "ann,0_ada_0.wav,zero,1\r\n"
                                  "ben,\"0_bob_0.wav\",\"nought, or \"\"oh\"\"\",2\r\n"
                                  "ann,other/1_ada_0.wav,wrong,1\r\n"
                                  "ann," +
                                  folder +
                                  "/1_ada_0.wav,one,1\r\n"
                                  "ben,2_bob_0.wav,two,1\r\n\r\n"
                                  "ann, 10_ada_1.wav , ten ,1\r\n"
                                  "cid,10_cy_0.wav,ten,2\r\n");
    INFO (result.errors);
    REQUIRE (result.exitCode == 0);
    std::map<std::string, std::string> found;
    for (const auto* file : { "a.h5", "a_test.h5" })
    {
        const ShdReader reader (out / file);
        for (std::size_t i = 0; i < reader.size(); ++i)
            found[reader.sample (i).fileName] = reader.sample (i).label + "/" + reader.sample (i).speaker;
    }
    CHECK (ShdReader (out / "a_test.h5").size() == 2);
    CHECK (found == std::map<std::string, std::string>{ { "0_ada_0.wav", "zero/ann" },
                                                        { "0_bob_0.wav", "nought, or \"oh\"/ben" },
                                                        { "1_ada_0.wav", "one/ann" },
                                                        { "2_bob_0.wav", "two/ben" },
                                                        { "10_ada_1.wav", "ten/ann" },
                                                        { "10_cy_0.wav", "ten/cid" } });

    for (const auto& [rows, reason] :
         { std::pair ("file,label,take\n0_ada_0.wav,zero,1\n", "has no line for"),
           std::pair ("name,label\n", "its first line must name a column \"file\""),
           std::pair ("file,label,take\n0_ada_0.wav,zero\n", "line 2 has 2 cells, not 3"),
           std::pair ("", "its first line must name a column \"file\"") })
    {
        const auto refused = encodeBy (rows);
        CHECK (refused.exitCode == 1);
        CHECK (refused.errors.find (reason) != std::string::npos);
    }
}

TEST_CASE ("What a table knows of speakers is in the dataset, also once its parts are merged")
{
    const TemporaryFolder sounds, out;
    makeRecordings (sounds);
    const auto table = out / "labels.csv";
    const auto encodeTo =
        [&] (const std::string& output, const std::string& ageOfBob, const std::string& shard)
    {
        std::ofstream (table) << "file,label,speaker,age,gender\n0_ada_0.wav,0,ada,36,f\n0_bob_0.wav,0,bob,"
                              << ageOfBob
                              << ",\n1_ada_0.wav,1,ada,36,f\n2_bob_0.wav,2,bob,,\n10_ada_1.wav,10,ada,36,f\n"
                                 "10_cy_0.wav,10,cy,,\n";
        return run ({ "encode", "--preset", "Cochlea 64", sounds.path().string(), "-o", out / output,
                      "--labels", table, "--shard", shard, "--quiet" });
    };
    REQUIRE (encodeTo ("whole.h5", "40.5", "1/1").exitCode == 0);
    REQUIRE (encodeTo ("a.h5", "40.5", "1/2").exitCode == 0);
    REQUIRE (encodeTo ("b.h5", "40.5", "2/2").exitCode == 0);
    REQUIRE (run ({ "merge", out / "a.h5", out / "b.h5", "-o", out / "merged.h5" }).exitCode == 0);
    CHECK (readText (out / "merged.h5") == readText (out / "whole.h5"));
    const ShdReader reader (out / "whole.h5");
    for (std::size_t i = 0; i < reader.size(); ++i)
    {
        const auto sample = reader.sample (i);
        INFO (sample.fileName);
        CHECK (sample.ofSpeaker.gender == (sample.speaker == "ada" ? "f" : ""));
        CHECK (sample.ofSpeaker.isKnown() == (sample.speaker != "cy"));
        CHECK (std::isnan (sample.ofSpeaker.bodyHeight));
        if (sample.speaker != "cy")
            CHECK (sample.ofSpeaker.age == (sample.speaker == "ada" ? 36.0 : 40.5));
    }
    const auto refused = encodeTo ("c.h5", "old", "1/1");
    CHECK (refused.exitCode == 1);
    CHECK (refused.errors.find ("--labels: age of") != std::string::npos);
}

TEST_CASE ("Jobs and block sizes change no byte of a dataset, and shards merge to the same one")
{
    const TemporaryFolder sounds, out;
    makeRecordings (sounds);
    REQUIRE (encode (sounds, out / "one.h5").exitCode == 0);
    REQUIRE (encode (sounds, out / "jobs.h5", { "--jobs", "3", "--block-size", "77" }).exitCode == 0);
    CHECK (readText (out / "one.h5") == readText (out / "jobs.h5"));
    std::vector<std::string> merge{ "merge" };
    for (const std::string shard : { "3", "1", "4", "2" })
    {
        REQUIRE (encode (sounds, out / ("s" + shard + ".h5"), { "--shard", shard + "/4" }).exitCode == 0);
        merge.push_back (out / ("s" + shard + ".h5"));
    }
    merge.insert (merge.end(), { "-o", out / "merged.h5" });
    REQUIRE (run (merge).exitCode == 0);
    CHECK (readText (out / "one.h5") == readText (out / "merged.h5"));
}

TEST_CASE ("Another recording in the folder changes no spike of the others, whatever their seeds")
{
    const TemporaryFolder sounds, out;
    makeRecordings (sounds);
    const auto poisson = [&] (const std::string& output)
    {
        return run ({ "encode", "--preset", "Poisson Cochlea 32", sounds.path().string(), "-o", output,
                      "--quiet" })
            .exitCode;
    };
    REQUIRE (poisson (out / "all.h5") == 0);
    std::filesystem::remove (sounds / "0_ada_0.wav");
    REQUIRE (poisson (out / "less.h5") == 0);
    const ShdReader all (out / "all.h5"), less (out / "less.h5");
    REQUIRE (all.size() == less.size() + 1);
    for (std::size_t i = 0; i < less.size(); ++i)
    {
        CHECK (all.sample (i + 1).fileName == less.sample (i).fileName);
        CHECK (all.sample (i + 1).spikes.timesSeconds == less.sample (i).spikes.timesSeconds);
    }
    CHECK (all.sample (1).spikes.timesSeconds != all.sample (0).spikes.timesSeconds);
}

TEST_CASE ("Splits take their recordings to datasets of their own, the first that fits each")
{
    const TemporaryFolder sounds, out;
    makeRecordings (sounds);
    const auto namesIn = [&] (const std::string& file)
    {
        std::set<std::string> names;
        const ShdReader reader (out / file);
        for (std::size_t i = 0; i < reader.size(); ++i)
            names.insert (reader.sample (i).fileName);
        return names;
    };
    const auto result =
        encode (sounds, out / "a.h5", { "--split", "test=speaker=cy", "--split", "dev=index>=1" });
    INFO (result.errors);
    REQUIRE (result.exitCode == 0);
    CHECK (namesIn ("a_test.h5") == std::set<std::string>{ "10_cy_0.wav" });
    CHECK (namesIn ("a_dev.h5") == std::set<std::string>{ "10_ada_1.wav" });
    CHECK (namesIn ("a.h5") ==
           std::set<std::string>{ "0_ada_0.wav", "0_bob_0.wav", "1_ada_0.wav", "2_bob_0.wav" });

    for (const auto& [split, reason] : { std::pair{ "test", "must be PART=FIELD<VALUE" },
                                         { "test=age<3", "--labels finds no {age}" },
                                         { "test=index<two", "two is no number" },
                                         { "test=speaker<3", "which is no number" },
                                         { "test=index>5", "takes none of the recordings" } })
    {
        INFO (split);
        const auto refused = encode (sounds, out / "b.h5", { "--split", split });
        CHECK (refused.exitCode == 1);
        CHECK (refused.errors.find (reason) != std::string::npos);
        CHECK_FALSE (std::filesystem::exists (out / "b.h5"));
    }
}

TEST_CASE ("A dataset holds as many spikes as render counts, several in a step too")
{
    // Of one voltage at first: encode has seeds of a file's own.
    const std::vector<std::string> few{ "--set", "spikes.initialVoltage=0.5" };
    auto many = few;
    many.insert (many.end(), { "--set", "spikes.rate=96000", "--set", "spikes.step=4" });
    for (const auto& settings : { few, many })
    {
        const TemporaryFolder out;
        const auto output = [&] (std::vector<std::string> arguments)
        {
            arguments.insert (arguments.end(), { "--preset", "Cochlea 64", speech, "--quiet" });
            arguments.insert (arguments.end(), settings.begin(), settings.end());
            const auto result = run (arguments);
            INFO (result.errors);
            REQUIRE (result.exitCode == 0);
        };
        output ({ "render", "-o", out / "y.wav", "--tail", "none", "--report", out / "r.json" });
        output ({ "encode", "-o", out / "a.h5" });
        const auto report = readText (out / "r.json");
        const auto counted =
            std::stod (report.substr (report.find ("\"spikes\": ", report.find ("\"node\"")) + 10));
        CHECK (static_cast<double> (ShdReader (out / "a.h5").sample (0).spikes.timesSeconds.size()) ==
               Approx (counted));
        CHECK (counted > 1000.0);
    }
}

TEST_CASE ("The manifest says how much of a sound the patch keeps: what is measured on what render writes")
{
    const TemporaryFolder out;
    // Eight bands lose something, and come 8 ms late.
    std::ofstream (out / "p.spikegraph") << R"({"format": "spikegraph-patch", "version": 2, "nodes": [
        {"id": "in", "type": "audio-in"}, {"id": "out", "type": "audio-out"},
        {"id": "bands", "type": "filterbank", "parameters": {"units": 8}},
        {"id": "spikes", "type": "spiking-activation"}, {"id": "sum", "type": "resynthesis"}],
        "cables": [{"from": "in.out", "to": "bands.in"}, {"from": "bands.out", "to": "spikes.in"},
                   {"from": "bands.out", "to": "sum.in"}, {"from": "sum.out", "to": "out.in"}]})";
    const std::vector<std::string> patch{ "--patch", out / "p.spikegraph", speech, "--quiet", "-o" };
    auto render = patch, encode = patch;
    render.insert (render.begin(), "render");
    render.insert (render.end(), { out / "y.wav", "--tail", "none", "--bits", "32f" });
    encode.insert (encode.begin(), "encode");
    encode.insert (encode.end(), { out / "a.h5", "--reconstruction", "--report", out / "r.json", "--set",
                                   "spikes.seed=77" });
    REQUIRE (run (render).exitCode == 0);
    REQUIRE (run (encode).exitCode == 0);
    const auto x = readAll (speech), y = readAll (out / "y.wav");
    double xx = 0.0, xy = 0.0, yy = 0.0;
    for (int t = 0; t < x.getNumSamples() - 384; ++t) // what has come out by the end
    {
        const double p = x.getSample (0, t), q = y.getSample (0, t);
        xx += p * p;
        xy += p * q;
        yy += q * q;
    }
    const auto expected = 10.0 * std::log10 (xy * xy / xx / (yy - xy * xy / xx));
    const auto report = readText (out / "r.json");
    const std::string key = "\"reconstructionSiSdrDecibels\": ";
    REQUIRE (report.find (key) != std::string::npos);
    CHECK (std::stod (report.substr (report.find (key) + key.size())) == Approx (expected).margin (1e-3));
    CHECK (expected > 3.0);
    CHECK (report.find ("\"spikes\": 77") != std::string::npos); // the node's seed

    const auto refused =
        run ({ "encode", "--preset", "Cochlea 64", speech, "-o", out / "b.h5", "--reconstruction" });
    CHECK (refused.exitCode == 1);
    CHECK (refused.errors.find ("--reconstruction: needs --report") != std::string::npos);
}

TEST_CASE ("The spikes are those that the patch puts out, unless another node is named")
{
    const TemporaryFolder out;
    const auto write = [&] (const std::string& toOut)
    {
        std::ofstream (out / "p.spikegraph") << R"({"format": "spikegraph-patch", "version": 2, "nodes": [
            {"id": "in", "type": "audio-in"}, {"id": "out", "type": "audio-out"},
            {"id": "a", "type": "spiking-activation", "parameters": {"activation": "identity", "units": 2}},
            {"id": "b", "type": "spiking-activation", "parameters": {"activation": "identity", "units": 3}}],
            "cables": [{"from": "in.out", "to": "a.in"}, {"from": "in.out", "to": "b.in"},
                       {"from": ")" << toOut << R"(.out", "to": "out.in"}]})";
    };
    const auto unitsOf = [&] (std::vector<std::string> more)
    {
        more.insert (more.begin(), { "encode", "--patch", out / "p.spikegraph", speech, "-o", out / "a.h5",
                                     "--overwrite", "--quiet", "--polarity", "drop" });
        REQUIRE (run (more).exitCode == 0);
        return ShdReader (out / "a.h5").facts().units;
    };
    write ("b");
    CHECK (unitsOf ({}) == 3);
    CHECK (unitsOf ({ "--tap", "a" }) == 2);
    write ("in");
    CHECK (unitsOf ({}) == 2);
}

TEST_CASE ("What cannot be encoded is refused in a line, and leaves nothing")
{
    const TemporaryFolder sounds, out;
    makeRecordings (sounds);
    struct Case
    {
        std::vector<std::string> more;
        int exitCode;
        std::string reason;
    };
    for (const auto& it :
         { Case{ { "--tap", "nobody" }, 1, "--tap nobody: the spike nodes of Cochlea 64 are" },
           Case{ { "--preset", "Lowpass" }, 1, "has no node that spikes" },
           Case{ { "--labels", "{speaker}-{label}" }, 1, "finds no {label} in" } })
    {
        INFO (it.reason);
        std::vector<std::string> arguments{ "encode", sounds.path().string(), "-o", out / "a.h5", "--quiet" };
        if (it.more.front() != "--preset")
            arguments.insert (arguments.end(), { "--preset", "Cochlea 64" });
        arguments.insert (arguments.end(), it.more.begin(), it.more.end());
        const auto result = run (arguments);
        CHECK (result.exitCode == it.exitCode);
        CHECK (result.errors.find (it.reason) != std::string::npos);
        CHECK (out.contents().empty());
    }
    REQUIRE (encode (sounds, out / "a.h5").exitCode == 0);
    REQUIRE (encode (sounds, out / "b.h5", { "--polarity", "drop" }).exitCode == 0);
    const auto other = run ({ "merge", out / "a.h5", out / "b.h5", "-o", out / "c.h5" });
    CHECK (other.exitCode == 2);
    CHECK (other.errors.find ("was made in another way") != std::string::npos);
    const auto twice = run ({ "merge", out / "a.h5", out / "a.h5", "-o", out / "c.h5" });
    CHECK (twice.exitCode == 2);
    CHECK (twice.errors.find ("has the same recording as") != std::string::npos);
    CHECK_FALSE (std::filesystem::exists (out / "c.h5"));
}

} // namespace spikegraph::cli
