// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <varsigma/core/build_mode.hpp>
#include <varsigma/event/detail/field_step.hpp>
#include <varsigma/event/detail/name_trie.hpp>
#include <varsigma/event/field_map.hpp>
#include <varsigma/event/field_origin.hpp>
#include <varsigma/event/field_table.hpp>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

namespace VARSIGMA_NAMESPACE {

/// Finds, while a nested event is walked from its top, which keys are fields that rules read.
///
/// Names and the paths of a field map are parts joined by dots, and the keys of an event join these parts anywhere: for
/// `a.b.c` the key `a.b.c`, `b.c` below the key `a`, `c` below `a.b`, `c` below `b` below `a`. That the longest key of
/// an object is preferred is for the row to see to (`event_row::put`), as is what counts of several values. Arrays on
/// the way are walked element by element with the same place.
///
/// Built once from a field table and a field map, in linear time; const use from any thread. One step is O(|key|),
/// times the number of lifted paths that lie inside each other around the key.
class field_resolver {
    using trie = detail::name_trie;

public:
    using place = field_place;
    using step = field_step;
    using target = field_target;

    static constexpr place top{trie::top, own_name};
    static constexpr place nowhere{}; ///< nothing below is a field

    /// What one reader needs to follow keys through lifted paths that lie inside each other, and memory to do it.
    class scratch {
    public:
        /// Before each event.
        void clear() noexcept {
            sets_.clear();
            targets_.clear();
        }

        /// How many parts of keys were looked up so far, in all events: what following keys costs.
        [[nodiscard]] std::uint64_t lookups() const noexcept { return lookups_; }

    private:
        friend class field_resolver;

        std::uint64_t lookups_ = 0;
        std::vector<place> sets_; // each behind its size, which is in place of a node
        std::vector<target> targets_;
        std::vector<place> now_;
        std::vector<place> next_;
        std::vector<place> waiting_;
        std::string part_;
    };

    field_resolver(const field_table& fields, const field_map& map) : drops_blanks_(map.drops_blanks()) {
        for (slot field = 0; field < fields.size(); ++field) { names_.add_field(fields.name(field), field); }
        std::uint32_t line = detail::numbers_of_line; // below are a field's own name, and that without its blanks
        const auto next_line = [&line] {
            return std::exchange(line, line < detail::most_origins ? line + detail::numbers_of_line : line);
        };
        auto renamed = renamed_by(map, fields, next_line);
        auto lifts = lifted_by(map, next_line);
        build(fields.size(), renamed, lifts);
    }

    /// What `key` of an object at `from` leads to. Precondition: `from` is the top or came from this resolver, and
    /// lasting or since `memory` was cleared.
    [[nodiscard]] step follow(place from, std::string_view key, scratch& memory) const {
        if (!from.leads_on()) { return {}; }
        const bool is_one_part = key.find('.') == std::string_view::npos;
        if (from.by != detail::several_places && is_one_part && !(drops_blanks_ && has_blank(key))) {
            if (from.by != own_name) { return landing_of(moved(from, key, from.by)); }
            if (nodes_[from.at].is_alone()) {
                const auto to = names_.find(from.at, key);
                return to == trie::nowhere ? step{} : nodes_[to].landing;
            }
        }
        return follow_parts(from, key, memory);
    }

    /// What it takes: memory, and how many parts were looked up to build it.
    [[nodiscard]] std::size_t bytes() const noexcept {
        return names_.bytes() + nodes_.capacity() * sizeof(node_data) + targets_.capacity() * sizeof(target) +
               (places_.capacity() + lifts_.capacity()) * sizeof(place);
    }
    [[nodiscard]] std::uint64_t lookups() const noexcept { return lookups_; }

    /// Calls `use` with each `target` of a step.
    template <class Use>
    void each_target(const step& of, const scratch& memory, Use use) const {
        if (of.first.field == no_slot) { return; }
        use(of.first);
        each_further(of.more, memory, use);
    }

