#!/usr/bin/env bash
# Verifies stacks and keeps for each a report and, when it is not as expected, what
# was built:
#
#     misc/ci/gate.sh DIR STACK...
#
# DIR gets reports/STACK.md, .json, .xml (JUnit) and .sarif, and exports/. The exit status is that
# of the worst stack: 1 a difference, 2 undecided, 0 verified.
# shellcheck source=misc/ci/common.sh
. "$(dirname -- "${BASH_SOURCE[0]}")/common.sh"

[ "$#" -ge 2 ] || usage "DIR STACK..."
mkdir -p -- "$1/reports" "$1/exports"
folder="$(cd -- "$1" && pwd)"
shift

verdict=0
for stack in "$@"; do
  report="$folder/reports/${stack//\//_}"
  status=0
  "$assay" verify "$stack" --export "$folder/exports" --report "markdown=$report.md" \
    --report "json=$report.json" --report "junit=$report.xml" --report "sarif=$report.sarif" || status=$?
  if [ -f "$report.md" ]; then summary "$report.md"; fi
  # A real difference outweighs what could not be decided.
  if [ "$status" -eq 1 ] || { [ "$status" -ne 0 ] && [ "$verdict" -eq 0 ]; }; then verdict="$status"; fi
done
exit "$verdict"
