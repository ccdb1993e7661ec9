// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "document_cutter.hpp"
#include "event_block.hpp"
#include "json_form.hpp"
#include "line_cutter.hpp"
#include "peekable_bytes.hpp"
#include "text_input.hpp"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <system_error>
#include <utility>
#include <variant>
#include <vector>

namespace scan {

/// How an input is called in what people read.
[[nodiscard]] inline std::string input_name(const std::string& path) {
    return path == "-" ? std::string{"<standard input>"} : path;
}

/// The events of several inputs, one input behind the other, in blocks.
class event_source {
public:
    struct settings {
        std::vector<std::string> inputs; ///< paths; `-` is the standard input
        std::vector<std::string> path;   ///< keys that lead to the events; empty: see `event_places`
        std::size_t longest_event = 0;   ///< bytes
        std::size_t padding = 0;         ///< how many bytes can be read behind every event of a block
    };

    explicit event_source(settings chosen) : chosen_(std::move(chosen)) {}

    /// Fills `block`; false at the end of the last input.
    [[nodiscard]] bool next(event_block& block) {
        while (current_ != nullptr || open_next()) {
            if (std::visit([&](auto& cutter) { return cutter.next(block); }, *cutter_)) {
                block.input = next_input_ - 1;
                block.end_offset = passed_ + current_->offset();
                return true;
            }
            close();
        }
        return false;
    }

    /// The inputs that could not be read, or not to their end, and why: sentences that begin with the input's name.
    [[nodiscard]] const std::vector<std::string>& failures() const noexcept { return failures_; }

    /// Bytes of all inputs as they lie there, if that is known.
    [[nodiscard]] std::optional<std::uint64_t> size() const {
        std::uint64_t sum = 0;
        for (const auto& path : chosen_.inputs) {
            std::error_code failed;
            const bool is_file = path != "-" && std::filesystem::is_regular_file(path, failed);
            const auto size = is_file ? std::filesystem::file_size(path, failed) : 0;
            if (!is_file || failed) { return std::nullopt; }
            sum += size;
        }
        return sum;
    }

private:
    static constexpr std::size_t most_blanks = 4096; // around an event in its line; of a longer line it is too long

    void fail(std::string_view what, const std::string& why) {
        failures_.push_back(input_name(chosen_.inputs[next_input_ - 1]) + ' ' + std::string{what} + ": " + why);
    }

    /// Opens the next input that can be opened; false if there is none.
    [[nodiscard]] bool open_next() {
        while (next_input_ != chosen_.inputs.size()) {
            auto opened = std::make_unique<text_input>();
            const auto& path = chosen_.inputs[next_input_++];
            if (!opened->open(path)) {
                fail("cannot be read", opened->failure());
                continue;
            }
            current_ = std::move(opened);
            choose_cutter();
            return true;
        }
        return false;
    }

    /// The form of a text by its beginning, of which no more is read than that takes.
    [[nodiscard]] static json_form form_ahead(peekable_bytes& text, std::size_t longest) {
        form_finder finder{longest};
        for (bool is_all = false;; is_all = !text.look_further()) {
            if (const auto form = finder.look(text.ahead(), is_all)) { return *form; }
        }
    }

    void choose_cutter() {
        auto& text = current_->text();
        const auto form = chosen_.path.empty() ? form_ahead(text, chosen_.longest_event) : json_form::documents;
        if (form == json_form::lines) {
            cutter_.emplace(line_cutter{text, chosen_.longest_event + most_blanks, chosen_.padding});
        } else {
            cutter_.emplace(
                document_cutter{text, {chosen_.path, chosen_.path.empty(), chosen_.longest_event}, chosen_.padding});
        }
    }

    void close() {
        if (!current_->failure().empty()) { fail("cannot be read to its end", current_->failure()); }
        passed_ += current_->offset();
        cutter_.reset();
        current_.reset();
    }

    settings chosen_;
    std::size_t next_input_ = 0;
    std::unique_ptr<text_input> current_; // holds what the cutter reads
    std::optional<std::variant<line_cutter, document_cutter>> cutter_;
    std::uint64_t passed_ = 0; // bytes of the inputs before
    std::vector<std::string> failures_;
};

} // namespace scan
