// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <varsigma/core/build_mode.hpp>
#include <varsigma/core/detail/flat_array.hpp>
#include <varsigma/rule/condition.hpp>
#include <varsigma/rule/detail/model_checker.hpp>
#include <varsigma/rule/detail/model_layout.hpp>
#include <varsigma/rule/document.hpp>
#include <varsigma/rule/modifier.hpp>
#include <varsigma/text/number.hpp>

#include <bit>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

namespace VARSIGMA_NAMESPACE::detail {

/// How long all texts of an archive may be together, each counted as often as a rule names it, if so many bytes of
/// texts are kept: reading rules then takes memory in proportion to the archive. The writer keeps a text again before
/// it goes beyond, which ordinary rules never come near.
[[nodiscard]] constexpr std::uint64_t most_text_bytes(std::uint64_t kept) noexcept {
    return (std::uint64_t{1} << 20U) + 4 * kept;
}

/// Appends the parts of models to a list of words, and their texts, equal ones once (`most_text_bytes`), to a text.
class model_writer {
public:
    model_writer(flat_array<std::uint32_t>& words, flat_array<char>& texts) noexcept : words_(words), texts_(texts) {}

    void word(std::uint32_t value) { words_.push_back(value); }
    void flag(bool truth) { word(truth ? 1 : 0); }
    template <class Enumeration>
    void choice(Enumeration chosen, Enumeration /*last*/) {
        word(static_cast<std::uint32_t>(chosen));
    }
    void text(std::string_view text) {
        const auto next = static_cast<std::uint32_t>(texts_.size());
        const auto [known, is_new] = known_.try_emplace(std::string{text}, next);
        named_bytes_ += text.size();
        if (is_new || named_bytes_ > most_text_bytes(texts_.size())) {
            known->second = next;
            texts_.append(text);
        }
        word(known->second);
        word(static_cast<std::uint32_t>(text.size()));
    }
    void numeric(number value) {
        word(static_cast<std::uint32_t>(value.which()));
        const auto bits = value.bits();
        word(static_cast<std::uint32_t>(bits));
        word(static_cast<std::uint32_t>(bits >> 32U));
    }
    void chain(const modifier_chain& modifiers) {
        word(static_cast<std::uint32_t>(modifiers.size()));
        for (const auto each : modifiers) { choice(each, modifier::expand); }
    }
    void tree(const condition& /*whole*/) noexcept {} // it follows from the text

    template <class Part, class Each>
    void list(const std::vector<Part>& parts, Each each) {
        word(static_cast<std::uint32_t>(parts.size()));
        for (const auto& part : parts) { each(part); }
    }
    template <class Part, class Held>
    void optional(const std::optional<Part>& part, Held held) {
        flag(part.has_value());
        if (part) { held(*part); }
    }
    template <class Inside>
    void nested(Inside inside) {
        ok_ = ok_ && depth_.enter(inside);
    }

    /// Whether nothing was left out because it is nested too deeply, since the start.
    [[nodiscard]] bool ok() const noexcept { return ok_; }
    void start_anew() noexcept { ok_ = true; }

private:
    flat_array<std::uint32_t>& words_;
    flat_array<char>& texts_;
    std::unordered_map<std::string, std::uint32_t> known_;
    std::uint64_t named_bytes_ = 0;
    model_depth depth_;
    bool ok_ = true;
};

/// Reads the same. Any words can be read; `ok()` is false once something was no value.
class model_reader {
public:
    model_reader(std::span<const std::uint32_t> words, std::string_view texts) noexcept
        : words_(words), texts_(texts) {}

    [[nodiscard]] bool ok() const noexcept { return ok_; }
    void word(std::uint32_t& value) noexcept { value = next(); }
    void flag(bool& truth) noexcept {
        std::uint32_t value = next();
        truth = value == 1;
        expect(value <= 1);
    }
    template <class Enumeration>
    void choice(Enumeration& chosen, Enumeration last) noexcept {
        const auto value = next();
        expect(value <= static_cast<std::uint32_t>(last));
        chosen = ok_ ? static_cast<Enumeration>(value) : Enumeration{};
    }
    void text(std::string& text) {
        const auto first = next();
        const auto size = next();
        expect(std::uint64_t{first} + size <= texts_.size());
        if (ok_) { text.assign(texts_.substr(first, size)); }
    }
    void numeric(number& value) noexcept {
        const auto kind = next();
        const std::uint64_t lower = next();
        const auto bits = lower | std::uint64_t{next()} << 32U;
        expect(kind <= static_cast<std::uint32_t>(number::kind::real));
        if (kind == static_cast<std::uint32_t>(number::kind::real)) {
            value = number{std::bit_cast<double>(bits)};
        } else if (kind == static_cast<std::uint32_t>(number::kind::unsigned_integer)) {
            value = number{bits};
        } else {
            value = number{static_cast<std::int64_t>(bits)};
        }
    }
    void chain(modifier_chain& modifiers) noexcept {
        modifiers = {};
        for (auto left = next(); ok_ && left != 0; --left) {
            modifier each{};
            choice(each, modifier::expand);
            expect(modifiers.push_back(each));
        }
    }
    void tree(condition& whole) {
        if (!ok_) { return; }
        const auto parsed = parse_condition(whole.text, whole.nodes, deepest_model);
        expect(!parsed.error);
        whole.root = parsed.root;
    }

