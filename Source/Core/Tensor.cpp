#include "Core/Tensor.h"

#include <functional>
#include <numeric>

namespace spikegraph
{

Index numElements (const Shape& shape) noexcept
{
    return std::accumulate (shape.begin(), shape.end(), Index{ 1 }, std::multiplies<>());
}

std::string describe (const Shape& shape)
{
    std::string text = "(";
    for (std::size_t i = 0; i < shape.size(); ++i)
        text += (i == 0 ? "" : ", ") + std::to_string (shape[i]);
    return text + (shape.size() == 1 ? ",)" : ")");
}

void requireShape (const char* name, const Shape& shape, const Shape& expected)
{
    if (shape != expected)
        throw InvalidValue (std::string (name) + " must have shape " + describe (expected) + ", not " +
                            describe (shape));
}

void requireSequence (const char* name, const Shape& shape)
{
    if (shape.size() != 3)
        throw InvalidValue (std::string (name) + " must have shape (batch, steps, units), not " +
                            describe (shape));
}

} // namespace spikegraph
