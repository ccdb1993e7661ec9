// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "channel_counter.hpp"
#include "fault_counter.hpp"
#include "wrapper_counter.hpp"

#include <nlohmann/json.hpp>

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <string>

#include <sys/resource.h>

namespace scan {

/// What was counted while scanning.
struct tally {
    std::uint64_t events = 0;    ///< what could be read
    fault_counter malformed;     ///< what could not
    std::uint64_t repaired = 0;  ///< events with text that was not valid
    channel_counter unrouted;    ///< events of which nobody knows the logsource
    std::uint64_t fieldless = 0; ///< events without any field that a rule reads
    wrapper_counter wrappers;    ///< first events that look like wrappers
    std::uint64_t matches = 0;

    tally& operator+=(const tally& later) {
        events += later.events;
        malformed += later.malformed;
        repaired += later.repaired;
        unrouted += later.unrouted;
        fieldless += later.fieldless;
        wrappers += later.wrappers;
        matches += later.matches;
        return *this;
    }
};

/// What became of the documents with rules; each is counted once.
struct rule_counts {
    std::size_t loaded = 0;       ///< are matched
    std::size_t rejected = 0;     ///< errors tell why
    std::size_t below_level = 0;  ///< left out by their level
    std::size_t aggregations = 0; ///< need a correlator, as the next
    std::size_t correlations = 0;
    std::size_t filters = 0; ///< are not evaluated either

    [[nodiscard]] std::size_t not_evaluated() const noexcept { return aggregations + correlations + filters; }
};

/// Measures how long something takes.
class stopwatch {
public:
    [[nodiscard]] double seconds() const {
        return std::chrono::duration<double>(std::chrono::steady_clock::now() - start_).count();
    }

private:
    std::chrono::steady_clock::time_point start_ = std::chrono::steady_clock::now();
};

/// The figures of a whole run.
struct statistics {
    rule_counts rules;
    std::size_t warnings = 0;
    double load_seconds = 0; ///< reading and compiling the rules
    double scan_seconds = 0;
    tally counted;

    [[nodiscard]] double events_per_second() const noexcept {
        return scan_seconds > 0 ? static_cast<double>(counted.events) / scan_seconds : 0;
    }
};

/// The most memory that the program ever held, in kB.
[[nodiscard]] inline long peak_memory() noexcept {
    rusage used{};
    return ::getrusage(RUSAGE_SELF, &used) == 0 ? used.ru_maxrss : 0;
}

/// The figures as a JSON object.
[[nodiscard]] inline std::string as_json(const statistics& figures) {
    const nlohmann::ordered_json object{
        {"rules_loaded", figures.rules.loaded},
        {"rules_rejected", figures.rules.rejected},
        {"rules_not_evaluated", figures.rules.not_evaluated()},
        {"rules_below_level", figures.rules.below_level},
        {"warnings", figures.warnings},
        {"events", figures.counted.events},
        {"malformed", figures.counted.malformed.count()},
        {"repaired", figures.counted.repaired},
        {"unrouted", figures.counted.unrouted.count()},
        {"matches", figures.counted.matches},
        {"load_ms", figures.load_seconds * 1000},
        {"seconds", figures.scan_seconds},
        {"events_per_second", figures.events_per_second()},
        {"peak_rss_kb", peak_memory()},
    };
    return object.dump();
}

} // namespace scan
