# Other people's headers take longer than our files: parsed once, for all targets that may share them.

# spikegraph_precompile(TARGET HEADER...): gives TARGET these headers, parsed by the first target of its kind that
# asks for them. Libraries and programs are compiled with different flags, so that they share nothing.
function(spikegraph_precompile target)
    get_target_property(type ${target} TYPE)
    string(MAKE_C_IDENTIFIER "SPIKEGRAPH_PRECOMPILED_${type}_${ARGN}" property)
    get_property(owner GLOBAL PROPERTY ${property})
    if(owner)
        target_precompile_headers(${target} REUSE_FROM ${owner})
    else()
        target_precompile_headers(${target} PRIVATE ${ARGN})
        set_property(GLOBAL PROPERTY ${property} ${target})
    endif()
endfunction()

# Of the modules that an engine, a picture or a window needs.
set(SPIKEGRAPH_JUCE_HEADERS <juce_audio_processors/juce_audio_processors.h>)
