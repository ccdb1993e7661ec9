# SPDX-License-Identifier: BSL-1.0
#
# cmake -DCOMPILER=<path> -DNM=<path> -DSOURCE=<file> -DINCLUDES=<folder> -DWORK=<folder> -P static_rules.cmake
#
# Compiles SOURCE without exceptions, run-time type information and RE2, looks at the symbols of the object file, then links
# and runs it.
set(object "${WORK}/static_rules.o")
set(program "${WORK}/static_rules")

function(run output)
    execute_process(COMMAND ${ARGN} RESULT_VARIABLE status OUTPUT_VARIABLE printed ERROR_VARIABLE printed)
    if(NOT status EQUAL 0)
        message(FATAL_ERROR "${ARGN}: exit status ${status}\n${printed}")
    endif()
    set(${output} "${printed}" PARENT_SCOPE)
endfunction()

run(ignored ${COMPILER} -std=c++20 -O2 -fno-exceptions -fno-rtti -DVARSIGMA_WITHOUT_RE2 "-I${INCLUDES}" -c "${SOURCE}" -o
    "${object}")
run(symbols ${NM} -C "${object}")
# what runs before main, allocates, or takes the lock of a static variable
foreach(unwanted IN ITEMS "_GLOBAL__sub_I" "__static_initialization" "__cxx_global_var_init" "operator new" "malloc"
                          "__cxa_guard" "__cxa_atexit" "__tls" "RE2" "absl")
    string(FIND "${symbols}" "${unwanted}" position)
    if(NOT position EQUAL -1)
        message(FATAL_ERROR "the object file names ${unwanted}:\n${symbols}")
    endif()
endforeach()
# the check itself has to notice: main is there
string(FIND "${symbols}" " T main" position)
if(position EQUAL -1)
    message(FATAL_ERROR "these are not the symbols of the program:\n${symbols}")
endif()
run(ignored ${COMPILER} "${object}" -o "${program}")
run(ignored "${program}")
