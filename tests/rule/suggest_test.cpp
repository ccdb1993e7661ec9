// SPDX-License-Identifier: BSL-1.0
#include <varsigma/rule/detail/suggest_field.hpp>
#include <varsigma/rule/modifier.hpp>
#include <varsigma/rule/suggest.hpp>

#include <doctest/doctest.h>

#include <cstddef>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace {

using varsigma::closest;
using varsigma::spelling_distance;

static_assert(spelling_distance("contains", "contain") == 1);

std::string_view nearest(std::string_view word, const std::vector<std::string>& candidates) {
    return closest(word, candidates, [](const std::string& candidate) { return std::string_view{candidate}; });
}

} // namespace

TEST_CASE("spelling_distance: each kind of slip costs one, case nothing") {
    CHECK(spelling_distance("", "") == 0);
    CHECK(spelling_distance("abc", "") == 3);
    CHECK(spelling_distance("", "abc") == 3);
    CHECK(spelling_distance("abc", "abc") == 0);
    CHECK(spelling_distance("abc", "ABC") == 0);
    CHECK(spelling_distance("abc", "abxc") == 1);
    CHECK(spelling_distance("abc", "ac") == 1);
    CHECK(spelling_distance("abc", "axc") == 1);
    CHECK(spelling_distance("abc", "acb") == 1);
    CHECK(spelling_distance("kitten", "sitting") == 3);
    CHECK(spelling_distance("ca", "abc") == 3); // restricted: a swapped pair is not edited further
    CHECK(spelling_distance(std::string(64, 'a'), std::string(64, 'b')) == 64);
    CHECK(spelling_distance(std::string(65, 'a'), std::string(65, 'a')) == varsigma::longest_suggestion + 1);
}

TEST_CASE("spelling_distance: is symmetric, and zero only between equals") {
    std::vector<std::string> all{""};
    for (std::size_t at = 0; at < all.size(); ++at) {
        if (all[at].size() == 4) continue;
        for (const char letter : {'a', 'b'}) all.push_back(all[at] + letter);
    }
    std::size_t wrong = 0;
    for (const auto& left : all) {
        for (const auto& right : all) {
            const auto distance = spelling_distance(left, right);
            if (distance != spelling_distance(right, left) || (distance == 0) != (left == right)) ++wrong;
        }
    }
    CHECK(wrong == 0);
}

TEST_CASE("closest: the nearest that shares two thirds, the first of equals") {
    CHECK(nearest("selction", {"filter", "selection", "selections"}) == "selection");
    CHECK(nearest("Selection", {"filter", "selection"}) == "selection");
    CHECK(nearest("sel1", {"sel2", "sel3"}) == "sel2");
    CHECK(nearest("nope", {"selection", "filter"}).empty());
    CHECK(nearest("a", {"b"}).empty());
    CHECK(nearest("ab", {"ac"}).empty()); // half of it is no likeness
    CHECK(nearest("s", {"se"}).empty());
    CHECK(nearest("AB", {"ab"}) == "ab");
    CHECK(nearest("", {"a", ""}).empty());
    CHECK(nearest("a", {}).empty());
    CHECK(nearest(std::string(65, 'a'), {std::string(65, 'a')}).empty());
}

TEST_CASE("closest: never more slips than people make, however long the words") {
    CHECK(nearest("DestinationIp", {"DestinationPort"}).empty());
    CHECK(nearest("SourceImage", {"TargetImage"}).empty());
    CHECK(nearest("value_max", {"value_sum", "value_avg"}).empty());
    CHECK(nearest("filter_main_wscript", {"filter_main_cscript"}) == "filter_main_cscript");
    CHECK(nearest("CommndLine", {"CommandLine", "ParentCommandLine"}) == "CommandLine");
    CHECK(nearest("ParentCommndline", {"CommandLine", "ParentCommandLine"}) == "ParentCommandLine");
    for (std::size_t shorter = 0; shorter <= varsigma::longest_suggestion; ++shorter) {
        CHECK(3 * varsigma::forgiven_slips(shorter) <= shorter);
        CHECK(varsigma::forgiven_slips(shorter) <= 2);
    }
}

