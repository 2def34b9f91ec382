#include "Core/Activation.h"
#include "Core/Error.h"
#include "Tests/TestFramework.h"

#include <cmath>
#include <limits>
#include <vector>

namespace spikegraph
{
namespace
{

/// Points that avoid the kinks, where a derivative is a matter of convention.
const std::vector<double> smoothPoints{ -3.7, -1.9, -0.6, -0.03, 0.02, 0.4, 0.95, 1.3, 2.8 };

} // namespace

TEST_CASE ("Every named activation's derivative agrees with its central difference")
{
    for (const auto& name : activationNames())
    {
        const auto f = Activation<double>::named (name);
        for (const auto x : smoothPoints)
        {
            INFO (name << " at " << x);
            const double step = 1e-5;
            const auto difference = (f.value (x + step) - f.value (x - step)) / (2.0 * step);
            CHECK (f.derivative (x) == Approx (difference).margin (1e-8));
        }
    }
}

TEST_CASE ("Named activations take their textbook values")
{
    const auto value = [] (const char* name, double x) { return Activation<double>::named (name).value (x); };
    CHECK (value ("relu", -2.0) == 0.0);
    CHECK (value ("leaky_relu", -2.0) == -0.02);
    CHECK (value ("leaky_relu(0.25)", -2.0) == -0.5);
    CHECK (value ("elu", -1.0) == Approx (std::exp (-1.0) - 1.0));
    CHECK (value ("gelu", 1.0) ==
           Approx (0.8413447460685429)); // x times the normal distribution at one sigma
    CHECK (value ("silu", 2.0) == Approx (2.0 / (1.0 + std::exp (-2.0))));
    CHECK (value ("softplus", 0.0) == Approx (std::log (2.0)));
    CHECK (value ("sigmoid", 0.0) == 0.5);
    CHECK (value ("abs", -3.0) == 3.0);
    CHECK (value ("square", -3.0) == 9.0);
    CHECK (value ("hard_tanh", 7.0) == 1.0);
    CHECK (value ("identity", 7.0) == 7.0);
}

TEST_CASE (
    "An activation that says that it is never negative is not, and one that does not say so is somewhere")
{
    for (const auto& name : activationNames())
    {
        INFO (name);
        const auto f = Activation<double>::named (name);
        double lowest = 0.0;
        for (double x = -20.0; x <= 20.0; x += 0.01)
            lowest = std::min (lowest, f.value (x));
        CHECK (f.isNeverNegative() == (lowest >= 0.0));
    }
    CHECK_FALSE (Activation<double> ([] (double x) { return x * x; }).isNeverNegative());
}

TEST_CASE ("Activations have their limits at large inputs instead of NaN")
{
    const auto infinity = std::numeric_limits<double>::infinity();
    for (const auto large : { 1e4, 1e300, infinity })
    {
        INFO ("x = -" << large);
        CHECK (Activation<double>::named ("gelu").value (-large) == 0.0);
        CHECK (Activation<double>::named ("silu").value (-large) == 0.0);
        CHECK (Activation<double>::named ("softplus").value (-large) == 0.0);
        CHECK (Activation<double>::named ("softplus").value (large) == large);
        CHECK (Activation<double>::named ("sigmoid").value (-large) == 0.0);
        CHECK (Activation<double>::named ("elu").value (-large) == -1.0);
        CHECK (Activation<double>::named ("relu").value (-large) == 0.0);
        CHECK (Activation<double>::named ("gelu").derivative (-large) == 0.0);
        CHECK (Activation<double>::named ("silu").derivative (-large) == 0.0);
    }
}

TEST_CASE ("Applying an activation to an array equals its value at every element, in place too")
{
    for (const auto& name : activationNames())
    {
        const auto f = Activation<float>::named (name);
        std::vector<float> x;
        for (int i = -50; i < 51; ++i)
            x.push_back (static_cast<float> (i) * 0.13f);
        auto y = x;
        f.apply (y.data(), y.data(), static_cast<Index> (y.size()));
        for (std::size_t i = 0; i < x.size(); ++i)
        {
            INFO (name << " at " << x[i]);
            CHECK (y[i] == f.value (x[i]));
        }
    }
}

TEST_CASE ("A callable is an activation, with its own derivative or a numeric one")
{
    const Activation<double> cube ([] (double x) { return x * x * x; });
    const Activation<double> cubeWithDerivative ([] (double x) { return x * x * x; },
                                                 [] (double) { return 42.0; });
    CHECK (cube.value (2.0) == 8.0);
    CHECK (cube.derivative (2.0) == Approx (12.0).epsilon (1e-8));
    CHECK (cubeWithDerivative.derivative (2.0) == 42.0);
    CHECK_THROWS_AS (Activation<double> (Activation<double>::Function()), InvalidValue);
}

TEST_CASE ("An unknown activation is refused by name, with the names that there are")
{
    CHECK_FALSE (Activation<double>::isName ("rleu"));
    CHECK_FALSE (Activation<double>::isName ("leaky_relu(x)"));
    CHECK_FALSE (Activation<double>::isName ("leaky_relu(nan)"));
    try
    {
        Activation<double>::named ("rleu");
        FAIL ("no exception");
    }
    catch (const InvalidValue& error)
    {
        CHECK (std::string (error.what()).find ("\"rleu\"") != std::string::npos);
        CHECK (std::string (error.what()).find ("hard_tanh") != std::string::npos);
    }
}

} // namespace spikegraph
