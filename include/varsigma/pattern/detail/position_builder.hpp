// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <varsigma/core/build_mode.hpp>
#include <varsigma/pattern/detail/position_automaton.hpp>
#include <varsigma/pattern/detail/regex_part.hpp>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <utility>
#include <vector>

namespace VARSIGMA_NAMESPACE::detail {

/// Makes the tables of an automaton out of the tree of an expression.
class position_builder {
public:
    /// Nothing if the expression has more positions than the automaton can have, once groups are repeated as often as
    /// they must be. O(positions²).
    [[nodiscard]] std::optional<position_tables> build(const regex_part& tree) {
        auto whole = of(tree);
        if (too_many_) { return std::nullopt; }
        made_.first = std::move(whole.first);
        made_.last = std::move(whole.last);
        made_.empty = std::move(whole.empty);
        return std::move(made_);
    }

private:
    struct fragment {
        std::vector<std::uint8_t> empty;
        position_choices first;
        position_choices last;
    };

    [[nodiscard]] static fragment nothing() { return {{0}, {}, {}}; }

    [[nodiscard]] fragment of(const regex_part& part) {
        if (too_many_) { return {}; }
        switch (part.form) {
        case part_form::atom: return of_atom(part.atom);
        case part_form::place:
            made_.asked_places = static_cast<std::uint8_t>(made_.asked_places | part.places);
            return {{part.places}, {}, {}};
        case part_form::sequence: {
            auto joined = nothing();
            for (const auto& child : part.children) { joined = then(std::move(joined), of(child)); }
            return joined;
        }
        case part_form::choice: {
            fragment joined;
            for (const auto& child : part.children) {
                const auto one = of(child);
                for (const auto places : one.empty) { add(places, joined.empty); }
                add(0, one.first, joined.first);
                add(0, one.last, joined.last);
            }
            return joined;
        }
        case part_form::repetition: break;
        }
        return of_repetition(part);
    }

    [[nodiscard]] fragment of_atom(std::size_t atom) {
        const auto position = made_.atoms.size();
        if (position == position_set::capacity) {
            too_many_ = true;
            return {};
        }
        made_.atoms.push_back(atom);
        made_.follow.emplace_back();
        placed_positions only;
        only.positions.add(position);
        return {{}, {only}, {only}};
    }

    [[nodiscard]] fragment of_repetition(const regex_part& part) {
        const auto& child = part.children.front();
        if (part.most == 0) { return nothing(); }
        const bool is_counted = part.least > 1 || (part.most != 1 && part.most != regex_part::unlimited);
        if (child.form == part_form::atom && is_counted) {
            auto counted = of_atom(child.atom);
            if (too_many_) { return {}; }
            made_.counts.push_back({made_.atoms.size() - 1, std::max<std::size_t>(part.least, 1), part.most});
            if (part.least == 0) { counted.empty.push_back(0); }
            return counted;
        }
        if (part.least > position_set::capacity ||
            (part.most != regex_part::unlimited && part.most > position_set::capacity)) {
            too_many_ = true;
            return {};
        }
        auto joined = nothing();
        for (std::size_t times = 1; times < part.least && !too_many_; ++times) {
            joined = then(std::move(joined), of(child));
        }
        if (part.most == regex_part::unlimited) {
            auto looped = of(child);
            link(looped.last, looped.first);
            if (part.least == 0) { add(0, looped.empty); }
            return then(std::move(joined), looped);
        }
        if (part.least != 0) { joined = then(std::move(joined), of(child)); }
        // the rest may each be left out, with those behind it
        fragment rest = nothing();
        for (auto times = part.least; times < part.most && !too_many_; ++times) {
            rest = then(of(child), rest);
            add(0, rest.empty);
        }
        return then(std::move(joined), rest);
    }

    [[nodiscard]] fragment then(fragment before, const fragment& behind) {
        link(before.last, behind.first);
        fragment joined;
        joined.first = std::move(before.first);
        for (const auto places : before.empty) { add(places, behind.first, joined.first); }
        joined.last = behind.last;
        for (const auto places : behind.empty) { add(places, before.last, joined.last); }
        for (const auto one : before.empty) {
            for (const auto other : behind.empty) { add(static_cast<std::uint8_t>(one | other), joined.empty); }
        }
        return joined;
    }

    void link(const position_choices& before, const position_choices& behind) {
        for (const auto& each : before) {
            each.positions.for_each([&](std::size_t position) { add(each.places, behind, made_.follow[position]); });
        }
    }

    /// `added`, where `places` are there as well.
    static void add(std::uint8_t places, const position_choices& added, position_choices& to) {
        for (const auto& each : added) {
            const auto both = static_cast<std::uint8_t>(each.places | places);
            const auto known =
                std::find_if(to.begin(), to.end(), [both](const auto& other) { return other.places == both; });
            if (known == to.end()) {
                to.push_back({both, each.positions});
            } else {
                known->positions |= each.positions;
            }
        }
    }
    static void add(std::uint8_t places, std::vector<std::uint8_t>& to) {
        if (std::find(to.begin(), to.end(), places) == to.end()) { to.push_back(places); }
    }

    position_tables made_;
    bool too_many_ = false;
};

} // namespace VARSIGMA_NAMESPACE::detail
