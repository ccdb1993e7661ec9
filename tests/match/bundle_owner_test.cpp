// SPDX-License-Identifier: BSL-1.0
#include "../support/events.hpp"
#include "../support/rules.hpp"

#include <varsigma/bundle/bundle.hpp>
#include <varsigma/load/mapped_file.hpp>
#include <varsigma/rule_set.hpp>

#include <doctest/doctest.h>

#include <cstddef>
#include <filesystem>
#include <fstream>
#include <optional>
#include <span>
#include <string>
#include <utility>
#include <vector>

using namespace varsigma;
using varsigma_tests::bare_event;
using varsigma_tests::rule_on;

namespace {

using byte_vector = std::vector<std::byte>;
using bare_rules = rule_set<bare_event>;

byte_vector saved_rules() {
    return save_bundle(bare_rules{
        {rule_on(R"({"Text|contains": "one"})", {}, "first"), rule_on(R"({"Text|re": "t.o"})", {}, "second")}});
}

std::string found(const bare_rules& rules, const std::string& text) {
    bare_rules::scratch working;
    std::string titles;
    for (const auto& hit : rules.match(bare_event{text}, working)) {
        titles.append(hit.title()).append("=").append(hit.rule().metadata.title).append(" ");
    }
    return titles;
}

/// A holder of its own kind, which counts how many of it live, and holds the bytes in itself.
class counting_owner {
public:
    explicit counting_owner(byte_vector held, int& alive) : held_(std::move(held)), alive_(&alive) { ++*alive_; }
    counting_owner(counting_owner&& other) noexcept : held_(std::move(other.held_)), alive_(other.alive_) { ++*alive_; }
    counting_owner(const counting_owner&) = delete;
    counting_owner& operator=(const counting_owner&) = delete;
    counting_owner& operator=(counting_owner&&) = delete;
    ~counting_owner() { --*alive_; }

    [[nodiscard]] std::span<const std::byte> bytes() const noexcept { return held_; }

private:
    byte_vector held_;
    int* alive_;
};

} // namespace

TEST_CASE("bundle owners: a mapped file, handed over, stays as long as the rules") {
    const auto path = (std::filesystem::temp_directory_path() / "varsigma_bundle_owner_test").string();
    const auto saved = saved_rules();
    std::ofstream{path, std::ios::binary}.write(reinterpret_cast<const char*>(saved.data()),
                                                static_cast<std::streamsize>(saved.size()));
    std::optional<bare_rules> rules;
    {
        auto mapped = mapped_file::open(path);
        REQUIRE(mapped);
        auto opened = bare_rules::from_bundle(*std::move(mapped));
        REQUIRE(opened);
        CHECK(mapped->bytes().empty()); // NOLINT(*-use-after-move): it was taken
        rules.emplace(*std::move(opened));
    }
    std::filesystem::remove(path);
    CHECK(found(*rules, "one two") == "first=first second=second ");
    const bare_rules moved{*std::move(rules)};
    rules.reset();
    CHECK(found(moved, "one") == "first=first ");
    CHECK(save_bundle(moved) == saved);
}

TEST_CASE("bundle owners: a vector and whatever has bytes, each destroyed with the rules, or at once if refused") {
    const auto opened = bare_rules::from_bundle(saved_rules());
    REQUIRE(opened);
    CHECK(found(*opened, "two") == "second=second ");
    const auto looked_into = bundle::open(saved_rules());
    REQUIRE(looked_into);
    CHECK(looked_into->rules().title(1) == "second");
    CHECK(looked_into->rules()[1].selections.size() == 1);

    int alive = 0;
    {
        auto rules = bare_rules::from_bundle(counting_owner{saved_rules(), alive});
        REQUIRE(rules);
        CHECK(alive == 1);
        const auto fields = rules->fields();
        const bare_rules moved{*std::move(rules)};
        CHECK(alive == 1);
        CHECK(found(moved, "one two") == "first=first second=second ");
    }
    CHECK(alive == 0);
    auto damaged = saved_rules();
    damaged.back() ^= std::byte{1};
    CHECK_FALSE(bare_rules::from_bundle(counting_owner{damaged, alive}));
    CHECK_FALSE(bundle::open(counting_owner{damaged, alive}));
    CHECK_FALSE(rule_set<varsigma_tests::process_event>::from_bundle(counting_owner{saved_rules(), alive}));
    CHECK(alive == 0);
}
