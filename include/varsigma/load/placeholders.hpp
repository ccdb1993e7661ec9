// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <varsigma/core/build_mode.hpp>
#include <varsigma/core/diagnostic.hpp>
#include <varsigma/core/result.hpp>
#include <varsigma/load/file_path.hpp>
#include <varsigma/load/limits.hpp>
#include <varsigma/rule/placeholders.hpp>

#include <string_view>

/// Reads from YAML, with libyaml, what `%name%` stands for in rules with the modifier `expand`.
///
/// ```yaml
/// admins: [alice, 'svc-*']   # name: a value, or a list of them
/// jump_host: 10.0.0.7
/// unused: []                 # what holds %unused% never matches
/// ```
/// Values are value strings, so `*` and `?` in them are wildcards and `\` escapes; numbers stand for
/// their text as it is written, `1.50` included.
namespace VARSIGMA_NAMESPACE::yaml {

/// The placeholders in a text; `file_name` is what the diagnostic calls it. Without a document there are none.
///
/// The first error found, if there is one: `wrong_type` with its position where a name, a value or the form is not as
/// described above (booleans but `true` and `false`, numbers in unusual spellings, and null are among these, since a
/// text is meant), or what the YAML reader reports. O(size).
[[nodiscard]] result<placeholders> load_placeholders_text(std::string_view text, std::string_view file_name = {},
                                                          const limits& allowed = {});

/// The placeholders in a file. Errors as above, `file_unreadable` and `file_too_large`. O(size).
[[nodiscard]] result<placeholders> load_placeholders(const file_path& path, const limits& allowed = {});

/// The placeholders in several files; the first error, if there is one. Of a name that stands in more than one, the
/// values of the last file count alone, as with `placeholders::add`: each time that others are replaced so, `found`
/// gets a warning (`duplicate_key`) at the later file's name that names the earlier file. O(size of all).
[[nodiscard]] result<placeholders> load_placeholders(const file_paths& paths, diagnostics& found,
                                                     const limits& allowed = {});

} // namespace VARSIGMA_NAMESPACE::yaml

#ifndef VARSIGMA_COMPILED
#include <varsigma/load/placeholders.ipp>
#endif
