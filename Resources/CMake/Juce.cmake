# spikegraph_juce and spikegraph_juce_windows: the JUCE modules, compiled once. A further target that uses them costs
# seconds, not a minute.

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

# A module's target gives its sources, and those of all modules that it builds on, to whoever links it. They are taken
# from it: each is compiled once, by the library that is to hold it, and who links a module gets its headers.
set(soundModules juce_core juce_events juce_data_structures juce_graphics juce_audio_basics juce_audio_formats
    juce_audio_processors_headless juce_audio_processors) # JUCE 8 has split the last one
set(windowModules juce_gui_basics juce_gui_extra juce_audio_devices juce_audio_utils)
foreach(module IN LISTS soundModules windowModules)
    if(TARGET ${module})
        get_target_property(${module}_sources ${module} INTERFACE_SOURCES)
        set_target_properties(${module} PROPERTIES INTERFACE_SOURCES "")
    endif()
endforeach()

# spikegraph_add_juce(LIBRARY MODULE...): a static library of these modules.
function(spikegraph_add_juce library)
    add_library(${library} STATIC)
    foreach(module IN LISTS ARGN)
        if(TARGET ${module})
            target_sources(${library} PRIVATE ${${module}_sources})
            target_link_libraries(${library} PRIVATE ${module})
        endif()
    endforeach()
    target_compile_definitions(${library}
        PUBLIC ${definitions} JUCE_GLOBAL_MODULE_SETTINGS_INCLUDED=1 $<IF:$<CONFIG:Debug>,DEBUG=1,NDEBUG=1>)
    # Their warnings are not ours.
    target_include_directories(${library} SYSTEM INTERFACE $<TARGET_PROPERTY:${library},INCLUDE_DIRECTORIES>)
    target_compile_definitions(${library} INTERFACE $<TARGET_PROPERTY:${library},COMPILE_DEFINITIONS>)
endfunction()

# Two libraries, as what has no window needs the first alone: the second takes longer to compile than all of the
# command. A processor may have an editor, so that the first refers to the second; but only from functions that a
# program without windows does not call and the linker drops.
spikegraph_add_juce(spikegraph_juce ${soundModules})
spikegraph_add_juce(spikegraph_juce_windows ${windowModules})
target_link_libraries(spikegraph_juce_windows PUBLIC spikegraph_juce)
if(CMAKE_SYSTEM_NAME STREQUAL "Linux")
    target_compile_options(spikegraph_juce PRIVATE -ffunction-sections -fdata-sections)
    target_link_options(spikegraph_juce INTERFACE LINKER:--gc-sections)
else()
    target_link_libraries(spikegraph_juce INTERFACE spikegraph_juce_windows) # other linkers ask for all
endif()

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
target_sources(spikegraph_juce_host PRIVATE
    ${juce_audio_processors_sources} ${juce_audio_processors_headless_sources})
target_compile_definitions(spikegraph_juce_host PUBLIC JUCE_PLUGINHOST_VST3=1 JUCE_PLUGINHOST_LV2=1)
target_link_libraries(spikegraph_juce_host PUBLIC spikegraph_juce_windows)