    /// Calls `use` with the targets besides the first that `more` stands for.
    template <class Use>
    void each_further(std::uint32_t more, const scratch& memory, Use use) const {
        if (more == 0) { return; }
        const bool in_scratch = more >= detail::first_in_scratch;
        const auto& all = in_scratch ? memory.targets_ : targets_;
        for (auto at = in_scratch ? more - detail::first_in_scratch : more; all[at].field != no_slot; ++at) {
            use(all[at]);
        }
    }

private:
    /// A line of a field map: what it makes of values or keys at a node.
    struct renamed_node {
        trie::node at = trie::top;
        target found;
    };
    struct lifted_node {
        trie::node at = trie::top;
        bool of_members = false;
        place to;
    };

    struct range {
        std::uint32_t begin = 0;
        std::uint32_t end = 0;

        [[nodiscard]] bool empty() const noexcept { return begin == end; }
    };

    /// What a node is in events where keys have led to it from the top.
    struct node_data {
        step landing;  // of a value there
        range places;  // in places_: where the keys of an object there are looked up, besides at the node
        range lifts;   // in lifts_: of these, what lines lift just here
        range members; // in lifts_: where the keys of its members are looked up, whatever those are called

        [[nodiscard]] bool is_alone() const noexcept { return places.empty() && members.empty(); }
    };

    // --- building ----------------------------------------------------------------------------------------------------

    template <class NextLine>
    [[nodiscard]] std::vector<renamed_node> renamed_by(const field_map& map, const field_table& fields,
                                                       NextLine next_line) {
        std::vector<renamed_node> renamed;
        std::unordered_map<trie::node, std::uint32_t> lines; // several names of one path are one line
        for (const auto& rename : map.renames()) {
            const auto field = fields.find(rename.name);
            if (!field) { continue; }
            const auto end = names_.add(rename.path);
            const auto [line, is_new] = lines.try_emplace(end, 0);
            if (is_new) { line->second = next_line(); }
            renamed.push_back({end, {*field, detail::origin_of_line(line->second, false, 0)}});
        }
        std::stable_sort(renamed.begin(), renamed.end(),
                         [](const renamed_node& one, const renamed_node& other) { return one.at < other.at; });
        return renamed;
    }

    template <class NextLine>
    [[nodiscard]] std::vector<lifted_node> lifted_by(const field_map& map, NextLine next_line) {
        std::vector<lifted_node> lifts;
        for (const auto& lifted : map.lifted()) {
            const auto from = names_.add(lifted.path);
            const auto to = lifted.under.empty() ? trie::top : names_.add(lifted.under);
            const auto parts = std::count(lifted.path.begin(), lifted.path.end(), '.') + std::ptrdiff_t{1};
            // members of different names are different paths: only inside of one are longer keys preferred
            const auto depth = lifted.of_members ? std::min<std::ptrdiff_t>(parts + 1, detail::no_preference) : 0;
            const auto origin = detail::origin_of_line(next_line(), true, static_cast<std::uint32_t>(depth));
            lifts.push_back({from, lifted.of_members, {to, origin}});
        }
        std::stable_sort(lifts.begin(), lifts.end(), [](const lifted_node& one, const lifted_node& other) {
            return std::pair{one.at, one.of_members} < std::pair{other.at, other.of_members};
        });
        return lifts;
    }

    void build(std::size_t fields, std::span<const renamed_node> renamed, std::span<const lifted_node> lifts) {
        nodes_.resize(names_.size());
        for (const auto& line : lifts) {
            if (!names_.leads_to_field(line.to.at)) { continue; }
            auto& of_node = line.of_members ? nodes_[line.at].members : nodes_[line.at].lifts;
            if (of_node.empty()) { of_node.begin = static_cast<std::uint32_t>(lifts_.size()); }
            lifts_.push_back(line.to);
            of_node.end = static_cast<std::uint32_t>(lifts_.size());
        }
        std::vector<trie::node> met(fields, trie::nowhere); // by field: the latest node that has it
        scratch memory;
        targets_.emplace_back(); // so that none begins at 0
        for (trie::node at = trie::top; at < nodes_.size(); ++at) {
            memory.now_.clear();
            std::size_t came = 0;
            if (at == trie::top) {
                include_all(memory.now_, nodes_[at].lifts);
            } else {
                trie::node before = names_.before(at);
                const auto around = places_of(before);
                memory.now_.assign(around.begin(), around.end());
                came = advance(before, names_.part(at), memory);
            }
            const auto mine =
                std::find_if(renamed.begin(), renamed.end(), [at](const renamed_node& line) { return line.at != at; });
            add_landing(at, renamed.first(static_cast<std::size_t>(mine - renamed.begin())), came, memory.now_, met);
            renamed = renamed.subspan(static_cast<std::size_t>(mine - renamed.begin()));
        }
        lookups_ = memory.lookups_;
    }

