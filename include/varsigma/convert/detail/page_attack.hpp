// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <varsigma/convert/page_options.hpp>
#include <varsigma/core/build_mode.hpp>
#include <varsigma/text/detail/ascii.hpp>

#include <algorithm>
#include <array>
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

// What a rule's tags say of MITRE ATT&CK: `attack.execution`, `attack.t1218.007`.

namespace VARSIGMA_NAMESPACE::detail {

struct attack_tactic {
    std::string_view word; ///< as tags write it, with `-` between words
    std::string_view id;
    std::string_view name;
};

/// The tactics of the matrix "Enterprise", with the name that TA0005 had until version 18.
/// Source: Sigma specification, appendix "Tags"; https://attack.mitre.org/tactics/enterprise/.
inline constexpr std::array attack_tactics{
    attack_tactic{"reconnaissance", "TA0043", "Reconnaissance"},
    attack_tactic{"resource-development", "TA0042", "Resource Development"},
    attack_tactic{"initial-access", "TA0001", "Initial Access"},
    attack_tactic{"execution", "TA0002", "Execution"},
    attack_tactic{"persistence", "TA0003", "Persistence"},
    attack_tactic{"privilege-escalation", "TA0004", "Privilege Escalation"},
    attack_tactic{"stealth", "TA0005", "Stealth"},
    attack_tactic{"defense-evasion", "TA0005", "Defense Evasion"},
    attack_tactic{"defense-impairment", "TA0112", "Defense Impairment"},
    attack_tactic{"credential-access", "TA0006", "Credential Access"},
    attack_tactic{"discovery", "TA0007", "Discovery"},
    attack_tactic{"lateral-movement", "TA0008", "Lateral Movement"},
    attack_tactic{"collection", "TA0009", "Collection"},
    attack_tactic{"command-and-control", "TA0011", "Command and Control"},
    attack_tactic{"exfiltration", "TA0010", "Exfiltration"},
    attack_tactic{"impact", "TA0040", "Impact"},
};

/// Before the numbers of groups, software, data sources, mitigations and campaigns, none of which a page names. All of
/// them have four digits: `c0001` is a campaign, `c2` is not.
inline constexpr std::array<std::string_view, 5> attack_number_letters{"g", "s", "ds", "m", "c"};

/// What stands behind `attack.` in lower case, with `-` for `_`; nothing for another tag.
[[nodiscard]] inline std::optional<std::string> attack_word(std::string_view tag) {
    constexpr std::string_view prefix = "attack.";
    std::string word;
    for (const char byte : tag) { word += byte == '_' ? '-' : fold_ascii(byte); }
    if (!word.starts_with(prefix) || word.size() == prefix.size()) { return std::nullopt; }
    return word.substr(prefix.size());
}

/// Whether a text is the letters and then that many digits.
[[nodiscard]] constexpr bool is_numbered(std::string_view text, std::string_view letters, std::size_t digits) noexcept {
    if (!text.starts_with(letters) || text.size() != letters.size() + digits) { return false; }
    const auto number = text.substr(letters.size());
    return std::all_of(number.begin(), number.end(), [](char byte) { return is_digit(byte); });
}

/// `t1218`, `t1218.007`.
[[nodiscard]] constexpr bool is_technique(std::string_view word) noexcept {
    const auto dot = word.find('.');
    return is_numbered(word.substr(0, dot), "t", 4) && (dot == word.npos || is_numbered(word.substr(dot + 1), {}, 3));
}

/// Whether a technique is meant, there or not: `t1218`, `t1`, `t1059.001.002`.
[[nodiscard]] constexpr bool means_technique(std::string_view word) noexcept {
    if (word.size() < 2 || word[0] != 't' || !is_digit(word[1])) { return false; }
    return std::all_of(word.begin() + 1, word.end(), [](char byte) { return is_digit(byte) || byte == '.'; });
}

[[nodiscard]] inline std::string in_capitals(std::string_view word) {
    std::string capitals;
    for (const char byte : word) {
        capitals += byte >= 'a' && byte <= 'z' ? static_cast<char>(byte - ('a' - 'A')) : byte;
    }
    return capitals;
}

/// The techniques that the tags mean, in capitals, each once: `T1218.007`.
[[nodiscard]] inline std::vector<std::string> techniques_of(const std::vector<std::string>& tags) {
    std::vector<std::string> techniques;
    for (const auto& tag : tags) {
        const auto word = attack_word(tag);
        if (!word || !means_technique(*word)) { continue; }
        auto technique = in_capitals(*word);
        if (std::find(techniques.begin(), techniques.end(), technique) == techniques.end()) {
            techniques.push_back(std::move(technique));
        }
    }
    return techniques;
}

/// `T1218.007`, with a link to its page; what cannot be a technique's number leads nowhere.
[[nodiscard]] inline page_link technique_link(std::string_view technique) {
    std::string path{technique};
    path.front() = fold_ascii(path.front());
    if (!is_technique(path)) { return {std::string{technique}, {}}; }
    path.front() = technique.front();
    std::replace(path.begin(), path.end(), '.', '/');
    return {std::string{technique}, "https://attack.mitre.org/techniques/" + path};
}

/// The tactics that the tags name, each once, by the name that comes first: `TA0002: Execution` with a link. A word
/// that is neither a tactic nor a number of something else stands as it is written, without a link.
[[nodiscard]] inline std::vector<page_link> tactics_of(const std::vector<std::string>& tags) {
    std::vector<page_link> tactics;
    for (const auto& tag : tags) {
        const auto word = attack_word(tag);
        if (!word || means_technique(*word)) { continue; }
        const bool is_number = std::any_of(attack_number_letters.begin(), attack_number_letters.end(),
                                           [&](std::string_view letters) { return is_numbered(*word, letters, 4); });
        if (is_number) { continue; }
        page_link link{tag.substr(std::string_view{"attack."}.size()), {}};
        for (const auto& known : attack_tactics) {
            if (*word == known.word || in_capitals(*word) == known.id) {
                link.text = std::string{known.id} + ": " + std::string{known.name};
                link.target = "https://attack.mitre.org/tactics/" + std::string{known.id};
                break;
            }
        }
        const bool is_new = std::none_of(tactics.begin(), tactics.end(), [&](const page_link& other) {
            return link.target.empty() ? other.text == link.text : other.target == link.target;
        });
        if (is_new) { tactics.push_back(std::move(link)); }
    }
    return tactics;
}

} // namespace VARSIGMA_NAMESPACE::detail
