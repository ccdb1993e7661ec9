// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <varsigma/core/build_mode.hpp>

namespace VARSIGMA_NAMESPACE {

template <class Event>
struct event_traits; // event_traits.hpp says what it is

/// A type with a description.
template <class Event>
concept described_event = requires {
    event_traits<Event>::fields;
};

} // namespace VARSIGMA_NAMESPACE
