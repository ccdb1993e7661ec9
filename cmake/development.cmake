# SPDX-License-Identifier: BSL-1.0
#
# For the project's own programs (tests, examples, benchmarks) only: nothing here reaches who embeds the library.

option(VARSIGMA_WERROR "Treat warnings as errors in tests, examples and benchmarks" OFF)
option(VARSIGMA_HEADER_ONLY "Compile all tests and examples header-only, not just those that are about it" OFF)
option(VARSIGMA_TIDY "Run clang-tidy on the public headers and the examples" OFF)

set(CMAKE_CXX_EXTENSIONS OFF)

# Only what a source includes may be missing: the other targets are linked where they exist.
add_library(varsigma_all_components INTERFACE)
target_link_libraries(varsigma_all_components INTERFACE varsigma::varsigma)
foreach(component IN LISTS varsigma_optional_components)
    if(TARGET varsigma::${component})
        target_link_libraries(varsigma_all_components INTERFACE varsigma::${component})
    endif()
endforeach()

# The same with the library compiled once: what most of the project's own programs link, since each of their files would
# compile much of it otherwise.
add_library(varsigma_all_compiled INTERFACE)
target_link_libraries(varsigma_all_compiled INTERFACE varsigma_all_components)
if(NOT VARSIGMA_HEADER_ONLY)
    target_link_libraries(varsigma_all_compiled INTERFACE varsigma::compiled varsigma::compiled_convert)
    foreach(component IN LISTS varsigma_optional_components)
        if(TARGET varsigma::compiled_${component})
            target_link_libraries(varsigma_all_compiled INTERFACE varsigma::compiled_${component})
        endif()
    endforeach()
endif()

# Tests compile fastest without optimisation, and nearly all of their time is the engine's: so that alone is optimised.
if(CMAKE_BUILD_TYPE STREQUAL "Debug")
    foreach(name IN ITEMS compiled compiled_convert compiled_yaml compiled_simdjson compiled_nlohmann_json compiled_convert_json)
        if(TARGET varsigma_${name})
            target_compile_options(varsigma_${name} PRIVATE -O1)
        endif()
    endforeach()
endif()

add_library(varsigma_warnings INTERFACE)
target_compile_options(
    varsigma_warnings
    INTERFACE -Wall
              -Wextra
              -Wpedantic
              -Wconversion
              -Wsign-conversion
              -Wold-style-cast
              -Wnon-virtual-dtor
              -Woverloaded-virtual
              -Wcast-align
              # where files are compiled together, a local name may be the global one of another file
              $<$<NOT:$<BOOL:$<TARGET_PROPERTY:UNITY_BUILD>>>:-Wshadow>
              $<$<CXX_COMPILER_ID:GNU>:-Wnull-dereference>
              $<$<BOOL:${VARSIGMA_WERROR}>:-Werror>)

function(varsigma_tidy target)
    if(VARSIGMA_TIDY)
        find_program(VARSIGMA_CLANG_TIDY NAMES clang-tidy-14 clang-tidy REQUIRED)
        set_target_properties(
            ${target} PROPERTIES CXX_CLANG_TIDY
                                 "${VARSIGMA_CLANG_TIDY};--quiet;--config-file=${PROJECT_SOURCE_DIR}/.clang-tidy")
    endif()
endfunction()
