// SPDX-License-Identifier: BSL-1.0
#include "../support/aligned_bytes.hpp"
#include "../support/bundle_use.hpp"
#include "../support/samples.hpp"

#include <varsigma/adapt/nlohmann.hpp>
#include <varsigma/bundle/bundle_container.hpp>
#include <varsigma/compile/compile_options.hpp>
#include <varsigma/event/dynamic_event.hpp>
#include <varsigma/route/router.hpp>
#include <varsigma/rule_set.hpp>

#include <doctest/doctest.h>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <random>
#include <span>
#include <string>
#include <vector>

using namespace varsigma;
using varsigma_tests::aligned_bytes;
using varsigma_tests::sample_lines;
using varsigma_tests::sample_rules;

namespace {

using bytes = std::vector<std::byte>;
using json_rules = rule_set<dynamic_event>;

bytes a_bundle() {
    return save_bundle(json_rules{sample_rules(), {.routes = router::fixed({})}});
}

/// Changes a few bytes, words or ranges, or the length.
void damage(bytes& bundle, std::size_t first, std::mt19937& random, bool may_resize) {
    const auto place = [&] { return first + random() % (bundle.size() - first); };
    for (auto changes = 1 + random() % 3; changes != 0; --changes) {
        switch (random() % (may_resize ? 7 : 5)) {
        case 0: bundle[place()] ^= static_cast<std::byte>(1U << random() % 8); break;
        case 1: bundle[place()] = static_cast<std::byte>(random()); break;
        case 2: { // a number, as they lie
            const auto at = std::min(place() / 4 * 4, bundle.size() - 4);
            const auto number = static_cast<std::uint32_t>(random() % 3 == 0 ? random() : random() % 300);
            std::memcpy(bundle.data() + at, &number, sizeof number);
            break;
        }
        case 3: { // a part from elsewhere
            const auto size = 1 + random() % 64;
            const auto from = place();
            const auto to = place();
            const auto fits = std::min({static_cast<std::size_t>(size), bundle.size() - from, bundle.size() - to});
            std::memmove(bundle.data() + to, bundle.data() + from, fits);
            break;
        }
        case 4: {
            const auto at = place();
            const auto size = std::min<std::size_t>(1 + random() % 64, bundle.size() - at);
            std::fill_n(bundle.begin() + static_cast<std::ptrdiff_t>(at), size, static_cast<std::byte>(random()));
            break;
        }
        case 5: bundle.resize(first + random() % (bundle.size() - first) + 1); break;
        default: bundle.resize(bundle.size() + 1 + random() % 64); break;
        }
    }
}

} // namespace

TEST_CASE("a hundred thousand damaged bundles are a hundred thousand errors") {
    std::mt19937 random{2026};
    const auto whole = a_bundle();
    REQUIRE(json_rules::from_bundle(whole, {.routes = router::fixed({})}));
    int refused = 0;
    int damaged = 0;
    while (damaged < 100'000) {
        auto bundle = whole;
        damage(bundle, 0, random, true);
        if (bundle == whole) { continue; }
        ++damaged;
        const aligned_bytes exact{bundle};
        const auto opened = json_rules::from_bundle(exact.view(), {.routes = router::fixed({})});
        refused += opened ? 0 : 1;
    }
    CHECK(refused == damaged);
}

TEST_CASE("bundles that were tampered with, their checksums set right, are refused or can be used") {
    std::mt19937 random{77};
    const auto whole = a_bundle();
    constexpr auto head = sizeof(detail::bundle_head);
    const auto lines = sample_lines();
    int used = 0;
    for (int round = 0; round < 20'000; ++round) {
        bytes payload(whole.begin() + head, whole.end());
        damage(payload, 0, random, false);
        const aligned_bytes exact{detail::in_container(payload)};
        const auto opened = json_rules::from_bundle(exact.view(), {.routes = router::fixed({})});
        if (!opened) { continue; }
        ++used;
        json_rules::scratch scratch{*opened};
        nlohmann_reader reader{opened->fields()};
        dynamic_event event{opened->fields()};
        for (auto left = 2; left != 0; --left) {
            REQUIRE(reader.read_text(lines[random() % lines.size()], event));
            const auto found = opened->match(event, scratch);
            for (const auto& hit : found) { static_cast<void>(hit.rule().metadata.tags.size()); }
            if (!opened->rules().empty()) {
                static_cast<void>(opened->explain(random() % opened->rules().size(), event, scratch));
            }
        }
        static_cast<void>(opened->statistics());
        static_cast<void>(save_bundle(*opened));
    }
    MESSAGE(used << " of 20,000 could be used");
    CHECK(used > 100);
}

TEST_CASE("bundles of every construct that were tampered with are refused or can be used, whatever the instructions") {
    std::mt19937 random{2027};
    const auto seeds = varsigma_tests::bundle_seeds();
    for (const auto& seed : seeds) {
        const aligned_bytes exact{seed.bytes};
        REQUIRE(varsigma_tests::use_bundle(exact.view(), seed.kind, 3));
    }
    int used = 0;
    for (int round = 0; round < 20'000; ++round) {
        const auto& seed = seeds[random() % seeds.size()];
        auto payload = seed.payload();
        damage(payload, 0, random, false);
        const aligned_bytes exact{detail::in_container(payload)};
        used += varsigma_tests::use_bundle(exact.view(), seed.kind, static_cast<std::uint32_t>(random())) ? 1 : 0;
    }
    MESSAGE(used << " of 20,000 could be used");
    CHECK(used > 100);
}
