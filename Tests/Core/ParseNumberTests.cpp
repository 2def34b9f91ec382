// Numbers in texts: parameters of patches and of the command line.

#include "Core/Error.h"
#include "Core/ParseNumber.h"
#include "Tests/TestFramework.h"

#include <clocale>
#include <limits>
#include <string>

namespace spikegraph
{
namespace
{

/// Gives the program a locale that writes numbers with a comma, as a host may, for as long as it lives.
class CommaLocale
{
public:
    CommaLocale()
    {
        for (const auto* name :
             { "de_DE.UTF-8", "de_DE.utf8", "de_DE", "fr_FR.UTF-8", "fr_FR.utf8", "fr_FR" })
            isSet = isSet || std::setlocale (LC_ALL, name) != nullptr;
        isSet = isSet && *std::localeconv()->decimal_point == ',';
    }

    ~CommaLocale() { std::setlocale (LC_ALL, "C"); }

    CommaLocale (const CommaLocale&) = delete;
    CommaLocale& operator= (const CommaLocale&) = delete;

    bool isSet = false;
};

} // namespace

TEST_CASE ("A number is read to the bit from the text that describes it")
{
    for (const double number : { 0.0, -0.5, 0.1, 1.0 / 3.0, 44100.0, 1e300, -2.5e-300,
                                 std::numeric_limits<double>::max(), std::numeric_limits<double>::min() })
        CHECK (parseNumber (describe (number)) == number);
    CHECK (parseNumber ("+2") == 2.0);
    CHECK (parseNumber (".5") == 0.5);
    CHECK (parseNumber ("5.") == 5.0);
}

TEST_CASE ("A text that is not a number as a whole is refused by name")
{
    for (const auto* text :
         { "", " ", "loud", "1x", "1 ", " 1", "1,5", "1.5.2", "--1", "1e", "1e999", "nan", "inf" })
    {
        INFO (text);
        CHECK_THROWS_WITH (parseNumber (text), "\"" + std::string (text) + "\" is no number");
    }
}

TEST_CASE ("Numbers have a point where the locale has a comma")
{
    const CommaLocale comma;
    if (!comma.isSet)
    {
        WARN ("skipped: this system has no locale with a comma");
        return;
    }
    CHECK (parseNumber ("1.5") == 1.5);
    CHECK_THROWS_AS (parseNumber ("1,5"), InvalidValue);
    CHECK (describe (1.5) == "1.5");
}

} // namespace spikegraph
