// SPDX-License-Identifier: BSL-1.0
#include "json_matching.hpp"

#include <varsigma/compile/compile_options.hpp>
#include <varsigma/core/result.hpp>
#include <varsigma/event/dynamic_event.hpp>

#include <utility>

namespace varsigma_tests {

namespace {

[[nodiscard]] varsigma::result<void> read_line(varsigma::nlohmann_reader& reader, std::string_view line,
                                               varsigma::dynamic_event& into) {
    return reader.read_text(line, into);
}
[[nodiscard]] varsigma::result<void> read_line(varsigma::simdjson_reader& reader, std::string_view line,
                                               varsigma::dynamic_event& into) {
    return reader.read(line, into);
}

} // namespace

template <class Reader>
matching_with<Reader>::matching_with(std::vector<varsigma::detection_rule> rules, varsigma::compile_options options,
                                     const varsigma::field_map& map)
    : rules_(std::move(rules), std::move(options)),
      scratch_(rules_),
      reader_(rules_.fields(), map),
      event_(rules_.fields()) {}

template <class Reader>
matching_with<Reader>::~matching_with() = default;

template <class Reader>
std::string matching_with<Reader>::operator()(std::string_view line) {
    const auto done = read_line(reader_, line, event_);
    if (!done) { return "<" + std::string{name(done.error().code)} + ">"; }
    std::string titles;
    const auto found = rules_.match(event_, scratch_);
    routed_ = found.routed();
    for (const auto& hit : found) { titles.append(titles.empty() ? "" : ",").append(hit.title()); }
    return titles;
}

template class matching_with<varsigma::nlohmann_reader>;
template class matching_with<varsigma::simdjson_reader>;

} // namespace varsigma_tests
