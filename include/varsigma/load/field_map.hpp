// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <varsigma/core/build_mode.hpp>
#include <varsigma/core/result.hpp>
#include <varsigma/event/field_map.hpp>
#include <varsigma/load/file_path.hpp>
#include <varsigma/load/limits.hpp>

#include <string_view>

/// Reads field maps from YAML, with libyaml: what brings the names of nested or oddly named events to those of rules.
///
/// ```yaml
/// Event.System.Channel: Channel                 # path in the event: name in the rules
/// process.executable: [Image, NewProcessName]   # several names
/// Event.EventData.*: '*'                        # the members of an object, as if they stood at the top
/// Event.UserData.*.*: '*'                       # those of its members, whatever these are called
/// protoPayload.*: 'data.protoPayload.*'         # as if they stood in another object
/// drop_blanks: true                             # `Threat Name` is read as `ThreatName` as well
/// ```
/// Paths are keys joined by dots. Several paths may have the same name; an event that holds more than one of them has a
/// list. A field that is itself called `drop_blanks` cannot be mapped. Several maps are joined by `field_map::add`.
namespace VARSIGMA_NAMESPACE::yaml {

/// The field map in a text; `file_name` is what the diagnostic calls it. Without a document it is an empty map.
///
/// The first error found, if there is one: `wrong_type` with its position where a path, a name or the form is not as
/// described above, or what the YAML reader reports (`yaml_syntax`, `duplicate_key`, limits, ...). O(size).
[[nodiscard]] result<field_map> load_field_map_text(std::string_view text, std::string_view file_name = {},
                                                    const limits& allowed = {});

/// The field map in a file. Errors as above, `file_unreadable` and `file_too_large`. O(size).
[[nodiscard]] result<field_map> load_field_map(const file_path& path, const limits& allowed = {});

} // namespace VARSIGMA_NAMESPACE::yaml

#ifndef VARSIGMA_COMPILED
#include <varsigma/load/field_map.ipp>
#endif
