// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <varsigma/core/build_mode.hpp>

#include <cstdint>
#include <iosfwd>
#include <optional>
#include <string_view>

// One list for the enumeration and its names, so that they cannot drift apart. Codes are stable: a code keeps its name
// and its meaning for good, new ones are added at the end of their group, and none is used twice.
#define VARSIGMA_DIAGNOSTIC_CODES(X)                                                                                   \
    /* files and YAML */                                                                                               \
    X(file_unreadable) /* the file or folder cannot be opened or read */                                               \
    X(file_too_large)  /* longer than the loader's limit */                                                            \
    X(not_text)        /* binary content where a rule was expected */                                                  \
    X(link_loop)       /* a symbolic link leads back into a folder above it */                                         \
    X(no_rules)        /* nothing in the file or folder is a rule */                                                   \
    X(yaml_syntax)     /* not well-formed YAML */                                                                      \
    X(yaml_too_deep)   /* nested deeper than the limit */                                                              \
    X(yaml_too_large)  /* more nodes than the limit, counting what aliases repeat */                                   \
    X(duplicate_key)   /* a map names the same key twice, or two files of placeholders one name */                     \
    X(unusual_number)  /* octal, hexadecimal, `_` or base-60 spelling */                                               \
    X(unquoted_text)   /* text that YAML reads in part only: as an anchor, a comment, more of the line above */        \
    X(damaged_text)    /* a character that YAML does not allow, or a byte that is not UTF-8 */                         \
    /* shape of a document */                                                                                          \
    X(not_a_rule)           /* the document is no map, or no kind of rule can be recognised */                         \
    X(missing_key)          /* a key that is required is not there */                                                  \
    X(wrong_type)           /* a key holds another kind of value than it must */                                       \
    X(unknown_key)          /* a key that the specification does not know, probably misspelt */                        \
    X(unknown_level)        /* `level` or `status` is not one of the specified words */                                \
    X(unknown_action)       /* `action` is none of global, reset, repeat */                                            \
    X(action_conflict)      /* a map and a list cannot be merged, or there is nothing to repeat */                     \
    X(action_overrides)     /* a global document replaces a key of the document after it, or an earlier global */      \
    X(duplicate_id)         /* two rules carry the same id */                                                          \
    X(unsupported_taxonomy) /* a taxonomy without a mapping */                                                         \
    X(unsupported_version)  /* a `sigma-version` that is newer than the library */                                     \
    X(not_evaluated)        /* filters and correlations: read, but not matched yet */                                  \
    /* detections and their values */                                                                                  \
    X(empty_detection)        /* a selection without anything to test */                                               \
    X(unused_selection)       /* a selection that no condition mentions */                                             \
    X(unknown_modifier)       /* `|word` that is no modifier */                                                        \
    X(modifier_chain)         /* modifiers that cannot stand together, or in this order */                             \
    X(modifier_without_field) /* a modifier that needs a field name */                                                 \
    X(single_value_all)       /* `all` over one value changes nothing */                                               \
    X(number_as_text)         /* a string modifier on a number */                                                      \
    X(value_kind)             /* a value of a kind that its modifiers cannot take */                                   \
    X(wildcard_not_allowed)   /* wildcards where text is encoded or names a field */                                   \
    X(encoding_case)          /* base64 compared without regard to case: `cased` is advised */                         \
    X(bad_regex)              /* RE2 does not accept the expression */                                                 \
    X(regex_contains)         /* `re|contains` means the same as `re` */                                               \
    X(costly_regex)           /* the program of an expression is so large that hostile text makes it slow */           \
    X(bad_cidr)               /* no network, or host bits set */                                                       \
    X(unknown_placeholder)    /* `expand`: no values were supplied for a name */                                       \
    X(empty_placeholder)      /* `expand`: the list supplied is empty, so the value never matches */                   \
    X(null_keyword)           /* a null outside a field never matches */                                               \
    X(null_and_empty)         /* null beside '' in one list */                                                         \
    X(escaped_slash)          /* `\/` in a value is a backslash and a slash */                                         \
    X(escaped_wildcard)       /* `\\?` or `\*` that probably means something else */                                   \
    X(lost_backslash)         /* `\\server` is one backslash */                                                        \
    X(control_character)      /* an escape between double quotes made one, where a backslash was probably meant */     \
    X(trailing_line_break)    /* a value ends in a line break, as block scalars leave it */                            \
    X(matches_everything)     /* one of several values, or a keyword, that everything matches */                       \
    X(encoding_unused)        /* `wide` and its family, and nothing that encodes the result */                         \
    /* a value that is nothing but `%name%`, without `expand` */                                                       \
    X(placeholder_without_expand)                                                                                      \
    X(anchor_unused)  /* `startswith` or `endswith` on keywords, which are looked for anywhere */                      \
    X(blank_in_field) /* a blank before or behind the name of a field, which so belongs to it */                       \
    X(encoding_empty) /* an empty text of which `base64offset` leaves nothing */                                       \
    /* conditions */                                                                                                   \
    X(condition_syntax)        /* the condition cannot be parsed */                                                    \
    X(condition_too_deep)      /* parentheses or `not` nested deeper than the limit */                                 \
    X(condition_upper_case)    /* AND, OR, NOT, OF, THEM in capitals */                                                \
    X(undefined_identifier)    /* the condition names a selection that does not exist */                               \
    X(empty_pattern)           /* `1 of x*` where no selection has such a name */                                      \
    X(deprecated_aggregation)  /* `| count() …`: means a correlation */                                              \
    X(unsupported_aggregation) /* near, min, max: read, but not matched */                                             \
    X(impossible_count)        /* `N of` asks for more selections than there are */                                    \
    /* a rule on an event type */                                                                                      \
    X(missing_field)      /* the event type does not describe the field */                                             \
    X(never_matches)      /* the rule can never match this event type */                                               \
    X(over_fires)         /* an absent field stands only under `not`: the rule matches more than it should */          \
    X(rule_too_large)     /* more tests than the limit for one rule */                                                 \
    X(routing_conditions) /* a routing table has too many conditions for one event id: some are taken to hold */       \
    X(not_validated)      /* a rule that the program built or changed, and `validate` did not take as it is */         \
    /* events */                                                                                                       \
    X(bad_json)      /* not a JSON object */                                                                           \
    X(json_too_deep) /* nested deeper than the limit */                                                                \
    X(repaired_text) /* invalid bytes or lone surrogates became U+FFFD */                                              \
    X(foreign_event) /* the event to be filled is over the fields of another rule set than the reader */               \
    /* bundles */                                                                                                      \
    X(bad_bundle)      /* no bundle, or a damaged one */                                                               \
    X(bundle_version)  /* written in another version of the format, or on a machine of another byte order */           \
    X(bundle_refused)  /* the caller's check of its signature failed, or it asks for more than the caller allows */    \
    X(bundle_mismatch) /* made for other types of events, or other fields of theirs */                                 \
    /* rules to other systems' queries */                                                                              \
    X(not_expressible) /* the target has no form for this */                                                           \
    X(meaning_shifts)  /* the text that was written means something else than the rule */                              \
    X(needs_mapping)   /* the text is right only if the target's index holds the field in a certain way */

