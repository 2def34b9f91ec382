// The angle of a point, atan2.

#include "Core/Elementary.h"
#include "ElementaryValues.h"

namespace spikegraph
{
namespace
{

struct Points
{
    std::vector<double> y, x;

    /// In all quadrants.
    void add (double b, double a)
    {
        y.insert (y.end(), { b, b, -b, -b });
        x.insert (x.end(), { a, -a, a, -a });
    }
};

/// Of all ratios, near and far, and next to where a kernel goes from one formula to another.
Points hardPoints()
{
    Random random (5);
    Points points;
    for (int i = 0; i < 50000; ++i)
    {
        const auto side = random.between (0, 8), close = 1 + random.between (-1, 1) * 1e-9;
        points.add (random.between (0, 8), side);
        points.add (side * 0.41421356237309505 * close, side);
        points.add (side, side * 0.41421356237309505 * close);
        points.add (side * close, side);
        points.add (std::exp2 (random.between (-400, 400)), std::exp2 (random.between (-400, 400)));
        points.add (random.positive(), random.positive());
    }
    return points;
}

/// All pairs of numbers that a quotient treats as special.
Points specialPoints()
{
    using Limits = std::numeric_limits<double>;
    const auto special = { 0.0,
                           1.0,
                           0x1p400,
                           0x1p401,
                           0x1p-400,
                           0x1p-401,
                           Limits::min(),
                           Limits::denorm_min(),
                           Limits::max(),
                           Limits::infinity(),
                           Limits::quiet_NaN() };
    Points points;
    for (const auto y : special)
        for (const auto x : special)
            points.add (y, x);
    return points;
}

std::vector<double> anglesOf (const Points& points)
{
    std::vector<double> angles (points.x.size());
    arctangent2 (points.y.data(), points.x.data(), angles.data(), lengthOf (angles));
    return angles;
}

} // namespace

TEST_CASE ("Angles of points are within a last place")
{
    const auto points = hardPoints();
    const auto angles = anglesOf (points);
    double most = 0;
    std::size_t at = 0;
    for (std::size_t i = 0; i < angles.size(); ++i)
        if (const auto places = placesOff (angles[i], std::atan2 (static_cast<long double> (points.y[i]),
                                                                  static_cast<long double> (points.x[i])));
            !(places <= most))
            most = places, at = i;
    INFO ("farthest at " << points.y[at] << ", " << points.x[at]);
    CHECK (most <= 1);
}

TEST_CASE ("Angles of special points are the C library's")
{
    const auto points = specialPoints();
    const auto angles = anglesOf (points);
    for (std::size_t i = 0; i < angles.size(); ++i)
        if (const auto expected = std::atan2 (points.y[i], points.x[i]);
            placesApart (angles[i], expected) > 1)
            FAIL_CHECK (points.y[i] << ", " << points.x[i] << " is " << angles[i] << ", not " << expected);
}

TEST_CASE ("Angles of points have the same bits on every instruction set, wherever a value lies")
{
    const auto points = GENERATE (hardPoints(), specialPoints());
    CHECK (hasSameBitsEverywhere (
        lengthOf (points.x), [&] (const auto& kernels, Index first, Index count, double* out)
        { kernels.arctangent2 (points.y.data() + first, points.x.data() + first, out, count); }));
}

TEST_CASE ("The kernel of angles says which points it leaves to the C library")
{
    double out[8];
    const auto knows = [&] (double b, double a)
    {
        const std::vector<double> y (8, b), x (8, a);
        return bestKernels<double>().arctangent2 (y.data(), x.data(), out, 8);
    };
    CHECK (knows (1.0, -2.0));
    CHECK (knows (0.0, -2.0));
    CHECK (knows (-2.0, 0.0));
    for (const auto& [y, x] : { std::pair{ 0.0, 0.0 }, { 0x1p401, 1.0 }, { 1.0, 0x1p-401 }, { 1e-310, 0.0 } })
    {
        CHECK_FALSE (knows (y, x));
        CHECK (std::isnan (out[0]));
    }
}

} // namespace spikegraph
