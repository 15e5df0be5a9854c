// Finds names that are dotted too often before the parser meets them.
#pragma once

#include <optional>
#include <string_view>

#include "CToml.h"

/// The place of a dotted name with more than `limit` parts; nothing when there is none.
///
/// toml++ makes a table for each part without a limit, and takes them down by recursion, which overflows the stack.
/// Texts are looked through too: one that reads like such a name is refused as well.
std::optional<ctoml_place> too_deep_key(std::string_view text, int limit);