namespace {

/// The fields of Sysmon's events, among which words stand that differ little.
const std::vector<std::string>& sysmon_fields() {
    static const std::vector<std::string> fields{
        "RuleName",
        "UtcTime",
        "ProcessGuid",
        "ProcessId",
        "Image",
        "FileVersion",
        "Description",
        "Product",
        "Company",
        "OriginalFileName",
        "CommandLine",
        "CurrentDirectory",
        "User",
        "LogonGuid",
        "LogonId",
        "TerminalSessionId",
        "IntegrityLevel",
        "Hashes",
        "ParentProcessGuid",
        "ParentProcessId",
        "ParentImage",
        "ParentCommandLine",
        "ParentUser",
        "TargetFilename",
        "CreationUtcTime",
        "Protocol",
        "Initiated",
        "SourceIsIpv6",
        "SourceIp",
        "SourceHostname",
        "SourcePort",
        "SourcePortName",
        "DestinationIp",
        "DestinationHostname",
        "DestinationPort",
        "ImageLoaded",
        "Signed",
        "Signature",
        "SignatureStatus",
        "SourceProcessGuid",
        "SourceProcessId",
        "SourceImage",
        "TargetProcessId",
        "TargetImage",
        "StartAddress",
        "StartModule",
        "StartFunction",
        "GrantedAccess",
        "CallTrace",
        "EventType",
        "TargetObject",
        "Details",
        "NewName",
        "PipeName",
        "QueryName",
        "QueryStatus",
        "QueryResults",
        "Archived",
        "EventNamespace",
        "Consumer",
    };
    return fields;
}

/// Whether every word that a hasty hand makes of `word` leads back to it, or to another that is as near.
bool leads_back(const std::string& word, const std::vector<std::string>& vocabulary) {
    for (std::size_t at = 0; at < word.size(); ++at) {
        auto missing = word;
        missing.erase(at, 1);
        auto doubled = word;
        doubled.insert(at, 1, word[at]);
        auto swapped = word;
        if (at + 1 < word.size()) std::swap(swapped[at], swapped[at + 1]);
        for (const auto& slip : {missing, doubled, swapped}) {
            const auto found = nearest(slip, vocabulary);
            if (found.empty() || spelling_distance(slip, found) > 1) return false;
        }
    }
    return true;
}

} // namespace

TEST_CASE("closest: one slip in a known word of four letters or more is always forgiven") {
    const auto& fields = sysmon_fields();
    for (const auto& field : fields) {
        CAPTURE(field);
        CHECK(leads_back(field, fields));
    }
    std::vector<std::string> modifiers;
    for (const auto& entry : varsigma::detail::modifier_words) modifiers.emplace_back(entry.word);
    for (const auto& each : modifiers) {
        CAPTURE(each);
        if (each.size() >= 4) CHECK(leads_back(each, modifiers));
    }
}

TEST_CASE("closest: known words are not taken for each other, but for few") {
    std::vector<std::string> taken;
    const auto note_pairs = [&](const std::vector<std::string>& vocabulary) {
        for (std::size_t at = 0; at < vocabulary.size(); ++at) {
            auto others = vocabulary;
            others.erase(others.begin() + static_cast<std::ptrdiff_t>(at));
            const auto found = nearest(vocabulary[at], others);
            if (!found.empty()) taken.push_back(vocabulary[at] + " " + std::string{found});
        }
    };
    note_pairs(sysmon_fields());
    std::vector<std::string> modifiers;
    for (const auto& entry : varsigma::detail::modifier_words) modifiers.emplace_back(entry.word);
    note_pairs(modifiers);
    const std::vector<std::string> expected{
        "ProcessGuid ProcessId",
        "ProcessId ProcessGuid",
        "LogonGuid LogonId",
        "LogonId LogonGuid",
        "ParentProcessGuid ParentProcessId",
        "ParentProcessId ParentProcessGuid",
        "SourceHostname SourcePortName",
        "SourcePortName SourceHostname",
        "SourceProcessGuid SourceProcessId",
        "SourceProcessId SourceProcessGuid",
        "utf16le utf16be",
        "utf16be utf16le",
        "gte lte",
        "lte gte",
    };
    CHECK(taken == expected);
}

TEST_CASE("did_you_mean") {
    CHECK(varsigma::did_you_mean("all") == "did you mean 'all'");
    CHECK(varsigma::did_you_mean("").empty());
}

TEST_CASE("closest_field: another case comes first, then the same words, then slips of the pen") {
    const auto field = [](std::string_view word, const std::vector<std::string_view>& names) {
        return varsigma::closest_field(word, names);
    };
    static_assert(varsigma::has_same_words("ProcessId", "process_id"));
    static_assert(!varsigma::has_same_words("ProcessId", "process_ids"));
    CHECK(field("image", {"Images", "Image"}) == "Image");
    CHECK(field("process.command_line.text", {"process_command_line_text"}) == "process_command_line_text");
    CHECK(field("ParentImage", {"ParentImages", "Parent.Image"}) == "Parent.Image");
    CHECK(field("process_id", {"Process.ID", "ProcessId", "PROCESS_ID"}) == "PROCESS_ID");
    CHECK(field("CommandLin", {"Image", "CommandLine"}) == "CommandLine");
    const std::string long_word(100, 'x');
    CHECK(field("A_" + long_word, {"a." + long_word}) == "a." + long_word);
    CHECK(field("Image", {"User", "Hashes", ""}).empty());
    CHECK(field("", {"User", ""}).empty());
    CHECK(field("Ip", {"Id", "ID"}).empty());
    CHECK(field("Id", {"Ip", "ID"}) == "ID");
    CHECK(field("Image", {}).empty());
}
