#pragma once

#include "Core/Error.h"
#include "Core/Views.h"

#include <string>
#include <utility>
#include <vector>

namespace spikegraph
{

using Shape = std::vector<Index>;

/// The number of elements of a shape; 1 for the empty shape.
Index numElements (const Shape& shape) noexcept;

/// "(2, 48000, 64)", as NumPy prints it.
std::string describe (const Shape& shape);

/// An owning array of any rank, C order (the last dimension is contiguous).
template <typename T>
class Tensor
{
public:
    Tensor() = default;
    explicit Tensor (Shape shapeToUse, T fill = T (0))
        : dimensions (std::move (shapeToUse))
        , values (static_cast<std::size_t> (numElements (dimensions)), fill)
    {
    }

    /// Throws InvalidValue unless there are as many elements as the shape says.
    Tensor (Shape shapeToUse, std::vector<T> elements)
        : dimensions (std::move (shapeToUse))
        , values (std::move (elements))
    {
        if (numElements (dimensions) != size())
            throw InvalidValue ("shape " + describe (dimensions) + " does not hold " +
                                std::to_string (size()) + " elements");
    }

    const Shape& shape() const noexcept { return dimensions; }
    Index rank() const noexcept { return static_cast<Index> (dimensions.size()); }
    Index size() const noexcept { return static_cast<Index> (values.size()); }

    T* data() noexcept { return values.data(); }
    const T* data() const noexcept { return values.data(); }
    T& operator[] (Index i) noexcept { return values[static_cast<std::size_t> (i)]; }
    T operator[] (Index i) const noexcept { return values[static_cast<std::size_t> (i)]; }
    auto begin() noexcept { return values.begin(); }
    auto end() noexcept { return values.end(); }
    auto begin() const noexcept { return values.begin(); }
    auto end() const noexcept { return values.end(); }

    /// One item of a (batch, steps, units) tensor.
    Interleaved<T> item (Index batchIndex) noexcept
    {
        return { data() + batchIndex * dimensions[1] * dimensions[2], dimensions[1], dimensions[2] };
    }
    Interleaved<const T> item (Index batchIndex) const noexcept
    {
        return { data() + batchIndex * dimensions[1] * dimensions[2], dimensions[1], dimensions[2] };
    }

    friend bool operator== (const Tensor&, const Tensor&) = default;

private:
    Shape dimensions{ 0 };
    std::vector<T> values;
};

/// Throws InvalidValue("<name> must have shape <expected>, not <shape>") unless the shapes are equal.
void requireShape (const char* name, const Shape& shape, const Shape& expected);

/// Throws InvalidValue unless the shape has three dimensions, (batch, steps, units).
void requireSequence (const char* name, const Shape& shape);

} // namespace spikegraph
