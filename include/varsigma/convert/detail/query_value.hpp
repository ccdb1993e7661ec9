// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <varsigma/convert/detail/query_tree.hpp>
#include <varsigma/core/build_mode.hpp>
#include <varsigma/pattern/detail/dash.hpp>
#include <varsigma/pattern/sigma_string.hpp>
#include <varsigma/rule/detail/value_patterns.hpp>
#include <varsigma/text/detail/symbol.hpp>

#include <algorithm>
#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <utility>
#include <vector>

namespace VARSIGMA_NAMESPACE::detail {

/// `value_patterns` of a value of the test. Precondition: the value has no problem with the chain.
[[nodiscard]] inline std::vector<sigma_string> patterns_of(const query_test& test, const rule_value& value) {
    return value_patterns(test.meaning, test.is_keyword(), value).value_or(std::vector<sigma_string>{});
}

/// The pattern once for each choice of its dashes, the last changing fastest; nothing if that would be more than
/// `most`. O(length) for each.
[[nodiscard]] inline std::optional<std::vector<sigma_string>> with_dashes(const sigma_string& pattern,
                                                                          std::size_t most) {
    std::vector<symbol> symbols{pattern.symbols().begin(), pattern.symbols().end()};
    std::vector<std::size_t> places;
    std::size_t count = 1;
    for (std::size_t at = 0; at < symbols.size(); ++at) {
        if (symbols[at] != symbol::any_dash) { continue; }
        places.push_back(at);
        count *= dashes.size();
        if (count > most) { return std::nullopt; }
    }
    std::vector<sigma_string> made;
    made.reserve(count);
    for (std::size_t choice = 0; choice < count; ++choice) {
        auto rest = choice;
        for (std::size_t place = places.size(); place-- != 0; rest /= dashes.size()) {
            symbols[places[place]] = literal_symbol(dashes[rest % dashes.size()]);
        }
        made.push_back(sigma_string::from_symbols(symbols));
    }
    return made;
}

} // namespace VARSIGMA_NAMESPACE::detail
