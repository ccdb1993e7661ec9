// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <varsigma/core/build_mode.hpp>
#include <varsigma/load/file_path.hpp>
#include <varsigma/load/limits.hpp>
#include <varsigma/rule/collection.hpp>
#include <varsigma/rule/document.hpp>
#include <varsigma/rule/validation_options.hpp>

#include <memory>
#include <string_view>

/// Loads Sigma rules from YAML files, folders and texts, with libyaml.
///
/// Nothing throws (allocation failure aside) and nothing is printed: what could not be taken is in the collection's
/// diagnostics. A bad rule never stops the others.
namespace VARSIGMA_NAMESPACE::yaml {

/// How to load.
struct options {
    yaml::limits limits = {};

    /// Treats every warning as an error: a rule that has one is rejected.
    bool strict = false;

    /// How rules are checked: values for the modifier `expand`, limits. Without a regex check of your own here,
    /// expressions are compiled by RE2, unless `VARSIGMA_WITHOUT_RE2` is defined: then they are not checked.
    validation_options validation = {};
};

/// Loads from several places into one collection: ids are compared and files counted across all of them.
///
/// Not for several threads at once; loaders of different threads share nothing.
class loader {
public:
    explicit loader(const options& how = {});
    loader(const loader&) = delete;
    loader& operator=(const loader&) = delete;
    loader(loader&&) = delete;
    loader& operator=(loader&&) = delete;
    ~loader();

    /// Loads a file, or every `*.yml` and `*.yaml` below a folder. O(size of the files).
    void add(const file_path& path);

    /// Loads the rules in `text`; `file_name` is what diagnostics call it. O(size).
    void add_text(std::string_view text, std::string_view file_name = {});

    /// What has been loaded so far; afterwards the loader is empty, but still knows files and ids.
    [[nodiscard]] collection take();

private:
    class loading;

    std::unique_ptr<loading> loading_;
};

/// Loads a file or a folder. See `loader`.
[[nodiscard]] collection load(const file_path& path, const options& how = {});

/// Loads several files and folders as one collection.
[[nodiscard]] collection load(const file_paths& paths, const options& how = {});

/// Loads the rules in a text; `file_name` is what diagnostics call it.
[[nodiscard]] collection load_text(std::string_view text, std::string_view file_name = {}, const options& how = {});

} // namespace VARSIGMA_NAMESPACE::yaml

#ifndef VARSIGMA_COMPILED
#include <varsigma/load/yaml.ipp>
#endif
