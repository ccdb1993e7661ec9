// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <varsigma/core/build_mode.hpp>
#include <varsigma/literals/detail/literal_rarity.hpp>
#include <varsigma/literals/detail/pattern_shape.hpp>
#include <varsigma/pattern/detail/re2.hpp>
#include <varsigma/pattern/regex.hpp>
#include <varsigma/text/detail/casefold.hpp>

#include <re2/filtered_re2.h>

#include <algorithm>
#include <cassert>
#include <cmath>
#include <cstddef>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace VARSIGMA_NAMESPACE {
namespace detail {

/// Chooses among the atoms of RE2's filter for one expression.
class re2_literal_finder {
public:
    static constexpr std::size_t most = 512; ///< literals to choose from: the choice is quadratic in them

    re2_literal_finder(std::string_view pattern, regex_flags flags, const regex_limits& limits, std::size_t shortest)
        : filter_(static_cast<int>(shortest)), shortest_(shortest) {
        re2_source source{pattern, flags, limits};
        source.options.set_never_capture(true); // what is captured does not matter here
        int id = 0;
        if (filter_.Add(to_re2(source.text), source.options, &id) != RE2::NoError) { return; }
        // Versions of RE2 drop conditions that many parts of an expression share. Only beside a second expression they
        // leave each part at least one; without any, a part would count as one that cannot match.
        if (filter_.Add(to_re2(std::string(shortest, 'a')), source.options, &id) != RE2::NoError) { return; }
        std::vector<std::string> atoms;
        filter_.Compile(&atoms);
        for (std::size_t at = 0; at < atoms.size(); ++at) { add(atoms[at], static_cast<int>(at)); }
    }

    /// As `required_literals`.
    [[nodiscard]] std::vector<std::string> find() {
        if (literals_.empty() || literals_.size() > most || may_match_with(everything())) { return {}; }
        std::stable_sort(literals_.begin(), literals_.end(),
                         [](const literal& left, const literal& right) { return left.share > right.share; });
        // all are left out; let in what may be, the most frequent first, as long as the expression cannot match
        auto left_out = everything();
        for (std::size_t at = 0; at < literals_.size(); ++at) {
            left_out[at] = false;
            left_out[at] = may_match_with(left_out);
        }
        double share = 0;
        for (std::size_t at = 0; at < literals_.size(); ++at) { share += left_out[at] ? literals_[at].share : 0; }
        // that can end with several of which each alternative has one, though there is one that all have
        for (std::size_t at = literals_.size(); at > 0 && literals_[at - 1].share < share; --at) {
            std::vector<bool> alone(literals_.size(), false);
            alone[at - 1] = true;
            if (may_match_with(alone)) { continue; }
            left_out = std::move(alone);
            break;
        }
        return chosen(left_out);
    }

private:
    struct literal {
        std::string text;
        std::vector<int> atoms; // those that come down to it
        double share = 0;       // of the values that hold it
    };

    /// Only ASCII parts of folded atoms are used. They are the same for every version of Unicode, and no repaired byte
    /// is among them.
    void add(const std::string& atom, int index) {
        std::string folded;
        fold_text(atom, folded);
        std::string_view best;
        std::size_t begin = 0;
        for (std::size_t at = 0; at <= folded.size(); ++at) {
            if (at < folded.size() && static_cast<unsigned char>(folded[at]) < 0x80) { continue; }
            const auto run = std::string_view{folded}.substr(begin, at - begin);
            if (run.size() >= shortest_ && literal_rarity(run) > literal_rarity(best)) { best = run; }
            begin = at + 1;
        }
        if (best.empty()) {
            always_.push_back(index);
            return;
        }
        const auto known = std::find_if(literals_.begin(), literals_.end(),
                                        [best](const literal& other) { return other.text == best; });
        if (known != literals_.end()) {
            known->atoms.push_back(index);
            return;
        }
        const double share = std::exp2(-occurrence_bits(pattern_shape::kind::contains, best));
        literals_.push_back({std::string{best}, {index}, share});
    }

    [[nodiscard]] std::vector<bool> everything() const {
        std::vector<bool> all(literals_.size(), true);
        return all;
    }

    /// Whether the expression may match a text that holds none of the literals that are left out.
    [[nodiscard]] bool may_match_with(const std::vector<bool>& left_out) {
        atoms_ = always_;
        for (std::size_t at = 0; at < literals_.size(); ++at) {
            if (!left_out[at]) { atoms_.insert(atoms_.end(), literals_[at].atoms.begin(), literals_[at].atoms.end()); }
        }
        filter_.AllPotentials(atoms_, &potentials_);
        return std::find(potentials_.begin(), potentials_.end(), 0) != potentials_.end();
    }

    /// The literals that are left out, without those that hold another of them.
    [[nodiscard]] std::vector<std::string> chosen(const std::vector<bool>& left_out) {
        std::vector<std::string> texts;
        for (std::size_t at = 0; at < literals_.size(); ++at) {
            if (left_out[at]) { texts.push_back(std::move(literals_[at].text)); }
        }
        std::sort(texts.begin(), texts.end(), [](const std::string& left, const std::string& right) {
            return left.size() != right.size() ? left.size() < right.size() : left < right;
        });
        std::vector<std::string> kept;
        for (auto& text : texts) {
            const bool is_held = std::any_of(kept.begin(), kept.end(), [&](const std::string& shorter) {
                return text.find(shorter) != std::string::npos;
            });
            if (!is_held) { kept.push_back(std::move(text)); }
        }
        return kept;
    }

    re2::FilteredRE2 filter_; // the expression is number 0
    std::size_t shortest_;
    std::vector<literal> literals_;
    std::vector<int> always_; // atoms that nothing is known of
    std::vector<int> atoms_;
    std::vector<int> potentials_;
};

} // namespace detail

/// Literals of which every text that the expression matches holds at least one, once text and literals are folded
/// (`fold_text`); empty if none can be told, as for an expression that does not compile.
///
/// They are chosen to be as rare in typical texts as can be, are ASCII, and have `shortest` bytes or more, which must
/// not be 0. None holds another. For the pattern, the flags and the limits see `re2_regex::compile`. Nothing is logged.
/// O(the size of the compiled expression), and quadratic in the number of its alternatives, which is bounded.
[[nodiscard]] inline std::vector<std::string> required_literals(std::string_view pattern, regex_flags flags,
                                                                const regex_limits& limits = {},
                                                                std::size_t shortest = 3) {
    assert(shortest != 0);
    return detail::re2_literal_finder{pattern, flags, limits, shortest}.find();
}

} // namespace VARSIGMA_NAMESPACE
