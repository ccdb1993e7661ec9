// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <varsigma/core/build_mode.hpp>
#include <varsigma/load/detail/arena.hpp>
#include <varsigma/text/detail/utf16.hpp>

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace VARSIGMA_NAMESPACE::yaml {

namespace detail {

inline constexpr std::string_view byte_order_mark = "\xEF\xBB\xBF"; // in UTF-8

/// In which order the bytes of a UTF-16 text stand: as its mark says, or, without one, as the zeros in its first two
/// characters do, which are ASCII in every YAML file. Nothing for other texts.
[[nodiscard]] constexpr std::optional<utf16::byte_order> utf16_order(std::string_view bytes) noexcept {
    const auto zero = [bytes](std::size_t at) { return bytes[at] == '\0'; };
    const bool is_long = bytes.size() >= 4;
    if (bytes.starts_with("\xFF\xFE") && !(is_long && zero(2) && zero(3)))
        return utf16::byte_order::little; // not UTF-32
    if (bytes.starts_with("\xFE\xFF")) return utf16::byte_order::big;
    if (!is_long) return std::nullopt;
    if (!zero(0) && zero(1) && !zero(2) && zero(3)) return utf16::byte_order::little;
    if (zero(0) && !zero(1) && zero(2) && !zero(3)) return utf16::byte_order::big;
    return std::nullopt;
}

/// `text` without the byte order marks at the beginning of lines: files laid end to end have them in the middle.
[[nodiscard]] inline std::string_view without_marks(std::string_view text, arena& memory) {
    while (text.starts_with(byte_order_mark)) text.remove_prefix(byte_order_mark.size());
    auto at = text.find(byte_order_mark);
    if (at == std::string_view::npos) return text;
    std::string kept;
    kept.reserve(text.size());
    while (at != std::string_view::npos) {
        kept += text.substr(0, at);
        // elsewhere it is left for the one who looks for what YAML does not allow
        if (!kept.empty() && kept.back() != '\n' && kept.back() != '\r') kept += byte_order_mark;
        text.remove_prefix(at + byte_order_mark.size());
        at = text.find(byte_order_mark);
    }
    kept += text;
    return memory.copy(std::string_view{kept});
}

} // namespace detail

/// The content of a file as UTF-8 without byte order marks: UTF-16 is converted, with its mark or without; what is
/// neither stays as it is. Columns and lines of the result are those that an editor shows. A text that had to be
/// changed is copied into `memory`, otherwise the result refers to `bytes`. O(n).
[[nodiscard]] inline std::string_view decoded_text(std::string_view bytes, arena& memory) {
    if (const auto order = detail::utf16_order(bytes)) {
        std::string text;
        text.reserve(bytes.size());
        utf16::decode(bytes, *order, text);
        return detail::without_marks(memory.copy(std::string_view{text}), memory);
    }
    return detail::without_marks(bytes, memory);
}

} // namespace VARSIGMA_NAMESPACE::yaml
