#pragma once

#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <string>

#include <unistd.h> // mkdtemp on macOS

/// What every Fuzz*.cpp defines: one input, which anyone may have written, for one door of the program.
/// Returns where it is refused as it should be, or keeps what is promised of it; else ends the process.
/// libFuzzer calls it with inputs that it finds, Replay.cpp with those that are kept in files.
extern "C" int LLVMFuzzerTestOneInput (const std::uint8_t* data, std::size_t size);

namespace spikegraph::fuzz
{

/// Ends the process where a promise is broken.
inline void require (bool promise, const std::string& text)
{
    if (promise)
        return;
    std::fprintf (stderr, "broken promise: %s\n", text.c_str());
    std::abort();
}

/// What a person reads of a refusal is one line.
inline void requireOneLine (const std::string& message)
{
    require (!message.empty() && message.find_first_of ("\n\r") == std::string::npos,
             "a refusal is one line, not: " + message);
}

inline std::string textOf (const std::uint8_t* data, std::size_t size)
{
    return { reinterpret_cast<const char*> (data), size };
}

/// A file of this process' own, gone at its end, for readers that take a path.
class ScratchFile
{
public:
    ScratchFile()
    {
        auto pattern = (std::filesystem::temp_directory_path() / "spikegraph-fuzz-XXXXXX").string();
        require (mkdtemp (pattern.data()) != nullptr, "there is room for temporary files");
        folder = pattern;
    }
    ~ScratchFile()
    {
        std::error_code ignored;
        std::filesystem::remove_all (folder, ignored);
    }
    ScratchFile (const ScratchFile&) = delete;
    ScratchFile& operator= (const ScratchFile&) = delete;

    std::filesystem::path path() const { return folder / "input"; }
    std::filesystem::path second() const { return folder / "second"; }

    void write (const std::uint8_t* data, std::size_t size) const
    {
        std::ofstream (path(), std::ios::binary)
            .write (reinterpret_cast<const char*> (data), static_cast<std::streamsize> (size));
    }

private:
    std::filesystem::path folder;
};

} // namespace spikegraph::fuzz
