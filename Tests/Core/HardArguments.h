#pragma once

#include "ElementaryValues.h"

#include <numbers>

namespace spikegraph
{

/// What is worth trying of the arguments of a function.
enum class Domain
{
    positive,
    angle,
    ratio,
    any,
    exponent, ///< of a power that is a normal number
    fromOne,
};

/// Some arguments of a domain of all magnitudes, some where functions are usually asked for, and some next to
/// where their results are small or a kernel goes from one formula to another.
class HardArguments
{
public:
    explicit HardArguments (Domain domainToUse)
        : domain (domainToUse)
    {
    }

    std::vector<double> all()
    {
        std::vector<double> x;
        for (int i = 0; i < 100000; ++i)
        {
            const auto close = closeArgument (i);
            x.insert (x.end(), { ofAnyMagnitude(), usual(), closeTo1(), close });
            for (const auto factor : { 1 + 1e-15, 1 - 1e-15, 1 + 1e-9 })
                x.push_back (close * factor);
        }
        if (domain != Domain::positive && domain != Domain::fromOne)
            for (std::size_t i = 1; i < x.size(); i += 2)
                x[i] = -x[i];
        return x;
    }

private:
    double ofAnyMagnitude()
    {
        switch (domain)
        {
            case Domain::ratio:
            case Domain::exponent:
                return std::exp2 (random.between (-1022, 0));
            case Domain::fromOne:
                return std::exp2 (random.between (0, 1022));
            case Domain::angle:
                return random.between (0, 131072);
            default:
                return random.positive();
        }
    }

    double usual()
    {
        return domain == Domain::ratio      ? random.between (0, 1)
               : domain == Domain::exponent ? random.between (0, 708)
               : domain == Domain::fromOne  ? random.between (1, 100)
                                            : random.between (0, 100);
    }

    double closeTo1()
    {
        const auto apart = random.between (0, 1) * std::exp2 (random.between (-52, -1));
        const auto isBelow = random.between (-1, 1) < 0;
        return domain == Domain::ratio || (isBelow && domain != Domain::fromOne) ? 1 - apart : 1 + apart;
    }

    double closeArgument (int i)
    {
        using namespace std::numbers;
        switch (domain)
        {
            case Domain::angle:
                return i * (pi / 2);
            case Domain::exponent:
                return i % 2043 * (ln2 / 2);
            case Domain::ratio:
                return 0.5;
            case Domain::any:
                return i % 2 == 0 ? sqrt2 - 1 : sqrt2 + 1; // the tangents of pi/8 and 3 pi/8
            default:
                return 64.0 / (45.5 + i % 46); // rows of tables meet here
        }
    }

    Domain domain;
    Random random{ 1 };
};

} // namespace spikegraph
