# SPDX-License-Identifier: BSL-1.0
#
# The install tree: headers, CMake package and pkg-config files. Header-only, so all of it is independent of the
# architecture and lives under share/; all paths inside are relative, so the tree can be moved.
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
