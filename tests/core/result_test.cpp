// SPDX-License-Identifier: BSL-1.0
#include <varsigma/core/result.hpp>

#include <doctest/doctest.h>

#include <memory>
#include <string>
#include <type_traits>
#include <utility>

namespace {

using varsigma::diagnostic;
using varsigma::diagnostic_code;
using varsigma::result;

diagnostic failure(const char* message) {
    diagnostic finding;
    finding.code = diagnostic_code::bad_cidr;
    finding.message = message;
    return finding;
}

result<int> positive(int number) {
    if (number <= 0) return failure("not positive");
    return number;
}

result<void> only_positive(int number) {
    if (number <= 0) return failure("not positive");
    return {};
}

TEST_CASE("a value") {
    auto found = positive(7);
    CHECK(found.has_value());
    CHECK(static_cast<bool>(found));
    CHECK(found.value() == 7);
    CHECK(*found == 7);
    *found = 8;
    CHECK(std::as_const(found).value() == 8);
    CHECK(*std::as_const(found) == 8);
    CHECK(found.value_or(1) == 8);
}

TEST_CASE("a diagnostic") {
    const auto found = positive(0);
    CHECK_FALSE(found.has_value());
    CHECK_FALSE(static_cast<bool>(found));
    CHECK(found.error().code == diagnostic_code::bad_cidr);
    CHECK(found.error().message == "not positive");
    CHECK(found.value_or(1) == 1);
}

TEST_CASE("members are reached through the arrow") {
    result<std::string> found{std::string{"text"}};
    CHECK(found->size() == 4);
    found->push_back('s');
    CHECK(std::as_const(found)->size() == 5);
}

TEST_CASE("an rvalue hands its content over") {
    result<std::unique_ptr<int>> owner{std::make_unique<int>(3)};
    const std::unique_ptr<int> taken = *std::move(owner);
    CHECK(*taken == 3);
    CHECK(*owner == nullptr);

    result<std::unique_ptr<int>> second{std::make_unique<int>(4)};
    CHECK(*std::move(second).value() == 4);

    result<std::unique_ptr<int>> failed{failure("a message that is longer than any short string can be")};
    const diagnostic reason = std::move(failed).error();
    CHECK(reason.message == "a message that is longer than any short string can be");
}

TEST_CASE("what the types promise") {
    static_assert(std::is_same_v<result<std::string>::value_type, std::string>);
    static_assert(std::is_same_v<result<void>::value_type, void>);
    static_assert(!std::is_convertible_v<result<int>, bool>, "only where a condition is asked for");
    static_assert(!std::is_convertible_v<result<void>, bool>);
}

TEST_CASE("copies are independent") {
    result<std::string> first{std::string{"one"}};
    auto second = first;
    *second = "two";
    CHECK(*first == "one");
    second = failure("gone");
    CHECK(first.has_value());
    CHECK(second.error().message == "gone");
    second = first;
    CHECK(*second == "one");
}

TEST_CASE("success without a value") {
    CHECK(only_positive(1).has_value());
    CHECK(static_cast<bool>(only_positive(1)));
    const auto failed = only_positive(-1);
    CHECK_FALSE(failed.has_value());
    CHECK_FALSE(static_cast<bool>(failed));
    CHECK(failed.error().message == "not positive");
}

TEST_CASE("even a diagnostic without content is a failure") {
    const result<void> failed{diagnostic{}};
    CHECK_FALSE(failed.has_value());
    const result<int> failed_value{diagnostic{}};
    CHECK_FALSE(failed_value.has_value());
}

} // namespace
