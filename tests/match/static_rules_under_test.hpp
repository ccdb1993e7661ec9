// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <varsigma/event/event_traits.hpp>
#include <varsigma/static_rules/static_fieldref.hpp>
#include <varsigma/static_rules/static_regex.hpp>
#include <varsigma/static_rules/static_rule.hpp>

#include <array>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <tuple>
#include <utility>
#include <variant>
#include <vector>

/// An event type with a field of every kind, and static rules over it that ask all there is to ask.
namespace static_rules {

enum class integrity : std::uint8_t { low = 1, high = 3 };

struct parent_process {
    std::string image;
    std::optional<std::string> user;
    std::vector<std::string> groups;
};

/// Pairs of neighbouring bytes of a text, each made when it is asked for: temporaries that follow each other at one
/// address.
class byte_pairs {
public:
    class iterator {
    public:
        using difference_type = std::ptrdiff_t;
        using value_type = std::string;

        iterator() = default;
        explicit iterator(const char* at) : at_(at) {}
        std::string operator*() const { return {at_[0], at_[1]}; }
        iterator& operator++() {
            ++at_;
            return *this;
        }
        iterator operator++(int) { return iterator{at_++}; }
        friend bool operator==(const iterator&, const iterator&) = default;

    private:
        const char* at_ = nullptr;
    };

    byte_pairs() = default;
    explicit byte_pairs(std::string text) : text_(std::move(text)) {}
    [[nodiscard]] iterator begin() const { return iterator{text_.data()}; }
    [[nodiscard]] iterator end() const { return iterator{text_.data() + (text_.empty() ? 0 : text_.size() - 1)}; }

private:
    std::string text_;
};

struct process_event {
    std::uint32_t event_id = 1;
    std::string image;
    std::string command_line;
    byte_pairs pairs;
    std::string empty_or_user;
    std::optional<std::string> address;
    std::vector<std::string> groups;
    std::vector<std::int64_t> ports;
    std::shared_ptr<parent_process> parent;
    std::variant<std::monostate, std::nullptr_t, std::string, double, std::vector<std::string>> any;
    integrity level = integrity::low;
    double ratio = 0;
    bool is_signed = false;
    char drive = 'C';
    std::chrono::sys_time<std::chrono::nanoseconds> at;
    std::string log_line;

    [[nodiscard]] std::string file_name() const { return image.substr(image.rfind('\\') + 1); }
    [[nodiscard]] std::vector<std::string> words() const {
        std::vector<std::string> found;
        std::string word;
        for (const char byte : command_line) {
            if (byte != ' ') {
                word += byte;
            } else {
                found.push_back(word);
                word.clear();
            }
        }
        found.push_back(word);
        return found;
    }
};

} // namespace static_rules

template <>
struct varsigma::event_traits<static_rules::parent_process> {
    using parent = static_rules::parent_process;
    static constexpr auto fields =
        varsigma::fields(varsigma::field<"Image", &parent::image>, varsigma::field<"User", &parent::user>,
                         varsigma::field<"Groups", &parent::groups>);
};

template <>
struct varsigma::event_traits<static_rules::process_event> {
    using process = static_rules::process_event;
    static constexpr varsigma::logsource source{.product = "windows", .category = "process_creation"};
    static constexpr auto fields =
        varsigma::fields(varsigma::field<"EventID", &process::event_id>, varsigma::field<"Image", &process::image>,
                         varsigma::field<"CommandLine", &process::command_line>,
                         varsigma::field<"User", &process::empty_or_user>(varsigma::empty_is_missing),
                         varsigma::field<"Address", &process::address>, varsigma::field<"Groups", &process::groups>,
                         varsigma::field<"Ports", &process::ports>, varsigma::field<"Parent", &process::parent>,
                         varsigma::field<"Any", &process::any>, varsigma::field<"Level", &process::level>,
                         varsigma::field<"Ratio", &process::ratio>, varsigma::field<"Signed", &process::is_signed>,
                         varsigma::field<"Drive", &process::drive>, varsigma::field<"At", &process::at>,
                         varsigma::field<"FileName", &process::file_name>, varsigma::field<"Words", &process::words>,
                         varsigma::field<"Pairs", &process::pairs>,
                         varsigma::field<"PairsMade", [](const process& event) { return event.pairs; }>,
                         // two members under one name
                         varsigma::field<"Either", [](const process& event) {
                             return std::array<std::string_view, 2>{event.image, event.command_line};
                         }>);
    static std::string_view raw(const process& event) { return event.log_line; }
};

