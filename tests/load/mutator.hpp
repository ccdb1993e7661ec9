// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <fstream>
#include <random>
#include <sstream>
#include <string>
#include <string_view>
#include <vector>

namespace varsigma_tests {

inline std::string content(const std::filesystem::path& file) {
    std::ifstream stream{file, std::ios::binary};
    std::ostringstream text;
    text << stream.rdbuf();
    return text.str();
}

/// Every `step`th YAML file below `folder`, in the order of their names, long ones left out.
inline std::vector<std::string> seeds(const std::filesystem::path& folder, std::size_t step) {
    std::vector<std::filesystem::path> files;
    for (const auto& entry : std::filesystem::recursive_directory_iterator{folder}) {
        if (entry.path().extension() == ".yml" && entry.file_size() < 4000) files.push_back(entry.path());
    }
    std::sort(files.begin(), files.end());
    std::vector<std::string> texts;
    for (std::size_t at = 0; at < files.size(); at += step) texts.push_back(content(files[at]));
    return texts;
}

/// Damages rules. Only the generator's own numbers are used, which are the same with every standard library.
class mutator {
public:
    explicit mutator(const std::vector<std::string>& texts) : texts_(&texts) {}

    std::string next() {
        std::string text = pick();
        const auto times = 1 + below(4);
        for (std::size_t time = 0; time < times; ++time) damage(text);
        return text;
    }

private:
    std::size_t below(std::size_t limit) { return limit == 0 ? 0 : random_() % limit; }
    const std::string& pick() { return (*texts_)[below(texts_->size())]; }

    void damage(std::string& text) {
        static constexpr std::string_view telling = "\n \t:-|>{}[],&*#?!%@`'\"\\~<=0159aenoxy._\x00\x7F\xC3\xA4\xFF";
        const auto at = below(text.size() + 1);
        switch (below(8)) {
        case 0: // another byte
            if (at < text.size()) text[at] = static_cast<char>(below(256));
            break;
        case 1: // a flipped bit
            if (at < text.size()) text[at] = static_cast<char>(static_cast<unsigned char>(text[at]) ^ (1U << below(8)));
            break;
        case 2: text.insert(at, 1, telling[below(telling.size())]); break;
        case 3: text.erase(at, 1 + below(8)); break;
        case 4: // a line once more, elsewhere
        case 5: {
            const auto begin = line_begin(text, at);
            const auto line = text.substr(begin, text.find('\n', begin) - begin) + "\n";
            text.insert(line_begin(text, below(text.size() + 1)), line);
            break;
        }
        case 6: { // a line less
            const auto begin = line_begin(text, at);
            text.erase(begin, text.find('\n', begin) - begin + 1);
            break;
        }
        default: { // the rest of another rule
            const auto& other = pick();
            text = text.substr(0, line_begin(text, at)) + other.substr(line_begin(other, below(other.size() + 1)));
            break;
        }
        }
    }

    static std::size_t line_begin(const std::string& text, std::size_t at) {
        return at == 0 ? 0 : text.rfind('\n', at - 1) + 1;
    }

    const std::vector<std::string>* texts_;
    std::mt19937 random_{20'240'607}; // NOLINT(cert-msc32-c,cert-msc51-cpp): the same damage every time
};

} // namespace varsigma_tests