    void add_landing(trie::node at, std::span<const renamed_node> renamed, std::size_t came,
                     std::span<const place> places, std::vector<trie::node>& met) {
        auto& node = nodes_[at];
        std::vector<target> found;
        const auto add = [&](target one) {
            if (one.field == no_slot || std::exchange(met[one.field], at) == at) { return; }
            found.push_back(one);
        };
        add({names_.field(at), own_name});
        for (const auto& line : renamed) { add(line.found); }
        for (const auto& one : places.first(came)) { add({names_.field(one.at), one.by}); }
        if (!found.empty()) { node.landing.first = found.front(); }
        if (found.size() > 1) {
            node.landing.more = static_cast<std::uint32_t>(targets_.size());
            targets_.insert(targets_.end(), found.begin() + 1, found.end());
            targets_.emplace_back();
        }
        node.places.begin = static_cast<std::uint32_t>(places_.size());
        for (const auto& one : places) {
            if (names_.leads_to_field(one.at)) { places_.push_back(one); }
        }
        node.places.end = static_cast<std::uint32_t>(places_.size());
        if (names_.leads_on(at) || !node.is_alone()) { node.landing.below = {at, own_name}; }
    }

    // --- following ---------------------------------------------------------------------------------------------------

    [[nodiscard]] static bool has_blank(std::string_view part) noexcept {
        return part.find(' ') != std::string_view::npos;
    }

    /// Where a part leads to from a lifted place; nowhere if no field's name has it there.
    [[nodiscard]] place moved(place from, std::string_view part, field_origin by) const noexcept {
        const auto to = names_.find(from.at, part);
        const bool counts = to != trie::nowhere && (names_.field(to) != no_slot || names_.leads_to_field(to));
        return counts ? place{to, by} : nowhere;
    }

    /// What a value at a lifted place is.
    [[nodiscard]] step landing_of(place lifted) const noexcept {
        step made;
        if (!lifted.leads_on()) { return made; }
        if (const auto field = names_.field(lifted.at); field != no_slot) { made.first = {field, lifted.by}; }
        if (names_.leads_to_field(lifted.at)) { made.below = lifted; }
        return made;
    }

    [[nodiscard]] std::span<const place> places_of(trie::node at) const noexcept {
        const auto& of_node = nodes_[at].places;
        return std::span{places_}.subspan(of_node.begin, of_node.end - of_node.begin);
    }

    static void include(std::vector<place>& set, place one) {
        if (!one.leads_on()) { return; }
        const auto is_there = [one](const place& other) { return other.at == one.at; };
        if (std::none_of(set.begin(), set.end(), is_there)) { set.push_back(one); }
    }
    void include_all(std::vector<place>& set, range lifts) const {
        for (auto at = lifts.begin; at < lifts.end; ++at) { include(set, lifts_[at]); }
    }

    /// Moves from the node `own` and the places of `memory.now_` by one part. What came there stands first in
    /// `memory.now_`, and how many these are is the result: the others are only for the keys of an object there.
    std::size_t advance(trie::node& own, std::string_view part, scratch& memory) const {
        auto& next = memory.next_;
        next.clear();
        memory.lookups_ += memory.now_.size() + 1;
        for (const auto& one : memory.now_) { include(next, moved(one, part, one.by)); }
        if (drops_blanks_ && has_blank(part)) {
            memory.part_ = without_blanks(part);
            for (const auto& one : memory.now_) {
                include(next, moved(one, memory.part_, detail::without_blanks(one.by)));
            }
            if (own != trie::nowhere) {
                include(next, moved({own, own_name}, memory.part_, detail::without_blanks(own_name)));
            }
        }
        const auto came = next.size();
        if (own != trie::nowhere) {
            include_all(next, nodes_[own].members);
            own = names_.find(own, part);
            if (own != trie::nowhere) { include_all(next, nodes_[own].lifts); }
        }
        std::swap(memory.now_, next);
        return came;
    }

