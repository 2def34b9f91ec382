#pragma once

#include "Plugin/HostParameters.h"
#include "Plugin/PatchSession.h"

#include <map>
#include <string>

namespace spikegraph
{

/// How a window looks: numbers by name, such as "width". Kept with a session, of no meaning to the sound.
using ViewState = std::map<std::string, double>;

/// The version that is written.
constexpr int sessionVersion = 1;

/// A host's session as JSON: the patch as it is heard, the slots, the host's positions, and the view.
/// [any thread but the audio thread]
std::string writeSession (const PatchSession& session, const juce::AudioProcessor& processor,
                          const ViewState& view);

/// Checks everything before anything changes. Throws InvalidValue with the place and the reason; then all is
/// as it was. Makes no step of undo, and forgets those before. [any thread but the audio thread]
void readSession (const std::string& json, PatchSession& session, const juce::AudioProcessor& processor,
                  ViewState& view);

} // namespace spikegraph
