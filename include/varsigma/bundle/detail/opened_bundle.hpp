// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <varsigma/bundle/bundle_container.hpp>
#include <varsigma/bundle/bundle_options.hpp>
#include <varsigma/bundle/detail/bundle_owner.hpp>
#include <varsigma/core/build_mode.hpp>
#include <varsigma/core/detail/flat_reader.hpp>
#include <varsigma/core/detail/flat_writer.hpp>
#include <varsigma/core/diagnostic.hpp>
#include <varsigma/core/printable.hpp>
#include <varsigma/core/result.hpp>
#include <varsigma/core/version.hpp>
#include <varsigma/event/detail/field_presence.hpp>
#include <varsigma/event/field_table.hpp>
#include <varsigma/match/detail/event_kind.hpp>
#include <varsigma/match/detail/rule_core.hpp>
#include <varsigma/pattern/regex.hpp>
#include <varsigma/route/detail/route_schema.hpp>
#include <varsigma/route/route.hpp>
#include <varsigma/route/router.hpp>
#include <varsigma/rule/detail/model_archive.hpp>
#include <varsigma/rule/rule_list.hpp>
#include <varsigma/text/detail/simd_level.hpp>

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace VARSIGMA_NAMESPACE::detail {

struct stored_diagnostic {
    diagnostic found;

    template <class Self, class Layout>
    static void lay_out(Self& self, Layout& layout) {
        auto code = std::string{name(self.found.code)};
        auto level = static_cast<std::uint8_t>(self.found.level);
        layout(code, level, self.found.file, self.found.position.line, self.found.position.column, self.found.message,
               self.found.suggestion, self.found.events, self.found.fields);
        self.take(code, level, layout);
    }

    void take(std::string_view code, std::uint8_t level, flat_reader& layout) noexcept {
        const auto known = parse_diagnostic_code(code);
        if (!known || level > static_cast<std::uint8_t>(severity::error)) { return layout.fail(); }
        found.code = *known;
        found.level = static_cast<severity>(level);
        for (auto* const text : {&found.file, &found.message, &found.suggestion, &found.events}) {
            make_printable(*text);
        }
        for (auto& field : found.fields) { make_printable(field); }
    }
    void take(std::string_view /*code*/, std::uint8_t /*level*/, const flat_writer& /*layout*/) const noexcept {}
};

/// A bundle that is opened: compiled rules, to be used for the kinds of events that they were compiled for.
class opened_bundle {
public:
    /// Checks everything. The bytes have to outlive what is made of it, by themselves or through their owner.
    [[nodiscard]] static result<opened_bundle> open(kept_bytes kept, const bundle_options& options) {
        const auto container = open_container(kept.bytes);
        if (!container) { return container.error(); }
        if (options.accept && !options.accept(container->content, container->signature)) {
            return bundle_error(diagnostic_code::bundle_refused, "the signature of the bundle is not accepted");
        }
        opened_bundle opened;
        opened.made_.bundle = std::move(kept.owner);
        flat_reader reader{container->payload};
        std::vector<std::string> names;
        model_archive models;
        std::vector<stored_diagnostic> found;
        reader(opened.library_, opened.events_, names, models, found, opened.made_);
        reader.align(8);
        const auto rule_sizes = models.checked_sizes();
        if (!reader.ok() || !reader.at_end() || !rule_sizes) { return inconsistent(); }
        make_printable(opened.library_);
        for (auto& each : opened.events_) { make_printable(each); }
        for (const auto& each : names) { opened.made_.fields->add(each); }
        for (auto& each : found) { opened.made_.diagnostics.push_back(std::move(each.found)); }
        opened.field_count_ = names.size();
        opened.made_.rules = rule_list{std::move(models)};
        if (opened.made_.fields->size() != names.size() || !opened.made_.complete(*rule_sizes)) {
            return inconsistent();
        }
        opened.made_.limits = opened.made_.predicates.limits();
        if (opened.made_.limits.memory > options.regex.budget()) {
            return bundle_error(diagnostic_code::bundle_refused,
                                "the bundle asks for " + std::to_string(opened.made_.limits.memory) +
                                    " bytes for one regular expression, more than its user allows, " +
                                    std::to_string(options.regex.memory));
        }
        opened.made_.simd = usable_simd_level(options.simd);
        for (auto& each : opened.made_.buckets) { each.use(opened.made_.simd); }
        if (options.compile_expressions && !opened.made_.predicates.compile_expressions()) {
            return bundle_error(diagnostic_code::bad_regex, "a regular expression of the bundle cannot be compiled");
        }
        return opened;
    }

    [[nodiscard]] const compiled_rules& parts() const noexcept { return made_; }
    [[nodiscard]] std::string_view library() const noexcept { return library_; }
    [[nodiscard]] const std::vector<std::string>& events() const noexcept { return events_; }

    // --- as what compiles rules (`rule_builder`) ---------------------------------------------------------------------

    [[nodiscard]] field_table& fields() noexcept { return *made_.fields; }

    /// The next kind of event: what it has to agree on is looked at, and kept for `difference`.
    route_number add_route(const route& seen, const field_presence* present = nullptr, std::string_view what = {}) {
        const auto number = routes_++;
        if (number >= made_.routes.size()) { return 0; }
        auto& known = made_.routes[number];
        known.seen = seen;
        if (const auto schema = schema_of(seen, present); schema != known.schema) {
            const auto event = what.empty() ? "events of kind " + std::to_string(number) : std::string{what};
            note(event, "not known to the bundle", lines_missing(schema, known.schema));
            note(event, "only in the bundle", lines_missing(known.schema, schema));
        }
        return number;
    }

    /// What is found about how events find their rules was found before the bundle was made, and lies in it.
    void report(const diagnostic& /*found*/) const noexcept {}

    /// In what the kinds of events that were added differ from those that the bundle was made for; nothing if they do
    /// not.
    [[nodiscard]] std::optional<diagnostic> difference() const {
        std::string told = differences_;
        const auto tell = [&](std::string_view text) { told.append(told.empty() ? "" : "; ").append(text); };
        if (routes_ != made_.routes.size()) {
            tell("kinds of events: " + std::to_string(routes_) + ", in the bundle " +
                 std::to_string(made_.routes.size()));
        }
        if (made_.fields->size() != field_count_) { tell("the router reads fields that the bundle does not know"); }
        if (told.empty()) { return std::nullopt; }
        std::string made_for;
        for (const auto& each : events_) { made_for.append(made_for.empty() ? "" : ", ").append(each); }
        constexpr std::size_t longest_message = 16'384;
        auto error = bundle_error(diagnostic_code::bundle_mismatch,
                                  "the bundle was made for other events (" + made_for + "): " + told);
        shorten(error.message, longest_message);
        make_printable(error.message); // last, so that nothing that was written for a character is cut
        return error;
    }

    /// Ends the adding, for events of these kinds. Precondition: there is no difference.
    [[nodiscard]] std::unique_ptr<const rule_core> finish(std::vector<event_kind> kinds) {
        return std::make_unique<const rule_core>(std::move(made_), std::move(kinds));
    }

private:
    opened_bundle() = default;

    [[nodiscard]] static diagnostic inconsistent() {
        return bundle_error(diagnostic_code::bad_bundle, "the bundle does not fit together");
    }

    void note(std::string_view event, std::string_view what, const std::vector<std::string_view>& lines) {
        if (lines.empty()) { return; }
        differences_.append(differences_.empty() ? "" : "; ").append(event).append(", ").append(what).append(": ");
        const char* separator = "";
        for (const auto line : lines) {
            differences_.append(separator).append(line);
            separator = ", ";
        }
    }

    compiled_rules made_;
    std::string library_;
    std::vector<std::string> events_;
    std::size_t field_count_ = 0;
    std::uint32_t routes_ = 0;
    std::string differences_;
};

/// Rules out of a bundle, for events of these kinds; or what is wrong with it, or in what they differ from those that it
/// was made for. O(size).
[[nodiscard]] inline result<std::unique_ptr<const rule_core>> open_rules(kept_bytes kept, const bundle_options& options,
                                                                         std::span<const event_schema> schemas) {
    auto opened = opened_bundle::open(std::move(kept), options);
    if (!opened) { return std::move(opened).error(); }
    std::vector<event_kind> kinds;
    for (const auto& schema : schemas) { kinds.emplace_back(*opened, schema, options.routes); }
    if (auto difference = opened->difference()) { return *std::move(difference); }
    return opened->finish(std::move(kinds));
}

/// The bytes of compiled rules, for events of these types; none if something has more than 2^32 - 1 parts.
[[nodiscard]] inline std::vector<std::byte> to_bundle(const compiled_rules& made, const varsigma::diagnostics& before,
                                                      const std::vector<std::string>& events) {
    std::vector<std::string> names;
    for (slot field = 0; field < made.fields->size(); ++field) { names.emplace_back(made.fields->name(field)); }
    std::vector<stored_diagnostic> found;
    for (const auto* const list : {&before, &made.diagnostics}) {
        for (const auto& each : *list) { found.push_back({each}); }
    }
    flat_writer writer;
    writer(std::string{VARSIGMA_VERSION_STRING}, events, names, made.rules.to_archive(), found, made);
    writer.align(8);
    if (!writer.ok()) { return {}; }
    return in_container(writer.bytes());
}

} // namespace VARSIGMA_NAMESPACE::detail
