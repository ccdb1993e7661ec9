// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <nlohmann/json.hpp>

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <fstream>
#include <string>

#include <sys/resource.h>

namespace scan {

/// What was counted while scanning.
struct tally {
    std::uint64_t events = 0;    ///< lines that were events
    std::uint64_t malformed = 0; ///< lines that were not
    std::uint64_t repaired = 0;  ///< events with text that was not valid
    std::uint64_t unrouted = 0;  ///< events of which nobody knows the logsource
    std::uint64_t matches = 0;

    tally& operator+=(const tally& other) noexcept {
        events += other.events;
        malformed += other.malformed;
        repaired += other.repaired;
        unrouted += other.unrouted;
        matches += other.matches;
        return *this;
    }
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
    std::size_t rules_loaded = 0;
    std::size_t rules_rejected = 0;
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

[[nodiscard]] inline bool write_statistics(const std::string& path, const statistics& figures) {
    const nlohmann::ordered_json object{
        {"rules_loaded", figures.rules_loaded},
        {"rules_rejected", figures.rules_rejected},
        {"warnings", figures.warnings},
        {"events", figures.counted.events},
        {"malformed", figures.counted.malformed},
        {"repaired", figures.counted.repaired},
        {"unrouted", figures.counted.unrouted},
        {"matches", figures.counted.matches},
        {"load_ms", figures.load_seconds * 1000},
        {"seconds", figures.scan_seconds},
        {"events_per_second", figures.events_per_second()},
        {"peak_rss_kb", peak_memory()},
    };
    std::ofstream file{path};
    file << object.dump() << '\n' << std::flush;
    return file.good();
}

} // namespace scan
