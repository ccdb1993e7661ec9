# SPDX-License-Identifier: BSL-1.0
#
# The libraries that varsigma's headers use, as imported targets. Shared by the build itself and by the installed
# package, so that both find them in the same way.

# varsigma_import(<name> PACKAGE <package> TARGETS <target>... PKG_CONFIG <module> [LINK <target>...])
#
# Defines varsigma::<name> over the first of these that there is: one of TARGETS as it stands (the embedding project
# brought it), one of TARGETS from the CMake package, the pkg-config module (Debian 12 has nothing else for RE2 and
# libyaml). LINK names what the target needs besides. Defines nothing where the library is absent.
function(varsigma_import name)
    cmake_parse_arguments(PARSE_ARGV 1 arg "" "PACKAGE;PKG_CONFIG" "TARGETS;LINK")
    if(TARGET varsigma::${name})
        return()
    endif()
    set(found "")
    foreach(attempt IN ITEMS present package)
        if(attempt STREQUAL "package" AND NOT found)
            find_package(${arg_PACKAGE} CONFIG QUIET GLOBAL)
        endif()
        foreach(target IN LISTS arg_TARGETS)
            if(NOT found AND TARGET ${target})
                set(found ${target})
            endif()
        endforeach()
    endforeach()
    if(NOT found)
        find_package(PkgConfig QUIET)
        if(PkgConfig_FOUND)
            pkg_check_modules(varsigma_${name} QUIET IMPORTED_TARGET GLOBAL ${arg_PKG_CONFIG})
            if(TARGET PkgConfig::varsigma_${name})
                set(found PkgConfig::varsigma_${name})
            endif()
        endif()
    endif()
    if(found)
        # global: the embedding project links it from folders other than the one that found it
        add_library(varsigma::${name} INTERFACE IMPORTED GLOBAL)
        target_link_libraries(varsigma::${name} INTERFACE ${found} ${arg_LINK})
    endif()
endfunction()

# varsigma::re2, the one library that every user needs.
macro(varsigma_import_re2)
    varsigma_import(re2 PACKAGE re2 TARGETS re2::re2 PKG_CONFIG re2)
endmacro()

set(varsigma_optional_components yaml simdjson nlohmann_json convert_json)

# varsigma_import_component(<component>): varsigma::<component>, the library with one of its optional headers.
function(varsigma_import_component component)
    if(component STREQUAL "yaml")
        varsigma_import(yaml PACKAGE yaml TARGETS yaml::yaml yaml PKG_CONFIG yaml-0.1 LINK varsigma::varsigma)
    elseif(component STREQUAL "simdjson")
        varsigma_import(simdjson PACKAGE simdjson TARGETS simdjson::simdjson PKG_CONFIG simdjson
                        LINK varsigma::varsigma)
    elseif(component STREQUAL "nlohmann_json")
        varsigma_import(nlohmann_json PACKAGE nlohmann_json TARGETS nlohmann_json::nlohmann_json
                        PKG_CONFIG nlohmann_json LINK varsigma::varsigma)
    elseif(component STREQUAL "convert_json") # the converters that write JSON: Kibana's saved searches, watches
        varsigma_import(convert_json PACKAGE nlohmann_json TARGETS nlohmann_json::nlohmann_json
                        PKG_CONFIG nlohmann_json LINK varsigma::varsigma)
    endif()
endfunction()