    template <class Part, class Each>
    void list(std::vector<Part>& parts, Each each) {
        const auto size = next();
        expect(size <= words_.size() - at_); // each takes a word at least
        for (auto left = size; ok_ && left != 0; --left) { each(parts.emplace_back()); }
    }
    template <class Part, class Held>
    void optional(std::optional<Part>& part, Held held) {
        bool present = false;
        flag(present);
        if (present) { held(part.emplace()); }
    }
    template <class Inside>
    void nested(Inside inside) {
        if (ok_) { expect(depth_.enter(inside)); }
    }

private:
    std::uint32_t next() noexcept {
        expect(at_ < words_.size());
        return ok_ ? words_[at_++] : 0;
    }
    void expect(bool truth) noexcept { ok_ = ok_ && truth; }

    std::span<const std::uint32_t> words_;
    std::string_view texts_;
    std::size_t at_ = 0;
    model_depth depth_;
    bool ok_ = true;
};

/// The models of rules, written down so that they can be kept in a file, and read one by one when they are needed.
class model_archive {
public:
    model_archive() = default;

    /// Of a rule that is beyond what a reader accepts (`model_checker`), and so can be none that was compiled, only
    /// what it says about itself is written.
    explicit model_archive(const std::vector<detection_rule>& rules) {
        model_writer writer{words_, texts_};
        for (const auto& rule : rules) {
            const auto first = words_.size();
            begins_.push_back(static_cast<std::uint32_t>(first));
            detail::lay_out(writer, rule);
            model_checker checker{all_texts()};
            if (writer.ok() && checker.accepts(words_.view().subspan(first))) { continue; }
            words_.resize(first);
            writer.start_anew();
            const auto left = about(rule);
            detail::lay_out(writer, left);
        }
        begins_.push_back(static_cast<std::uint32_t>(words_.size()));
    }

    [[nodiscard]] std::size_t size() const noexcept { return begins_.empty() ? 0 : begins_.size() - 1; }

    /// The rule of that number. Precondition: the archive is sound; of another an empty rule may come. O(rule).
    [[nodiscard]] detection_rule read(std::size_t number) const {
        detection_rule rule;
        model_reader reader{words_of(number), all_texts()};
        detail::lay_out(reader, rule);
        if (!reader.ok()) { rule = {}; }
        return rule;
    }

    // What is asked most, without reading the whole rule. The texts live as long as the archive.
    [[nodiscard]] std::string_view title(std::size_t number) const noexcept { return text_at(words_of(number), 0); }
    [[nodiscard]] std::string_view id(std::size_t number) const noexcept { return text_at(words_of(number), 1); }
    [[nodiscard]] severity_level level(std::size_t number) const noexcept {
        return static_cast<severity_level>(words_of(number)[level_place]);
    }

    template <class Self, class Layout>
    static void lay_out(Self& self, Layout& layout) {
        layout(self.begins_, self.words_, self.texts_);
    }
    /// The size of each rule (`model_size`); nothing unless all can be read, and cost no more than what they take here
    /// (`model_checker`). O(size).
    [[nodiscard]] std::optional<std::vector<std::uint64_t>> checked_sizes() const {
        if (begins_.empty() || begins_[0] != 0 || begins_[begins_.size() - 1] != words_.size()) { return std::nullopt; }
        model_checker checker{all_texts()};
        std::vector<std::uint64_t> sizes;
        for (std::size_t number = 0; number < size(); ++number) {
            if (begins_[number] > begins_[number + 1] || begins_[number + 1] > words_.size() ||
                !checker.accepts(words_of(number))) {
                return std::nullopt;
            }
            sizes.push_back(checker.last_size());
        }
        if (checker.text_bytes() > most_text_bytes(texts_.size())) { return std::nullopt; }
        return sizes;
    }

private:
    static constexpr std::size_t level_place = 2 * metadata_texts;

    /// A rule that says the same about itself and asks nothing.
    [[nodiscard]] static detection_rule about(const detection_rule& rule) {
        detection_rule left;
        left.metadata = rule.metadata;
        left.origin = rule.origin;
        left.source = rule.source;
        left.timeframe = rule.timeframe;
        return left;
    }

    [[nodiscard]] std::span<const std::uint32_t> words_of(std::size_t number) const noexcept {
        return words_.view().subspan(begins_[number], begins_[number + 1] - begins_[number]);
    }
    [[nodiscard]] std::string_view all_texts() const noexcept { return {texts_.data(), texts_.size()}; }
    [[nodiscard]] std::string_view text_at(std::span<const std::uint32_t> words, std::size_t place) const noexcept {
        return all_texts().substr(words[place * 2], words[place * 2 + 1]);
    }

    flat_array<std::uint32_t> begins_; // of each rule in the words, and the end of the last
    flat_array<std::uint32_t> words_;
    flat_array<char> texts_;
};

} // namespace VARSIGMA_NAMESPACE::detail
