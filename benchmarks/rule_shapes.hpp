// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "process_event.hpp"

#include <varsigma/static_rules/static_rule.hpp>

#include <algorithm>
#include <cstddef>
#include <initializer_list>
#include <string_view>

/// Ten shapes that rules have, each as a static rule and as what one would write by hand: `if`s over the members, with
/// helpers that compare without regard to the case of ASCII letters.
namespace rule_shapes {

// --- by hand ---------------------------------------------------------------------------------------------------------

[[nodiscard]] constexpr char lower(char byte) noexcept {
    return byte >= 'A' && byte <= 'Z' ? static_cast<char>(byte + ('a' - 'A')) : byte;
}
/// The second text is in small letters already.
[[nodiscard]] inline bool is(std::string_view text, std::string_view wanted) noexcept {
    return std::equal(text.begin(), text.end(), wanted.begin(), wanted.end(),
                      [](char left, char right) { return lower(left) == right; });
}
[[nodiscard]] inline bool starts_with(std::string_view text, std::string_view wanted) noexcept {
    return text.size() >= wanted.size() && is(text.substr(0, wanted.size()), wanted);
}
[[nodiscard]] inline bool ends_with(std::string_view text, std::string_view wanted) noexcept {
    return text.size() >= wanted.size() && is(text.substr(text.size() - wanted.size()), wanted);
}
[[nodiscard]] inline std::size_t find(std::string_view text, std::string_view wanted) noexcept {
    for (std::size_t at = 0; at + wanted.size() <= text.size(); ++at) {
        if (lower(text[at]) == wanted.front() && is(text.substr(at, wanted.size()), wanted)) { return at; }
    }
    return text.npos;
}
[[nodiscard]] inline bool contains(std::string_view text, std::string_view wanted) noexcept {
    return find(text, wanted) != text.npos;
}
[[nodiscard]] inline bool contains_any(std::string_view text, std::initializer_list<std::string_view> wanted) noexcept {
    return std::any_of(wanted.begin(), wanted.end(), [text](std::string_view each) { return contains(text, each); });
}

// --- the shapes ------------------------------------------------------------------------------------------------------

using varsigma::selection;
using varsigma::static_rule;
using varsigma::where;

struct equals {
    static constexpr std::string_view name = "equals";
    using rule = static_rule<"s", selection<"s", where<"OriginalFileName", "PowerShell.EXE">>>;
    static bool by_hand(const process_event& event) { return is(event.original_file_name, "powershell.exe"); }
};

struct ends_with_one_of_five {
    static constexpr std::string_view name = "endswith, five";
    using rule = static_rule<"s", selection<"s", where<"Image|endswith", R"(\cmd.exe)", R"(\powershell.exe)",
                                                       R"(\pwsh.exe)", R"(\schtasks.exe)", R"(\rundll32.exe)">>>;
    static bool by_hand(const process_event& event) {
        const std::string_view image = event.image;
        return ends_with(image, R"(\cmd.exe)") || ends_with(image, R"(\powershell.exe)") ||
               ends_with(image, R"(\pwsh.exe)") || ends_with(image, R"(\schtasks.exe)") ||
               ends_with(image, R"(\rundll32.exe)");
    }
};

struct starts_with_two {
    static constexpr std::string_view name = "startswith, two";
    using rule =
        static_rule<"s", selection<"s", where<"Image|startswith", R"(C:\Windows\Temp\)", R"(C:\Windows\System32\)">>>;
    static bool by_hand(const process_event& event) {
        return starts_with(event.image, R"(c:\windows\temp\)") || starts_with(event.image, R"(c:\windows\system32\)");
    }
};

struct contains_one {
    static constexpr std::string_view name = "contains, one";
    using rule = static_rule<"s", selection<"s", where<"CommandLine|contains", "-EncodedCommand ">>>;
    static bool by_hand(const process_event& event) { return contains(event.command_line, "-encodedcommand "); }
};

struct contains_all_three {
    static constexpr std::string_view name = "contains all, three";
    using rule =
        static_rule<"s", selection<"s", where<"CommandLine|contains|all", "powershell", "-NoProfile", "-Encoded">>>;
    static bool by_hand(const process_event& event) {
        return contains(event.command_line, "powershell") && contains(event.command_line, "-noprofile") &&
               contains(event.command_line, "-encoded");
    }
};

struct contains_one_of_twelve {
    static constexpr std::string_view name = "contains, twelve";
    using rule =
        static_rule<"s",
                    selection<"s", where<"CommandLine|contains", "DownloadString", "DownloadFile", "FromBase64String",
                                         "Invoke-Expression", "Net.WebClient", "-EncodedCommand", "bitsadmin",
                                         "certutil -", "mshta ", "regsvr32 ", "vssadmin delete", "wevtutil cl">>>;
    static bool by_hand(const process_event& event) {
        return contains_any(event.command_line,
                            {"downloadstring", "downloadfile", "frombase64string", "invoke-expression", "net.webclient",
                             "-encodedcommand", "bitsadmin", "certutil -", "mshta ", "regsvr32 ", "vssadmin delete",
                             "wevtutil cl"});
    }
};

struct inner_wildcard {
    static constexpr std::string_view name = "inner wildcards";
    using rule = static_rule<"s", selection<"s", where<"CommandLine", "*powershell*-enc*command *">>>;
    static bool by_hand(const process_event& event) {
        std::string_view rest = event.command_line;
        for (const std::string_view piece : {"powershell", "-enc", "command "}) {
            const auto at = find(rest, piece);
            if (at == rest.npos) { return false; }
            rest.remove_prefix(at + piece.size());
        }
        return true;
    }
};

struct number_and_text {
    static constexpr std::string_view name = "number and text";
    using rule = static_rule<"s", selection<"s", where<"EventID", 1>, where<"IntegrityLevel", "High", "System">,
                                            where<"Image|endswith", R"(\schtasks.exe)">>>;
    static bool by_hand(const process_event& event) {
        return event.event_id == 1 && (is(event.integrity_level, "high") || is(event.integrity_level, "system")) &&
               ends_with(event.image, R"(\schtasks.exe)");
    }
};

struct with_filters {
    static constexpr std::string_view name = "with filters";
    using rule =
        static_rule<"selection and not 1 of filter_*", selection<"selection", where<"CommandLine|contains", ".exe">>,
                    selection<"filter_agent", where<"Image|endswith", R"(\Agent.exe)">>,
                    selection<"filter_service", where<"Image|endswith", R"(\svchost.exe)">,
                              where<"CommandLine|contains", " -k netsvcs">>>;
    static bool by_hand(const process_event& event) {
        return contains(event.command_line, ".exe") &&
               !(ends_with(event.image, R"(\agent.exe)") ||
                 (ends_with(event.image, R"(\svchost.exe)") && contains(event.command_line, " -k netsvcs")));
    }
};

struct several_fields {
    static constexpr std::string_view name = "several fields";
    using rule = static_rule<
        "1 of selection_*",
        selection<"selection_a", where<"ParentImage|endswith", R"(\winword.exe)", R"(\excel.exe)">,
                  where<"Image|endswith", R"(\cmd.exe)", R"(\powershell.exe)">>,
        selection<"selection_b", where<"Image|endswith", R"(\schtasks.exe)">,
                  where<"CommandLine|contains", "/create", "/run">, where<"User|contains", "SYSTEM", "jane">>>;
    static bool by_hand(const process_event& event) {
        return ((ends_with(event.parent_image, R"(\winword.exe)") || ends_with(event.parent_image, R"(\excel.exe)")) &&
                (ends_with(event.image, R"(\cmd.exe)") || ends_with(event.image, R"(\powershell.exe)"))) ||
               (ends_with(event.image, R"(\schtasks.exe)") && contains_any(event.command_line, {"/create", "/run"}) &&
                contains_any(event.user, {"system", "jane"}));
    }
};

} // namespace rule_shapes
