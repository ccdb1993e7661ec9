# SPDX-License-Identifier: BSL-1.0
#
# cmake -DEXPECTED=<file or empty> -P run_and_compare.cmake -- <program> [<argument>...]
#
# Fails if the program does not exit with status 0 or, where a file is given, prints something else than its content
# (blanks at the very end aside).
set(command "")
set(separator_seen FALSE)
math(EXPR last "${CMAKE_ARGC} - 1")
foreach(index RANGE ${last})
    if(separator_seen)
        list(APPEND command "${CMAKE_ARGV${index}}")
    elseif(CMAKE_ARGV${index} STREQUAL "--")
        set(separator_seen TRUE)
    endif()
endforeach()

execute_process(COMMAND ${command} OUTPUT_VARIABLE output RESULT_VARIABLE status)
message("${output}")
if(NOT status EQUAL 0)
    message(FATAL_ERROR "exit status ${status}")
endif()
if(EXPECTED)
    file(READ "${EXPECTED}" expected)
    string(STRIP "${expected}" expected)
    string(STRIP "${output}" output)
    if(NOT output STREQUAL expected)
        message(FATAL_ERROR "the output above is not what ${EXPECTED} holds:\n${expected}")
    endif()
endif()
