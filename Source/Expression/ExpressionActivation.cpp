#include "Expression/ExpressionActivation.h"

#include "Core/CentralDifference.h"
#include "Core/Elementary.h"
#include "Core/Error.h"
#include "Expression/ExpressionCompiler.h"

#include <algorithm>
#include <cctype>
#include <memory>

namespace spikegraph
{
namespace
{

/// One compiled text.
class Expression
{
public:
    explicit Expression (const std::string& text)
        : program (compileExpression (text))
    {
    }

    /// y[i] = f(x[i]), always computed in double. x and y may be the same array.
    template <typename T>
    void apply (const T* x, T* y, Index count) noexcept
    {
        for (Index first = 0; first < count; first += TileProgram::tileSize)
        {
            const auto size = std::min (count - first, TileProgram::tileSize);
            widen (x + first, program.input(), size);
            program.run (size);
            narrow (program.result(), y + first, size);
        }
    }

    /// slopes[i] = f'(x[i]), in double too.
    template <typename T>
    void differentiate (const T* x, T* slopes, Index count) noexcept
    {
        centralDifference<double> ([this] (double* values, Index size) { apply (values, values, size); }, x,
                                   slopes, count);
    }

private:
    TileProgram program;
};

bool isWord (const std::string& text) noexcept
{
    return !text.empty() && !std::isdigit (static_cast<unsigned char> (text.front())) &&
           std::all_of (text.begin(), text.end(),
                        [] (unsigned char c) { return std::isalnum (c) != 0 || c == '_'; });
}

std::string onOneLine (std::string text)
{
    std::replace_if (
        text.begin(), text.end(), [] (unsigned char c) { return std::iscntrl (c) != 0; }, ' ');
    return text;
}

std::shared_ptr<Expression> compile (const std::string& text)
{
    try
    {
        return std::make_shared<Expression> (text);
    }
    catch (const InvalidValue& error)
    {
        throw InvalidValue (onOneLine ("activation \"" + text + "\": " + error.what()));
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
    return Activation<T> ([expression] (const T* x, T* y, Index count) noexcept
                          { expression->apply (x, y, count); },
                          [expression] (const T* x, T* slopes, Index count) noexcept
                          { expression->differentiate (x, slopes, count); });
}

template Activation<float> parseActivation<float> (const std::string&);
template Activation<double> parseActivation<double> (const std::string&);

} // namespace spikegraph
