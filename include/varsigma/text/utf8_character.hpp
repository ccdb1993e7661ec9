// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <varsigma/core/utf8_character.hpp> // IWYU pragma: export

/// Single characters in UTF-8 are in `core/utf8_character.hpp`, since messages are made of them too; they belong to
/// texts, and so they can be had here as well.
