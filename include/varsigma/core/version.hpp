// SPDX-License-Identifier: BSL-1.0
#pragma once

/// The library's version, following semantic versioning: until 1.0 a minor release may change the interface.
#define VARSIGMA_VERSION_MAJOR 0
#define VARSIGMA_VERSION_MINOR 1
#define VARSIGMA_VERSION_PATCH 0
#define VARSIGMA_VERSION_STRING "0.1.0"
