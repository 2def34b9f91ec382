#pragma once

#include <cstdint>
#include <optional>
#include <string>

namespace spikegraph::cli
{

/// What `spikegraph layer` was asked for. Paths are empty where an option was not given.
struct LayerOptions
{
    std::string input, output;
    std::string activation;
    std::string initialState, initialLevel, smoothingLogit;
    std::string gradOutput, gradInput, gradLevel, gradSmoothingLogit, gradTau;
    double dtSeconds = 0.001;
    std::optional<double> tauSeconds;
    std::uint64_t seed = 0;
    std::ptrdiff_t dim = 1;
    bool last = false;
    bool training = false;
    bool noSpikingAwareTraining = false;
    bool noApplyDuringTraining = false;
    bool overwrite = false;
};

// One function a layer, for the input's dtype. All read the input, and write every output or none. Throw
// CommandError for arguments that make no sense, runtime_error and InvalidValue for files that do not fit.

void runSpikingActivation (const LayerOptions& options);
void runLowpass (const LayerOptions& options);
void runAlpha (const LayerOptions& options);
void runTemporalAvgPool (const LayerOptions& options);
void runActivation (const LayerOptions& options);

} // namespace spikegraph::cli
