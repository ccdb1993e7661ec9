// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <varsigma/core/build_mode.hpp>
#include <varsigma/core/diagnostic.hpp>
#include <varsigma/core/printable.hpp>
#include <varsigma/load/detail/arena.hpp>
#include <varsigma/load/detail/document_kind.hpp>
#include <varsigma/load/detail/document_merge.hpp>
#include <varsigma/load/detail/files.hpp>
#include <varsigma/load/detail/report.hpp>
#include <varsigma/load/detail/rule_reader.hpp>
#include <varsigma/load/detail/yaml_tree.hpp>
#include <varsigma/load/file_path.hpp>
#include <varsigma/load/yaml.hpp>
#include <varsigma/rule/collection.hpp>
#include <varsigma/rule/detail/expansion_limits.hpp>
#include <varsigma/rule/detail/rule_findings.hpp>
#include <varsigma/rule/document.hpp>
#include <varsigma/rule/validate.hpp>
#ifndef VARSIGMA_WITHOUT_RE2
#include <varsigma/pattern/detail/re2.hpp>
#endif

#include <algorithm>
#include <cstddef>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <type_traits>
#include <unordered_map>
#include <utility>
#include <variant>
#include <vector>

namespace VARSIGMA_NAMESPACE::yaml {
namespace detail {

#ifndef VARSIGMA_WITHOUT_RE2
[[nodiscard]] inline result<regex_cost> check_with_re2(std::string_view pattern, const interpretation& flags,
                                                       const regex_limits& limits) {
    auto compiled =
        re2_regex::compile(pattern, {flags.regex_ignore_case, flags.regex_multi_line, flags.regex_dot_all}, limits);
    if (compiled) { return compiled->cost(); }
    return std::move(compiled).error();
}
#endif

} // namespace detail

/// What a loader holds, and how it loads.
class loader::loading {
public:
    explicit loading(const options& how) : options_(how), finder_(how.limits, loaded_.diagnostics) {
#ifndef VARSIGMA_WITHOUT_RE2
        if (options_.validation.check_regex == nullptr) options_.validation.check_regex = detail::check_with_re2;
#endif
    }
    loading(const loading&) = delete; // its parts refer to each other
    loading& operator=(const loading&) = delete;
    loading(loading&&) = delete;
    loading& operator=(loading&&) = delete;
    ~loading() = default;

    void add(const file_path& path) {
        const auto first = loaded_.diagnostics.size();
        const auto files = finder_.find(path.text());
        loaded_.rejected += count(std::span{loaded_.diagnostics}.subspan(first), severity::error);
        finish_findings(first);
        // most files hold one rule; grown at least twofold, so that many calls do not copy the rules as often
        const auto expected = loaded_.rules.size() + files.size();
        if (expected > loaded_.rules.capacity()) {
            loaded_.rules.reserve(std::max(expected, 2 * loaded_.rules.capacity()));
            ids_.reserve(loaded_.rules.capacity());
        }
        file_reader reader{buffer_};
        for (const auto& file : files) add_file(file, reader);
    }

    void add_text(std::string_view text, std::string_view file_name) {
        const auto first = loaded_.diagnostics.size();
        if (file_name != text_name_) text_name_ = names_.copy(file_name);
        reporter report{loaded_.diagnostics, text_name_};
        if (text.size() > options_.limits.file_size) {
            report.error(diagnostic_code::file_too_large, {},
                         "longer than " + std::to_string(options_.limits.file_size) + " bytes");
            ++loaded_.rejected;
        } else {
            read_documents(text, report);
        }
        finish_findings(first);
    }

    [[nodiscard]] collection take() {
        return std::exchange(loaded_, {});
    }

private:
    void add_file(const rule_file& file, file_reader& reader) {
        const auto first = loaded_.diagnostics.size();
        reporter report{loaded_.diagnostics, file.name};
        if (const auto text = reader.read(file, options_.limits, report)) {
            read_documents(*text, report);
        } else {
            ++loaded_.rejected;
        }
        finish_findings(first);
    }

