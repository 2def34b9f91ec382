#pragma once

#include "Core/Random.h"

#include <array>
#include <cstdint>
#include <string>

namespace spikegraph
{

/// Texts of a grammar of expressions. Brackets are rare, so that precedence and associativity decide. All
/// powers are numbers that every correct power gives, or products that muParser calculates too.
class RandomExpression
{
public:
    explicit RandomExpression (std::uint64_t seedToUse)
        : seed (seedToUse)
    {
    }

    std::string text() { return expression (4); }

private:
    std::size_t below (std::size_t end)
    {
        return static_cast<std::size_t> (randomWord (seed, drawn++) % static_cast<std::uint64_t> (end));
    }

    template <std::size_t size>
    std::string oneOf (const std::array<const char*, size>& texts)
    {
        return texts[below (size)];
    }

    std::string expression (int depth)
    {
        static constexpr std::array operators{ " + ", " - ", " * ", " / ", "<", " >", "<= ", ">=",
                                               "==",  "!=",  "&&",  "||",  "+", "-",  "*",   "/" };
        if (depth == 0)
            return primary (0);
        switch (below (6))
        {
            case 0:
                return expression (depth - 1) + " ? " + expression (depth - 1) + " : " +
                       expression (depth - 1);
            case 1:
                return "-" + primary (depth - 1);
            case 2:
                return primary (depth - 1);
            default:
                return expression (depth - 1) + oneOf (operators) + expression (depth - 1);
        }
    }

    std::string primary (int depth)
    {
        static constexpr std::array constants{ "0",    "1",     "0.5", "2",  "3.25", "1e300",
                                               "1e-9", "1e-40", "pi",  "_e", "e",    "100" };
        static constexpr std::array exponents{ "0", "0^x", "0^-x", "0^x^0" };
        if (depth == 0)
            return below (2) == 0 ? "x" : oneOf (constants);
        switch (below (6))
        {
            case 0:
                return "x^" + oneOf (std::array{ "0", "1", "2", "3", "4" });
            case 1:
                return primary (depth - 1) + "^" + oneOf (exponents);
            case 2:
                return "(" + expression (depth - 1) + ")";
            case 3:
                return oneOf (std::array{ "sqrt", "abs", "sign", "rint", "exp", "tanh", "relu" }) + "(" +
                       expression (depth - 1) + ")";
            case 4:
                return list (oneOf (std::array{ "min", "max", "sum", "avg" }), 1 + below (4), depth);
            default:
                return list ("atan2", 2, depth);
        }
    }

    std::string list (const std::string& function, std::size_t count, int depth)
    {
        std::string arguments = expression (depth - 1);
        for (; count > 1; --count)
            arguments += ", " + expression (depth - 1);
        return function + "(" + arguments + ")";
    }

    std::uint64_t seed, drawn = 0;
};

} // namespace spikegraph
