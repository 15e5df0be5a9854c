#!/usr/bin/env bash
# Runs the tests:
#
#     misc/test.sh            the fast ones
#     misc/test.sh --all      also those that take long or need the network
#     misc/test.sh ARGS       'swift test ARGS' only, for instance --filter Store
set -euo pipefail

root="$(cd -- "$(dirname -- "${BASH_SOURCE[0]}")/.." && pwd)"
# shellcheck source=misc/setup.sh
. "$root/misc/setup.sh"

arguments=()
for argument in "$@"; do
  if [ "$argument" = --all ]; then
    export ASSAY_SLOW_TESTS=1
  else
    arguments+=("$argument")
  fi
done

if [ "${#arguments[@]}" -eq 0 ]; then
  python3 -m unittest discover -s "$root/misc/tests" -t "$root/misc/tests"
fi

log="$(mktemp)"
trap 'rm -f "$log"' EXIT
# There is no XCTest here; its empty run would only add lines.
swift test --package-path "$root" --disable-xctest ${arguments[@]+"${arguments[@]}"} 2>&1 | tee "$log"

# A filter that matches nothing passes, says swift test; here it doesn't.
if ! grep -Eq 'Test run with [1-9][0-9]* tests?' "$log"; then
  echo "misc/test.sh: error: no test was run" >&2
  exit 1
fi
