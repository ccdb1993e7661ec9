// SPDX-License-Identifier: BSL-1.0
#include "../../examples/scan/json_form.hpp"
#include "../../examples/scan/peekable_bytes.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <utility>

namespace {

/// A pipe that gives a few bytes at a time.
class slow_bytes final : public scan::byte_source {
public:
    slow_bytes(std::string text, std::size_t at_once) : text_(std::move(text)), at_once_(at_once) {}

    [[nodiscard]] std::size_t read(std::span<char> into) override {
        const auto count = std::min({at_once_, into.size(), text_.size() - given_});
        std::copy_n(text_.data() + given_, count, into.data());
        given_ += count;
        ++reads_;
        return count;
    }

    [[nodiscard]] const std::string& failure() const noexcept override { return none_; }
    [[nodiscard]] std::size_t reads() const noexcept { return reads_; }

private:
    std::string text_;
    std::size_t at_once_;
    std::size_t given_ = 0;
    std::size_t reads_ = 0;
    std::string none_;
};

constexpr std::size_t longest = std::size_t{1} << 20U;

} // namespace

TEST_CASE("peekable bytes: what is looked at piece by piece is moved a few times only, and read as it was") {
    std::string text;
    for (std::size_t at = 0; text.size() < longest; ++at) { text += std::to_string(at); }
    slow_bytes slow{text, 100};
    scan::peekable_bytes peekable{slow};
    std::size_t moves = 0;
    const char* begin = nullptr;
    while (peekable.look_further()) {
        moves += peekable.ahead().data() != begin ? 1U : 0U;
        begin = peekable.ahead().data();
    }
    CHECK(moves < 10); // doubled each time
    CHECK(slow.reads() <= text.size() / 100 + 20);
    CHECK(peekable.ahead() == text);
    std::string read(text.size(), '\0');
    CHECK(peekable.read(read) == text.size());
    CHECK(read == text);
    CHECK(peekable.read(read) == 0);
}

TEST_CASE("form of a text: a first line that comes slowly is looked at a few times only") {
    const auto filler = std::string(20000, 'x');
    struct beginning {
        std::string text;
        scan::json_form form;
    };
    for (const auto& each :
         {beginning{"{\"a\":\"" + filler + "\"}\n{}", scan::json_form::lines},
          beginning{"{\"a\":\n\"" + filler + "\"}", scan::json_form::documents},
          beginning{"{\"a\":\"" + filler, scan::json_form::documents},
          beginning{std::string(20000, ' ') + "{\"a\":\"" + filler + "\"}\n", scan::json_form::lines},
          beginning{std::string(20000, '\n') + "[", scan::json_form::documents},
          beginning{"{\"Records\":[{\"a\":\"" + filler + "\"}]}\n", scan::json_form::documents}}) {
        slow_bytes slow{each.text, 1};
        scan::peekable_bytes peekable{slow};
        scan::form_finder finder{longest};
        std::optional<scan::json_form> form;
        for (bool is_all = false; !form; is_all = !peekable.look_further()) {
            form = finder.look(peekable.ahead(), is_all);
        }
        CHECK(*form == each.form);
        CHECK(slow.reads() <= each.text.size() + 10); // the last one of them finds the end
        CHECK(finder.looked_at() <= 3 * each.text.size());
    }
}
