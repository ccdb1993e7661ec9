# SPDX-License-Identifier: BSL-1.0
#
# The library compiled once: varsigma::compiled, and varsigma::compiled_<component> for each optional component that has
# bodies to compile. Who links one of them includes the same headers and compiles none of their bodies. Built only if
# something links them, or if they are to be installed (VARSIGMA_INSTALL_COMPILED).

# varsigma_add_compiled(<name> <source header> <target>...): a static library over what it needs.
function(varsigma_add_compiled name header)
    set(source "${CMAKE_CURRENT_BINARY_DIR}/compiled/${name}.cpp")
    file(CONFIGURE OUTPUT "${source}" CONTENT "#include <${header}>\n" @ONLY)
    add_library(varsigma_${name} STATIC "${source}")
    add_library(varsigma::${name} ALIAS varsigma_${name})
    target_compile_definitions(varsigma_${name} PUBLIC VARSIGMA_COMPILED)
    target_link_libraries(varsigma_${name} PUBLIC ${ARGN})
    set_target_properties(varsigma_${name} PROPERTIES POSITION_INDEPENDENT_CODE ON EXPORT_NAME ${name})
    if(NOT VARSIGMA_INSTALL OR NOT VARSIGMA_INSTALL_COMPILED)
        set_target_properties(varsigma_${name} PROPERTIES EXCLUDE_FROM_ALL ON)
    endif()
    set_property(DIRECTORY APPEND PROPERTY VARSIGMA_COMPILED_PARTS ${name})
endfunction()

varsigma_add_compiled(compiled varsigma/src.hpp varsigma::varsigma)
varsigma_add_compiled(compiled_convert varsigma/convert/src.hpp varsigma::compiled)
foreach(component IN ITEMS yaml simdjson nlohmann_json convert_json)
    if(TARGET varsigma::${component})
        varsigma_add_compiled(compiled_${component} varsigma/${component}/src.hpp varsigma::compiled
                              varsigma::${component})
    endif()
endforeach()
if(TARGET varsigma::compiled_convert_json)
    target_link_libraries(varsigma_compiled_convert_json PUBLIC varsigma::compiled_convert)
endif()
