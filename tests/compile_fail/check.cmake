# SPDX-License-Identifier: BSL-1.0
#
# cmake -DCOMPILER=<path> -DSOURCE=<file> -DINCLUDES=<folder|folder> -P check.cmake; see CMakeLists.txt.
set(most_lines 15)

string(REPLACE "|" ";-I" flags "-I${INCLUDES}")
set(command "${COMPILER}" -std=c++20 -fsyntax-only ${flags})

execute_process(COMMAND ${command} -DVARSIGMA_CORRECTED "${SOURCE}" RESULT_VARIABLE status ERROR_VARIABLE output)
if(NOT status EQUAL 0)
    message(FATAL_ERROR "the corrected variant does not compile:\n${output}")
endif()

execute_process(COMMAND ${command} "${SOURCE}" RESULT_VARIABLE status ERROR_VARIABLE output)
if(status EQUAL 0)
    message(FATAL_ERROR "the mistake compiles")
endif()
string(REPLACE ";" " " output "${output}") # or it would be a list
string(REGEX REPLACE "varsigma::v[0-9]+_[a-z0-9_]+::" "varsigma::" output "${output}") # of this version and build
string(REGEX MATCHALL "[^\n]*error:[^\n]*" errors "${output}")
# an error, and the line of the source that is quoted right below it
string(REGEX MATCHALL "[^\n]*error:[^\n]*\n[^\n]*" errors_with_lines "${output}")
file(STRINGS "${SOURCE}" expectations REGEX "^// error: ")
file(STRINGS "${SOURCE}" names REGEX "^// named: ")
if(NOT expectations AND NOT names)
    message(FATAL_ERROR "no `// error: <text>` or `// named: <text>` line says what the compiler should print")
endif()
foreach(expectation IN LISTS names)
    string(REGEX REPLACE "^// named: " "" text "${expectation}")
    string(FIND "${errors_with_lines}" "\"${text}\"" position)
    if(position EQUAL -1)
        message(FATAL_ERROR "no error of the compiler names `${text}`, nor quotes its line:\n${output}")
    endif()
endforeach()
foreach(expectation IN LISTS expectations)
    string(REGEX REPLACE "^// error: " "" text "${expectation}")
    string(FIND "${errors}" "${text}" position)
    if(position EQUAL -1)
        message(FATAL_ERROR "no error of the compiler says `${text}`:\n${output}")
    endif()
endforeach()
string(REGEX REPLACE "[^\n]" "" lines "${output}")
string(LENGTH "${lines}" count)
if(count GREATER most_lines)
    message(FATAL_ERROR "${count} lines are more than ${most_lines}:\n${output}")
endif()
