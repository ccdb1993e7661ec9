// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <varsigma/text/detail/casefold.hpp>

#include <array>
#include <cstddef>
#include <cstdint>
#include <random>
#include <string>
#include <string_view>
#include <vector>

/// Invented log data, the same in every run: no real corpus is needed for the small benchmarks.
namespace samples {

/// What a benchmark goes through: enough texts that the processor does not learn them by heart.
using texts = std::vector<std::string>;

[[nodiscard]] inline std::size_t bytes_of(const texts& list) {
    std::size_t sum = 0;
    for (const auto& text : list) { sum += text.size(); }
    return sum;
}

[[nodiscard]] inline texts folded(const texts& list) {
    texts result(list.size());
    for (std::size_t at = 0; at < list.size(); ++at) { varsigma::fold_text(list[at], result[at]); }
    return result;
}

/// Picks from lists, always in the same way.
class picker {
public:
    explicit picker(std::uint32_t seed) : engine_(seed) {}

    [[nodiscard]] std::size_t below(std::size_t limit) { return engine_() % limit; }
    template <class List>
    [[nodiscard]] std::string_view from(const List& list) {
        return list[below(list.size())];
    }
    [[nodiscard]] std::string word(std::size_t length) {
        constexpr std::string_view letters = "etaoinshrdlucmfwypvbgkjqxz0123456789-_.";
        std::string made;
        while (made.size() < length) { made += letters[below(letters.size())]; }
        return made;
    }

private:
    std::mt19937 engine_;
};

/// 256 command lines of some 100 bytes. One in four ends with `-EncodedCommand` and a word.
[[nodiscard]] inline texts command_lines() {
    constexpr std::array<std::string_view, 6> programs{
        R"("C:\Windows\System32\cmd.exe" /c )",
        R"("C:\Windows\System32\WindowsPowerShell\v1.0\powershell.exe" )",
        R"(C:\Windows\system32\svchost.exe -k netsvcs -p -s )",
        R"("C:\Program Files\Common Files\Updater\Agent.exe" )",
        R"(rundll32.exe C:\Windows\System32\shell32.dll,Control_RunDLL )",
        R"(C:\Windows\System32\schtasks.exe /Create /TN )",
    };
    constexpr std::array<std::string_view, 6> options{
        "-NoProfile ", "-ExecutionPolicy Bypass ", "/quiet ", "--type=renderer ", "-WindowStyle Hidden ", "/norestart ",
    };
    picker pick{1};
    texts list;
    while (list.size() < 256) {
        std::string line{pick.from(programs)};
        while (line.size() < 75) { line.append(pick.from(options)).append(pick.word(6)).append(" "); }
        line += list.size() % 4 == 0 ? "-EncodedCommand " : "--file ";
        list.push_back(line + pick.word(10));
    }
    return list;
}

/// One script of 30 KB, with nothing suspicious before its last line.
[[nodiscard]] inline texts script() {
    constexpr std::array<std::string_view, 5> statements{
        "    $Result = Get-ChildItem -Path $Folder -Recurse | Where-Object { $_.Length -gt ",
        "    Write-Verbose \"Processing item ",
        "    if (-not (Test-Path -LiteralPath $Target)) { New-Item -ItemType Directory -Name ",
        "    [string]$Name = $Entry.Properties['DisplayName'].Value + '",
        "    foreach ($Item in $Collection) { $Counter += 1; Set-Variable -Name ",
    };
    picker pick{2};
    std::string text = "function Update-Inventory {\n";
    while (text.size() < 30'000) { text.append(pick.from(statements)).append(pick.word(8)).append("\n"); }
    return {text + "Invoke-Expression -EncodedCommand " + pick.word(10)};
}

/// Distinct literals of 8 to 24 bytes such as rules look for.
[[nodiscard]] inline texts literals(std::size_t count) {
    picker pick{3};
    texts list;
    while (list.size() < count) { list.push_back(pick.word(8 + pick.below(17))); }
    return list;
}

/// The creation of a process as Sysmon reports it, one JSON object.
inline constexpr std::string_view json_event =
    R"({"EventID":1,"Channel":"Microsoft-Windows-Sysmon/Operational","Provider_Name":"Microsoft-Windows-Sysmon",)"
    R"("Computer":"ws-17.example.org","UtcTime":"2024-05-06 07:08:09.123","ProcessId":4812,)"
    R"("Image":"C:\\Windows\\System32\\WindowsPowerShell\\v1.0\\powershell.exe",)"
    R"("OriginalFileName":"PowerShell.EXE","Company":"Microsoft Corporation","Product":"Windows",)"
    R"("CommandLine":"powershell.exe -NoProfile -ExecutionPolicy Bypass -EncodedCommand SQBFAFgAIAAoAE4AZQB3AC0ATwBi",)"
    R"("CurrentDirectory":"C:\\Users\\jane\\Documents\\","User":"EXAMPLE\\jane","IntegrityLevel":"Medium",)"
    R"("Hashes":"SHA256=9F914D42706FE215501044ACD85A32D58AAEF1419D404FDDFA5D3B48F66CCD9F",)"
    R"("ParentImage":"C:\\Program Files\\Microsoft Office\\root\\Office16\\WINWORD.EXE","ParentProcessId":3920,)"
    R"("ParentCommandLine":"\"C:\\Program Files\\Microsoft Office\\root\\Office16\\WINWORD.EXE\" /n letter.docx"})";

} // namespace samples
