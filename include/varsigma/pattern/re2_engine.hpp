// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <varsigma/core/build_mode.hpp>
#include <varsigma/core/result.hpp>
#include <varsigma/pattern/detail/dash.hpp>
#include <varsigma/pattern/detail/re2.hpp>
#include <varsigma/pattern/wildcard_pattern.hpp>
#include <varsigma/text/detail/symbol.hpp>

#include <charconv>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <utility>

namespace VARSIGMA_NAMESPACE {

/// Matches value strings with RE2 (a `wildcard_engine`): the second opinion on `glob_automaton`, and a comparison.
///
/// Everything in which RE2 would differ is done before RE2 sees it: pattern and text are folded by `fold`, and an
/// invalid byte b of either becomes the surrogate U+DC00 + b in three bytes. No valid text has surrogates, so the
/// mapping is one to one, and RE2's automaton takes them for one character. Move-only. Unlike `glob_automaton` it
/// allocates for every text.
class re2_engine {
public:
    /// Compiles; the error `rule_too_large` if RE2 needs more than 64 MiB for the pattern.
    [[nodiscard]] static result<re2_engine> compile(std::span<const symbol> pattern, case_mode mode) {
        RE2::Options options;
        options.set_log_errors(false);
        options.set_dot_nl(true);
        options.set_max_mem(std::int64_t{64} << 20);
        auto compiled = std::make_unique<RE2>(detail::to_re2(expression(pattern, mode)), options);
        if (!compiled->ok()) {
            diagnostic error;
            error.code = diagnostic_code::rule_too_large;
            error.message = "the value is too long for RE2: " + compiled->error();
            return error;
        }
        return re2_engine{std::move(compiled), mode};
    }

    /// Whether the whole of `text` matches.
    [[nodiscard]] bool matches(std::string_view text) const noexcept { return matches_as(text, mode_); }

    /// The same for a text that is folded already, or for an `exact` pattern.
    [[nodiscard]] bool matches_folded(std::string_view text) const noexcept {
        return matches_as(text, case_mode::exact);
    }

private:
    re2_engine(std::unique_ptr<const RE2> compiled, case_mode mode) noexcept
        : compiled_(std::move(compiled)), mode_(mode) {}

    /// `character` as RE2 gets it.
    static constexpr char32_t mapped(char32_t character) noexcept {
        return character < utf8::invalid_byte_base ? character : character - utf8::invalid_byte_base + 0xDC00;
    }

    static void append_escape(char32_t character, std::string& out) {
        char digits[8];
        const auto written = std::to_chars(digits, digits + sizeof digits, static_cast<std::uint32_t>(character), 16);
        out.append("\\x{").append(digits, written.ptr).append("}");
    }

    static std::string expression(std::span<const symbol> pattern, case_mode mode) {
        std::string text;
        for (const symbol element : pattern) {
            switch (element) {
            case symbol::any_run: text += ".*"; break;
            case symbol::any_one: text += '.'; break;
            case symbol::any_dash:
                text += '[';
                for (const char32_t dash : dashes) { append_escape(dash, text); }
                text += ']';
                break;
            default: append_escape(mapped(comparable(character(element), mode)), text); break;
            }
        }
        return text;
    }

    [[nodiscard]] bool matches_as(std::string_view text, case_mode mode) const noexcept {
        std::string prepared;
        prepared.reserve(text.size());
        const char* const last = text.data() + text.size();
        for (const char* first = text.data(); first != last;) {
            const utf8::decoded next = utf8::decode(first, last);
            first += next.length;
            if (next.valid) {
                utf8::append(comparable(next.character, mode), prepared);
            } else {
                // a surrogate, which utf8::append would not write
                const char32_t surrogate = mapped(next.character);
                for (const char32_t byte :
                     {0xE0 | surrogate >> 12, 0x80 | (surrogate >> 6 & 0x3F), 0x80 | (surrogate & 0x3F)}) {
                    prepared += static_cast<char>(static_cast<unsigned char>(byte));
                }
            }
        }
        return compiled_->Match(detail::to_re2(prepared), 0, prepared.size(), RE2::ANCHOR_BOTH, nullptr, 0);
    }

    std::unique_ptr<const RE2> compiled_;
    case_mode mode_;
};

static_assert(wildcard_engine<re2_engine>);

} // namespace VARSIGMA_NAMESPACE
