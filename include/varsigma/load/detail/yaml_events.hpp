// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <varsigma/core/build_mode.hpp>
#include <varsigma/load/detail/source_text.hpp>
#include <varsigma/text/utf8.hpp>

#include <yaml.h>

#include <algorithm>
#include <cstddef>
#include <string_view>

namespace VARSIGMA_NAMESPACE::yaml::detail {

/// libyaml's parser over a text, released with its user.
///
/// Characters that YAML does not allow reach it as U+FFFD, one for each, so that its marks still count the characters
/// of the text.
class event_source {
public:
    event_source() = default;
    event_source(const event_source&) = delete;
    event_source& operator=(const event_source&) = delete;
    event_source(event_source&&) = delete;
    event_source& operator=(event_source&&) = delete;
    ~event_source() { stop(); }

    /// Begins with `text`, which has to outlive its events, and forgets any other. `is_damaged`: whether characters in
    /// it have to be replaced. O(1): of a long text of which little is asked, little is read.
    void start(std::string_view text, bool is_damaged) noexcept {
        stop();
        rest_ = text;
        is_damaged_ = is_damaged;
        piece_ = first_piece;
        ready_ = yaml_parser_initialize(&parser_) != 0;
        if (!ready_) return;
        // without this libyaml guesses UTF-16 from the first bytes
        yaml_parser_set_encoding(&parser_, YAML_UTF8_ENCODING);
        yaml_parser_set_input(&parser_, &event_source::read, this);
    }

    /// The next event, valid until the following call; null on a syntax error.
    [[nodiscard]] const yaml_event_t* next() noexcept {
        release();
        held_ = ready_ && yaml_parser_parse(&parser_, &event_) != 0;
        return held_ ? &event_ : nullptr;
    }

    [[nodiscard]] const yaml_parser_t& parser() const noexcept { return parser_; }

private:
    static constexpr std::size_t first_piece = 1024;
    static constexpr std::size_t longest_character = 4; // in bytes

    void release() noexcept {
        if (held_) yaml_event_delete(&event_);
        held_ = false;
    }

    void stop() noexcept {
        release();
        if (ready_) yaml_parser_delete(&parser_);
        ready_ = false;
    }

    /// Gives libyaml the next bytes: small pieces at first, since a parser that is given up soon decodes all it has
    /// got. It asks with room for many characters, and takes nothing for the end.
    static int read(void* source, unsigned char* buffer, std::size_t room, std::size_t* written) noexcept {
        auto& self = *static_cast<event_source*>(source);
        const auto wanted = std::min(room, self.piece_);
        if (self.piece_ < room) self.piece_ *= 2;
        *written = self.is_damaged_ ? self.copy_repaired(buffer, wanted) : self.copy(buffer, wanted);
        return 1;
    }

    std::size_t copy(unsigned char* buffer, std::size_t wanted) noexcept {
        const auto size = std::min(wanted, rest_.size());
        std::copy_n(rest_.data(), size, buffer);
        rest_.remove_prefix(size);
        return size;
    }

    std::size_t copy_repaired(unsigned char* buffer, std::size_t wanted) noexcept {
        constexpr std::string_view replacement = "\xEF\xBF\xBD"; // U+FFFD
        std::size_t size = 0;
        while (!rest_.empty() && wanted - size >= longest_character) {
            const auto next = utf8::decode(rest_.data(), rest_.data() + rest_.size());
            const auto given = is_printable(next.character) ? rest_.substr(0, next.length) : replacement;
            std::copy_n(given.data(), given.size(), buffer + size);
            size += given.size();
            rest_.remove_prefix(next.length);
        }
        return size;
    }

    yaml_parser_t parser_{};
    yaml_event_t event_{};
    std::string_view rest_; // which libyaml has not got yet
    std::size_t piece_ = first_piece;
    bool is_damaged_ = false;
    bool ready_ = false;
    bool held_ = false;
};

[[nodiscard]] inline std::string_view view(const yaml_char_t* text) noexcept {
    // NOLINTNEXTLINE(cppcoreguidelines-pro-type-reinterpret-cast): libyaml writes bytes as unsigned
    return text == nullptr ? std::string_view{} : std::string_view{reinterpret_cast<const char*>(text)};
}

} // namespace VARSIGMA_NAMESPACE::yaml::detail
