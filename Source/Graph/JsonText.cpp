#include "Graph/JsonText.h"

#include "Graph/PatchChecks.h"

#include <set>
#include <vector>

namespace spikegraph
{
namespace
{

constexpr std::size_t largestText = 256u << 20, mostKeys = 10000, mostPieces = 4000000;
constexpr int deepestNesting = 32; // reading and writing recurse

/// How many bytes the character at a place takes; 0 where there is none in UTF-8 (RFC 3629, section 4).
std::size_t lengthOfCharacter (const std::string& text, std::size_t start)
{
    const auto byte = [&] (std::size_t i)
    { return start + i < text.size() ? static_cast<unsigned char> (text[start + i]) : 0u; };
    const auto first = byte (0);
    if (first < 0x80)
        return 1;
    if (first < 0xc2 || first > 0xf4)
        return 0;
    // Overlong forms, surrogates and what lies above U+10FFFF show in the second byte.
    const auto lowest = first == 0xe0 ? 0xa0u : first == 0xf0 ? 0x90u : 0x80u;
    const auto highest = first == 0xed ? 0x9fu : first == 0xf4 ? 0x8fu : 0xbfu;
    if (byte (1) < lowest || byte (1) > highest)
        return 0;
    const std::size_t length = first < 0xe0 ? 2 : first < 0xf0 ? 3 : 4;
    for (std::size_t i = 2; i < length; ++i)
        if ((byte (i) & 0xc0u) != 0x80)
            return 0;
    return length;
}

void checkUtf8 (const std::string& text)
{
    for (std::size_t i = 0; i < text.size();)
    {
        const auto length = lengthOfCharacter (text, i);
        if (length == 0)
            refuse ({}, "is not valid UTF-8: byte " + std::to_string (i + 1) + " does not belong there");
        i += length;
    }
}

/// Looks at every piece while it is read, so that a hostile text is refused before it is held in memory.
class PieceCheck
{
public:
    bool operator() (int depth, Json::parse_event_t event, const Json& piece)
    {
        using Event = Json::parse_event_t;
        if (++numPieces > mostPieces)
            refuse ({}, "has more than " + std::to_string (mostPieces) + " keys and values");
        if (event == Event::object_start || event == Event::array_start)
        {
            if (depth >= deepestNesting)
                refuse ({}, "is nested more than " + std::to_string (deepestNesting) + " deep");
            keys.emplace_back();
        }
        else if (event == Event::object_end || event == Event::array_end)
        {
            keys.pop_back();
        }
        else if (piece.is_string())
        {
            const auto& text = piece.get_ref<const std::string&>();
            checkString (text);
            if (event == Event::key)
                checkKey (text);
        }
        return true;
    }

private:
    static void checkString (const std::string& text)
    {
        checkedAt ("a text", [&] { checkCount (text.size(), static_cast<int> (patchLimits::textBytes)); });
        if (text.find ('\0') != std::string::npos)
            refuse ({}, "a text holds a character 0");
    }

    void checkKey (const std::string& key)
    {
        if (!keys.back().insert (key).second)
            refuse ({}, "the key \"" + key + "\" stands twice in one object");
        if (keys.back().size() > mostKeys)
            refuse ({}, "an object has more than " + std::to_string (mostKeys) + " keys");
    }

    std::vector<std::set<std::string>> keys; ///< of each object that is open
    std::size_t numPieces = 0;
};

} // namespace

Json parseJson (const std::string& text)
{
    if (text.size() > largestText)
        refuse ({}, "is longer than " + std::to_string (largestText >> 20) + " MiB");
    checkUtf8 (text);
    try
    {
        // The check has state, and the parser copies what it is given.
        PieceCheck check;
        return Json::parse (text, [&check] (int depth, Json::parse_event_t event, const Json& piece)
                            { return check (depth, event, piece); });
    }
    catch (const Json::exception& error)
    {
        // Before what it says stands the library's name for the kind of fault, in brackets.
        std::string message = error.what();
        if (const auto end = message.find ("] "); message.starts_with ('[') && end != std::string::npos)
            message = message.substr (end + 2);
        refuse ({}, "is not valid JSON: " + message);
    }
}

} // namespace spikegraph
