#!/usr/bin/env bash
# SPDX-License-Identifier: BSL-1.0
# usage: count_instructions.sh PROGRAM RULES EVENTS.ndjson [COUNT [OPTION...]]
#
# Instructions an event, counted by callgrind: PROGRAM (benchmarks/instructions) parses, reads, and reads and matches the
# first COUNT events (2000) once and twice; the difference is what a round of them takes. Prints one JSON object.
# OPTIONs go to the program: --source, --filter.
set -euo pipefail
program=$1 rules=$2 events=$3 count=${4:-2000}
shift $(($# < 4 ? $# : 4))

# instructions WHAT ROUNDS: those of the whole program
instructions() {
    valgrind --tool=callgrind --callgrind-out-file=/dev/null \
        "$program" "$rules" "$events" "$1" "$count" "$2" "${@:3}" 2>&1 >/dev/null |
        sed -n 's/.*Collected : \([0-9]*\).*/\1/p'
}
events_read=$("$program" "$rules" "$events" parse "$count" 0 "$@" | cut -d' ' -f1)
each() {
    echo $((($(instructions "$1" 1 "${@:2}") - $(instructions "$1" 0 "${@:2}")) / events_read))
}
parse=$(each parse "$@")
read=$(each read "$@")
scan=$(each scan "$@")
printf '{"events": %d, "parse": %d, "read": %d, "match": %d, "scan": %d}\n' \
    "$events_read" "$parse" "$read" $((scan - read)) "$scan"
