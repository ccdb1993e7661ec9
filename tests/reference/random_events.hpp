// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "random_source.hpp"
#include "reference_encoding.hpp"
#include "reference_text.hpp"

#include <array>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <nlohmann/json.hpp>
#include <string>
#include <string_view>
#include <vector>

namespace reference {

/// The field names of random rules and events. Each has a leaning towards one kind of value, but any kind turns up.
namespace fields {
inline constexpr std::array<std::string_view, 10> all{"A",       "B", "a.b", "c.d.e", "List",
                                                      "EventID", "T", "Ip",  "B64",   "Flag"};
inline constexpr std::array<std::string_view, 5> textual{"A", "B", "a.b", "c.d.e", "List"};
} // namespace fields

/// Whether every text in it is valid UTF-8, so that it can be written as JSON without loss.
inline bool is_writable(const nlohmann::json& value) {
    if (value.is_string()) {
        const auto& text = value.get_ref<const std::string&>();
        return repaired(text) == text;
    }
    for (const auto& inner : value.is_structured() ? value : nlohmann::json::array()) {
        if (!is_writable(inner)) { return false; }
    }
    return true;
}

/// Makes events out of few pieces, so that rules made of the same pieces match about as often as not.
class event_maker {
public:
    explicit event_maker(random_source& random) : random_(random) {}

    nlohmann::json event() {
        nlohmann::json made = nlohmann::json::object();
        for (const auto name : fields::all) {
            if (random_.chance(80)) { put(made, name); }
        }
        if (random_.chance(15)) {
            made["Deep"] = nlohmann::json{{"x", {{"y", {value("A"), nullptr, value("EventID")}}}}};
        }
        return made;
    }

    /// The same with some fields changed.
    nlohmann::json variant(const nlohmann::json& of) {
        nlohmann::json made = of;
        for (const auto name : fields::all) {
            if (random_.chance(75)) { continue; }
            if (random_.chance(30)) {
                made.erase(std::string{name});
            } else {
                put(made, name);
            }
        }
        for (auto& [key, held] : made.items()) {
            if (held.is_string() && random_.chance(25)) { held = swapped_case(held.get<std::string>()); }
        }
        return made;
    }

    std::string text() {
        std::string made;
        for (std::size_t pieces = random_.below(4); pieces > 0; --pieces) { made += piece(); }
        if (random_.chance(3)) { made += random_.one_of({"\xFF", "\xE2\x82", "\xC0\xAF", "\xED\xA0\x80"}); }
        if (random_.chance(2)) { made += std::string("\0n", 2); }
        return made;
    }

    std::string piece() {
        static const std::vector<std::string> pieces{"cmd",
                                                     ".exe",
                                                     "powershell",
                                                     " -enc ",
                                                     "/foo",
                                                     "-foo",
                                                     "\xE2\x80\x93"
                                                     "foo",
                                                     "\xE2\x80\x94"
                                                     "e",
                                                     "a-b",
                                                     "K",
                                                     "k",
                                                     "\xE2\x84\xAA",
                                                     "\xC3\x9F",
                                                     "ss",
                                                     "\xC4\xB0",
                                                     "i",
                                                     "I",
                                                     "\xF0\x9F\x94\xA5",
                                                     "\xC3\x84",
                                                     "\xC3\xA4",
                                                     "\\",
                                                     "\\\\",
                                                     "*",
                                                     "?",
                                                     "\n",
                                                     " ",
                                                     "x",
                                                     "X",
                                                     "aa",
                                                     "ab",
                                                     "b",
                                                     "://",
                                                     "%",
                                                     "C:\\Windows",
                                                     "\xC5\xBF",
                                                     "s",
                                                     "1",
                                                     "46"};
        return random_.one_of(pieces);
    }

    /// The other case here and there, of letters whose cases are of different lengths too.
    std::string swapped_case(const std::string& text) {
        characters changed = to_characters(text);
        for (char32_t& c : changed) {
            if (random_.chance(40)) { continue; }
            const bool letter = (c >= U'a' && c <= U'z') || (c >= U'A' && c <= U'Z');
            if ((c == U'k' || c == U'K') && random_.chance(20)) {
                c = 0x212A;
            } else if (c == U's' && random_.chance(20)) {
                c = 0x17F;
            } else if (c == 0xC4 || c == 0xE4 || letter) {
                c ^= 0x20;
            }
        }
        return to_bytes(changed);
    }

    nlohmann::json number() {
        static const std::vector<nlohmann::json> numbers{0,
                                                         1,
                                                         -1,
                                                         5,
                                                         16,
                                                         46,
                                                         4624,
                                                         4625,
                                                         9007199254740992,
                                                         9007199254740993,
                                                         std::numeric_limits<std::int64_t>::max(),
                                                         std::numeric_limits<std::int64_t>::min(),
                                                         std::numeric_limits<std::uint64_t>::max(),
                                                         1.0,
                                                         5.5,
                                                         0.1,
                                                         -0.0,
                                                         1e20,
                                                         100000.0,
                                                         1.5e300,
                                                         1e-7,
                                                         9007199254740992.0,
                                                         9223372036854775808.0,
                                                         18446744073709551616.0};
        return random_.chance(50) ? nlohmann::json(random_.below(4) + 4623) : random_.one_of(numbers);
    }

