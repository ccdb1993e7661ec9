// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <varsigma/event/enum_names.hpp>
#include <varsigma/event/event_traits.hpp>
#include <varsigma/event/field.hpp>
#include <varsigma/event/text_sink.hpp>

#include <array>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

namespace varsigma_tests {

/// A string class of one's own: no conversion, no iterators.
template <class Unit>
class own_string {
public:
    own_string() = default;
    explicit own_string(std::basic_string<Unit> text) : text_(std::move(text)) {}
    [[nodiscard]] const Unit* data() const noexcept { return text_.data(); }
    [[nodiscard]] int size() const noexcept { return static_cast<int>(text_.size()); }

private:
    std::basic_string<Unit> text_;
};

enum class integrity : std::uint8_t { low = 1, high = 3 };
enum class logon : std::uint8_t { interactive = 2, network = 3 };
enum plain_color : std::uint8_t { red = 7 };

[[nodiscard]] inline std::string to_string(integrity level) {
    return level == integrity::low ? "LowIntegrity" : "HighIntegrity";
}

struct started_process {
    std::string image;
    std::wstring wide;
    std::shared_ptr<started_process> parent;
    std::optional<std::uint32_t> id;
};

/// An event type with a member of every kind that can be described, each with a value of its own.
struct member_kinds {
    std::string text = "string";
    std::string_view view = "view";
    const char* pointer = "pointer";
    char letter = 'L';
    char full[4] = {'f', 'u', 'l', 'l'}; // no zero: what follows is another member
    char padded[8] = "padded";
    std::array<char, 5> array = {'a', 'r', 'r', 'a', 'y'};
    char rows[2][4] = {"one", "two"};
    std::vector<char> vector = {'v', 'e', 'c', 't', 'o', 'r'};
    std::span<const char> span = std::span<const char>{text}.first(4);
    own_string<char> own{"own"};
    std::u8string utf8 = u8"\u00e4-utf8";
    char8_t utf8_array[6] = u8"bytes";
    std::u16string utf16 = u"\u00e4-utf16-\U0001F600";
    const char16_t* utf16_pointer = u"utf16-pointer";
    char16_t utf16_array[3] = {u'a', u'b', u'c'};
    own_string<char16_t> utf16_own{u"utf16-own"};
    char16_t utf16_letter = u'\u00e4';
    std::u16string half = {u'x', char16_t{0xD800}, u'y', char16_t{0xDC00}};
    std::u32string utf32 = U"utf32-\U0001F600";
    std::wstring wide = L"wide-\u00e4";
    const wchar_t* wide_pointer = L"wide-pointer";
    std::optional<std::wstring> maybe_wide = L"maybe-wide";
    std::vector<std::u16string> wide_list = {u"first", u"second"};
    std::variant<std::monostate, std::u16string, int> any = u"variant";
    std::shared_ptr<std::string> shared = std::make_shared<std::string>("shared");
    std::filesystem::path path = "/usr/bin/path";
    std::vector<unsigned char> raw_text = {'r', 'a', 'w'};
    std::vector<std::byte> digest = {std::byte{0xDE}, std::byte{0xAD}};
    std::array<std::uint8_t, 4> address = {10, 0, 0, 200};
    const unsigned char* column = reinterpret_cast<const unsigned char*>("column"); // NOLINT: as databases give it
    std::uint8_t small = 200;
    signed char negative = -5;
    std::int64_t number = -1234567890123;
    double real = 0.5;
    bool truth = true;
    integrity level = integrity::high;
    integrity level_number = integrity::high;
    logon type = logon::network;
    plain_color color = red;
    std::nullptr_t null = nullptr;
    std::chrono::system_clock::time_point at{std::chrono::sys_days{std::chrono::year{2025} / 8 / 2}};
    std::chrono::sys_days later{std::chrono::year{3000} / 8 / 2}; // beyond the nanoseconds of 64 bits
    std::filesystem::file_time_type written = std::filesystem::file_time_type::clock::from_sys(
        std::chrono::sys_time<std::filesystem::file_time_type::duration>{
            std::chrono::sys_days{std::chrono::year{2024} / 2 / 29}.time_since_epoch()});
    started_process process{"child.exe", L"wide-child", nullptr, 7};
    std::shared_ptr<started_process> parent =
        std::make_shared<started_process>(started_process{"parent.exe", L"wide-parent", nullptr, std::nullopt});
    std::vector<started_process> modules = {{"a.dll", L"a", nullptr, 1}, {"b.dll", L"b", nullptr, 2}};

