#include "Cli/Command.h"
#include "Cli/CommandError.h"
#include "Files/PendingFile.h"
#include "SpikeFiles/ShdFile.h"

#include <algorithm>
#include <memory>

namespace spikegraph::cli
{
namespace
{

struct MergeArguments
{
    std::vector<std::string> inputs;
    std::string output;
    bool overwrite = false;
};

/// A sample and the file that it is in.
struct Place
{
    std::int64_t index = 0;
    std::size_t file = 0, sample = 0;
};

void runMerge (const MergeArguments& o)
{
    std::vector<ShdReader> readers;
    std::vector<Place> places;
    for (const auto& input : o.inputs)
    {
        const auto& reader = readers.emplace_back (input);
        if (!(reader.facts() == readers.front().facts()))
            throw CommandError (ExitCode::nothingDone, input + ": was made in another way than " +
                                                           o.inputs.front() +
                                                           ": patch, options, units or rate differ");
        for (std::size_t i = 0; i < reader.size(); ++i)
            places.push_back ({ reader.sample (i).index, readers.size() - 1, i });
    }
    std::sort (places.begin(), places.end(),
               [] (const Place& a, const Place& b) { return a.index < b.index; });
    const auto twin = std::adjacent_find (places.begin(), places.end(),
                                          [] (const Place& a, const Place& b) { return a.index == b.index; });
    if (twin != places.end())
        throw CommandError (ExitCode::nothingDone, o.inputs[(twin + 1)->file] +
                                                       ": has the same recording as " + o.inputs[twin->file] +
                                                       ": " +
                                                       readers[twin->file].sample (twin->sample).fileName);

    PendingFile pending (o.output, o.overwrite);
    ShdWriter writer (pending.path(), pending.target(), readers.front().facts());
    for (const auto& place : places)
        writer.add (readers[place.file].sample (place.sample));
    writer.close();
    pending.commit();
    std::printf ("%s: %zu samples of %zu files\n", o.output.c_str(), places.size(), o.inputs.size());
}

} // namespace

void describeMerge (const Command& merge)
{
    const auto o = std::make_shared<MergeArguments>();
    merge.option ("IN", o->inputs, ".h5 files of encode").required();
    merge.option ("-o,--output", o->output, "a .h5 file").required();
    merge.flag ("--overwrite", o->overwrite, "replace an output that exists");
    merge.runs (
        [o]
        {
            try
            {
                runMerge (*o);
            }
            catch (const CommandError&)
            {
                throw;
            }
            catch (const std::exception& error)
            {
                throw CommandError (ExitCode::nothingDone, error.what());
            }
        });
}

} // namespace spikegraph::cli
