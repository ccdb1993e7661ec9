// SPDX-License-Identifier: BSL-1.0

// bundles RULES EVENTS.ndjson BUNDLE
//
// Fails if the rules of RULES do not match the same events when they come out of a bundle: out of a file (BUNDLE, which
// is written), mapped by two processes at once, and out of the program, where the build has embedded the same rules.
// And if one of the processes has a page of the mapping for itself.

#include <varsigma/adapt/simdjson.hpp>
#include <varsigma/event/dynamic_event.hpp>
#include <varsigma/load/mapped_file.hpp>
#include <varsigma/load/yaml.hpp>
#include <varsigma/rule_set.hpp>

#ifdef VARSIGMA_TEST_EMBEDDED
#include <all_rules.hpp>
#endif

#include <cstddef>
#include <cstdint>
#include <fcntl.h>
#include <fstream>
#include <iostream>
#include <span>
#include <string>
#include <sys/wait.h>
#include <unistd.h>
#include <utility>
#include <vector>

namespace {

using rule_set = varsigma::rule_set<varsigma::dynamic_event>;

/// A rule set with what it takes to match lines of JSON.
class matcher {
public:
    explicit matcher(const rule_set& rules)
        : rules_(&rules), scratch_(rules), event_(rules.fields()), reader_(rules.fields()) {}

    /// The numbers of the rules that match.
    std::vector<std::size_t> operator()(const std::string& line) {
        std::vector<std::size_t> numbers;
        if (!reader_.read(line, event_)) { return numbers; }
        for (const auto& hit : rules_->match(event_, scratch_)) { numbers.push_back(hit.index()); }
        return numbers;
    }

private:
    const rule_set* rules_;
    rule_set::scratch scratch_;
    varsigma::dynamic_event event_;
    varsigma::simdjson_reader reader_;
};

/// Whether all sets match the same; they are compared with the first, which has to match something.
bool agree(std::span<const rule_set* const> sets, const std::string& events) {
    std::vector<matcher> matchers;
    for (const auto* const set : sets) { matchers.emplace_back(*set); }
    std::size_t count = 0;
    std::size_t matches = 0;
    std::size_t differences = 0;
    std::ifstream stream{events};
    for (std::string line; std::getline(stream, line); ++count) {
        const auto expected = matchers.front()(line);
        matches += expected.size();
        for (std::size_t other = 1; other < matchers.size(); ++other) {
            differences += matchers[other](line) == expected ? 0U : 1U;
        }
    }
    std::cout << count << " events, " << matches << " matches, " << sets.size() << " rule sets, " << differences
              << " differences\n";
    return matches != 0 && differences == 0;
}

/// The pages of a mapping that this process has for itself, and all that are in memory: in kB, as the system tells.
struct mapping_pages {
    std::uint64_t own = 0;
    std::uint64_t present = 0;
};
mapping_pages pages_of(const std::string& file) {
    mapping_pages found;
    std::ifstream stream{"/proc/self/smaps"};
    bool inside = false;
    for (std::string line; std::getline(stream, line);) {
        if (line.find('-') < line.find(' ')) { inside = line.ends_with(file); }
        if (!inside) { continue; }
        const auto number = [&] { return std::stoull(line.substr(line.find_first_of("0123456789"))); };
        if (line.starts_with("Private_")) { found.own += number(); }
        if (line.starts_with("Rss:")) { found.present += number(); }
    }
    return found;
}

/// Another process that uses the same file.
class companion {
public:
    companion(std::string bundle, std::string events) : bundle_(std::move(bundle)), events_(std::move(events)) {
        if (pipe(begin_) != 0 || pipe(done_) != 0 || pipe(end_) != 0) { return; }
        process_ = fork();
        if (process_ == 0) { _exit(run()); }
    }

    /// Lets it use the file, which is there now; returns when it has, and still has it mapped.
    [[nodiscard]] bool use() const { return send(begin_) && receive(done_); }
    /// Whether all was well.
    [[nodiscard]] bool end() const {
        int status = 1;
        return send(end_) && waitpid(process_, &status, 0) == process_ && status == 0;
    }

private:
    static bool send(const int (&ends)[2]) { return write(ends[1], "x", 1) == 1; }
    static bool receive(const int (&ends)[2]) {
        char got = 0;
        return read(ends[0], &got, 1) == 1;
    }

    [[nodiscard]] int run() const {
        close(begin_[1]); // so that it ends with the other
        close(end_[1]);
        if (!receive(begin_)) { return 1; }
        const auto mapped = varsigma::mapped_file::open(bundle_);
        if (!mapped) { return 1; }
        const auto opened = rule_set::from_bundle(mapped->bytes());
        if (!opened) { return 1; }
        const std::vector<const rule_set*> sets{&*opened};
        const bool good = agree(sets, events_);
        return send(done_) && receive(end_) && good ? 0 : 1;
    }

    std::string bundle_;
    std::string events_;
    int begin_[2] = {-1, -1};
    int done_[2] = {-1, -1};
    int end_[2] = {-1, -1};
    pid_t process_ = -1;
};

/// Writes a file to the disk.
bool write_file(const std::string& path, std::span<const std::byte> bytes) {
    const int file = open(path.c_str(), O_WRONLY | O_CREAT | O_TRUNC, 0644);
    const bool written =
        write(file, bytes.data(), bytes.size()) == static_cast<ssize_t>(bytes.size()) && fsync(file) == 0;
    close(file);
    return written;
}

} // namespace

int main(int count, char** given) {
    if (count != 4) {
        std::cerr << "usage: bundles RULES EVENTS.ndjson BUNDLE\n";
        return 2;
    }
    const std::string events = given[2];
    const std::string bundle = given[3];
    const companion other{bundle, events};
    const auto loaded = varsigma::yaml::load(given[1]);
    const rule_set rules{loaded.rules};
    const auto bytes = varsigma::save_bundle(rules);
    if (!write_file(bundle, bytes)) {
        std::cerr << bundle << " cannot be written\n";
        return 1;
    }
    const auto mapped = varsigma::mapped_file::open(bundle);
    if (!mapped) {
        std::cerr << render(mapped.error()) << '\n';
        return 1;
    }
    const auto from_file = rule_set::from_bundle(mapped->bytes());
    if (!from_file) {
        std::cerr << render(from_file.error()) << '\n';
        return 1;
    }
    std::vector<const rule_set*> sets{&rules, &*from_file};
#ifdef VARSIGMA_TEST_EMBEDDED
    const auto embedded = rule_set::from_bundle(all_rules::bundle());
    if (!embedded || embedded->rules().size() != loaded.rules.size() ||
        embedded->rules().size() != all_rules::rule_count) {
        std::cerr << "the rules in the program are not those of the folder\n";
        return 1;
    }
    sets.push_back(&*embedded);
#endif

    const bool others = other.use();
    const bool agreed = agree(sets, events);
    const auto pages = pages_of(bundle);
    std::cout << bytes.size() << " bytes in the file; of its pages " << pages.present << " kB are in memory, "
              << pages.own << " kB for this process alone\n";
    return other.end() && others && agreed && pages.present != 0 && pages.own == 0 ? 0 : 1;
}
