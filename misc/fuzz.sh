#!/bin/sh
# Feeds `assay diff` damaged and invented files, with libFuzzer and AddressSanitizer, on one core.
#
# usage: misc/fuzz.sh [SECONDS]
# What it learns is kept in .build-fuzz/corpus; inputs that break something are written to .build-fuzz/found.
set -eu

seconds=${1:-600}
root=$(cd "$(dirname "$0")/.." && pwd)
scratch="$root/.build-fuzz"

ASSAY_FUZZ=1 swift build --package-path "$root" --scratch-path "$scratch" -c release --product assay-fuzz
fuzz="$scratch/release/assay-fuzz"
mkdir -p "$scratch/corpus" "$scratch/seeds" "$scratch/found"
"$fuzz" --seeds "$scratch/seeds"
# Where Swift's own report of a crash gets in the way of the sanitizer's.
export SWIFT_BACKTRACE=enable=no
# Swift's runtime keeps metadata for ever, which the leak check would report.
exec "$fuzz" -max_total_time="$seconds" -max_len=65536 -timeout=20 -rss_limit_mb=1024 -detect_leaks=0 \
  -artifact_prefix="$scratch/found/" "$scratch/corpus" "$scratch/seeds"
