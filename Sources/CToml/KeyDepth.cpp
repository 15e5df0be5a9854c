#include "KeyDepth.h"

#include <cctype>

namespace {

bool is_bare(char letter) {
  return std::isalnum(static_cast<unsigned char>(letter)) || letter == '_' || letter == '-' || letter < 0;
}

/// How many bytes a name's part takes that starts here, bare or in quotes; 0 when none does.
size_t part_length(std::string_view rest) {
  const char quote = rest.front();
  if (quote == '"' || quote == '\'') {
    for (size_t end = 1; end < rest.size() && rest[end] != '\n'; ++end) {
      if (rest[end] == quote) return end + 1;
      if (rest[end] == '\\' && quote == '"') ++end;
    }
    return 0;
  }
  size_t length = 0;
  while (length < rest.size() && is_bare(rest[length])) ++length;
  return length;
}

}  // namespace

std::optional<ctoml_place> too_deep_key(std::string_view text, int limit) {
  uint32_t line = 1;
  size_t line_start = 0;
  int parts = 0;
  bool after_dot = false;
  for (size_t at = 0; at < text.size();) {
    const char letter = text[at];
    if (const size_t length = part_length(text.substr(at))) {
      parts = after_dot ? parts + 1 : 1;
      after_dot = false;
      if (parts > limit) return ctoml_place{line, static_cast<uint32_t>(at - line_start + 1)};
      at += length;
      continue;
    }
    if (letter == '.') {
      after_dot = true;
    } else if (letter != ' ' && letter != '\t') {
      after_dot = false;
    }
    ++at;
    if (letter != '\n') continue;
    ++line;
    line_start = at;
  }
  return std::nullopt;
}
