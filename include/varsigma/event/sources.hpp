// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <varsigma/core/build_mode.hpp>
#include <varsigma/event/logsource.hpp>

#include <array>

// Where the usual kinds of events come from. Facts from the Sigma specification's taxonomy appendix, the logsource
// table of the published rules, and the logsources that these name.

/// For `event_traits::source` and `router::fixed`,
/// `static constexpr auto source = varsigma::sources::windows_process_creation;`. They say all three attributes: what
/// such events do not have is `none`, not left open, so that no rule for another log meets them. Named by the product
/// and what tells its logs apart. Those of changes in the registry are two each: such events belong to `registry_event`
/// as well.
namespace VARSIGMA_NAMESPACE::sources {

// --- events of your own sensor on Windows: their rules name the category alone ------------------------------------------

inline constexpr logsource windows_clipboard_capture{"windows", "clipboard_capture", none};
inline constexpr logsource windows_create_remote_thread{"windows", "create_remote_thread", none};
inline constexpr logsource windows_create_stream_hash{"windows", "create_stream_hash", none};
inline constexpr logsource windows_dns_query{"windows", "dns_query", none};
inline constexpr logsource windows_driver_load{"windows", "driver_load", none};
inline constexpr logsource windows_file_access{"windows", "file_access", none};
inline constexpr logsource windows_file_block_executable{"windows", "file_block_executable", none};
inline constexpr logsource windows_file_block_shredding{"windows", "file_block_shredding", none};
inline constexpr logsource windows_file_change{"windows", "file_change", none};
inline constexpr logsource windows_file_delete{"windows", "file_delete", none};
inline constexpr logsource windows_file_delete_detected{"windows", "file_delete_detected", none};
inline constexpr logsource windows_file_event{"windows", "file_event", none};
inline constexpr logsource windows_file_executable_detected{"windows", "file_executable_detected", none};
inline constexpr logsource windows_file_rename{"windows", "file_rename", none};
inline constexpr logsource windows_image_load{"windows", "image_load", none};
inline constexpr logsource windows_network_connection{"windows", "network_connection", none};
inline constexpr logsource windows_pipe_created{"windows", "pipe_created", none};
inline constexpr logsource windows_process_access{"windows", "process_access", none};
inline constexpr logsource windows_process_creation{"windows", "process_creation", none};
inline constexpr logsource windows_process_tampering{"windows", "process_tampering", none};
inline constexpr logsource windows_process_termination{"windows", "process_termination", none};
inline constexpr logsource windows_raw_access_thread{"windows", "raw_access_thread", none};
inline constexpr std::array windows_registry_add{logsource{"windows", "registry_add", none},
                                                 logsource{"windows", "registry_event", none}};
inline constexpr std::array windows_registry_delete{logsource{"windows", "registry_delete", none},
                                                    logsource{"windows", "registry_event", none}};
inline constexpr logsource windows_registry_event{"windows", "registry_event", none};
inline constexpr std::array windows_registry_rename{logsource{"windows", "registry_rename", none},
                                                    logsource{"windows", "registry_event", none}};
inline constexpr std::array windows_registry_set{logsource{"windows", "registry_set", none},
                                                 logsource{"windows", "registry_event", none}};
inline constexpr logsource windows_wmi_event{"windows", "wmi_event", none};

// --- Sysmon on Windows, by the category of its events -------------------------------------------------------------------

inline constexpr logsource sysmon_clipboard_capture{"windows", "clipboard_capture", "sysmon"};
inline constexpr logsource sysmon_create_remote_thread{"windows", "create_remote_thread", "sysmon"};
inline constexpr logsource sysmon_create_stream_hash{"windows", "create_stream_hash", "sysmon"};
inline constexpr logsource sysmon_dns_query{"windows", "dns_query", "sysmon"};
inline constexpr logsource sysmon_driver_load{"windows", "driver_load", "sysmon"};
inline constexpr logsource sysmon_file_block_executable{"windows", "file_block_executable", "sysmon"};
inline constexpr logsource sysmon_file_block_shredding{"windows", "file_block_shredding", "sysmon"};
inline constexpr logsource sysmon_file_change{"windows", "file_change", "sysmon"};
inline constexpr logsource sysmon_file_delete{"windows", "file_delete", "sysmon"};
inline constexpr logsource sysmon_file_delete_detected{"windows", "file_delete_detected", "sysmon"};
inline constexpr logsource sysmon_file_event{"windows", "file_event", "sysmon"};
inline constexpr logsource sysmon_file_executable_detected{"windows", "file_executable_detected", "sysmon"};
inline constexpr logsource sysmon_image_load{"windows", "image_load", "sysmon"};
inline constexpr logsource sysmon_network_connection{"windows", "network_connection", "sysmon"};
inline constexpr logsource sysmon_pipe_created{"windows", "pipe_created", "sysmon"};
inline constexpr logsource sysmon_process_access{"windows", "process_access", "sysmon"};
inline constexpr logsource sysmon_process_creation{"windows", "process_creation", "sysmon"};
inline constexpr logsource sysmon_process_tampering{"windows", "process_tampering", "sysmon"};
inline constexpr logsource sysmon_process_termination{"windows", "process_termination", "sysmon"};
inline constexpr logsource sysmon_raw_access_thread{"windows", "raw_access_thread", "sysmon"};
inline constexpr std::array sysmon_registry_add{logsource{"windows", "registry_add", "sysmon"},
                                                logsource{"windows", "registry_event", "sysmon"}};
inline constexpr std::array sysmon_registry_delete{logsource{"windows", "registry_delete", "sysmon"},
                                                   logsource{"windows", "registry_event", "sysmon"}};
inline constexpr logsource sysmon_registry_event{"windows", "registry_event", "sysmon"};
inline constexpr std::array sysmon_registry_rename{logsource{"windows", "registry_rename", "sysmon"},
                                                   logsource{"windows", "registry_event", "sysmon"}};
inline constexpr std::array sysmon_registry_set{logsource{"windows", "registry_set", "sysmon"},
                                                logsource{"windows", "registry_event", "sysmon"}};
inline constexpr logsource sysmon_error{"windows", "sysmon_error", "sysmon"};
inline constexpr logsource sysmon_status{"windows", "sysmon_status", "sysmon"};
inline constexpr logsource sysmon_wmi_event{"windows", "wmi_event", "sysmon"};

// --- Sysmon on Linux ----------------------------------------------------------------------------------------------------

inline constexpr logsource linux_sysmon_process_creation{"linux", "process_creation", "sysmon"};
inline constexpr logsource linux_sysmon_network_connection{"linux", "network_connection", "sysmon"};
inline constexpr logsource linux_sysmon_process_termination{"linux", "process_termination", "sysmon"};
inline constexpr logsource linux_sysmon_raw_access_thread{"linux", "raw_access_thread", "sysmon"};
inline constexpr logsource linux_sysmon_file_event{"linux", "file_event", "sysmon"};
inline constexpr logsource linux_sysmon_file_delete{"linux", "file_delete", "sysmon"};

// --- Windows event logs -------------------------------------------------------------------------------------------------

inline constexpr logsource windows_application{"windows", none, "application"};
inline constexpr logsource windows_application_experience{"windows", none, "application-experience"};
inline constexpr logsource windows_applocker{"windows", none, "applocker"};
inline constexpr logsource windows_appmodel_runtime{"windows", none, "appmodel-runtime"};
inline constexpr logsource windows_appxdeployment_server{"windows", none, "appxdeployment-server"};
inline constexpr logsource windows_appxpackaging_om{"windows", none, "appxpackaging-om"};
inline constexpr logsource windows_bitlocker{"windows", none, "bitlocker"};
inline constexpr logsource windows_bits_client{"windows", none, "bits-client"};
inline constexpr logsource windows_capi2{"windows", none, "capi2"};
inline constexpr logsource windows_certificateservicesclient_lifecycle_system{
    "windows", none, "certificateservicesclient-lifecycle-system"};
inline constexpr logsource windows_codeintegrity_operational{"windows", none, "codeintegrity-operational"};
inline constexpr logsource windows_dhcp{"windows", none, "dhcp"};
inline constexpr logsource windows_diagnosis_scripted{"windows", none, "diagnosis-scripted"};
inline constexpr logsource windows_dns_client{"windows", none, "dns-client"};
inline constexpr logsource windows_dns_server{"windows", none, "dns-server"};
inline constexpr logsource windows_dns_server_analytic{"windows", none, "dns-server-analytic"};
inline constexpr logsource windows_dns_server_audit{"windows", none, "dns-server-audit"};
inline constexpr logsource windows_driver_framework{"windows", none, "driver-framework"};
inline constexpr logsource windows_firewall_as{"windows", none,
                                               "firewall-as"}; ///< Windows Firewall with Advanced Security
inline constexpr logsource windows_hyper_v_worker{"windows", none, "hyper-v-worker"};
inline constexpr logsource windows_iis_configuration{"windows", none, "iis-configuration"};
inline constexpr logsource windows_kernel_event_tracing{"windows", none, "kernel-event-tracing"};
inline constexpr logsource windows_kernel_shimengine{"windows", none, "kernel-shimengine"};
inline constexpr logsource windows_ldap{"windows", none, "ldap"};
inline constexpr logsource windows_lsa_server{"windows", none, "lsa-server"};
inline constexpr logsource windows_msexchange_management{"windows", none, "msexchange-management"}; ///< Exchange
inline constexpr logsource windows_ntfs{"windows", none, "ntfs"};
inline constexpr logsource windows_ntlm{"windows", none, "ntlm"};
inline constexpr logsource windows_openssh{"windows", none, "openssh"};
inline constexpr logsource windows_powershell{"windows", none, "powershell"};
inline constexpr logsource windows_powershell_classic{"windows", none, "powershell-classic"};
inline constexpr logsource windows_printservice_admin{"windows", none, "printservice-admin"};
inline constexpr logsource windows_printservice_operational{"windows", none, "printservice-operational"};
inline constexpr logsource windows_security{"windows", none, "security"}; ///< but for 4688, see below
inline constexpr logsource windows_security_mitigations{"windows", none, "security-mitigations"};
inline constexpr logsource windows_sense{"windows", none, "sense"};
inline constexpr std::array windows_servicebus_client{logsource{"windows", none, "servicebus-client"},
                                                      logsource{"windows", none, "microsoft-servicebus-client"}};
inline constexpr logsource windows_shell_core{"windows", none, "shell-core"};
inline constexpr logsource windows_smbclient_connectivity{"windows", none, "smbclient-connectivity"};
inline constexpr logsource windows_smbclient_security{"windows", none, "smbclient-security"};
inline constexpr logsource windows_smbserver_connectivity{"windows", none, "smbserver-connectivity"};
inline constexpr logsource windows_system{"windows", none, "system"};
inline constexpr logsource windows_taskscheduler{"windows", none, "taskscheduler"};
inline constexpr logsource windows_terminalservices_localsessionmanager{"windows", none,
                                                                        "terminalservices-localsessionmanager"};
inline constexpr logsource windows_vhdmp{"windows", none, "vhdmp"};
inline constexpr logsource windows_windefend{"windows", none, "windefend"}; ///< Defender
inline constexpr logsource windows_wmi{"windows", none, "wmi"};

// of which some events have a category as well
inline constexpr logsource windows_security_process_creation{"windows", "process_creation", "security"};  ///< 4688
inline constexpr logsource windows_ps_module{"windows", "ps_module", "powershell"};                       ///< 4103
inline constexpr logsource windows_ps_script{"windows", "ps_script", "powershell"};                       ///< 4104
inline constexpr logsource windows_ps_classic_start{"windows", "ps_classic_start", "powershell-classic"}; ///< 400
inline constexpr logsource windows_ps_classic_provider_start{"windows", "ps_classic_provider_start",
                                                             "powershell-classic"};                         ///< 600
inline constexpr logsource windows_ps_classic_script{"windows", "ps_classic_script", "powershell-classic"}; ///< 800
inline constexpr logsource windows_windefend_antivirus{"windows", "antivirus",
                                                       "windefend"}; ///< 1006 to 1012, 1017 to 1019, 1115, 1116

// --- Linux and macOS ----------------------------------------------------------------------------------------------------

inline constexpr logsource linux_process_creation{"linux", "process_creation", none};
inline constexpr logsource linux_network_connection{"linux", "network_connection", none};
inline constexpr logsource linux_file_event{"linux", "file_event", none};
inline constexpr logsource linux_file_delete{"linux", "file_delete", none};
inline constexpr logsource linux_process_termination{"linux", "process_termination", none};
inline constexpr logsource linux_auditd{"linux", none, "auditd"};
inline constexpr logsource linux_auth{"linux", none, "auth"};
inline constexpr logsource linux_clamav{"linux", none, "clamav"};
inline constexpr logsource linux_cron{"linux", none, "cron"};
inline constexpr logsource linux_guacamole{"linux", none, "guacamole"};
inline constexpr logsource linux_sshd{"linux", none, "sshd"};
inline constexpr logsource linux_sudo{"linux", none, "sudo"};
inline constexpr logsource linux_syslog{"linux", none, "syslog"};
inline constexpr logsource linux_vsftpd{"linux", none, "vsftpd"};
inline constexpr logsource macos_process_creation{"macos", "process_creation", none};
inline constexpr logsource macos_network_connection{"macos", "network_connection", none};
inline constexpr logsource macos_file_event{"macos", "file_event", none};

// --- whatever the product: their rules name the category alone, or the program ------------------------------------------

inline constexpr logsource antivirus{none, "antivirus", none};
inline constexpr logsource database{none, "database", none};
inline constexpr logsource dns{none, "dns", none};
inline constexpr logsource firewall{none, "firewall", none};
inline constexpr logsource proxy{none, "proxy", none};
inline constexpr logsource webserver{none, "webserver", none};
inline constexpr logsource apache{none, "webserver", "apache"};
inline constexpr logsource nginx{none, "webserver", "nginx"};

// --- clouds, and services on the web ------------------------------------------------------------------------------------

inline constexpr logsource aws_cloudtrail{"aws", none, "cloudtrail"};
inline constexpr logsource azure_activitylogs{"azure", none, "activitylogs"};
inline constexpr logsource azure_auditlogs{"azure", none, "auditlogs"};
inline constexpr logsource azure_pim{"azure", none, "pim"};
inline constexpr logsource azure_riskdetection{"azure", none, "riskdetection"};
inline constexpr logsource azure_signinlogs{"azure", none, "signinlogs"};
inline constexpr logsource bitbucket_audit{"bitbucket", none, "audit"};
inline constexpr logsource gcp_audit{"gcp", none, "gcp.audit"};
inline constexpr logsource google_workspace_admin{"gcp", none, "google_workspace.admin"};
inline constexpr logsource google_workspace_login{"gcp", none, "google_workspace.login"};
inline constexpr logsource github_audit{"github", none, "audit"};
inline constexpr logsource kubernetes_audit{"kubernetes", "application", "audit"};
inline constexpr logsource m365_audit{"m365", none, "audit"};
inline constexpr logsource m365_exchange{"m365", none, "exchange"};
inline constexpr logsource m365_threat_detection{"m365", none, "threat_detection"};
inline constexpr logsource m365_threat_management{"m365", none, "threat_management"};
inline constexpr logsource okta{"okta", none, "okta"};
inline constexpr logsource onelogin_events{"onelogin", none, "onelogin.events"};

// --- the network --------------------------------------------------------------------------------------------------------

inline constexpr logsource cisco_aaa{"cisco", none, "aaa"};
inline constexpr logsource cisco_bgp{"cisco", none, "bgp"};
inline constexpr logsource cisco_duo{"cisco", none, "duo"};
inline constexpr logsource cisco_ldp{"cisco", none, "ldp"};
inline constexpr logsource fortigate_event{"fortigate", none, "event"};
inline constexpr logsource huawei_bgp{"huawei", none, "bgp"};
inline constexpr logsource juniper_bgp{"juniper", none, "bgp"};
inline constexpr logsource zeek_dce_rpc{"zeek", none, "dce_rpc"};
inline constexpr logsource zeek_dns{"zeek", none, "dns"};
inline constexpr logsource zeek_http{"zeek", none, "http"};
inline constexpr logsource zeek_kerberos{"zeek", none, "kerberos"};
inline constexpr logsource zeek_rdp{"zeek", none, "rdp"};
inline constexpr logsource zeek_smb_files{"zeek", none, "smb_files"};
inline constexpr logsource zeek_x509{"zeek", none, "x509"};

// --- applications -------------------------------------------------------------------------------------------------------

inline constexpr logsource django{"django", "application", none};
inline constexpr logsource jvm{"jvm", "application", none};
inline constexpr logsource nodejs{"nodejs", "application", none};
inline constexpr logsource opencanary{"opencanary", "application", none};
inline constexpr logsource python{"python", "application", none};
inline constexpr logsource rpc_firewall{"rpc_firewall", "application", none};
inline constexpr logsource ruby_on_rails{"ruby_on_rails", "application", none};
inline constexpr logsource spring{"spring", "application", none};
inline constexpr logsource sql{"sql", "application", none};
inline constexpr logsource velocity{"velocity", "application", none};

} // namespace VARSIGMA_NAMESPACE::sources
