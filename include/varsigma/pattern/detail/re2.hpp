// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <varsigma/core/build_mode.hpp>
#include <varsigma/core/result.hpp>
#include <varsigma/literals/detail/literal_search.hpp>
#include <varsigma/pattern/detail/counted_regex.hpp>
#include <varsigma/pattern/detail/re2_source.hpp>
#include <varsigma/pattern/regex.hpp>
#include <varsigma/text/utf8.hpp>

#include <re2/re2.h>

#include <cstddef>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

namespace VARSIGMA_NAMESPACE {

namespace detail {

/// The first construct in `pattern` that other regex dialects have and RE2 leaves out on purpose, because it cannot be
/// matched in linear time: `(?=`, `(?!`, `(?<=`, `(?<!`, `\1` to `\9`, `\k`. Empty if there is none. O(n).
inline std::string_view unsupported_construct(std::string_view pattern) noexcept {
    bool in_class = false;
    for (std::size_t index = 0; index + 1 < pattern.size(); ++index) {
        const std::string_view rest = pattern.substr(index);
        if (rest.front() == '\\') {
            if (rest[1] == 'Q') {
                const std::size_t end = rest.find("\\E");
                if (end == rest.npos) return {};
                index += end;
            } else if (!in_class && ((rest[1] >= '1' && rest[1] <= '9') || rest[1] == 'k')) {
                return rest.substr(0, 2);
            }
            ++index; // what is escaped begins nothing
        } else if (in_class) {
            in_class = rest.front() != ']';
        } else if (rest.front() == '[') {
            in_class = true;
            // a `]` that comes first stands for itself
            if (rest.substr(1).starts_with("^]")) {
                index += 2;
            } else if (rest[1] == ']') {
                ++index;
            }
        } else {
            for (const std::string_view around : {"(?=", "(?!", "(?<=", "(?<!"}) {
                if (rest.starts_with(around)) return around;
            }
        }
    }
    return {};
}

/// The byte of `text` that stands at `offset` of its repaired form. In the middle of a character it is that character's
/// begin, or its end with `up`. O(offset).
inline std::size_t unrepaired_offset(std::string_view text, std::size_t offset, bool up) noexcept {
    constexpr std::size_t replacement_length = 3;
    const char* first = text.data();
    const char* const last = first + text.size();
    std::size_t repaired = 0;
    while (repaired < offset && first != last) {
        const utf8::decoded next = utf8::decode(first, last);
        const std::size_t length = next.valid ? next.length : replacement_length;
        if (repaired + length > offset && !up) break;
        repaired += length;
        first += next.length;
    }
    return static_cast<std::size_t>(first - text.data());
}

} // namespace detail

/// One expression of the modifier `re`, compiled by RE2 (a `regex_engine`).
///
/// The syntax is RE2's, which is Perl's without lookaround and backreferences: those are what cannot be matched in
/// linear time. Where single characters are repeated many times (`.{1000,}`, `foo[a-z]{200,}`), which RE2 would count
/// by states, they are counted instead, with the same answers. Move-only. Matching is const and safe from any number of
/// threads; RE2 builds parts of its automaton while it runs and keeps them within the memory limit, so the first
/// searches may allocate.
class re2_regex {
public:
    /// Compiles; the error `bad_regex` names lookaround and backreferences, gives the budget if the program exceeds it,
    /// and RE2's own words otherwise. Nothing is logged.
    [[nodiscard]] static result<re2_regex> compile(std::string_view pattern, regex_flags flags,
                                                   const regex_limits& limits = {}) {
        const detail::re2_source source{pattern, flags, limits};
        auto compiled = std::make_unique<const RE2>(detail::to_re2(source.text), source.options);
        if (!compiled->ok()) { return explain(*compiled, pattern, limits); }
        if (auto counted = detail::counted_regex::make(pattern, flags, limits)) {
            // RE2's program is large then, and hardly ever needed
            return re2_regex{*std::move(counted), size_of(*compiled)};
        }
        return re2_regex{std::move(compiled)};
    }

    [[nodiscard]] regex_cost cost() const noexcept {
        return {compiled_ == nullptr ? 0 : size_of(*compiled_), compiled_ == nullptr ? dropped_ : size_of(*compiled_)};
    }

