#!/usr/bin/env bash
# SPDX-License-Identifier: BSL-1.0
# usage: run_benchmarks.sh BUILD OUT
#
# Runs the benchmark programs of the build tree BUILD over the shared corpus ($VARSIGMA_CORPUS, or ../shared/corpus), one
# after the other: about a quarter of an hour on a quiet machine. Results go to the folder OUT, and from there into docs/
# (plot_benchmarks.py).
set -euo pipefail
cd "$(dirname "$0")/.."
corpus=${VARSIGMA_CORPUS:-../shared/corpus}
programs=$1/benchmarks out=$2
rules=$corpus/sigmahq/rules
mkdir -p "$out"
rm -f "$out"/{sets,instructions,structs,rivals,growth,static,regexes}-*.json
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

# unpack NAME: prints where its events are
unpack() {
    if [ ! -e "$work/$1" ]; then
        if [ -e "$corpus/events/$1.ndjson.zst" ]; then
            zstd -dqc "$corpus/events/$1.ndjson.zst" >"$work/$1"
        else
            gunzip -c "$corpus/events/$1.ndjson.gz" >"$work/$1"
        fi
    fi
    echo "$work/$1"
}

number=0
# measure NAME EVENTS [OPTION...]: options for corpus and for instructions
measure() {
    number=$((number + 1))
    local id events
    id=$(printf %02d "$number")
    events=$(unpack "$2")
    echo "$1" >&2
    "$programs/corpus" "$rules" "$events" --name "$1" --threads 2 --json "$out/sets-$id.json" "${@:3}" >/dev/null
    if command -v valgrind >/dev/null; then
        scripts/count_instructions.sh "$programs/instructions" "$rules" "$events" 2000 "${@:3}" >"$out/instructions-$id.json"
    fi
}

measure "Windows, natural mix" otrf-full-dev
measure "Windows, stratified mix" otrf-dev
measure "Process creations" otrf-dev --filter process_creation
measure "PowerShell script blocks" otrf-dev --filter script_block
measure "Web server" webserver-apache --source -/webserver/-
measure "Zeek" zeek-apt29-day1 --source zeek/-/
measure "CloudTrail (nested)" aws-cloudtrail-otrf --source aws/-/cloudtrail
measure "Stratified mix, not routed" otrf-dev --source //

stratified=$(unpack otrf-dev)
echo "structs, rivals, growth, static rules, regular expressions" >&2
"$programs/structs" "$rules" "$stratified" --json "$out/structs-01.json" >/dev/null
"$programs/rivals" "$rules" "$stratified" --name "stratified mix" --json "$out/rivals-01.json" >/dev/null
"$programs/rivals" "$rules" "$stratified" --name "process creations" --filter process_creation \
    --json "$out/rivals-02.json" >/dev/null
"$programs/growth" "$rules" "$stratified" --json "$out/growth-01.json" >/dev/null
"$programs/static_rules" --json "$out/static-01.json" >/dev/null
"$programs/regexes" "$rules" --json "$out/regexes-01.json" >/dev/null
scripts/plot_benchmarks.py "$out"
