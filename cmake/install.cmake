# SPDX-License-Identifier: BSL-1.0
#
# The install tree: headers, CMake package and pkg-config files. Header-only, so all of it is independent of the
# architecture and lives under share/; all paths inside are relative, so the tree can be moved. With
# VARSIGMA_INSTALL_COMPILED the library compiled once is beside that, under lib/.
include(GNUInstallDirs)
include(CMakePackageConfigHelpers)

install(DIRECTORY include/varsigma DESTINATION "${CMAKE_INSTALL_INCLUDEDIR}" FILES_MATCHING
        PATTERN "*.hpp" PATTERN "*.ipp")
install(TARGETS varsigma EXPORT varsigma-targets INCLUDES DESTINATION "${CMAKE_INSTALL_INCLUDEDIR}")

set(package_folder "${CMAKE_INSTALL_DATADIR}/cmake/varsigma")
install(EXPORT varsigma-targets NAMESPACE varsigma:: DESTINATION "${package_folder}")
configure_package_config_file(cmake/varsigma-config.cmake.in "${PROJECT_BINARY_DIR}/varsigma-config.cmake"
                              INSTALL_DESTINATION "${package_folder}" NO_SET_AND_CHECK_MACRO)
write_basic_package_version_file("${PROJECT_BINARY_DIR}/varsigma-config-version.cmake"
                                 COMPATIBILITY SameMinorVersion ARCH_INDEPENDENT)
install(FILES "${PROJECT_BINARY_DIR}/varsigma-config.cmake" "${PROJECT_BINARY_DIR}/varsigma-config-version.cmake"
        DESTINATION "${package_folder}")
install(FILES cmake/embed_rules.cmake DESTINATION "${package_folder}")
install(DIRECTORY cmake/embed_rules DESTINATION "${package_folder}")
install(FILES cmake/dependencies.cmake DESTINATION "${package_folder}" RENAME varsigma-dependencies.cmake)

set(pkgconfig_folder "${CMAKE_INSTALL_DATADIR}/pkgconfig")
file(RELATIVE_PATH VARSIGMA_PC_PREFIX "/${pkgconfig_folder}" "/")
string(REGEX REPLACE "/$" "" VARSIGMA_PC_PREFIX "${VARSIGMA_PC_PREFIX}")
function(varsigma_install_pkgconfig name requires description)
    set(VARSIGMA_PC_NAME ${name})
    set(VARSIGMA_PC_REQUIRES ${requires})
    set(VARSIGMA_PC_DESCRIPTION ${description})
    set(VARSIGMA_PC_LINES "Cflags: -I\${includedir}${VARSIGMA_PC_DEFINITIONS}")
    configure_file(cmake/varsigma.pc.in "${PROJECT_BINARY_DIR}/${name}.pc" @ONLY)
    install(FILES "${PROJECT_BINARY_DIR}/${name}.pc" DESTINATION "${pkgconfig_folder}")
endfunction()
set(varsigma_required re2)
if(VARSIGMA_WITHOUT_RE2)
    set(varsigma_required "")
    set(VARSIGMA_PC_DEFINITIONS " -DVARSIGMA_WITHOUT_RE2")
endif()
varsigma_install_pkgconfig(varsigma "${varsigma_required}" "${PROJECT_DESCRIPTION}")
varsigma_install_pkgconfig(varsigma-yaml "varsigma, yaml-0.1" "varsigma with its YAML loader")
varsigma_install_pkgconfig(varsigma-simdjson "varsigma, simdjson" "varsigma with its simdjson adapter")
varsigma_install_pkgconfig(varsigma-nlohmann_json "varsigma, nlohmann_json" "varsigma with its nlohmann-json adapter")
varsigma_install_pkgconfig(varsigma-convert_json "varsigma, nlohmann_json" "varsigma with its converters to JSON")

if(VARSIGMA_INSTALL_COMPILED)
    # an export each, since a part can only be imported where what it needs was found
    set(libraries "${CMAKE_INSTALL_LIBDIR}")
    file(RELATIVE_PATH VARSIGMA_PC_PREFIX "/${libraries}/pkgconfig" "/")
    string(REGEX REPLACE "/$" "" VARSIGMA_PC_PREFIX "${VARSIGMA_PC_PREFIX}")
    get_property(parts DIRECTORY PROPERTY VARSIGMA_COMPILED_PARTS)
    foreach(part IN LISTS parts)
        install(TARGETS varsigma_${part} EXPORT varsigma-${part}-targets ARCHIVE DESTINATION "${libraries}")
        install(EXPORT varsigma-${part}-targets NAMESPACE varsigma:: DESTINATION "${libraries}/cmake/varsigma")
        string(REPLACE "compiled_" "" component "${part}")
        set(VARSIGMA_PC_NAME varsigma-compiled-${component})
        set(VARSIGMA_PC_REQUIRES "varsigma-compiled, varsigma-${component}")
        if(part STREQUAL "compiled")
            set(VARSIGMA_PC_NAME varsigma-compiled)
            set(VARSIGMA_PC_REQUIRES varsigma)
        elseif(component STREQUAL "convert")
            set(VARSIGMA_PC_REQUIRES varsigma-compiled)
        elseif(component STREQUAL "convert_json")
            set(VARSIGMA_PC_REQUIRES "varsigma-compiled-convert, varsigma-convert_json")
        endif()
        set(VARSIGMA_PC_DESCRIPTION "varsigma compiled once: ${part}")
        set(VARSIGMA_PC_LINES
            "libdir=\${prefix}/${libraries}\nCflags: -DVARSIGMA_COMPILED\nLibs: -L\${libdir} -lvarsigma_${part}")
        configure_file(cmake/varsigma.pc.in "${PROJECT_BINARY_DIR}/${VARSIGMA_PC_NAME}.pc" @ONLY)
        install(FILES "${PROJECT_BINARY_DIR}/${VARSIGMA_PC_NAME}.pc" DESTINATION "${libraries}/pkgconfig")
    endforeach()
endif()
