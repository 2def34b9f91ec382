#pragma once

// Part of Logarithm.h.

namespace spikegraph
{
namespace
{

constexpr int firstLogarithmFactor = 45; ///< of 1/64 each: from sqrt(1/2) to sqrt(2)
constexpr int logarithmRows = 48;        ///< three times 16, one more than factors

/// -log(k/64) for these k as sums of two doubles, from 110 digits. The first is a multiple of 2^-42.
constexpr double logarithmHigh[logarithmRows] = {
    0x1.68ac83e9c7p-2,  0x1.522ae0738ap-2,  0x1.3c25277333p-2,  0x1.269621134ep-2,  0x1.1178e8227ep-2,
    0x1.f991c6cb3cp-3,  0x1.d1037f2656p-3,  0x1.a93ed3c8aep-3,  0x1.823c16551ap-3,  0x1.5bf406b544p-3,
    0x1.365fcb015ap-3,  0x1.1178e8227ep-3,  0x1.da72763844p-4,  0x1.9335e5d594p-4,  0x1.4d3115d208p-4,
    0x1.08598b59e4p-4,  0x1.894aa149f8p-5,  0x1.0415d89e78p-5,  0x1.020565893p-6,   0x0p0,
    -0x1.fc0a8b0fcp-7,  -0x1.f829b0e78p-6,  -0x1.77458f633p-5,  -0x1.f0a30c0118p-5, -0x1.341d7961bcp-4,
    -0x1.6f0d28ae58p-4, -0x1.a926d3a4acp-4, -0x1.e27076e2bp-4,  -0x1.0d77e7cd08p-3, -0x1.29552f82p-3,
    -0x1.44d2b6ccb8p-3, -0x1.5ff3070a7ap-3, -0x1.7ab890210ep-3, -0x1.9525a9cf46p-3, -0x1.af3c94e80cp-3,
    -0x1.c8ff7c79aap-3, -0x1.e27076e2bp-3,  -0x1.fb9186d5e4p-3, -0x1.0a324e2739p-2, -0x1.1675cababap-2,
    -0x1.22941fbcf8p-2, -0x1.2e8e2bae12p-2, -0x1.3a64c55694p-2, -0x1.4618bc21c6p-2, -0x1.51aad872ep-2,
    -0x1.5d1bdbf581p-2, -0x1.686c81e9b1p-2
};

constexpr double logarithmLow[logarithmRows] = {
    -0x1.7af966c548a3p-44,  0x1.ebe708164c759p-45,  0x1.83b54b606bd5cp-46,  -0x1.1b61f10522625p-44,
    0x1.1ef78ce2d07f2p-44,  -0x1.90d04cd7cc834p-44, -0x1.84a7e75b6f6e4p-47, -0x1.8724350562169p-45,
    0x1.e0ddb9a631e83p-46,  -0x1.27023eb68981cp-46, -0x1.fd3a0afb9691bp-44, 0x1.1ef78ce2d07f2p-45,
    0x1.a89401fa71733p-46,  0x1.3115c3abd47dap-45,  -0x1.53a2582f4e1efp-48, -0x1.7e5dd7009902cp-46,
    0x1.9a19a8be97661p-44,  -0x1.dddc7f461c516p-44, 0x1.611d27c8e8417p-44,  0x0p0,
    -0x1.f1e7cf6d3a69cp-50, -0x1.980267c7e09e4p-45, 0x1.181dce586af09p-44,  0x1.d599e83368e91p-45,
    -0x1.1d0929983761p-44,  0x1.4b4641b664613p-44,  -0x1.563650bd22a9cp-44, 0x1.a342c2af0003cp-45,
    -0x1.cb2cd2ee2f482p-44, 0x1.5b967f4471dfcp-44,  0x1.70cc16135783cp-46,  0x1.8586f183bebf2p-44,
    0x1.bdb9072534a58p-45,  0x1.297137d9f158fp-44,  0x1.a4e633fcd9066p-52,  0x1.7794f689f8434p-45,
    0x1.a342c2af0003cp-44,  0x1.d572aab993c87p-47,  -0x1.c6bee7ef4030ep-47, -0x1.8380e731f55c4p-44,
    0x1.a6976f5eb0963p-44,  0x1.67b1e99b72bd8p-45,  -0x1.7a71cbcd735dp-44,  0x1.3d82f484c84ccp-46,
    0x1.f4bd8db0a7cc1p-44,  0x1.8d6bdc9c7c238p-44,  -0x1.2bb110af84054p-44
};

} // namespace
} // namespace spikegraph