    [[nodiscard]] step follow_parts(place from, std::string_view key, scratch& memory) const {
        trie::node own = trie::nowhere;
        begin(from, own, memory);
        memory.waiting_.clear();
        std::size_t came = 0;
        std::uint32_t parts = 0;
        for (std::string_view rest = key; own != trie::nowhere || !memory.now_.empty(); ++parts) {
            const auto dot = rest.find('.');
            if (dot != std::string_view::npos && own != trie::nowhere) {
                // the rest of the key may be a member's name
                for (auto at = nodes_[own].members.begin; at < nodes_[own].members.end; ++at) {
                    include(memory.waiting_, {lifts_[at].at, detail::of_whole_key(lifts_[at].by)});
                }
            }
            came = advance(own, rest.substr(0, dot), memory);
            if (dot == std::string_view::npos) { break; }
            rest.remove_prefix(dot + 1);
        }
        return end(from, own, came, parts + 1, memory);
    }

    void begin(place from, trie::node& own, scratch& memory) const {
        memory.now_.clear();
        if (from.by != detail::several_places) {
            start_at(from, own, memory);
            return;
        }
        const auto size = memory.sets_[from.at].at;
        for (std::uint32_t at = 1; at <= size; ++at) { start_at(memory.sets_[from.at + at], own, memory); }
    }
    void start_at(place from, trie::node& own, scratch& memory) const {
        if (from.by != own_name) {
            include(memory.now_, from);
            return;
        }
        own = from.at;
        for (const auto& one : places_of(own)) { include(memory.now_, one); }
    }

    [[nodiscard]] step end(place from, trie::node own, std::size_t came, std::uint32_t parts, scratch& memory) const {
        step made;
        if (own != trie::nowhere && from.by == own_name && memory.waiting_.empty()) {
            made = nodes_[own].landing; // by its path alone
        } else if (own == trie::nowhere && came == 1 && memory.now_.size() == 1 && memory.waiting_.empty()) {
            made = landing_of(memory.now_.front());
        } else {
            made = gathered(own, came, memory);
        }
        made.parts = parts;
        return made;
    }

    /// What a key leads to that has led to several places.
    [[nodiscard]] step gathered(trie::node own, std::size_t came, scratch& memory) const {
        step made;
        auto& found = memory.targets_;
        const auto begin = found.size();
        if (own != trie::nowhere) {
            each_target(nodes_[own].landing, memory, [&](target one) { found.push_back(one); });
        }
        for (std::size_t at = 0; at < came; ++at) {
            const target one{names_.field(memory.now_[at].at), memory.now_[at].by};
            const auto is_same = [one](const target& other) { return other.field == one.field; };
            if (one.field != no_slot &&
                std::none_of(found.begin() + static_cast<std::ptrdiff_t>(begin), found.end(), is_same)) {
                found.push_back(one);
            }
        }
        if (found.size() > begin) {
            made.first = found[begin];
            if (found.size() > begin + 1) {
                made.more = detail::first_in_scratch + static_cast<std::uint32_t>(begin + 1);
            }
            found.emplace_back();
        }

        for (const auto& one : memory.waiting_) { include(memory.now_, one); }
        auto& sets = memory.sets_;
        const auto set = sets.size();
        sets.emplace_back();
        if (own != trie::nowhere && nodes_[own].landing.below.leads_on()) { sets.push_back({own, own_name}); }
        for (const auto& one : memory.now_) {
            if (names_.leads_to_field(one.at)) { sets.push_back(one); }
        }
        const auto size = sets.size() - set - 1;
        sets[set].at = static_cast<std::uint32_t>(size);
        if (size > 1) {
            made.below = {static_cast<std::uint32_t>(set), detail::several_places};
        } else {
            made.below = size == 1 ? sets.back() : nowhere;
            sets.resize(set);
        }
        return made;
    }

    trie names_;
    std::vector<node_data> nodes_; // of the same numbers
    std::vector<target> targets_;  // lists, each with one of no field behind it
    std::vector<place> places_;
    std::vector<place> lifts_;
    std::uint64_t lookups_ = 0;
    bool drops_blanks_ = false;
};

} // namespace VARSIGMA_NAMESPACE