    void read_documents(std::string_view text, reporter& report) {
        const auto errors = report.errors();
        memory_.clear();
        expanding_ = {options_.limits.expanded_values, options_.limits.expanded_bytes,
                      options_.limits.regex_instructions};
        document_reader reader{text, memory_, report, options_.limits, decides_about_matches};
        document_merger merger{memory_, report, options_.limits};
        bool any = false;
        for (;;) {
            const auto first = loaded_.diagnostics.size();
            const auto found = reader.next();
            if (!found) break;
            any = true;
            const auto outcome = merger.take(*found);
            const bool taken = outcome.rule != nullptr ? take_rule(*outcome.rule, first, report)
                                                       : !outcome.rejected && !is_spoilt(first);
            if (taken) continue;
            loaded_.rejected += document_merger::is_rule(*found->root) ? 1U : 0U;
            if (!outcome.rejected && outcome.rule == nullptr) merger.reject_last();
        }
        if (reader.failed()) ++loaded_.rejected;
        merger.finish();
        if (!any && report.errors() == errors) {
            report.warning(diagnostic_code::no_rules, {}, "there is no rule in it");
        }
    }

    /// Whether what was said since `first` is reason enough to reject, nothing of it being an error by itself.
    [[nodiscard]] bool is_spoilt(std::size_t first) const noexcept {
        return options_.strict && loaded_.diagnostics.size() != first;
    }

    [[nodiscard]] bool take_rule(const node& root, std::size_t first, reporter& report) {
        auto read = read_rule(root, report);
        if (auto* rule = std::get_if<detection_rule>(&read)) {
            return validate(*rule, options_.validation, loaded_.diagnostics, &expanding_) &&
                   keep(std::move(*rule), root, first, report, loaded_.rules);
        }
        if (auto* rule = std::get_if<filter_rule>(&read)) {
            if (!validate(*rule, options_.validation, loaded_.diagnostics, &expanding_)) return false;
            report.warning(diagnostic_code::not_evaluated, root.position, "filters are read, but not evaluated yet");
            return keep(std::move(*rule), root, first, report, loaded_.filters);
        }
        if (auto* rule = std::get_if<correlation_rule>(&read)) {
            report.warning(diagnostic_code::not_evaluated, root.position,
                           "correlations are read, but not evaluated yet");
            return keep(std::move(*rule), root, first, report, loaded_.correlations);
        }
        return false;
    }

    template <class Rule>
    [[nodiscard]] bool keep(std::type_identity_t<Rule>&& rule, const node& root, std::size_t first, reporter& report,
                            std::vector<Rule>& kept) {
        const std::string_view id = rule.metadata.id;
        const auto known = id.empty() ? ids_.end() : ids_.find(id);
        if (known != ids_.end()) {
            report.warning(diagnostic_code::duplicate_id, root.find("id")->position,
                           "the id " + varsigma::quoted(id) + " is that of a rule in " +
                               (known->second.empty() ? std::string{"a text"} : std::string{known->second}));
        }
        if (is_spoilt(first)) return false;
        if (known == ids_.end() && !id.empty()) ids_.emplace(names_.copy(id), report.file());
        kept.push_back(std::move(rule));
        return true;
    }

    /// What is true of every diagnostic from `first` on, whoever wrote it.
    void finish_findings(std::size_t first) {
        for (auto& finding : std::span{loaded_.diagnostics}.subspan(first)) {
            make_printable(finding.message);
            make_printable(finding.suggestion);
            if (options_.strict) finding.level = severity::error;
        }
    }

    options options_;
    collection loaded_;
    file_finder finder_;
    arena memory_;
    expansion_budget expanding_; // of the file at hand
    std::string buffer_;
    arena names_;
    std::string_view text_name_;                                 // of the last text, in `names_`
    std::unordered_map<std::string_view, std::string_view> ids_; // of all rules, in `names_`, and the file of each
};

VARSIGMA_INLINE loader::loader(const options& how) : loading_(std::make_unique<loading>(how)) {}
VARSIGMA_INLINE loader::~loader() = default;

VARSIGMA_INLINE void loader::add(const file_path& path) {
    loading_->add(path);
}

VARSIGMA_INLINE void loader::add_text(std::string_view text, std::string_view file_name) {
    loading_->add_text(text, file_name);
}

VARSIGMA_INLINE collection loader::take() {
    return loading_->take();
}

VARSIGMA_INLINE collection load(const file_path& path, const options& how) {
    loader reader{how};
    reader.add(path);
    return reader.take();
}

VARSIGMA_INLINE collection load(const file_paths& paths, const options& how) {
    loader reader{how};
    for (const auto& path : paths) reader.add(path);
    return reader.take();
}

VARSIGMA_INLINE collection load_text(std::string_view text, std::string_view file_name, const options& how) {
    loader reader{how};
    reader.add_text(text, file_name);
    return reader.take();
}

} // namespace VARSIGMA_NAMESPACE::yaml
