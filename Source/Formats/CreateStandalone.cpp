#include "Standalone/StandaloneApp.h"

// What the standalone format starts, instead of JUCE's own window around the plugin.
JUCE_CREATE_APPLICATION_DEFINE (spikegraph::StandaloneApp)
