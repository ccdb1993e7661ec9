// SPDX-License-Identifier: BSL-1.0
#define DOCTEST_CONFIG_IMPLEMENT
#include <doctest/doctest.h>

#include "support/data.hpp"

namespace {

/// What doctest does not report by itself: how much the filters left to run.
class tally final : public doctest::IReporter {
public:
    explicit tally(const doctest::ContextOptions&) {}

    static inline bool something_ran = false;

    void report_query(const doctest::QueryData&) override { something_ran = true; }
    void test_run_start() override {}
    void test_run_end(const doctest::TestRunStats& stats) override {
        something_ran = something_ran || stats.numTestCasesPassingFilters != 0;
    }
    void test_case_start(const doctest::TestCaseData&) override {}
    void test_case_reenter(const doctest::TestCaseData&) override {}
    void test_case_end(const doctest::CurrentTestCaseStats&) override {}
    void test_case_exception(const doctest::TestCaseException&) override {}
    void subcase_start(const doctest::SubcaseSignature&) override {}
    void subcase_end() override {}
    void log_assert(const doctest::AssertData&) override {}
    void log_message(const doctest::MessageData&) override {}
    void test_case_skipped(const doctest::TestCaseData&) override {}
};

} // namespace

REGISTER_LISTENER("tally", 1, tally);

/// Exit status: 0 passed, 1 failed or nothing ran (a filter that matches no test must not pass), 77 passed but some
/// test found its data absent, which ctest shows as skipped.
int main(int argc, char** argv) {
    doctest::Context context{argc, argv};
    const int status = context.run();
    if (status != 0) return status;
    if (!tally::something_ran) return 1;
    return varsigma_tests::data_absent ? 77 : 0;
}
