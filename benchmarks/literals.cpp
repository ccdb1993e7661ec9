// SPDX-License-Identifier: BSL-1.0

// Many literals in one text: the index that one field of a rule set has, beside Vectorscan where it is installed, on
// invented data.
//
// Names: what / literals / texts. Half of the literals may stand anywhere, a quarter at the end, a quarter are the
// whole text. The index gets texts that are ASCII in any case; Vectorscan looks without regard to case.
//
//   literals --benchmark_filter='find/1000_literals'

#include "samples.hpp"

#include <varsigma/literals/literal_index.hpp>

#include <benchmark/benchmark.h>
#ifdef VARSIGMA_HAS_VECTORSCAN
#include "vectorscan_literals.hpp"
#endif

#include <array>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>
#include <vector>

namespace {

using form = varsigma::pattern_shape::kind;

constexpr std::array forms{form::contains, form::contains, form::endswith, form::equals};

void count(benchmark::State& state, std::size_t items, std::size_t bytes) {
    const auto passes = static_cast<std::size_t>(state.iterations());
    state.SetItemsProcessed(static_cast<std::int64_t>(passes * items));
    state.SetBytesProcessed(static_cast<std::int64_t>(passes * bytes));
}

/// What is looked for, and whatever looks: `find(text, found)` calls `found(id)`.
class indexed {
public:
    explicit indexed(const samples::texts& literals) {
        std::uint32_t id = 0;
        for (const auto& literal : literals) {
            index_.add(forms[id % forms.size()], literal, id);
            ++id;
        }
        index_.build();
    }
    template <class Found>
    void find(std::string_view text, Found found) const {
        index_.find(varsigma::indexed_text{text, true}, found);
    }

private:
    varsigma::literal_index index_;
};

#ifdef VARSIGMA_HAS_VECTORSCAN
class by_vectorscan {
public:
    explicit by_vectorscan(const samples::texts& literals) : literals_(sought(literals)) {}

    template <class Found>
    void find(std::string_view text, Found found) const {
        literals_.find(text, found);
    }

private:
    static std::vector<vectorscan_literals::literal> sought(const samples::texts& literals) {
        std::vector<vectorscan_literals::literal> made;
        for (std::size_t at = 0; at < literals.size(); ++at) {
            const auto wanted = forms[at % forms.size()];
            made.push_back({literals[at], wanted == form::equals, wanted != form::contains});
        }
        return made;
    }

    vectorscan_literals literals_;
};
#endif

template <class Finder>
void build(benchmark::State& state, std::size_t size) {
    const auto literals = samples::literals(size);
    for (auto _ : state) {
        Finder made{literals};
        benchmark::DoNotOptimize(made);
    }
    count(state, literals.size(), samples::bytes_of(literals));
}

template <class Finder>
void find(benchmark::State& state, std::size_t size, const samples::texts& texts) {
    const Finder finder{samples::literals(size)};
    std::size_t found = 0;
    for (auto _ : state) {
        for (const auto& text : texts) {
            finder.find(text, [&](std::size_t /*id*/) { ++found; });
        }
    }
    benchmark::DoNotOptimize(found);
    count(state, texts.size(), samples::bytes_of(texts));
}

template <class Finder>
void add(const std::string& who) {
    for (const auto size : {std::size_t{100}, std::size_t{1'000}, std::size_t{10'000}}) {
        const auto name = [&](const char* what, const char* texts) {
            return who + '/' + what + '/' + std::to_string(size) + "_literals" + texts;
        };
        benchmark::RegisterBenchmark(name("build", "").c_str(),
                                     [size](benchmark::State& state) { build<Finder>(state, size); });
        benchmark::RegisterBenchmark(name("find", "/command_lines").c_str(), [size](benchmark::State& state) {
            find<Finder>(state, size, samples::command_lines());
        });
        benchmark::RegisterBenchmark(name("find", "/script").c_str(),
                                     [size](benchmark::State& state) { find<Finder>(state, size, samples::script()); });
    }
}

} // namespace

int main(int count, char** given) {
    benchmark::Initialize(&count, given);
    if (benchmark::ReportUnrecognizedArguments(count, given)) { return EXIT_FAILURE; }
    add<indexed>("literal_index");
#ifdef VARSIGMA_HAS_VECTORSCAN
    add<by_vectorscan>("vectorscan");
#endif
    benchmark::RunSpecifiedBenchmarks();
    benchmark::Shutdown();
    return EXIT_SUCCESS;
}