    std::string number_text() {
        static const std::vector<std::string> texts{"4624",
                                                    "04624",
                                                    "4624.0",
                                                    "1.0",
                                                    "1",
                                                    "-1",
                                                    "0x10",
                                                    "16",
                                                    "+5",
                                                    "5",
                                                    " 5",
                                                    "5.",
                                                    ".5",
                                                    "5.5",
                                                    "1e3",
                                                    "-0",
                                                    "9007199254740993",
                                                    "9007199254740992",
                                                    "18446744073709551615",
                                                    "18446744073709551616",
                                                    "0.1",
                                                    "-",
                                                    "1_0"};
        return random_.one_of(texts);
    }

    std::string address() {
        static const std::vector<std::string> addresses{
            "10.1.2.3",      "10.255.0.1", "192.168.1.1", "::ffff:10.1.2.3", "::FFFF:0a01:0203", "fe80::1",
            "fe80::1%eth0",  "::1",        "2001:db8::5", "10.1.2",          "010.1.2.3",        "10.1.2.3 ",
            "10.1.2.3%eth0", "fe80::1%",   "::",          "0.0.0.0",         "1.2.3.4.5",        ""};
        return random_.one_of(addresses);
    }

    std::string date() {
        static const std::vector<std::string> dates{"2025-08-02T09:15:00Z",
                                                    "2025-08-02 09:15:00",
                                                    "2025-08-02T23:59:60.123+02:00",
                                                    "2024-12-30T00:00:00",
                                                    "2021-01-03",
                                                    "2020-12-31T22:10",
                                                    "2016-02-29T05:06:07,5-0330",
                                                    "2025-02-29T00:00:00Z",
                                                    "2025-8-2",
                                                    "02.08.2025",
                                                    "2025-08-02T24:00",
                                                    "2005-01-01 12:00:00 ",
                                                    "2005-01-01t12:30z"};
        return random_.one_of(dates);
    }

    std::string encoded() {
        std::string plain = random_.one_of({"", "", "", "x", "xy"});
        plain += random_.one_of({"foo", "foo", "foo", "/bin/sh", "http://", "\xC3\xA4"});
        plain += random_.one_of({"", "", " -i", "!"});
        switch (random_.below(5)) {
        case 0: return base64(utf16(plain, false));
        case 1: return base64(utf16(plain, true));
        case 2: return base64("\xFF\xFE" + utf16(plain, false));
        default: return random_.one_of({"", "", "-e "}) + base64(plain);
        }
    }

private:
    nlohmann::json value(std::string_view field) {
        if (random_.chance(10)) { return nullptr; }
        if (random_.chance(field == "List" ? 70U : 6U)) { return list(field); }
        if (random_.chance(3)) { return nlohmann::json{{"x", text()}}; }
        return scalar(random_.chance(85) ? field : random_.one_of(fields::all));
    }

    nlohmann::json scalar(std::string_view field) {
        if (field == "EventID") { return random_.chance(60) ? number() : nlohmann::json(number_text()); }
        if (field == "T") { return date(); }
        if (field == "Ip") { return address(); }
        if (field == "B64") { return encoded(); }
        if (field == "Flag") {
            if (random_.chance(50)) { return random_.chance(50); }
            return random_.one_of({"true", "True", "FALSE", "1", "0", "null", "", "yes"});
        }
        return text();
    }

    nlohmann::json list(std::string_view field) {
        nlohmann::json made = nlohmann::json::array();
        for (std::size_t count = random_.below(4); count > 0; --count) {
            made.push_back(random_.chance(10)   ? list(field)
                           : random_.chance(10) ? nlohmann::json(nullptr)
                                                : scalar(field));
        }
        return made;
    }

    /// Puts a field there; one with a dotted name in any of the shapes in which rules find it, or nearly do.
    void put(nlohmann::json& event, std::string_view name) {
        using json = nlohmann::json;
        if (name == "a.b") {
            if (random_.chance(40)) { event["a.b"] = value(name); }
            switch (random_.below(5)) {
            case 0: event["a"] = value(name); break;
            case 1: event["a"] = json::array({json{{"b", value(name)}}, json{{"b", value(name)}}, text()}); break;
            case 2: event["a"] = json::array({json::array({json{{"b", value(name)}}}), json{{"x", 1}}}); break;
            default: event["a"] = json{{"b", value(name)}}; break;
            }
            return;
        }
        if (name == "c.d.e") {
            do { put_c_d_e(event, name); } while (random_.chance(30));
            return;
        }
        event[std::string{name}] = value(name);
    }

    /// A dotted name whose parts are joined in one of the ways there are; perhaps beside what another one has put
    /// there.
    void put_c_d_e(nlohmann::json& event, std::string_view name) {
        using json = nlohmann::json;
        switch (random_.below(10)) {
        case 0: event["c.d.e"] = value(name); break;
        case 1: event["c"] = json{{"d.e", value(name)}, {"d", {{"e", value(name)}}}}; break;
        case 2: event["c.d"] = json{{"e", value(name)}}; break;
        case 3: event["c"] = json::array({json{{"d.e", value(name)}}, json{{"d", {{"e", value(name)}}}}}); break;
        case 4: event["c"] = json{{"d", json::array({json{{"e", value(name)}}, json{{"f", 1}}, nullptr})}}; break;
        case 5: event["c.d"] = json::array({json{{"e", value(name)}}, json{{"f", 1}}}); break;
        case 6: event["c.d"] = random_.chance(50) ? json(nullptr) : json{{"f", value(name)}}; break;
        default: event["c"] = json{{"d", {{"e", value(name)}}}}; break;
        }
    }

    random_source& random_; // NOLINT(cppcoreguidelines-avoid-const-or-ref-data-members): lives for one case
};

} // namespace reference
