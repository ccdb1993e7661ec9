// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <varsigma/core/printable.hpp>

#include <algorithm>
#include <iostream>
#include <string>
#include <string_view>

#include <unistd.h>

namespace convert {

/// The standard output: what is written for another system, byte for byte. A terminal would obey some characters of
/// rules, and so it gets hidden ones by their numbers.
class text_output {
public:
    void write(std::string_view text) {
        if (!on_terminal_) {
            std::cout << text;
            return;
        }
        while (!text.empty()) {
            const auto end = std::min(text.find_first_of("\n\t"), text.size());
            const auto shown = varsigma::printable(text.substr(0, end));
            differs_ = differs_ || shown != text.substr(0, end);
            std::cout << shown << text.substr(end, 1);
            text.remove_prefix(std::min(end + 1, text.size()));
        }
    }

    /// Whether something was shown in another way than it would stand in a file.
    [[nodiscard]] bool differs() const noexcept { return differs_; }

    [[nodiscard]] static bool good() { return std::cout.good(); }

private:
    bool on_terminal_ = ::isatty(STDOUT_FILENO) == 1;
    bool differs_ = false;
};

} // namespace convert
