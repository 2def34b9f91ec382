#pragma once

// The one place that knows which Catch2 this is: v2 is Debian's; v3 moved its headers and Approx.
#if __has_include(<catch2/catch_all.hpp>)
#include <catch2/catch_all.hpp>
using Catch::Approx;
#else
#include <catch2/catch.hpp>
#endif
