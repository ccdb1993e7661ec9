// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <varsigma/core/build_mode.hpp>
#include <varsigma/core/detail/shared_slot.hpp>
#include <varsigma/rule_set.hpp>

#include <cstddef>
#include <cstdint>
#include <utility>

namespace VARSIGMA_NAMESPACE {

/// A rule set that is replaced while other threads match with it.
///
///     varsigma::shared_rules<process_event> shared{load_rules()};
///     // each thread that matches:
///     varsigma::shared_rules<process_event>::reader reader{shared};
///     const auto& rules = reader.current(); // for each event, or each batch of them
///     for (const auto& hit : rules.match(event, reader.scratch())) { … }
///     // whoever has new rules, at any time:
///     shared.replace(load_rules());
///
/// Readers wait for nobody who compiles, and a replacement waits for no reader. `replace` and `collect` may be called
/// from any thread.
template <class... Events>
class shared_rules {
public:
    using rule_set_type = rule_set<Events...>;

    explicit shared_rules(rule_set_type first) : slot_(std::move(first)) {}

    /// From now on readers get `next`. Sets that were replaced before, and that no reader uses any more, are destroyed
    /// here, in the caller's thread; the one that is replaced now stays until each reader has asked for the current
    /// one.
    void replace(rule_set_type next) { slot_.replace(std::move(next)); }

    /// Destroys the replaced sets that no reader uses any more, and gives how many are still in use: for a thread that
    /// replaces rarely and wants the memory back before the next time.
    std::size_t collect() { return slot_.collect(); }

    /// 1 for the first set, one more after each replacement. One atomic load.
    [[nodiscard]] std::uint64_t version() const noexcept { return slot_.version(); }

    /// One thread's access to the rules, with its scratch. Readers are made and destroyed at any time, in any thread,
    /// and each is used by one thread at a time. One that outlives the `shared_rules` keeps the set that it has. One
    /// that was moved from can only be destroyed or assigned to.
    class reader {
    public:
        explicit reader(const shared_rules& from) : reader_(from.slot_), scratch_(reader_.current()) {}

        /// The current rules: one atomic load if they are those of the last call. They, their hits and what these show
        /// stay until the next call of this reader.
        [[nodiscard]] const rule_set_type& current() { return reader_.current(); }

        /// For `match` and `explain` of any set that this thread gets: it prepares itself when it meets a new one.
        [[nodiscard]] typename rule_set_type::scratch& scratch() noexcept { return scratch_; }

    private:
        typename detail::shared_slot<rule_set_type>::reader reader_;
        typename rule_set_type::scratch scratch_;
    };

private:
    detail::shared_slot<rule_set_type> slot_;
};

} // namespace VARSIGMA_NAMESPACE
