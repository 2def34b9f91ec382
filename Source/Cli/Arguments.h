#pragma once

#include <functional>
#include <string>
#include <vector>

namespace CLI
{
class App;
class Option;
} // namespace CLI

/// The command line as the commands describe it. CLI11, which reads it, takes ten seconds to compile: it
/// stays in Arguments.cpp, and nothing else includes it.
namespace spikegraph::cli
{

/// An option of a command, of which more can be said.
class Option
{
public:
    explicit Option (CLI::Option& wrapped)
        : option (&wrapped)
    {
    }

    Option required() const;
    Option from (int lowest, int highest) const; ///< both included
    Option from (double lowest, double highest) const;
    Option positive() const;
    Option notNegative() const;
    Option oneOf (const std::vector<std::string>& words) const;
    Option showsDefault() const; ///< the value that it has now, in the help
    Option oneAtATime() const;   ///< of an option for many values: each is said with the option's name
    Option needs (const Option& other) const;
    Option excludes (const Option& other) const;
    Option describedAs (const std::string& help) const;

private:
    CLI::Option* option;
};

/// A command, or the program whose commands it holds. Names are as typed: "--name", "-o,--output", or "IN"
/// for what stands without a name. A value is written where the option refers to, which must last until parse
/// has returned.
class Command
{
public:
    explicit Command (CLI::App& wrapped)
        : app (&wrapped)
    {
    }

    /// A command of this one; of a program's commands one must be given, and of a command's that has any.
    /// `describe` adds its options, when it is the one that is given: to describe all takes longer than many
    /// a command.
    void command (const std::string& name, const std::string& help,
                  std::function<void (const Command&)> describe) const;

    /// For std::string, std::vector<std::string>, int, std::ptrdiff_t, std::uint64_t and double.
    template <typename T>
    Option option (const std::string& names, T& value, const std::string& help) const;
    Option flag (const std::string& names, bool& value, const std::string& help) const;

    Option operator[] (const std::string& name) const; ///< an option that has been added
    void remove (const std::string& name) const;

    /// What the command does, once its arguments are read.
    void runs (std::function<void()> work) const;

private:
    CLI::App* app;
};

/// Reads a program's arguments and runs the command that they name, or prints help or version. `describe`
/// adds the commands. Throws CommandError (wrong arguments), and what the command throws.
void runCommandLine (int argc, const char* const* argv, void (*describe) (const Command& program));

} // namespace spikegraph::cli
