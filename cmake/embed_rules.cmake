# SPDX-License-Identifier: BSL-1.0

# varsigma_embed_rules(<target> RULES <path>... [PLACEHOLDERS <file>...] [NAMESPACE <name>] [HEADER <file>]
#                      [BUNDLE [EVENTS <event>...]])
#
# Brings Sigma rules into <target>: when the target is built, the rules (files, or folders with all that is in them) are
# loaded, and a header is written that the target can include. A rule that is wrong is an error of the build, with file and
# line. HEADER is what is included, `<target>_rules.hpp` unless told otherwise; what it holds is in the namespace NAMESPACE,
# `embedded_rules` unless told otherwise:
#
# - C++ types: one for each rule, called as its title, and `rules`, a `varsigma::static_rule_set` of them. For tens of
#   rules: the compiler takes about a quarter of a second for each.
# - With BUNDLE, for any number of rules: `bundle()`, the bytes for `varsigma::rule_set<...>::from_bundle`, which are
#   compiled into the target. EVENTS describes the types of events of that rule set, in their order, each as
#   `<name>=<product>/<category>/<service>:<field>,<field>...` with `-` for an attribute that is not known, `none` for one that they do not have. Without EVENTS
#   the bundle is for `varsigma::rule_set<varsigma::dynamic_event>`.
#
# PLACEHOLDERS are files of YAML (name: value, or a list of them) with what `%name%` stands for in rules with the modifier
# `expand`; of a name in several files the last one counts.
#
# Needs varsigma::yaml (libyaml). The rules are read on the machine that builds; of YAML nothing reaches the target. A bundle is for
# machines of the same byte order. Who compiles for another machine sets VARSIGMA_EMBED_RULES_PROGRAM to what this machine's
# compiler made of embed_rules/embed_rules.cpp beside this file, of the same version; otherwise it is built on the way.
function(varsigma_embed_rules target)
    cmake_parse_arguments(PARSE_ARGV 1 arg "BUNDLE" "NAMESPACE;HEADER" "RULES;EVENTS;PLACEHOLDERS")
    if(NOT TARGET ${target}
       OR NOT arg_RULES
       OR arg_UNPARSED_ARGUMENTS
       OR (arg_EVENTS AND NOT arg_BUNDLE))
        message(FATAL_ERROR "varsigma_embed_rules(<target> RULES <path>... [PLACEHOLDERS <file>...] [NAMESPACE <name>]"
                            " [HEADER <file>] [BUNDLE [EVENTS <event>...]])")
    endif()
    if(NOT arg_NAMESPACE)
        set(arg_NAMESPACE embedded_rules)
    endif()
    set(identifier "[A-Za-z_][A-Za-z0-9_]*")
    if(NOT arg_NAMESPACE MATCHES "^${identifier}(::${identifier})*$")
        message(FATAL_ERROR "varsigma_embed_rules: no namespace can be called '${arg_NAMESPACE}'")
    endif()
    if(NOT arg_HEADER)
        set(arg_HEADER ${target}_rules.hpp)
    endif()
    if(IS_ABSOLUTE "${arg_HEADER}")
        message(FATAL_ERROR "varsigma_embed_rules: HEADER is what is included, not a place: '${arg_HEADER}'")
    endif()
    set(program "${VARSIGMA_EMBED_RULES_PROGRAM}")
    if(NOT program)
        set(program varsigma_embed_rules_program)
        if(NOT TARGET varsigma::yaml)
            message(FATAL_ERROR "varsigma_embed_rules needs varsigma::yaml (libyaml)")
        endif()
        if(NOT TARGET ${program})
            add_executable(${program} EXCLUDE_FROM_ALL "${CMAKE_CURRENT_FUNCTION_LIST_DIR}/embed_rules/embed_rules.cpp")
            target_link_libraries(${program} PRIVATE varsigma::varsigma varsigma::yaml)
            if(TARGET varsigma::compiled_yaml)
                target_link_libraries(${program} PRIVATE varsigma::compiled_yaml)
            endif()
        endif()
    endif()

    set(places "")
    set(files "")
    foreach(place IN LISTS arg_RULES)
        cmake_path(ABSOLUTE_PATH place BASE_DIRECTORY "${CMAKE_CURRENT_SOURCE_DIR}" NORMALIZE)
        list(APPEND places "${place}")
        if(IS_DIRECTORY "${place}")
            file(GLOB_RECURSE found CONFIGURE_DEPENDS "${place}/*.yml" "${place}/*.yaml")
            list(APPEND files ${found})
        else()
            list(APPEND files "${place}")
        endif()
    endforeach()

    set(folder "${CMAKE_CURRENT_BINARY_DIR}/${target}_embedded")
    set(header "${folder}/${arg_HEADER}")
    cmake_path(GET header PARENT_PATH header_folder)
    file(MAKE_DIRECTORY "${header_folder}")
    set(written "${header}")
    set(request types "${arg_NAMESPACE}" "${header}")
    if(arg_BUNDLE)
        cmake_path(REPLACE_EXTENSION header .cpp OUTPUT_VARIABLE definition)
        list(APPEND written "${definition}")
        set(request bundle "${arg_NAMESPACE}" "${header}" "${definition}")
    endif()
    foreach(place IN LISTS arg_PLACEHOLDERS)
        cmake_path(ABSOLUTE_PATH place BASE_DIRECTORY "${CMAKE_CURRENT_SOURCE_DIR}" NORMALIZE)
        list(APPEND files "${place}")
        list(APPEND request --placeholders "${place}")
    endforeach()
    if(arg_BUNDLE)
        foreach(event IN LISTS arg_EVENTS)
            list(APPEND request --event "${event}")
        endforeach()
    endif()
    add_custom_command(
        OUTPUT ${written}
        COMMAND ${program} ${request} ${places}
        DEPENDS ${files} ${program}
        COMMENT "Embedding Sigma rules into ${target}"
        VERBATIM)
    target_sources(${target} PRIVATE ${written})
    target_include_directories(${target} PRIVATE "${folder}")
    target_link_libraries(${target} PRIVATE varsigma::varsigma)
endfunction()
