// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <varsigma/core/build_mode.hpp>

#include <atomic>
#include <cstdint>
#include <utility>

namespace VARSIGMA_NAMESPACE::detail {

/// Tells compiled rules from all others that the process has or had: an address is used again by others, hence the
/// number; and the counter may exist once for each shared library, hence the address.
struct core_identity {
    const void* address = nullptr;
    std::uint64_t number = 0; ///< 0: of none

    friend bool operator==(const core_identity&, const core_identity&) = default;
};

/// A number that this counter has not given before. Safe from any thread.
[[nodiscard]] inline std::uint64_t next_core_number() noexcept {
    static std::atomic<std::uint64_t> latest{0};
    return latest.fetch_add(1, std::memory_order_relaxed) + 1;
}

/// The compiled rules that a scratch is prepared for. One that was moved from is prepared for none.
class prepared_for {
public:
    prepared_for() = default;
    prepared_for(const prepared_for&) = delete;
    prepared_for& operator=(const prepared_for&) = delete;
    prepared_for(prepared_for&& other) noexcept : core_(std::exchange(other.core_, {})) {}
    prepared_for& operator=(prepared_for&& other) noexcept {
        core_ = std::exchange(other.core_, {});
        return *this;
    }
    ~prepared_for() = default;

    [[nodiscard]] bool is(const core_identity& core) const noexcept { return core_ == core; }
    void become(const core_identity& core) noexcept { core_ = core; }

private:
    core_identity core_;
};

} // namespace VARSIGMA_NAMESPACE::detail
