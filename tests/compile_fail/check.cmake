# SPDX-License-Identifier: BSL-1.0
#
# cmake -DCOMPILER=<path> -DSOURCE=<file> -DINCLUDES=<folder|folder> -P check.cmake; see CMakeLists.txt.
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
file(STRINGS "${SOURCE}" expectations REGEX "^// error: ")
if(NOT expectations)
    message(FATAL_ERROR "no `// error: <text>` line says what the compiler should print")
endif()
foreach(expectation IN LISTS expectations)
    string(REGEX REPLACE "^// error: " "" text "${expectation}")
    string(FIND "${output}" "${text}" position)
    if(position EQUAL -1)
        message(FATAL_ERROR "the compiler does not say `${text}`:\n${output}")
    endif()
endforeach()
