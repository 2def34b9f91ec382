# `cmake --preset tidy && cmake --build --preset tidy`: clang-tidy over all of Source, by the rules of .clang-tidy; a
# finding fails it. It reads the compilation database, where each file must stand on its own, and takes another
# compiler's precompiled headers for its own.
find_program(RUN_CLANG_TIDY NAMES run-clang-tidy-14 run-clang-tidy)
find_program(CLANG_TIDY NAMES clang-tidy-14 clang-tidy)
if(RUN_CLANG_TIDY AND CLANG_TIDY AND CMAKE_DISABLE_PRECOMPILE_HEADERS AND NOT SPIKEGRAPH_UNITY)
    # GCC's warnings that Clang does not know are no findings.
    add_custom_target(tidy USES_TERMINAL VERBATIM COMMENT "clang-tidy"
        COMMAND ${RUN_CLANG_TIDY} -quiet -p ${PROJECT_BINARY_DIR} -clang-tidy-binary ${CLANG_TIDY}
            -extra-arg=-Wno-unknown-warning-option ^${PROJECT_SOURCE_DIR}/Source/)
    add_dependencies(tidy spikegraph_fonts spikegraph_sounds) # their headers are generated
endif()