    [[nodiscard]] std::u16string made() const { return u"made-" + utf16_own_text(); }
    [[nodiscard]] std::string_view looked_at() const { return std::string_view{text}.substr(1); }

private:
    [[nodiscard]] std::u16string utf16_own_text() const {
        return {utf16_own.data(), static_cast<std::size_t>(utf16_own.size())};
    }
};

} // namespace varsigma_tests

template <>
struct varsigma::enum_names<varsigma_tests::logon> {
    static constexpr std::array<varsigma::enum_name<varsigma_tests::logon>, 2> table{
        {{varsigma_tests::logon::interactive, "Interactive"}, {varsigma_tests::logon::network, "Network"}}};
};

template <>
struct varsigma::event_traits<varsigma_tests::member_kinds> {
    using kinds = varsigma_tests::member_kinds;
    using process = varsigma_tests::started_process;
    static constexpr auto fields = varsigma::fields(
        varsigma::field<"Text", &kinds::text>, varsigma::field<"View", &kinds::view>,
        varsigma::field<"Pointer", &kinds::pointer>, varsigma::field<"Letter", &kinds::letter>,
        varsigma::field<"Full", &kinds::full>, varsigma::field<"Padded", &kinds::padded>,
        varsigma::field<"Array", &kinds::array>, varsigma::field<"Rows", &kinds::rows>,
        varsigma::field<"Vector", &kinds::vector>, varsigma::field<"Span", &kinds::span>,
        varsigma::field<"Own", &kinds::own>, varsigma::field<"Utf8", &kinds::utf8>,
        varsigma::field<"Utf8Array", &kinds::utf8_array>, varsigma::field<"Utf16", &kinds::utf16>,
        varsigma::field<"Utf16Pointer", &kinds::utf16_pointer>, varsigma::field<"Utf16Array", &kinds::utf16_array>,
        varsigma::field<"Utf16Own", &kinds::utf16_own>, varsigma::field<"Utf16Letter", &kinds::utf16_letter>,
        varsigma::field<"Half", &kinds::half>, varsigma::field<"Utf32", &kinds::utf32>,
        varsigma::field<"Wide", &kinds::wide>(varsigma::empty_is_missing),
        varsigma::field<"WidePointer", &kinds::wide_pointer>, varsigma::field<"MaybeWide", &kinds::maybe_wide>,
        varsigma::field<"WideList", &kinds::wide_list>, varsigma::field<"Any", &kinds::any>,
        varsigma::field<"Shared", &kinds::shared>, varsigma::field<"Path", &kinds::path>,
        varsigma::field<"RawText", &kinds::raw_text>(varsigma::as_text),
        varsigma::field<"Digest", &kinds::digest>(varsigma::as_hex),
        varsigma::field<"Address", &kinds::address>(varsigma::as_numbers),
        varsigma::field<"Column", &kinds::column>(varsigma::as_text),
        varsigma::field<"TextAsHex", &kinds::text>(varsigma::as_hex | varsigma::empty_is_missing),
        varsigma::field<"Small", &kinds::small>, varsigma::field<"Negative", &kinds::negative>,
        varsigma::field<"Number", &kinds::number>, varsigma::field<"Real", &kinds::real>,
        varsigma::field<"Truth", &kinds::truth>, varsigma::field<"Level", &kinds::level>,
        varsigma::field<"LevelNumber", &kinds::level_number>(varsigma::by_number),
        varsigma::field<"LogonType", &kinds::type>(varsigma::by_name), varsigma::field<"Color", &kinds::color>,
        varsigma::field<"Null", &kinds::null>, varsigma::field<"At", &kinds::at>,
        varsigma::field<"Later", &kinds::later>, varsigma::field<"Written", &kinds::written>,
        varsigma::field<"Image", &kinds::process, &process::image>,
        varsigma::field<"ParentImage", &kinds::parent, &process::image>,
        varsigma::field<"ParentWide", &kinds::parent, &process::wide>,
        varsigma::field<"GrandparentImage", &kinds::parent, &process::parent, &process::image>,
        varsigma::field<"ParentId", &kinds::parent, &process::id>,
        varsigma::field<"Modules", &kinds::modules, &process::image>,
        varsigma::field<"ModuleNames", &kinds::modules, &process::wide>, varsigma::field<"Made", &kinds::made>,
        varsigma::field<"LookedAt", &kinds::looked_at>,
        varsigma::field<"Joined",
                        [](const kinds& event, varsigma::text_sink& out) {
                            out.append(event.utf16).append("|").append_number(event.number).append_character(U'\u00e4');
                        }>,
        varsigma::field<"PerhapsWritten", [](const kinds& event, varsigma::text_sink& out) {
            out.append(event.wide);
            return event.truth;
        }>);
};
