# spikegraph_juce: the JUCE modules, compiled once. A further target that uses them costs seconds, not a minute.

if(NOT SPIKEGRAPH_FETCH_JUCE)
    find_package(JUCE 7.0.5 CONFIG QUIET)
endif()
if(NOT JUCE_FOUND)
    include(FetchContent)
    set(JUCE_MODULES_ONLY OFF)
    FetchContent_Declare(JUCE
        GIT_REPOSITORY https://github.com/juce-framework/JUCE.git
        GIT_TAG 8.0.12
        GIT_SHALLOW ON)
    # JUCE configures a tool of its own, to which it can hand a launcher of one word only.
    set(launcher ${CMAKE_CXX_COMPILER_LAUNCHER})
    unset(CMAKE_C_COMPILER_LAUNCHER)
    unset(CMAKE_CXX_COMPILER_LAUNCHER)
    FetchContent_MakeAvailable(JUCE)
    set(CMAKE_C_COMPILER_LAUNCHER ${launcher})
    set(CMAKE_CXX_COMPILER_LAUNCHER ${launcher})
endif()

set(modules
    juce::juce_audio_basics
    juce::juce_audio_devices
    juce::juce_audio_formats
    juce::juce_audio_processors
    juce::juce_audio_utils
    juce::juce_core
    juce::juce_data_structures
    juce::juce_events
    juce::juce_graphics
    juce::juce_gui_basics
    juce::juce_gui_extra)

# JACK is spoken to where its headers are; its library is opened when there is one.
find_path(JACK_INCLUDE_DIR jack/jack.h)

set(definitions
    JUCE_ALSA=1
    JUCE_JACK=$<BOOL:${JACK_INCLUDE_DIR}>
    JUCE_VST3_CAN_REPLACE_VST2=0
    JUCE_USE_CURL=0 # nothing here speaks to a network
    JUCE_WEB_BROWSER=0
    JUCE_USE_XRANDR=0
    JUCE_USE_XINERAMA=0
    JUCE_DISPLAY_SPLASH_SCREEN=0
    JUCE_REPORT_APP_USAGE=0
    JUCE_STRICT_REFCOUNTEDPOINTER=1
    JUCE_USE_FLAC=1
    JUCE_USE_OGGVORBIS=1)

add_library(spikegraph_juce STATIC)
target_link_libraries(spikegraph_juce PRIVATE ${modules})
target_compile_definitions(spikegraph_juce
    PUBLIC ${definitions} JUCE_GLOBAL_MODULE_SETTINGS_INCLUDED=1 $<IF:$<CONFIG:Debug>,DEBUG=1,NDEBUG=1>)
# Users of the library get the modules' headers (as system headers: their warnings are not ours) but not
# their sources, which linking the module targets would compile again.
target_include_directories(spikegraph_juce SYSTEM INTERFACE
    $<TARGET_PROPERTY:spikegraph_juce,INCLUDE_DIRECTORIES>)
target_compile_definitions(spikegraph_juce INTERFACE
    $<TARGET_PROPERTY:spikegraph_juce,COMPILE_DEFINITIONS>)
set_target_properties(spikegraph_juce PROPERTIES CXX_VISIBILITY_PRESET hidden)

# Debian strips the bundled codecs out of JUCE: then its headers include the system's, and we link them.
get_target_property(juceFormats juce::juce_audio_formats INTERFACE_INCLUDE_DIRECTORIES)
list(GET juceFormats 0 juceModules)
if(NOT EXISTS "${juceModules}/juce_audio_formats/codecs/flac")
    find_package(PkgConfig REQUIRED)
    pkg_check_modules(codecs REQUIRED IMPORTED_TARGET flac vorbisfile vorbisenc vorbis ogg)
    find_package(PNG REQUIRED)
    find_package(JPEG REQUIRED)
    find_package(ZLIB REQUIRED)
    target_link_libraries(spikegraph_juce PUBLIC PkgConfig::codecs PNG::PNG JPEG::JPEG ZLIB::ZLIB)
endif()
if(CMAKE_SYSTEM_NAME STREQUAL "Linux")
    find_package(Freetype REQUIRED)
    find_package(Fontconfig REQUIRED)
    find_package(Threads REQUIRED)
    target_link_libraries(spikegraph_juce PUBLIC Freetype::Freetype Fontconfig::Fontconfig Threads::Threads ${CMAKE_DL_LIBS} rt)
endif()

# spikegraph_juce_host: the part of JUCE that loads plugins, for tests and benchmarks. Its objects stand in for the
# library's, which lack it, so that neither the plugin nor the command carries a host.
add_library(spikegraph_juce_host OBJECT EXCLUDE_FROM_ALL)
foreach(module juce_audio_processors_headless juce_audio_processors) # JUCE 8 has split it
    if(TARGET juce::${module})
        get_target_property(sources juce::${module} INTERFACE_SOURCES)
        target_sources(spikegraph_juce_host PRIVATE ${sources})
    endif()
endforeach()
target_compile_definitions(spikegraph_juce_host PUBLIC JUCE_PLUGINHOST_VST3=1 JUCE_PLUGINHOST_LV2=1)
target_link_libraries(spikegraph_juce_host PUBLIC spikegraph_juce)
