#!/usr/bin/env bash
# Writes the manual page of all commands: misc/man.sh [FOLDER], by default
# .build/man. Read it with 'man -l .build/man/assay.1'.
set -euo pipefail

root="$(cd -- "$(dirname -- "${BASH_SOURCE[0]}")/.." && pwd)"
folder="${1:-$root/.build/man}"
# The page carries the day of the commit, so that it is the same each time.
day="$(git -C "$root" log -1 --format=%cs)"
swift build --package-path "$root" --product assay >&2
# It comes with swift-argument-parser; its plugin would build all once more.
swift build --package-path "$root" --product generate-manual >&2
programs="$(swift build --package-path "$root" --show-bin-path)"
mkdir -p "$folder"
"$programs/generate-manual" "$programs/assay" --output-directory "$folder" --date "$day" >&2
echo "$folder/assay.1"
