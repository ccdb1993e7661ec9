#!/usr/bin/env python3
# SPDX-License-Identifier: BSL-1.0
"""What the shipped field maps are for: events as they come, rules as they are published.

Usage: maps_test.py SCANNER, from the project's root.
"""
import json
import sys
import unittest

import program

SCANNER = sys.argv.pop(1)


def rule(title, logsource, selection, condition="selection"):
    document = {"title": title, "logsource": logsource, "detection": {"selection": selection, "condition": condition}}
    return json.dumps(document)  # which is YAML as well


def evtx(event_id, channel, **parts):
    return {"Event": {"#attributes": {"xmlns": "urn:events"},
                      "System": {"Provider": {"#attributes": {"Name": "P"}}, "EventID": event_id, "Channel": channel},
                      **parts}}


QUALIFIED = {"#attributes": {"Qualifiers": 0}, "#text": 325}
SYSMON = "Microsoft-Windows-Sysmon/Operational"
DEFENDER = "Microsoft-Windows-Windows Defender/Operational"


class Maps(program.InFolder):
    def check(self, map_name, rules, events, expected, *arguments):
        """`expected` has the titles of the rules that match each event."""
        written = self.file("rules.yml", "\n---\n".join(rules))
        lines = self.file("events.ndjson", "".join(json.dumps(event) + "\n" for event in events))
        maps = [argument for name in map_name.split() for argument in ("--map", f"examples/maps/{name}.yml")]
        status, out, err = program.run(SCANNER, "--rules", written, *maps, "--format", "tsv", *arguments, lines)
        self.assertEqual(status, 0, err)
        found = [""] * len(events)
        for row in out.splitlines():
            line, title = row.split("\t")[:2]
            found[int(line) - 1] += title
        self.assertEqual(["".join(sorted(titles)) for titles in found], expected)

    def test_evtx_unnamed_data(self):
        data = rule("D", {"product": "windows", "service": "application"}, {"Data|contains": "ntds.dit"})
        found = "c:\\ntds.dit"
        self.check("evtx_nested", [data], [
            evtx(325, "Application", EventData={"Data": found}),
            evtx(325, "Application", EventData={"Data": ["a", found]}),
            evtx(325, "Application", EventData={"Data": {"#text": found}}),
            evtx(QUALIFIED, "Application", EventData={"Data": {"#text": ["a", found]}, "Binary": None}),
            evtx(QUALIFIED, "Application", EventData={"Data": [{"#text": "a"}, {"#text": found}]}),
            evtx(QUALIFIED, "Application", EventData={"Data": {"#text": "other"}}),
            evtx(QUALIFIED, "System", EventData={"Data": found}),
            evtx(QUALIFIED, "Application", EventData=None),
        ], ["D"] * 5 + [""] * 3)

    def test_evtx_event_data(self):
        start = rule("S", {"product": "windows", "category": "process_creation"}, {"Image|endswith": "\\whoami.exe"})
        audit = rule("A", {"product": "windows", "service": "security"},
                     {"EventID": 4688, "NewProcessName|endswith": "\\whoami.exe", "Provider_Name": "P"})
        blank = rule("B", {"product": "windows", "service": "windefend"}, {"ThreatName": "EICAR", "EventID": 1116})
        image = "C:\\Windows\\whoami.exe"
        separate = evtx(1, SYSMON, EventData={"Image": image})
        separate["Event"]["System"]["EventID_attributes"] = {"Qualifiers": 0}
        self.check("evtx_nested", [start, audit, blank], [
            evtx(1, SYSMON, EventData={"#attributes": {"Name": "x"}, "Image": image}),
            separate,
            evtx(4688, "Security", EventData={"NewProcessName": image}),
            evtx(1116, DEFENDER, EventData={"Threat Name": "EICAR"}),
            {"System": {"EventID": {"Value": 4688}, "Channel": "Security", "Provider": {"Name": "P"}},
             "EventData": {"NewProcessName": image}, "Message": "m"},
            {"Event": {"@xmlns": "urn:events", "System": {"Provider": {"@Name": "P"}, "Channel": "Security",
                                                          "EventID": {"@Qualifiers": "0", "#text": "4688"}},
                       "EventData": {"NewProcessName": image}}},
        ], ["S", "S", "AS", "B", "AS", "AS"])

    def test_evtx_user_data(self):
        cleared = rule("C", {"product": "windows", "service": "security"}, {"EventID": 1102, "SubjectUserName": "eve"})
        plain = {"SubjectUserName": "eve"}
        self.check("evtx_nested", [cleared], [
            evtx(1102, "Security", UserData={"LogFileCleared": plain}),
            evtx(1102, "Security", UserData={"AnyOther": {"#attributes": {"xmlns": "urn:x"}, **plain}}),
            evtx(1102, "Security", UserData={"#attributes": {"xmlns": "urn:x"}, "EventXML": plain}),
            evtx(1102, "Security", UserData={"LogFileCleared_attributes": {"xmlns": "urn:x"}, "LogFileCleared": plain}),
            {"System": {"EventID": {"Value": 1102}, "Channel": "Security"}, "UserData": {"LogFileCleared": plain}},
            evtx(1102, "Security", UserData={"LogFileCleared": {"SubjectUserName": "bob"}}),
        ], ["C"] * 5 + [""])

    def test_evtx_cleared_log_names_another_channel(self):
        rules = [rule("O", {"product": "windows", "service": "system"}, {"EventID": 104, "Channel": "Application"}),
                 rule("H", {"product": "windows", "service": "system"}, {"Channel": "System"}),
                 rule("W", {"product": "windows", "service": "application"}, {"EventID": 104})]
        of_log = lambda name: {"LogFileCleared": {"SubjectUserName": "eve", "Channel": name, "EventID": 1}}
        header_last = {"Event": {"UserData": of_log("Application"), "System": {"Channel": "System", "EventID": 104}}}
        self.check("evtx_nested", rules, [
            evtx(104, "System", UserData=of_log("Application")),
            header_last,
            evtx({"#attributes": {"Qualifiers": 0}, "#text": 104}, "System", UserData=of_log("Setup")),
        ], ["HO", "HO", "H"])

    def test_winlogbeat(self):
        rules = [rule("S", {"product": "windows", "category": "process_creation"}, {"Image|endswith": "\\whoami.exe"}),
                 rule("D", {"product": "windows", "service": "application"}, {"Data|contains": "ntds.dit"}),
                 rule("C", {"product": "windows", "service": "security"}, {"SubjectUserName": "eve"}),
                 rule("O", {"product": "windows", "service": "system"}, {"Channel": "Application"})]
        image = "C:\\Windows\\whoami.exe"
        self.check("winlogbeat", rules, [
            {"winlog": {"channel": SYSMON, "event_id": 1, "event_data": {"Image": image}}, "host": {"name": "h"}},
            {"winlog": {"channel": SYSMON, "event_id": "1", "event_data": {"Image": image}}},
            {"winlog.channel": SYSMON, "winlog.event_id": 1, "winlog.event_data.Image": image},
            {"winlog": {"channel": SYSMON, "event_id": 1}, "winlog.event_data": {"Image": image}},
            {"winlog": {"channel": "Application", "event_id": 325, "event_data": {"param2": "c:\\ntds.dit"}}},
            {"winlog": {"channel": "Security", "event_id": 1102, "user_data": {"SubjectUserName": "eve"}}},
            {"winlog": {"channel": "System", "event_id": 104, "user_data": {"Channel": "Application"}}},
            {"winlog": {"channel": SYSMON, "event_id": 3, "event_data": {"Image": image}}},
        ], ["S", "S", "S", "S", "D", "C", "O", ""])

    def test_ecs(self):
        rules = [rule("S", {"product": "windows", "category": "process_creation"},
                      {"Image|endswith": "\\whoami.exe", "CommandLine|contains": "/all", "ParentImage|endswith": "\\cmd.exe"}),
                 rule("A", {"product": "windows", "service": "security"}, {"NewProcessName|endswith": "\\whoami.exe"}),
                 rule("N", {"product": "windows", "category": "network_connection"},
                      {"DestinationIp|cidr": "10.0.0.0/8", "DestinationPort": 445}),
                 rule("Q", {"product": "windows", "category": "dns_query"}, {"QueryName|endswith": ".example"})]
        process = {"executable": "C:\\whoami.exe", "command_line": "whoami /all", "parent": {"executable": "C:\\cmd.exe"}}
        header = lambda channel, number: {"winlog": {"channel": channel, "event_id": number}}
        self.check("ecs_windows", rules, [
            {**header(SYSMON, 1), "process": process},
            {"winlog.channel": SYSMON, "event.code": "1", "process.executable": "C:\\whoami.exe",
             "process.command_line": "whoami /all", "process.parent.executable": "C:\\cmd.exe"},
            {**header(SYSMON, 1), "process": {"executable": "C:\\whoami.exe", "command_line": "whoami /all"},
             "process.parent": {"executable": "C:\\cmd.exe"}},
            {**header("Security", 4688), "process": process},
            {**header(SYSMON, 3), "destination": {"ip": "10.1.1.1", "port": 445}, "process": process},
            {**header(SYSMON, 22), "dns": {"question": {"name": "evil.example"}}},
            {**header(SYSMON, 22), "dns.question.name": "evil.example"},
        ], ["S", "S", "S", "AS", "N", "Q", "Q"])

    def test_winlogbeat_and_ecs_add_up(self):
        both = rule("B", {"product": "windows", "service": "security"},
                    {"NewProcessName|endswith": "\\whoami.exe", "Data": "x", "Message|contains": "created"})
        self.check("winlogbeat ecs_windows", [both], [
            {"winlog": {"channel": "Security", "event_id": 4688, "event_data": {"param1": "x"}},
             "process.executable": "C:\\whoami.exe", "message": "A process was created"},
        ], ["B"])

    def test_zeek(self):
        rules = [rule("F", {"category": "firewall"}, {"src_ip|cidr": "10.0.0.0/8", "dst_port": 445}),
                 rule("Z", {"product": "zeek", "service": "conn"}, {"id.resp_p": 445}),
                 rule("P", {"category": "proxy"}, {"c-useragent": "evil", "cs-method": "POST", "sc-status": 200}),
                 rule("N", {"category": "dns"}, {"query|endswith": ".example", "record_type": "TXT", "answer": "x"})]
        self.check("zeek", rules, [
            {"id.orig_h": "10.1.1.1", "id.resp_p": 445},
            {"id": {"orig_h": "10.1.1.1", "resp_p": 445}},
            {"id_orig_h": "10.1.1.1", "id_resp_p": 445},
            {"id.orig_h": "11.1.1.1", "id.resp_p": 445},
            {"method": "POST", "user_agent": "evil", "status_code": 200, "host": "h", "uri": "/"},
            {"query": "a.example", "qtype_name": "TXT", "answers": ["y", "x"]},
        ], ["FZ", "FZ", "FZ", "Z", "P", "N"], "--no-routing")

    def test_cloudtrail(self):
        rules = [rule("R", {"product": "aws", "service": "cloudtrail"},
                      {"eventSource": "iam.amazonaws.com", "eventName": "CreateUser", "userIdentity.type": "Root"}),
                 rule("P", {"product": "aws", "service": "cloudtrail"}, {"requestParameters.attribute": "userData"}),
                 rule("E", {"product": "aws", "service": "cloudtrail"}, {"errorCode": "AccessDenied"})]
        record = {"eventSource": "iam.amazonaws.com", "eventName": "CreateUser", "userIdentity": {"type": "Root"},
                  "requestParameters": {"attribute": "userData"}, "errorCode": None}
        self.check("cloudtrail", rules, [
            record,
            {"version": "0", "detail-type": "AWS API Call via CloudTrail", "detail": record},
            {"event": {"provider": "iam.amazonaws.com", "action": "CreateUser"},
             "aws": {"cloudtrail": {"user_identity": {"type": "Root"}, "error_code": "AccessDenied",
                                    "request_parameters": "{attribute=userData}",
                                    "flattened": {"request_parameters": {"attribute": "userData"}}}}},
            {"event.provider": "iam.amazonaws.com", "event.action": "CreateUser",
             "aws.cloudtrail.user_identity.type": "Root"},
        ], ["PR", "PR", "EPR", "R"], "--logsource", "product=aws,service=cloudtrail")

    def test_gcp_audit(self):
        rules = [rule("M", {"product": "gcp", "service": "gcp.audit"}, {"gcp.audit.method_name|endswith": ".delete"}),
                 rule("K", {"product": "gcp", "service": "gcp.audit"},
                      {"data.protoPayload.resource.type": "k8s_cluster", "data.protoPayload.logName|contains": "audit",
                       "data.protoPayload.authorizationInfo.permission": "p.create",
                       "data.protoPayload.authorizationInfo.granted": "true"})]
        entry = {"logName": "projects/p/logs/cloudaudit", "resource": {"type": "k8s_cluster", "labels": {"type": "x"}},
                 "protoPayload": {"methodName": "v1.buckets.delete", "serviceName": "storage.googleapis.com",
                                  "authorizationInfo": [{"permission": "p.get", "granted": False},
                                                        {"permission": "p.create", "granted": True}]}}
        self.check("gcp_audit", rules, [
            entry,
            {"data": entry},
            {"protoPayload.methodName": "v1.buckets.delete"},
            {"gcp": {"audit": {"method_name": "v1.buckets.delete"}}},
            {"protoPayload": {"methodName": "v1.buckets.get"}},
        ], ["KM", "KM", "M", "M", ""], "--logsource", "product=gcp,service=gcp.audit")


if __name__ == "__main__":
    unittest.main()
