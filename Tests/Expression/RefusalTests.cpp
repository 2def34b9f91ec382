// Texts that are no activation.

#include "Core/Error.h"
#include "Expression/ExpressionActivation.h"
#include "Tests/TestFramework.h"

#include <algorithm>
#include <utility>

namespace spikegraph
{
namespace
{

std::string refusalOf (const std::string& text)
{
    try
    {
        parseActivation<float> (text);
    }
    catch (const InvalidValue& error)
    {
        return error.what();
    }
    return "nothing";
}

} // namespace

TEST_CASE ("A text that is no expression is refused in one line with the text and the reason")
{
    for (const auto& [text, reason] : {
             std::pair{ "", "expression is empty" },
             { " ", "expression is empty" },
             { "x +", "unexpected end of expression at position 4" },
             { "x y", "unexpected token \"y\" found at position 2" },
             { "2x", "unexpected variable \"x\" found at position 1" },
             { "x ? 1", "if-then-else operator is missing an else clause" },
             { "1 : 2", "misplaced colon at position 3" },
             { "x ? 1 : 2 : 3", "misplaced colon at position 11" },
             { "x = 3", "must not assign with =, == compares" },
             { "max(1, x = 3)", "must not assign with =, == compares" },
             { "3 = x", "unexpected operator \"=\" found at position 2" },
             { "1, 2", "must be one value, not 2" },
             { "max(0, x", "missing parenthesis" },
             { "max(0, x))", "unexpected parenthesis \")\" at position 9" },
             { "foo(x)", "unexpected token \"foo\" found at position 0" },
             { "rnd()", "unexpected token \"rnd\" found at position 0" },
             { "sin()", "too few parameters for function \"sin\" at expression position 4" },
             { "sin(x, x)", "too many parameters for function \"sin\" at expression position 8" },
             { "atan2(x)", "too few parameters for function \"atan2\" at expression position 7" },
             { "max()", "too few parameters for function \"max\" at expression position 5" },
             { "- -x", "unexpected operator \"-\" found at position 3" },
             { "\"x\"", "strings must only be used as function arguments!" },
         })
        CHECK (refusalOf (text) == "activation \"" + std::string (text) + "\": " + reason);
}

TEST_CASE ("A misspelt name is refused with the names that there are")
{
    for (const auto* text : { "y", "rleu" })
    {
        const auto refusal = refusalOf (text);
        INFO (refusal);
        CHECK (refusal.starts_with (std::string ("activation \"") + text + "\" is none of identity, relu"));
    }
}

TEST_CASE ("A refusal is one line, whatever the text holds")
{
    for (const auto* text : { "x +\n", "\n", "foo\n(x)", "x\t\r\n y" })
    {
        const auto refusal = refusalOf (text);
        INFO (refusal);
        CHECK (refusal.starts_with ("activation \""));
        CHECK (std::none_of (refusal.begin(), refusal.end(), [] (char c) { return c == '\n' || c == '\r'; }));
    }
}

} // namespace spikegraph
