# spikegraph_options: what every target of ours compiles with. JUCE and other libraries do not get these.
add_library(spikegraph_options INTERFACE)

if(MSVC)
    target_compile_options(spikegraph_options INTERFACE /W4 /utf-8)
else()
    target_compile_options(spikegraph_options INTERFACE
        -Wall -Wextra -Wconversion -Wshadow
        # A fused multiply-add rounds once where the layers' definition rounds twice: never contract,
        # so that every processor and every compiler gives the same bits.
        -ffp-contract=off
        # GCC 12 takes std::string's own operator+ for an overlapping copy (GCC bug 105651).
        $<$<CXX_COMPILER_ID:GNU>:-Wno-restrict>)
endif()

if(SPIKEGRAPH_SANITIZE)
    # Everything must agree on the sanitizer, JUCE included, hence the directory-wide options.
    add_compile_options(-fsanitize=${SPIKEGRAPH_SANITIZE} -fno-omit-frame-pointer)
    add_link_options(-fsanitize=${SPIKEGRAPH_SANITIZE})
    if(SPIKEGRAPH_SANITIZE MATCHES "undefined")
        # Undefined behaviour ends a test as a bad address does; else it would only be printed. JUCE counts discrete
        # channels on beyond the last value of an enum of its own, which is allowed here. The check of an object's type
        # (vptr) asks for the types of JUCE's windows, which the command line leaves out.
        add_compile_options(-fno-sanitize-recover=undefined -fno-sanitize=enum,vptr)
    endif()
endif()

if(SPIKEGRAPH_FUZZ)
    # What libFuzzer watches to find new paths; the fuzz targets add its main when they link.
    add_compile_options(-fsanitize=fuzzer-no-link)
    add_link_options(-fsanitize=fuzzer-no-link)
endif()
