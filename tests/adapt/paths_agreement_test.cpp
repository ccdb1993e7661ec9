// SPDX-License-Identifier: BSL-1.0
#include "../reference/reference_map.hpp"
#include "reader_cases.hpp"

#include <varsigma/adapt/nlohmann.hpp>
#include <varsigma/adapt/simdjson.hpp>
#include <varsigma/event/dynamic_event.hpp>
#include <varsigma/event/field_table.hpp>

#include <doctest/doctest.h>

#include <algorithm>
#include <cstddef>
#include <memory>
#include <nlohmann/json.hpp>
#include <random>
#include <string>
#include <utility>
#include <vector>

using namespace varsigma;
using namespace varsigma_tests;
using nlohmann::json;

namespace {

/// Documents, names and maps of few parts, so that they meet often.
class path_maker {
public:
    explicit path_maker(unsigned seed) : random_(seed) {}

    bool chance(std::size_t percent) { return random_() % 100 < percent; }
    std::size_t below(std::size_t limit) { return random_() % limit; }

    std::string path(std::size_t most) {
        static const std::vector<std::string> parts{"a", "b", "a", "b", "a", "b", "c", "xy", ""};
        std::string made = parts[below(parts.size())];
        for (auto more = below(most); more != 0; --more) made += "." + parts[below(parts.size())];
        return made;
    }

    json object(std::size_t depth) {
        json made = json::object();
        for (auto left = 1 + below(6); left != 0; --left) {
            made[chance(6) ? "x y" : chance(3) ? "a. b" : path(1 + below(3))] = value(depth);
        }
        return made;
    }

    json value(std::size_t depth) {
        if (depth > 0 && chance(55)) {
            if (chance(70)) return object(depth - 1);
            json made = json::array();
            for (auto left = below(4); left != 0; --left) made.push_back(value(depth - 1));
            return made;
        }
        if (chance(15)) return nullptr;
        if (chance(10)) return json::array();
        return ++number_; // each value is its own, so that it can be told where it came from
    }

    /// The text of a document, the members of its objects in any order.
    std::string text_of(const json& document) {
        if (!document.is_structured()) return document.dump();
        std::vector<std::string> inner;
        for (auto member = document.begin(); member != document.end(); ++member) {
            inner.push_back((document.is_object() ? json(member.key()).dump() + ":" : "") + text_of(*member));
        }
        if (document.is_object()) std::shuffle(inner.begin(), inner.end(), random_);
        std::string text = document.is_object() ? "{" : "[";
        for (const auto& one : inner) text += (text.size() > 1 ? "," : "") + one;
        return text + (document.is_object() ? "}" : "]");
    }

    field_map map() {
        field_map made;
        for (auto left = below(4); left != 0; --left) made.rename(path(3), path(3));
        for (auto left = below(3); left != 0; --left) made.lift(path(2), chance(60) ? "" : path(2));
        if (chance(50)) made.lift_members(path(2), chance(60) ? "" : path(2));
        return made;
    }

private:
    std::mt19937 random_;
    int number_ = 0;
};

/// The values of a field, sorted: their order is not what is asked here.
std::string sorted(const value& found) {
    if (found.is_missing()) return "missing";
    std::vector<std::string> values;
    if (found.type() == value_type::list) {
        for (const auto& one : found.as_list()) values.push_back(to_text(one));
    } else {
        values.push_back(to_text(found));
    }
    std::sort(values.begin(), values.end());
    std::string text = "present";
    for (const auto& one : values) text += " " + one;
    return text;
}

std::string sorted(const reference::field_state& state) {
    if (!state.present) return "missing";
    std::vector<std::string> values;
    for (const auto* one : state.values) values.push_back(one->is_object() ? "{}" : one->dump());
    std::sort(values.begin(), values.end());
    std::string text = "present";
    for (const auto& one : values) text += " " + one;
    return text;
}

std::string shown(const field_map& map) {
    std::string text;
    for (const auto& line : map.renames()) text += "'" + line.path + "': '" + line.name + "'\n";
    for (const auto& line : map.lifted())
        text += "'" + line.path + (line.of_members ? ".*.*" : ".*") + "': '" + line.under + ".*'\n";
    return text + (map.drops_blanks() ? "drop_blanks: true\n" : "");
}

} // namespace

TEST_CASE("both readers find under names and maps what the reference finds") {
    path_maker random{20261130};
    std::size_t found = 0;
    std::size_t of_several = 0;
    for (int round = 0; round < 1500; ++round) {
        auto table = std::make_shared<field_table>();
        for (auto left = 1 + random.below(6); left != 0; --left) table->add(random.path(3));
        auto map = round % 3 == 0 ? field_map{} : random.map();
        const auto& lifted = map.lifted();
        const bool of_members =
            std::any_of(lifted.begin(), lifted.end(), [](const auto& line) { return line.of_members; });
        if (!of_members && random.chance(40)) map.drop_blanks();
        const std::shared_ptr<const field_table> fields = table;
        CAPTURE(shown(map));
        simdjson_reader first{fields, map};
        nlohmann_reader second{fields, map};
        dynamic_event event{fields};
        for (int line = 0; line < 10; ++line) {
            const auto document = random.object(4);
            const auto text = random.text_of(document);
            CAPTURE(text);
            for (slot field = 0; field < fields->size(); ++field) {
                const std::string name{fields->name(field)};
                CAPTURE(name);
                const auto expected = sorted(reference::find_field(document, name, map));
                REQUIRE(first.read(text, event).has_value());
                REQUIRE(sorted(event.row()[field]) == expected);
                REQUIRE(second.read_text(text, event).has_value());
                REQUIRE(sorted(event.row()[field]) == expected);
                REQUIRE(second.read(document, event).has_value());
                REQUIRE(sorted(event.row()[field]) == expected);
                found += expected == "missing" ? 0U : 1U;
                of_several += expected.find(' ', expected.find(' ') + 1) == std::string::npos ? 0U : 1U;
            }
        }
    }
    CHECK(found > 8000);
    CHECK(of_several > 500);
}
