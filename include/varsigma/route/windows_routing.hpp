// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <varsigma/core/build_mode.hpp>
#include <varsigma/route/routing_table.hpp>

#include <array>
#include <string_view>
#include <utility>

// Which Windows event log is which logsource, and which events of it are of which category. Facts from the Sigma
// specification's taxonomy appendix and the logsource table of the published rules. Channels in lower case.

namespace VARSIGMA_NAMESPACE {
namespace detail {

using other_name = std::pair<std::string_view, std::string_view>;

inline constexpr std::array process_creation_names{
    other_name{"Image", "NewProcessName"},          other_name{"ParentImage", "ParentProcessName"},
    other_name{"IntegrityLevel", "MandatoryLabel"}, other_name{"LogonId", "SubjectLogonId"},
    other_name{"ProcessId", "NewProcessId"},        other_name{"ParentProcessId", "ProcessId"},
};

inline constexpr std::array antivirus_names{
    other_name{"Signature", "ThreatName"},
    other_name{"Filename", "Path"},
};

inline constexpr std::array<std::string_view, 1> created_key{"CreateKey"};
inline constexpr std::array<std::string_view, 2> deleted_key{"DeleteKey", "DeleteValue"};

inline constexpr std::array windows_channels{
    channel_service{"application", "application"},
    channel_service{"microsoft-windows-application-experience/program-compatibility-assistant",
                    "application-experience"},
    channel_service{"microsoft-windows-application-experience/program-telemetry", "application-experience"},
    channel_service{"microsoft-windows-applocker/exe and dll", "applocker"},
    channel_service{"microsoft-windows-applocker/msi and script", "applocker"},
    channel_service{"microsoft-windows-applocker/packaged app-deployment", "applocker"},
    channel_service{"microsoft-windows-applocker/packaged app-execution", "applocker"},
    channel_service{"microsoft-windows-appmodel-runtime/admin", "appmodel-runtime"},
    channel_service{"microsoft-windows-appxdeploymentserver/operational", "appxdeployment-server"},
    channel_service{"microsoft-windows-appxpackaging/operational", "appxpackaging-om"},
    channel_service{"microsoft-windows-bitlocker/bitlocker management", "bitlocker"},
    channel_service{"microsoft-windows-bits-client/operational", "bits-client"},
    channel_service{"microsoft-windows-capi2/operational", "capi2"},
    channel_service{"microsoft-windows-certificateservicesclient-lifecycle-system/operational",
                    "certificateservicesclient-lifecycle-system"},
    channel_service{"microsoft-windows-codeintegrity/operational", "codeintegrity-operational"},
    channel_service{"microsoft-windows-dhcp-server/operational", "dhcp"},
    channel_service{"microsoft-windows-diagnosis-scripted/operational", "diagnosis-scripted"},
    channel_service{"microsoft-windows-dns client events/operational", "dns-client"},
    channel_service{"dns server", "dns-server"},
    channel_service{"microsoft-windows-dns-server/analytical", "dns-server-analytic"},
    channel_service{"microsoft-windows-dns-server/audit", "dns-server-audit"},
    channel_service{"microsoft-windows-driverframeworks-usermode/operational", "driver-framework"},
    channel_service{"microsoft-windows-windows firewall with advanced security/firewall", "firewall-as"},
    channel_service{"microsoft-windows-hyper-v-worker", "hyper-v-worker"},
    channel_service{"microsoft-iis-configuration/operational", "iis-configuration"},
    channel_service{"microsoft-windows-kernel-eventtracing", "kernel-event-tracing"},
    channel_service{"microsoft-windows-kernel-shimengine/diagnostic", "kernel-shimengine"},
    channel_service{"microsoft-windows-kernel-shimengine/operational", "kernel-shimengine"},
    channel_service{"microsoft-windows-ldap-client/debug", "ldap"},
    channel_service{"microsoft-windows-lsa/operational", "lsa-server"},
    channel_service{"msexchange management", "msexchange-management"},
    channel_service{"microsoft-windows-ntfs/operational", "ntfs"},
    channel_service{"microsoft-windows-ntlm/operational", "ntlm"},
    channel_service{"openssh/operational", "openssh"},
    channel_service{"microsoft-windows-powershell/operational", "powershell"},
    channel_service{"powershellcore/operational", "powershell"},
    channel_service{"windows powershell", "powershell-classic"},
    channel_service{"microsoft-windows-printservice/admin", "printservice-admin"},
    channel_service{"microsoft-windows-printservice/operational", "printservice-operational"},
    channel_service{"security", "security"},
    channel_service{"microsoft-windows-security-mitigations/kernel mode", "security-mitigations"},
    channel_service{"microsoft-windows-security-mitigations/user mode", "security-mitigations"},
    channel_service{"microsoft-windows-sense/operational", "sense"},
    channel_service{"microsoft-servicebus-client/admin", "servicebus-client"},
    channel_service{"microsoft-servicebus-client/admin", "microsoft-servicebus-client"},
    channel_service{"microsoft-servicebus-client/operational", "servicebus-client"},
    channel_service{"microsoft-servicebus-client/operational", "microsoft-servicebus-client"},
    channel_service{"microsoft-windows-shell-core/operational", "shell-core"},
    channel_service{"microsoft-windows-smbclient/connectivity", "smbclient-connectivity"},
    channel_service{"microsoft-windows-smbclient/security", "smbclient-security"},
    channel_service{"microsoft-windows-smbserver/connectivity", "smbserver-connectivity"},
    channel_service{"microsoft-windows-sysmon/operational", "sysmon"},
    channel_service{"system", "system"},
    channel_service{"microsoft-windows-taskscheduler/operational", "taskscheduler"},
    channel_service{"microsoft-windows-terminalservices-localsessionmanager/operational",
                    "terminalservices-localsessionmanager"},
    channel_service{"microsoft-windows-vhdmp/operational", "vhdmp"},
    channel_service{"microsoft-windows-windows defender/operational", "windefend"},
    channel_service{"microsoft-windows-wmi-activity/operational", "wmi"},
};

inline constexpr std::array windows_categories{
    event_category{.service = "sysmon", .event_id = 1, .category = "process_creation"},
    event_category{.service = "sysmon", .event_id = 2, .category = "file_change"},
    event_category{.service = "sysmon", .event_id = 3, .category = "network_connection"},
    event_category{.service = "sysmon", .event_id = 4, .category = "sysmon_status"},
    event_category{.service = "sysmon", .event_id = 5, .category = "process_termination"},
    event_category{.service = "sysmon", .event_id = 6, .category = "driver_load"},
    event_category{.service = "sysmon", .event_id = 7, .category = "image_load"},
    event_category{.service = "sysmon", .event_id = 8, .category = "create_remote_thread"},
    event_category{.service = "sysmon", .event_id = 9, .category = "raw_access_thread"},
    event_category{.service = "sysmon", .event_id = 10, .category = "process_access"},
    event_category{.service = "sysmon", .event_id = 11, .category = "file_event"},
    event_category{.service = "sysmon", .event_id = 15, .category = "create_stream_hash"},
    event_category{.service = "sysmon", .event_id = 16, .category = "sysmon_status"},
    event_category{.service = "sysmon", .event_id = 17, .category = "pipe_created"},
    event_category{.service = "sysmon", .event_id = 18, .category = "pipe_created"},
    event_category{.service = "sysmon", .event_id = 19, .category = "wmi_event"},
    event_category{.service = "sysmon", .event_id = 20, .category = "wmi_event"},
    event_category{.service = "sysmon", .event_id = 21, .category = "wmi_event"},
    event_category{.service = "sysmon", .event_id = 22, .category = "dns_query"},
    event_category{.service = "sysmon", .event_id = 23, .category = "file_delete"},
    event_category{.service = "sysmon", .event_id = 24, .category = "clipboard_capture"},
    event_category{.service = "sysmon", .event_id = 25, .category = "process_tampering"},
    event_category{.service = "sysmon", .event_id = 26, .category = "file_delete_detected"},
    event_category{.service = "sysmon", .event_id = 27, .category = "file_block_executable"},
    event_category{.service = "sysmon", .event_id = 28, .category = "file_block_shredding"},
    event_category{.service = "sysmon", .event_id = 29, .category = "file_executable_detected"},
    event_category{.service = "sysmon", .event_id = 255, .category = "sysmon_error"},
    event_category{.service = "sysmon", .event_id = 12, .category = "registry_event"},
    event_category{
        .service = "sysmon", .event_id = 12, .category = "registry_add", .condition = {"EventType", created_key}},
    event_category{
        .service = "sysmon", .event_id = 12, .category = "registry_delete", .condition = {"EventType", deleted_key}},
    event_category{.service = "sysmon", .event_id = 13, .category = "registry_event"},
    event_category{.service = "sysmon", .event_id = 13, .category = "registry_set"},
    event_category{.service = "sysmon", .event_id = 14, .category = "registry_event"},
    event_category{.service = "sysmon", .event_id = 14, .category = "registry_rename"},
    event_category{
        .service = "security", .event_id = 4688, .category = "process_creation", .aliases = process_creation_names},
    event_category{.service = "powershell", .event_id = 4103, .category = "ps_module"},
    event_category{.service = "powershell", .event_id = 4104, .category = "ps_script"},
    event_category{.service = "powershell-classic", .event_id = 400, .category = "ps_classic_start"},
    event_category{.service = "powershell-classic", .event_id = 600, .category = "ps_classic_provider_start"},
    event_category{.service = "powershell-classic", .event_id = 800, .category = "ps_classic_script"},
    event_category{.service = "windefend", .event_id = 1006, .category = "antivirus", .aliases = antivirus_names},
    event_category{.service = "windefend", .event_id = 1007, .category = "antivirus", .aliases = antivirus_names},
    event_category{.service = "windefend", .event_id = 1008, .category = "antivirus", .aliases = antivirus_names},
    event_category{.service = "windefend", .event_id = 1009, .category = "antivirus", .aliases = antivirus_names},
    event_category{.service = "windefend", .event_id = 1010, .category = "antivirus", .aliases = antivirus_names},
    event_category{.service = "windefend", .event_id = 1011, .category = "antivirus", .aliases = antivirus_names},
    event_category{.service = "windefend", .event_id = 1012, .category = "antivirus", .aliases = antivirus_names},
    event_category{.service = "windefend", .event_id = 1017, .category = "antivirus", .aliases = antivirus_names},
    event_category{.service = "windefend", .event_id = 1018, .category = "antivirus", .aliases = antivirus_names},
    event_category{.service = "windefend", .event_id = 1019, .category = "antivirus", .aliases = antivirus_names},
    event_category{.service = "windefend", .event_id = 1115, .category = "antivirus", .aliases = antivirus_names},
    event_category{.service = "windefend", .event_id = 1116, .category = "antivirus", .aliases = antivirus_names},
};

inline constexpr std::array linux_channels{channel_service{"linux-sysmon/operational", "sysmon"}};

inline constexpr std::array linux_categories{
    event_category{.service = "sysmon", .event_id = 1, .category = "process_creation"},
    event_category{.service = "sysmon", .event_id = 3, .category = "network_connection"},
    event_category{.service = "sysmon", .event_id = 5, .category = "process_termination"},
    event_category{.service = "sysmon", .event_id = 9, .category = "raw_access_thread"},
    event_category{.service = "sysmon", .event_id = 11, .category = "file_event"},
    event_category{.service = "sysmon", .event_id = 23, .category = "file_delete"},
};

} // namespace detail

/// Windows event logs: every event has the product `windows`, and that of a channel not listed has nothing else.
inline constexpr routing_table windows_routing{"windows", detail::windows_channels, detail::windows_categories};

/// Sysmon for Linux, which names its channel as on Windows.
inline constexpr routing_table linux_sysmon_routing{"linux", detail::linux_channels, detail::linux_categories};

} // namespace VARSIGMA_NAMESPACE
