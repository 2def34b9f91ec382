#pragma once

namespace spikegraph
{

/// The operators that have kernels, of a, or of a and b, or of a, b and c. Comparisons give 1 or 0, and every
/// number but 0 is true.
enum class ArithmeticOperator
{
    negate,
    square,
    cube,
    fourthPower,
    reciprocal,
    squareRoot,
    root,           ///< a^0.5: the square root, but 0 of -0 and infinity of minus infinity
    reciprocalRoot, ///< a^-0.5
    threeHalves,    ///< a^1.5

    add,
    subtract,
    multiply,
    divide,
    smaller, ///< a unless b < a
    larger,  ///< a unless a < b
    less,
    greater,
    lessOrEqual,
    greaterOrEqual,
    equal,
    notEqual,
    both,
    either,

    multiplyAdd, ///< a b + c, rounded twice
    select,      ///< b where a is true, else c
};

} // namespace spikegraph
