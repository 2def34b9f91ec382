#include "Expression/ExpressionCompiler.h"

#include "Core/Elementary.h"
#include "Core/Error.h"

#include <muParser.h>

#include <array>
#include <cctype>
#include <cmath>
#include <concepts>
#include <cstdlib>
#include <numbers>
#include <numeric>
#include <span>
#include <utility>
#include <vector>

namespace spikegraph
{
namespace
{

/// What muParser calls where all arguments are constants, and when it evaluates a text for the first time.
template <std::same_as<double>... Doubles>
double valueOf (void* function, Doubles... at)
{
    const std::array<const double*, sizeof...(at)> arguments{ &at... };
    double value = 0.0;
    static_cast<const NamedTileFunction*> (function)->apply (arguments, &value, 1);
    return value;
}

double valueOfMany (void* function, const double* at, int count)
{
    std::vector<const double*> arguments (static_cast<std::size_t> (count));
    std::iota (arguments.begin(), arguments.end(), at);
    double value = 0.0;
    static_cast<const NamedTileFunction*> (function)->apply (arguments, &value, 1);
    return value;
}

/// Powers that are operators.
constexpr std::pair<double, TileFunction> powerOperators[]{
    { 2.0, applyOperator<ArithmeticOperator::square> },
    { 3.0, applyOperator<ArithmeticOperator::cube> },
    { 4.0, applyOperator<ArithmeticOperator::fourthPower> },
    { -1.0, applyOperator<ArithmeticOperator::reciprocal> },
    { 0.5, applyOperator<ArithmeticOperator::root> },
    { -0.5, applyOperator<ArithmeticOperator::reciprocalRoot> },
    { 1.5, applyOperator<ArithmeticOperator::threeHalves> },
};

/// Puts together the program that muParser's bytecode, which is for a stack of numbers, tells.
class Translation
{
public:
    TileProgram program;

    explicit Translation (const mu::SToken* token)
    {
        for (; token->Cmd != mu::cmEND; ++token)
            translate (*token);
        if (stack.size() != 1)
            fail();
        program.setResult (stack.back());
    }

private:
    using Operand = TileProgram::Operand;

    void translate (const mu::SToken& token)
    {
        using enum ArithmeticOperator;
        switch (token.Cmd)
        {
            case mu::cmVAR:
                return stack.push_back (program.x());
            case mu::cmVAL:
                return stack.push_back (program.constant (token.Val.data2));
            case mu::cmVARPOW2:
                return appendOfX<square>();
            case mu::cmVARPOW3:
                return appendOfX<cube>();
            case mu::cmVARPOW4:
                return appendOfX<fourthPower>();
            case mu::cmVARMUL:
                stack.insert (stack.end(), { program.x(), program.constant (token.Val.data),
                                             program.constant (token.Val.data2) });
                return append (applyOperator<multiplyAdd>, 3);
            case mu::cmADD:
                return append (applyOperator<add>, 2);
            case mu::cmSUB:
                return append (applyOperator<subtract>, 2);
            case mu::cmMUL:
                return append (applyOperator<multiply>, 2);
            case mu::cmDIV:
                return append (applyOperator<divide>, 2);
            case mu::cmPOW:
                return appendPower();
            case mu::cmLT:
                return append (applyOperator<less>, 2);
            case mu::cmGT:
                return append (applyOperator<greater>, 2);
            case mu::cmLE:
                return append (applyOperator<lessOrEqual>, 2);
            case mu::cmGE:
                return append (applyOperator<greaterOrEqual>, 2);
            case mu::cmEQ:
                return append (applyOperator<equal>, 2);
            case mu::cmNEQ:
                return append (applyOperator<notEqual>, 2);
            case mu::cmLAND:
                return append (applyOperator<both>, 2);
            case mu::cmLOR:
                return append (applyOperator<either>, 2);
            case mu::cmIF:
            case mu::cmELSE:
                return; // nothing is jumped over: the condition and both values wait on the stack
            case mu::cmENDIF:
                return append (applyOperator<select>, 3);
            case mu::cmFUNC:
                return appendCall (token);
            case mu::cmASSIGN:
                throw InvalidValue ("must not assign with =, == compares");
            default:
                fail();
        }
    }

    /// Replaces the last operands by what a function makes of them.
    void append (TileFunction function, std::size_t numArguments)
    {
        if (stack.size() < numArguments)
            fail();
        const auto outcome = program.append (function, std::span (stack).last (numArguments));
        stack.resize (stack.size() - numArguments);
        stack.push_back (outcome);
    }

    template <ArithmeticOperator operation>
    void appendOfX()
    {
        stack.push_back (program.x());
        append (applyOperator<operation>, 1);
    }

    /// Powers of small whole numbers are products, up to 4 rounded as muParser's are for those of x; some
    /// others are roots.
    void appendPower()
    {
        if (!stack.empty() && stack.back().kind == Operand::Kind::constant)
        {
            for (const auto& [exponent, function] : powerOperators)
                if (stack.back().values[0] == exponent)
                {
                    stack.pop_back();
                    return append (function, 1);
                }
            const auto exponent = stack.back().values[0], size = std::abs (exponent);
            if (size >= 1.0 && size <= largestWholePower && size == std::floor (size))
                return append (toWholePower, 2);
        }
        append (toPower, 2);
    }

    void appendCall (const mu::SToken& token)
    {
        const auto& callee = token.Fun.cb;
        if (const auto* const named = static_cast<const NamedTileFunction*> (callee._pUserData))
            return append (named->apply, static_cast<std::size_t> (std::abs (token.Fun.argc)));
        // Signs are muParser's own functions: which of the two it is, its value tells.
        if (callee.call_fun<1> (1.0) < 0.0)
            append (applyOperator<ArithmeticOperator::negate>, 1);
    }

    [[noreturn]] static void fail() { throw InvalidValue ("cannot be understood"); }

    std::vector<Operand> stack;
};

/// The library's sentences as the end of one of ours: no capital, no full stop.
std::string asReason (std::string message)
{
    if (!message.empty())
        message.front() = static_cast<char> (std::tolower (static_cast<unsigned char> (message.front())));
    if (message.ends_with ('.'))
        message.pop_back();
    return message;
}

void defineFunctions (mu::Parser& parser)
{
    parser.ClearFun();
    for (const auto& function : namedTileFunctions())
    {
        const auto define = [&] (auto call)
        { parser.DefineFunUserData (function.name, call, const_cast<NamedTileFunction*> (&function)); };
        if (function.numArguments == 1)
            define (&valueOf<double>);
        else if (function.numArguments == 2)
            define (&valueOf<double, double>);
        else
            define (&valueOfMany);
    }
}

} // namespace

TileProgram compileExpression (const std::string& text)
{
    try
    {
        mu::Parser parser;
        double x = 0.0;
        parser.DefineVar ("x", &x);
        parser.DefineConst ("pi", std::numbers::pi);
        parser.DefineConst ("e", std::numbers::e);
        defineFunctions (parser);
        parser.SetExpr (text);
        parser.Eval(); // the first evaluation finds every error, and leaves the bytecode
        if (parser.GetNumResults() != 1)
            throw InvalidValue ("must be one value, not " + std::to_string (parser.GetNumResults()));
        return Translation (parser.GetByteCode().GetBase()).program;
    }
    catch (const mu::Parser::exception_type& error)
    {
        throw InvalidValue (asReason (error.GetMsg()));
    }
}

} // namespace spikegraph
