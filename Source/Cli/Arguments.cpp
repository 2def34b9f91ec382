#include "Cli/Arguments.h"

#include "Cli/CommandError.h"

#include <CLI/CLI.hpp>

#include <cstddef>
#include <cstdint>
#include <optional>
#include <utility>

namespace spikegraph::cli
{

Option Option::required() const
{
    return Option (*option->required());
}

Option Option::from (int lowest, int highest) const
{
    return Option (*option->check (CLI::Range (lowest, highest)));
}

Option Option::from (double lowest, double highest) const
{
    return Option (*option->check (CLI::Range (lowest, highest)));
}

Option Option::positive() const
{
    return Option (*option->check (CLI::PositiveNumber));
}

Option Option::notNegative() const
{
    return Option (*option->check (CLI::NonNegativeNumber));
}

Option Option::oneOf (const std::vector<std::string>& words) const
{
    return Option (*option->check (CLI::IsMember (words)));
}

Option Option::showsDefault() const
{
    return Option (*option->capture_default_str());
}

Option Option::oneAtATime() const
{
    return Option (*option->allow_extra_args (false));
}

Option Option::needs (const Option& other) const
{
    return Option (*option->needs (other.option));
}

Option Option::excludes (const Option& other) const
{
    return Option (*option->excludes (other.option));
}

Option Option::describedAs (const std::string& help) const
{
    return Option (*option->description (help));
}

void Command::command (const std::string& name, const std::string& help,
                       std::function<void (const Command&)> describe) const
{
    app->require_subcommand (1);
    auto* const added = app->add_subcommand (name, help);
    added->preparse_callback ([added, describe = std::move (describe)] (std::size_t)
                              { describe (Command (*added)); });
}

template <typename T>
Option Command::option (const std::string& names, T& value, const std::string& help) const
{
    return Option (*app->add_option (names, value, help));
}

template Option Command::option (const std::string&, std::string&, const std::string&) const;
template Option Command::option (const std::string&, std::vector<std::string>&, const std::string&) const;
template Option Command::option (const std::string&, int&, const std::string&) const;
template Option Command::option (const std::string&, std::ptrdiff_t&, const std::string&) const;
template Option Command::option (const std::string&, std::uint64_t&, const std::string&) const;
template Option Command::option (const std::string&, double&, const std::string&) const;
template Option Command::option (const std::string&, std::optional<double>&, const std::string&) const;

Option Command::flag (const std::string& names, bool& value, const std::string& help) const
{
    return Option (*app->add_flag (names, value, help));
}

Option Command::operator[] (const std::string& name) const
{
    return Option (*app->get_option (name));
}

void Command::remove (const std::string& name) const
{
    app->remove_option (app->get_option (name));
}

void Command::runs (std::function<void()> work) const
{
    app->callback (std::move (work));
}

void runCommandLine (int argc, const char* const* argv, void (*describe) (const Command& program))
{
    CLI::App app{ "Turns sound into spikes and spikes back into sound." };
    app.name ("spikegraph");
    app.set_version_flag ("--version", SPIKEGRAPH_VERSION);
    app.get_formatter()->column_width (34);
    describe (Command (app));
    try
    {
        app.parse (argc, argv);
    }
    catch (const CLI::Success& help)
    {
        app.exit (help);
    }
    catch (const CLI::ParseError& error)
    {
        throw CommandError (ExitCode::wrongArguments,
                            std::string (error.what()) + " (see spikegraph --help)");
    }
}

} // namespace spikegraph::cli
