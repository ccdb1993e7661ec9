// SPDX-License-Identifier: BSL-1.0
#pragma once

// The bodies of what loads rules from YAML, as `varsigma/src.hpp` has those of the rest.

#ifndef VARSIGMA_COMPILED
#error "define VARSIGMA_COMPILED in all files of the program that include the library, this one among them"
#endif

#include <varsigma/load/field_map.ipp>
#include <varsigma/load/placeholders.ipp>
#include <varsigma/load/yaml.ipp>
