#ifndef ASSAY_CTOML_H
#define ASSAY_CTOML_H

#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

/// Where something starts: 1-based line and column (in code points).
typedef struct {
  uint32_t line;
  uint32_t column;
} ctoml_place;

/// What a value is.
typedef enum {
  ctoml_table_begin,
  ctoml_table_end,
  ctoml_key,
  ctoml_array_begin,
  ctoml_array_end,
  ctoml_string,
  ctoml_integer,
  ctoml_float,
  ctoml_boolean,
  ctoml_datetime,
} ctoml_event;

/// Called for each event in document order of the tree; keys of a table come sorted by name.
///
/// `text` holds the key, the string, or the value as TOML writes it; it is only valid during the call.
typedef void (*ctoml_visitor)(
    void *_Nullable context, ctoml_event event, const char *_Nonnull text, size_t length, ctoml_place place);

/// Parses a TOML 1.0 document and visits its tree; returns 1, or 0 after a syntax error.
///
/// The error's sentence is cut to fit `message`, which is always ended by a NUL.
int ctoml_parse(
    const char *_Nonnull text, size_t length, ctoml_visitor _Nonnull visitor, void *_Nullable context,
    char *_Nonnull message, size_t message_size, ctoml_place *_Nonnull place);

#ifdef __cplusplus
}
#endif

#endif