namespace VARSIGMA_NAMESPACE {

/// What a diagnostic speaks of. The comment beside each entry of the list above is its meaning.
enum class diagnostic_code : std::uint8_t {
#define VARSIGMA_CODE_ENTRY(entry) entry,
    VARSIGMA_DIAGNOSTIC_CODES(VARSIGMA_CODE_ENTRY)
#undef VARSIGMA_CODE_ENTRY
};

/// The code's stable name, for output and for suppression lists: `unknown_modifier`.
[[nodiscard]] constexpr std::string_view name(diagnostic_code code) noexcept {
    switch (code) {
#define VARSIGMA_CODE_NAME(entry)                                                                                      \
    case diagnostic_code::entry: return #entry;
        VARSIGMA_DIAGNOSTIC_CODES(VARSIGMA_CODE_NAME)
#undef VARSIGMA_CODE_NAME
    }
    return "unknown";
}

template <class Traits>
std::basic_ostream<char, Traits>& operator<<(std::basic_ostream<char, Traits>& out, diagnostic_code code) {
    return out << name(code);
}

/// The code of that name, or nothing. O(codes).
[[nodiscard]] constexpr std::optional<diagnostic_code> parse_diagnostic_code(std::string_view wanted) noexcept {
#define VARSIGMA_CODE_OF_NAME(entry)                                                                                   \
    if (wanted == #entry) { return diagnostic_code::entry; }
    VARSIGMA_DIAGNOSTIC_CODES(VARSIGMA_CODE_OF_NAME)
#undef VARSIGMA_CODE_OF_NAME
    return std::nullopt;
}

} // namespace VARSIGMA_NAMESPACE
