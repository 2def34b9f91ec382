#include "Expression/ExpressionActivation.h"

#include "Core/Error.h"

#include <muParser.h>

#include <algorithm>
#include <array>
#include <cctype>
#include <cmath>
#include <limits>
#include <memory>
#include <numbers>
#include <utility>

namespace spikegraph
{
namespace
{

template <std::size_t kind>
double valueOfNamed (double x)
{
    return Activation<double> (static_cast<ActivationKind> (kind)).value (x);
}

/// One compiled text. The parser refers to x, so it stays where it was made.
class Expression
{
public:
    explicit Expression (const std::string& text)
    {
        parser.DefineVar ("x", &x);
        parser.DefineConst ("pi", std::numbers::pi);
        parser.DefineConst ("e", std::numbers::e);
        defineNamed (std::make_index_sequence<static_cast<std::size_t> (ActivationKind::custom)>());
        parser.SetExpr (text);
        // The first evaluation compiles. It finds every error: those that follow only look up and calculate.
        parser.Eval();
        if (parser.GetNumResults() != 1)
            throw InvalidValue ("must be one value, not " + std::to_string (parser.GetNumResults()));
    }

    Expression (const Expression&) = delete;
    Expression& operator= (const Expression&) = delete;

    double value (double at) noexcept
    {
        x = at;
        return parser.Eval();
    }

    /// The central difference; the step balances its truncation against rounding.
    double derivative (double at) noexcept
    {
        const auto step = std::cbrt (std::numeric_limits<double>::epsilon()) * std::max (1.0, std::abs (at));
        const auto above = at + step, below = at - step;
        return (value (above) - value (below)) / (above - below);
    }

private:
    template <std::size_t... kinds>
    void defineNamed (std::index_sequence<kinds...>)
    {
        (parser.DefineFun (activationNames()[kinds], &valueOfNamed<kinds>), ...);
    }

    mu::Parser parser;
    double x = 0.0;
};

bool isWord (const std::string& text) noexcept
{
    return !text.empty() && !std::isdigit (static_cast<unsigned char> (text.front())) &&
           std::all_of (text.begin(), text.end(),
                        [] (unsigned char c) { return std::isalnum (c) != 0 || c == '_'; });
}

/// The library's sentences as the end of one of ours: no capital, no full stop, no line break.
std::string asReason (std::string message)
{
    if (!message.empty())
        message.front() = static_cast<char> (std::tolower (static_cast<unsigned char> (message.front())));
    if (message.ends_with ('.'))
        message.pop_back();
    return message;
}

std::string onOneLine (std::string text)
{
    std::replace_if (
        text.begin(), text.end(), [] (unsigned char c) { return std::iscntrl (c) != 0; }, ' ');
    return text;
}

std::shared_ptr<Expression> compile (const std::string& text)
{
    const auto invalid = [&text] (const std::string& reason)
    { return InvalidValue (onOneLine ("activation \"" + text + "\": " + reason)); };
    try
    {
        return std::make_shared<Expression> (text);
    }
    catch (const mu::Parser::exception_type& error)
    {
        throw invalid (asReason (error.GetMsg()));
    }
    catch (const InvalidValue& error)
    {
        throw invalid (error.what());
    }
}

/// A word that is no function, x nor a constant: most likely a misspelt name.
bool isKnownWord (const std::string& text)
{
    return text == "x" || text == "pi" || text == "e" || text == "_pi" || text == "_e";
}

} // namespace

template <typename T>
Activation<T> parseActivation (const std::string& text)
{
    if (Activation<T>::isName (text) || (isWord (text) && !isKnownWord (text)))
        return Activation<T>::named (text); // which lists the names where it is none

    const auto expression = compile (text);
    return Activation<T> ([expression] (T x) noexcept
                          { return static_cast<T> (expression->value (static_cast<double> (x))); },
                          [expression] (T x) noexcept
                          { return static_cast<T> (expression->derivative (static_cast<double> (x))); });
}

template Activation<float> parseActivation<float> (const std::string&);
template Activation<double> parseActivation<double> (const std::string&);

} // namespace spikegraph
