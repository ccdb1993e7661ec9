// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "rivals.hpp"
#include "vectorscan_literals.hpp"

#include <cstddef>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

// Vectorscan (or Hyperscan) as a prefilter.

/// One database for each field.
class vectorscan_field_filter {
public:
    explicit vectorscan_field_filter(const std::vector<const plain_test*>& wanted) {
        for (const auto& [field, places] : by_field(wanted)) {
            std::vector<vectorscan_literals::literal> literals;
            for (const auto place : places) {
                const auto [front, back] = anchors_of(*wanted[place]);
                literals.push_back({wanted[place]->literal, front, back});
            }
            fields_.push_back({field, places, vectorscan_literals{literals}});
        }
    }

    template <class Found>
    void find(const varsigma::event_row& row, Found found) {
        for (const auto& [field, places, literals] : fields_) {
            auto hit = [&found, &places = places](std::size_t at) { found(places[at]); };
            for_each_text(row, field, folded_,
                          [&hit, &literals = literals](std::string_view text) { literals.find(text, hit); });
        }
    }

private:
    struct of_field {
        varsigma::slot field;
        std::vector<std::size_t> places;
        vectorscan_literals literals;
    };

    std::vector<of_field> fields_;
    std::string folded_;
};

/// One database for all fields, over their texts one after the other: a single scan, but more false alarms.
class vectorscan_whole_filter {
public:
    explicit vectorscan_whole_filter(const std::vector<const plain_test*>& wanted) : literals_(sought(wanted)) {
        for (const auto& [field, places] : by_field(wanted)) { fields_.push_back(field); }
    }

    template <class Found>
    void find(const varsigma::event_row& row, Found found) {
        whole_.clear();
        for (const auto field : fields_) {
            for_each_text(row, field, folded_, [this](std::string_view text) { whole_.append(text).append(1, '\0'); });
        }
        literals_.find(whole_, found);
    }

private:
    static std::vector<vectorscan_literals::literal> sought(const std::vector<const plain_test*>& wanted) {
        std::vector<vectorscan_literals::literal> literals;
        for (const auto* test : wanted) { literals.push_back({test->literal, false, false}); }
        return literals;
    }

    std::vector<varsigma::slot> fields_;
    vectorscan_literals literals_;
    std::string whole_;
    std::string folded_;
};
