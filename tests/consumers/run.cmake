# SPDX-License-Identifier: BSL-1.0
#
# One consumer, from nothing to a program that ran: cmake -DKIND=<kind> ... -P run.cmake; see CMakeLists.txt.
function(run)
    list(JOIN ARGN " " shown)
    message(STATUS "${shown}")
    execute_process(COMMAND ${ARGN} RESULT_VARIABLE status)
    if(NOT status EQUAL 0)
        message(FATAL_ERROR "exit status ${status}")
    endif()
endfunction()

set(consumer "${SOURCE}/tests/consumers/${KIND}")
if(KIND STREQUAL "embed_rules")
    set(consumer "${SOURCE}/examples/embedded_rules")
endif()
set(build "${WORK}/${KIND}")
set(configure ${CMAKE_COMMAND} -S "${consumer}" -B "${build}" -G "${GENERATOR}" "-DCMAKE_MAKE_PROGRAM=${MAKE_PROGRAM}"
    "-DCMAKE_CXX_COMPILER=${COMPILER}" -DCMAKE_BUILD_TYPE=Debug)
file(REMOVE_RECURSE "${build}")

if(KIND STREQUAL "install")
    # installed in one place and moved to another: nothing in the tree may remember where it was
    file(REMOVE_RECURSE "${STAGE}" "${WORK}/first_stage")
    run(${CMAKE_COMMAND} --install "${BINARY}" --prefix "${WORK}/first_stage")
    file(RENAME "${WORK}/first_stage" "${STAGE}")
elseif(KIND STREQUAL "find_package")
    run(${configure} "-DCMAKE_PREFIX_PATH=${STAGE}" "-DWITH_COMPILED=${WITH_COMPILED}")
    run(${CMAKE_COMMAND} --build "${build}")
    run("${build}/consumer")
    run("${build}/consumer_of_components")
    if(WITH_COMPILED)
        run("${build}/compiled_consumer")
    endif()
elseif(KIND STREQUAL "embed_rules")
    list(APPEND configure "-DCMAKE_PREFIX_PATH=${STAGE}")
    run(${configure})
    run(${CMAKE_COMMAND} --build "${build}")
    run("${build}/embedded_rules")
    run("${build}/embedded_bundle")
    # a rule that is wrong is an error of the build, where it is wrong
    set(wrong "${build}/wrong.yml")
    file(WRITE "${wrong}" "title: Wrong\nlogsource: { category: process_creation }\ndetection:\n    selection:\n"
                          "        Image|contain: x\n    condition: selection\n")
    run(${configure} "-DEMBEDDED_RULES_EXTRA=${wrong}")
    execute_process(COMMAND ${CMAKE_COMMAND} --build "${build}" RESULT_VARIABLE status OUTPUT_VARIABLE output
                    ERROR_VARIABLE output)
    string(FIND "${output}" "wrong.yml:5:9: error: " position)
    if(status EQUAL 0 OR position EQUAL -1)
        message(FATAL_ERROR "status ${status}, and not the error that is expected:\n${output}")
    endif()
    # as when another machine is compiled for: the program is there, and not built again
    file(RENAME "${build}/varsigma_embed_rules_program" "${WORK}/embed_rules_program")
    file(REMOVE_RECURSE "${build}")
    # with placeholders in a rule, whose values lie in a file
    file(WRITE "${WORK}/values.yml" "staff: [alice, 'svc-*']\n")
    file(WRITE "${WORK}/expanded.yml"
         "title: Expanded\nlogsource: { category: process_creation }\ndetection:\n    selection:\n"
         "        User|expand: '%staff%'\n    condition: selection\n")
    run(${configure} "-DVARSIGMA_EMBED_RULES_PROGRAM=${WORK}/embed_rules_program"
        "-DEMBEDDED_RULES_EXTRA=${WORK}/expanded.yml" "-DEMBEDDED_RULES_PLACEHOLDERS=${WORK}/values.yml")
    run(${CMAKE_COMMAND} --build "${build}")
    run("${build}/embedded_rules")
    run("${build}/embedded_bundle")
    file(STRINGS "${build}/embedded_rules_embedded/process_rules.hpp" expanded REGEX "\"alice\".*\"svc-\\*\"")
    if(NOT expanded)
        message(FATAL_ERROR "the values of the placeholder are not in the rule")
    endif()
    # of several files with values of one name the last one counts, and that is said
    file(WRITE "${WORK}/more_values.yml" "staff: bob\n")
    execute_process(COMMAND "${WORK}/embed_rules_program" types replaced "${WORK}/replaced.hpp" --placeholders
                            "${WORK}/values.yml" --placeholders "${WORK}/more_values.yml" "${WORK}/expanded.yml"
                    RESULT_VARIABLE status OUTPUT_VARIABLE output ERROR_VARIABLE output)
    string(FIND "${output}" "more_values.yml:1:1: warning: the values of '%staff%' here replace those in ${WORK}/values.yml"
                position)
    file(STRINGS "${WORK}/replaced.hpp" expanded REGEX "\"bob\"")
    if(NOT status EQUAL 0 OR position EQUAL -1 OR NOT expanded)
        message(FATAL_ERROR "status ${status}, and not the warning or the values that are expected:\n${output}")
    endif()
    if(EXISTS "${build}/varsigma_embed_rules_program")
        message(FATAL_ERROR "the program was there, and was built again")
    endif()
    # a header that no compiler would take is not begun
    set(refused "${WORK}/refused_namespace")
    file(WRITE "${refused}/CMakeLists.txt"
         "cmake_minimum_required(VERSION 3.25)\nproject(refused LANGUAGES CXX)\n"
         "find_package(varsigma REQUIRED COMPONENTS yaml)\nadd_library(refused INTERFACE)\n"
         "varsigma_embed_rules(refused RULES \"${wrong}\" NAMESPACE all-rules)\n")
    execute_process(COMMAND ${CMAKE_COMMAND} -S "${refused}" -B "${refused}/build" -G "${GENERATOR}"
                            "-DCMAKE_MAKE_PROGRAM=${MAKE_PROGRAM}" "-DCMAKE_CXX_COMPILER=${COMPILER}"
                            "-DCMAKE_PREFIX_PATH=${STAGE}" RESULT_VARIABLE status OUTPUT_VARIABLE output
                    ERROR_VARIABLE output)
    string(FIND "${output}" "'all-rules'" position)
    if(status EQUAL 0 OR position EQUAL -1)
        message(FATAL_ERROR "status ${status}, and not the error that is expected:\n${output}")
    endif()
elseif(KIND STREQUAL "pkg_config")
    file(MAKE_DIRECTORY "${build}")
    set(compiled "")
    if(WITH_COMPILED)
        set(compiled compiled)
    endif()
    run(${CMAKE_COMMAND} -E env "CXX=${COMPILER}" "PKG_CONFIG_PATH=${STAGE}/share/pkgconfig:${STAGE}/${LIBRARIES}/pkgconfig"
        sh "${consumer}/build.sh" "${build}/consumer" ${compiled})
    run("${build}/consumer")
elseif(KIND STREQUAL "add_subdirectory")
    run(${configure} "-DVARSIGMA_SOURCE=${SOURCE}")
    run(${CMAKE_COMMAND} --build "${build}")
    run("${build}/consumer")
    run("${build}/compiled_consumer")
    # what the embedding project installs is its own affair
    run(${CMAKE_COMMAND} --install "${build}" --prefix "${build}/installed")
    file(GLOB_RECURSE installed "${build}/installed/*")
    if(installed)
        message(FATAL_ERROR "embedding varsigma installs ${installed}")
    endif()
endif()
