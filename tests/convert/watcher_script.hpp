// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <doctest/doctest.h>

#include <cstddef>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <sstream>
#include <string>
#include <string_view>
#include <system_error>
#include <vector>

#include <unistd.h>

namespace varsigma_tests {

/// Runs scripts with a real `sh`, and with a `curl` that only notes what it is given.
class script_runner {
public:
    script_runner() {
        folder_ = std::filesystem::temp_directory_path() / ("varsigma_scripts_" + std::to_string(getpid()));
        std::filesystem::create_directories(folder_);
        write("curl", "#!/bin/sh\nfor last; do :; done\n{ cat; printf '\\001%s\\002' \"$last\"; } >> \"$CALLS\"\n");
        std::filesystem::permissions(folder_ / "curl", std::filesystem::perms::owner_all);
    }
    ~script_runner() {
        std::error_code ignored;
        std::filesystem::remove_all(folder_, ignored);
    }
    script_runner(const script_runner&) = delete;
    script_runner& operator=(const script_runner&) = delete;
    script_runner(script_runner&&) = delete;
    script_runner& operator=(script_runner&&) = delete;

    /// What arrived at one call.
    struct call {
        std::string address;
        std::string body;
    };

    /// The calls of a script, in their order. Bodies and addresses hold no characters of the codes 1 and 2.
    [[nodiscard]] std::vector<call> run(std::string_view script) {
        write("script", script);
        write("calls", "");
        const auto command = "CALLS='" + (folder_ / "calls").string() + "' PATH='" + folder_.string() +
                             "':\"$PATH\" sh '" + (folder_ / "script").string() + "'";
        REQUIRE(std::system(command.c_str()) ==
                0); // NOLINT(concurrency-mt-unsafe,cert-env33-c): a shell is what is tested
        std::vector<call> calls;
        const auto noted = read("calls");
        for (std::size_t at = 0; at < noted.size();) {
            const auto body_end = noted.find('\x01', at);
            const auto end = noted.find('\x02', at);
            REQUIRE(body_end < end);
            REQUIRE(end != std::string::npos);
            calls.push_back({noted.substr(body_end + 1, end - body_end - 1), noted.substr(at, body_end - at)});
            at = end + 1;
        }
        return calls;
    }

private:
    void write(const std::string& name, std::string_view text) const {
        std::ofstream file{folder_ / name, std::ios::binary};
        file << text;
        REQUIRE(file.good());
    }
    [[nodiscard]] std::string read(const std::string& name) const {
        std::ifstream file{folder_ / name, std::ios::binary};
        std::ostringstream text;
        text << file.rdbuf();
        return text.str();
    }

    std::filesystem::path folder_;
};

} // namespace varsigma_tests