    /// Whether the expression matches anywhere in `text`.
    ///
    /// \param buffer is overwritten, with the repaired text, if `text` has bytes that belong to no valid UTF-8
    /// sequence,
    ///        and left alone if not; `text` must not look into it. O(n) after the automaton is built.
    [[nodiscard]] bool search(std::string_view text, std::string& buffer) const {
        if (counted_) {
            return counted_->search(text, [&] { return repaired(text, buffer); });
        }
        return match(*compiled_, repaired(text, buffer), nullptr);
    }

    /// Where the leftmost match stands in `text` as it was given, invalid bytes included. `buffer` as for `search`. If
    /// characters are counted beside something else, it is the longest of the matches that begin there. O(n log n)
    /// then, else O(n).
    [[nodiscard]] std::optional<text_span> find(std::string_view text, std::string& buffer) const {
        if (!counted_) { return find(*compiled_, text, buffer); }
        return search(text, buffer) ? counted_->find(text) : std::nullopt;
    }

    /// Builds ahead what RE2 otherwise builds during the first searches: it searches some texts. `buffer` as for
    /// `search`.
    void warm_up(std::string& buffer) const {
        if (counted_) { return; }
        static_cast<void>(find({}, buffer)); // the automaton that runs backwards, too
        std::string printable;
        for (char byte = ' '; byte < 0x7F; ++byte) { printable += byte; }
        static_cast<void>(find(printable, buffer));
    }

private:
    explicit re2_regex(std::unique_ptr<const RE2> compiled) noexcept : compiled_(std::move(compiled)) {}
    re2_regex(detail::counted_regex made, std::size_t dropped)
        : counted_(std::make_unique<const detail::counted_regex>(std::move(made))), dropped_(dropped) {}

    [[nodiscard]] static std::size_t size_of(const RE2& compiled) noexcept {
        return static_cast<std::size_t>(compiled.ProgramSize());
    }

    static diagnostic explain(const RE2& failed, std::string_view pattern, const regex_limits& limits) {
        diagnostic error;
        error.code = diagnostic_code::bad_regex;
        const std::string_view construct = detail::unsupported_construct(pattern);
        if (failed.error_code() == RE2::ErrorPatternTooLarge) {
            error.message = "the compiled expression exceeds the budget of " + std::to_string(limits.memory) + " bytes";
            error.suggestion = "lower its counts, or raise regex_limits::memory for loading and for compiling alike";
        } else if (construct.empty()) {
            error.message = "not a valid regular expression: " + failed.error();
        } else {
            error.message = construct.front() == '\\' ? "backreference `" : "lookaround `";
            error.message.append(construct).append("` is not supported by RE2");
        }
        return error;
    }

    static std::string_view repaired(std::string_view text, std::string& buffer) {
        if (utf8::is_valid(text)) return text;
        utf8::repair(text, buffer);
        return buffer;
    }

    static bool match(const RE2& compiled, std::string_view text, detail::re2_piece* hit) {
        return compiled.Match(detail::to_re2(text), 0, text.size(), RE2::UNANCHORED, hit, hit == nullptr ? 0 : 1);
    }

    static std::optional<text_span> find(const RE2& compiled, std::string_view text, std::string& buffer) {
        const std::string_view searched = repaired(text, buffer);
        detail::re2_piece hit;
        if (!match(compiled, searched, &hit)) { return std::nullopt; }
        auto begin = searched.empty() ? std::size_t{0} : static_cast<std::size_t>(hit.data() - searched.data());
        std::size_t end = begin + hit.size();
        if (searched.data() != text.data()) {
            begin = detail::unrepaired_offset(text, begin, false);
            end = detail::unrepaired_offset(text, end, true);
        }
        return text_span{begin, end - begin};
    }

    std::unique_ptr<const RE2> compiled_; // either this
    std::unique_ptr<const detail::counted_regex> counted_;
    std::size_t dropped_ = 0; // instructions of RE2's program in place of which characters are counted
};

static_assert(regex_engine<re2_regex>);

} // namespace VARSIGMA_NAMESPACE