namespace static_rules {

using varsigma::all_of;
using varsigma::any_of;
using varsigma::keywords;
using varsigma::selection;
using varsigma::static_rule;
using varsigma::where;

template <class... Parts>
using one = static_rule<"s", selection<"s", Parts...>>;

using all = std::tuple<
    // text, by place and by case; enough of it on one field that it is folded once
    one<where<"Image", R"(C:\Windows\System32\cmd.exe)">>,
    one<where<"Image|endswith", R"(\CMD.exe)", R"(\POWERSHELL.exe)">>,
    one<where<"Image|startswith", "c:\\windows\\", "D:">>, one<where<"CommandLine|contains", "whoami">>,
    one<where<"CommandLine|contains|all", "cmd", "/c", "WHOAMI", "k">>,
    one<where<"CommandLine|contains", "one", "two", "three", "\xC3\xA4", "kelvin", "\xE2\x84\xAA">>,
    one<where<"CommandLine|contains|cased", "WhoAmI", "Kelvin">>,
    one<where<"CommandLine|endswith|cased", "Kelvin", "\xC3\x84">>, one<where<"CommandLine", "*cmd*/?*whoami*">>,
    one<where<"CommandLine", "?*">, where<"CommandLine", "*">>, one<where<"CommandLine", "">>,
    one<where<"CommandLine|windash|contains", " -enc ", " /c ">>, one<where<"CommandLine|neq", "cmd">>,
    one<where<"CommandLine|contains|neq", "a", "e">>, one<where<"CommandLine|contains|all|neq", "a", "e">>,
    // encodings
    one<where<"CommandLine|base64|contains", "whoami">>, one<where<"CommandLine|base64offset|contains", "whoami", "f">>,
    one<where<"CommandLine|wide|base64offset|contains|cased", "whoami">>,
    one<where<"CommandLine|utf16|contains", "ab">>, one<where<"CommandLine|utf16be|contains", "ab">>,
    one<where<"CommandLine|base64offset|base64offset|contains", "whoami">>,
    one<where<"CommandLine|base64offset|contains", "">>,
    // numbers, booleans, null, presence
    one<where<"EventID", 1, 4688, "46*">>, one<where<"EventID|gt", 1>>, one<where<"EventID|lte", 1.5>>,
    one<where<"Level", 3>>, one<where<"Ratio", 0.5>>, one<where<"Ratio|gte", 0.25>>,
    one<where<"Ratio|contains", "0.5">>, one<where<"Signed", true>>, one<where<"Signed", "true">>,
    one<where<"EventID|contains", 68>>, one<where<"EventID", -1, 18446744073709551615ULL, 7>>, one<where<"Drive", "c">>,
    one<where<"User", nullptr>>, one<where<"User", nullptr, "">>, one<where<"Any", nullptr>>,
    one<where<"Any|exists", true>>, one<where<"Any|exists", false>>, one<where<"Any", "x", 0.5>>,
    one<where<"Address|cidr", "10.0.0.0/8", "fe80::/10">>, one<where<"At|hour|gte", 9>, where<"At|minute", 15>>,
    one<where<"At|year", 2025>>, one<where<"At|contains", "2025-">>,
    // lists, nested structs, accessors, several members of a name
    one<where<"Groups", "admins", "ADMINS\xC3\xA4">>, one<where<"Groups|contains|all", "a", "s">>,
    one<where<"Groups", nullptr>>, one<where<"Groups|exists", true>>, one<where<"Ports", 443>>,
    one<where<"Ports|gt", 1024>>, one<where<"Ports|contains", "44">>,
    one<where<"Parent.Image|endswith", R"(\explorer.exe)">>, one<where<"Parent.User|exists", false>>,
    one<where<"Parent.Groups|contains", "ad">, where<"Parent.Image|neq", "x">>, one<where<"FileName", "cmd.exe">>,
    one<where<"FileName|contains", "c", "m", "d", ".exe">>, one<where<"Words", "/c", "-enc", "whoami">>,
    one<where<"Words|contains", "who", "ami", "\xC3\xA4", "en">>,
    one<where<"Either|contains", "cmd", "powershell", "x">>,
    one<where<"Pairs|contains", "cM", "en", "\xC3\xA4", "4", "3d">>,
    one<where<"PairsMade|contains", "WH", "\xC3\xA4", "e", "k">>,
    one<where<"Pairs|contains|all", "c", "m", "d", "\xC3\xA4">>, one<where<"Pairs|fieldref", "PairsMade">>,
    // other fields' values
    one<where<"Image|fieldref", "CommandLine">>, one<where<"CommandLine|fieldref|startswith", "Image">>,
    one<where<"CommandLine|fieldref|contains", "FileName">>, one<where<"Groups|fieldref", "Parent.Groups">>,
    one<where<"User|fieldref|neq", "Parent.User">>,
    // expressions
    one<where<"CommandLine|re", "who.mi">>, one<where<"CommandLine|re|i", "WHO.MI$", "^CMD">>,
    // keywords
    one<keywords<"whoami", 4688, true>>, one<where<"|all", "cmd", "/c">>, one<keywords<"who*mi", nullptr>>,
    one<where<"|cased", "Kelvin">>, one<where<"|re", "a.b">>,
    // logic
    static_rule<"a and not 1 of f_*", selection<"a", where<"CommandLine|contains", "cmd">>,
                selection<"f_1", where<"User|contains", "jane">>,
                selection<"f_2", where<"Ports", 80>, where<"Signed", true>>>,
    static_rule<"2 of s*", selection<"s1", where<"Signed", true>>, selection<"s2", where<"EventID", 1>>,
                selection<"s3", where<"Ratio|gt", 0>>>,
    static_rule<"all of s* or (not s1 and (s2 or not s3))", selection<"s1", where<"Signed", true>>,
                selection<"s2", where<"EventID", 1>>, selection<"s3", where<"Ratio|gt", 0>>>,
    static_rule<"1 of them", selection<"a", where<"Image", "x">>, selection<"_b", where<"CommandLine|contains", "c">>>,
    static_rule<"3 of a*", selection<"a1", where<"Image|contains", "c">>,
                selection<"a2", where<"Image|contains", "d">>>,
    one<any_of<all_of<where<"Image|contains", "cmd">, where<"EventID", 1>>, where<"CommandLine|contains", "enc">,
               keywords<"q">>>>;

} // namespace static_rules
