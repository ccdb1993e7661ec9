// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <hs.h>

#include <cstddef>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

/// Literals that Vectorscan (or Hyperscan) looks for in a text, without regard to the case of ASCII letters.
class vectorscan_literals {
public:
    struct literal {
        std::string text;
        bool at_front = false; ///< the text begins with it
        bool at_back = false;  ///< the text ends with it
    };

    explicit vectorscan_literals(const std::vector<literal>& literals) : count_(literals.size()) {
        std::vector<std::string> expressions;
        for (const auto& each : literals) {
            auto& expression = expressions.emplace_back(each.at_front ? "^" : "");
            append_quoted(each.text, expression);
            if (each.at_back) { expression.append("\\z"); }
        }
        std::vector<const char*> texts;
        std::vector<unsigned> ids;
        for (const auto& expression : expressions) {
            ids.push_back(static_cast<unsigned>(texts.size()));
            texts.push_back(expression.c_str());
        }
        const std::vector<unsigned> flags(count_, HS_FLAG_CASELESS | HS_FLAG_DOTALL | HS_FLAG_SINGLEMATCH);
        hs_database_t* database = nullptr;
        hs_compile_error_t* error = nullptr;
        if (count_ != 0) {
            hs_compile_multi(texts.data(), flags.data(), ids.data(), static_cast<unsigned>(count_), HS_MODE_BLOCK,
                             nullptr, &database, &error);
        }
        hs_free_compile_error(error);
        database_.reset(database);
        hs_scratch_t* scratch = nullptr;
        if (database_) { hs_alloc_scratch(database_.get(), &scratch); }
        scratch_.reset(scratch);
    }

    /// Calls `found(place)` with the place of each that the text holds; of all if they could not be compiled.
    template <class Found>
    void find(std::string_view text, Found& found) const {
        if (!scratch_) {
            for (std::size_t place = 0; place < count_; ++place) { found(place); }
            return;
        }
        hs_scan(
            database_.get(), text.data(), static_cast<unsigned>(text.size()), 0, scratch_.get(),
            [](unsigned id, unsigned long long /*from*/, unsigned long long /*to*/, unsigned /*flags*/,
               void* context) -> int {
                (*static_cast<Found*>(context))(std::size_t{id});
                return 0;
            },
            &found);
    }

private:
    struct releaser {
        void operator()(hs_database_t* database) const noexcept { hs_free_database(database); }
        void operator()(hs_scratch_t* scratch) const noexcept { hs_free_scratch(scratch); }
    };

    static void append_quoted(std::string_view text, std::string& expression) {
        constexpr std::string_view digits = "0123456789abcdef";
        for (const char byte : text) {
            const auto number = static_cast<unsigned char>(byte);
            expression.append("\\x").append(1, digits[number >> 4U]).append(1, digits[number & 15U]);
        }
    }

    std::size_t count_;
    std::unique_ptr<hs_database_t, releaser> database_;
    std::unique_ptr<hs_scratch_t, releaser> scratch_;
};
