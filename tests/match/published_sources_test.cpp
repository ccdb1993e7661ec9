// SPDX-License-Identifier: BSL-1.0
#include "../support/data.hpp"
#include "../support/loading.hpp"

#include <varsigma/event/sources.hpp>
#include <varsigma/route/route.hpp>
#include <varsigma/route/router.hpp>

#include <doctest/doctest.h>

#include <algorithm>
#include <cstddef>
#include <set>
#include <string>
#include <string_view>
#include <vector>

using namespace varsigma;

namespace {

std::vector<route> all_sources() {
    using namespace sources;
    std::vector<route> all;
    const auto add = [&](const auto&... source) { (all.push_back(route::of(source)), ...); };
    add(windows_clipboard_capture, windows_create_remote_thread, windows_create_stream_hash, windows_dns_query,
        windows_driver_load, windows_file_access, windows_file_block_executable, windows_file_block_shredding,
        windows_file_change, windows_file_delete, windows_file_delete_detected, windows_file_event,
        windows_file_executable_detected, windows_file_rename, windows_image_load, windows_network_connection,
        windows_pipe_created, windows_process_access, windows_process_creation, windows_process_tampering,
        windows_process_termination, windows_raw_access_thread, windows_registry_add, windows_registry_delete,
        windows_registry_event, windows_registry_rename, windows_registry_set, windows_wmi_event,
        sysmon_clipboard_capture, sysmon_create_remote_thread, sysmon_create_stream_hash, sysmon_dns_query,
        sysmon_driver_load, sysmon_file_block_executable, sysmon_file_block_shredding, sysmon_file_change,
        sysmon_file_delete, sysmon_file_delete_detected, sysmon_file_event, sysmon_file_executable_detected,
        sysmon_image_load, sysmon_network_connection, sysmon_pipe_created, sysmon_process_access,
        sysmon_process_creation, sysmon_process_tampering, sysmon_process_termination, sysmon_raw_access_thread,
        sysmon_registry_add, sysmon_registry_delete, sysmon_registry_event, sysmon_registry_rename, sysmon_registry_set,
        sysmon_error, sysmon_status, sysmon_wmi_event, linux_sysmon_process_creation, linux_sysmon_network_connection,
        linux_sysmon_process_termination, linux_sysmon_raw_access_thread, linux_sysmon_file_event,
        linux_sysmon_file_delete, windows_application, windows_application_experience, windows_applocker,
        windows_appmodel_runtime, windows_appxdeployment_server, windows_appxpackaging_om, windows_bitlocker,
        windows_bits_client, windows_capi2, windows_certificateservicesclient_lifecycle_system,
        windows_codeintegrity_operational, windows_dhcp, windows_diagnosis_scripted, windows_dns_client,
        windows_dns_server, windows_dns_server_analytic, windows_dns_server_audit, windows_driver_framework,
        windows_firewall_as, windows_hyper_v_worker, windows_iis_configuration, windows_kernel_event_tracing,
        windows_kernel_shimengine, windows_ldap, windows_lsa_server, windows_msexchange_management, windows_ntfs,
        windows_ntlm, windows_openssh, windows_powershell, windows_powershell_classic, windows_printservice_admin,
        windows_printservice_operational, windows_security, windows_security_mitigations, windows_sense,
        windows_servicebus_client, windows_shell_core, windows_smbclient_connectivity, windows_smbclient_security,
        windows_smbserver_connectivity, windows_system, windows_taskscheduler,
        windows_terminalservices_localsessionmanager, windows_vhdmp, windows_windefend, windows_wmi,
        windows_security_process_creation, windows_ps_module, windows_ps_script, windows_ps_classic_start,
        windows_ps_classic_provider_start, windows_ps_classic_script, windows_windefend_antivirus,
        linux_process_creation, linux_network_connection, linux_file_event, linux_file_delete,
        linux_process_termination, linux_auditd, linux_auth, linux_clamav, linux_cron, linux_guacamole, linux_sshd,
        linux_sudo, linux_syslog, linux_vsftpd, macos_process_creation, macos_network_connection, macos_file_event,
        antivirus, database, dns, firewall, proxy, webserver, apache, nginx, aws_cloudtrail, azure_activitylogs,
        azure_auditlogs, azure_pim, azure_riskdetection, azure_signinlogs, bitbucket_audit, gcp_audit,
        google_workspace_admin, google_workspace_login, github_audit, kubernetes_audit, m365_audit, m365_exchange,
        m365_threat_detection, m365_threat_management, okta, onelogin_events, cisco_aaa, cisco_bgp, cisco_duo,
        cisco_ldp, fortigate_event, huawei_bgp, juniper_bgp, zeek_dce_rpc, zeek_dns, zeek_http, zeek_kerberos, zeek_rdp,
        zeek_smb_files, zeek_x509, django, jvm, nodejs, opencanary, python, rpc_firewall, ruby_on_rails, spring, sql,
        velocity);
    return all;
}

std::string text_of(const rule_logsource& source) {
    return source.product + "/" + source.category + "/" + source.service;
}

bool has(const source_attribute& wide, const source_attribute& narrow) {
    return std::all_of(narrow.values.begin(), narrow.values.end(), [&](auto value) { return wide.contains(value); });
}

} // namespace

TEST_CASE("sources: none of them leaves anything open, and no two are the same") {
    std::set<std::string> texts;
    for (const auto& one : all_sources()) {
        CHECK_FALSE((one.product.unknown || one.category.unknown || one.service.unknown));
        std::string text;
        for (const auto* attribute : {&one.product, &one.category, &one.service}) {
            for (const auto value : attribute->values) { text.append(value).append("+"); }
            text += '/';
        }
        CHECK_MESSAGE(texts.insert(text).second, text);
    }
}

TEST_CASE("sources: each route of the built-in router is among them, and the rules of the one meet the other") {
    const auto all = all_sources();
    const auto built_in = router::windows();
    for (const auto& known : built_in.routes()) {
        if (known.service.values.empty()) { continue; } // other channels
        const auto named = [&](std::string_view category) {
            return std::any_of(all.begin(), all.end(), [&](const route& one) {
                return has(one.product, known.product) && has(one.service, known.service) &&
                       (category.empty() ? one.category.values.empty() : one.category.contains(category));
            });
        };
        for (const auto category : known.category.values) {
            CHECK_MESSAGE(named(category), known.service.values.front() << "/" << category);
        }
        // Sysmon's events have categories, but for those that the table does not know
        if (known.category.values.empty() && !known.service.contains("sysmon")) {
            CHECK_MESSAGE(named({}), known.service.values.front());
        }
    }
}

TEST_CASE("sources: every published rule has one whose events it sees") {
    const auto folder = varsigma_tests::corpus_data("sigmahq/rules");
    if (!folder) { return; }
    const auto all = all_sources();
    std::set<std::string> without;
    const auto loaded = varsigma_tests::load(*folder);
    CHECK(loaded.rules.size() > 3000);
    for (const auto& rule : loaded.rules) {
        const bool seen =
            std::any_of(all.begin(), all.end(), [&](const route& one) { return one.admits(rule.source); });
        if (!seen) { without.insert(text_of(rule.source)); }
    }
    for (const auto& source : without) { FAIL_CHECK(source); }
}
