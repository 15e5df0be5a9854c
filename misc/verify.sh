#!/usr/bin/env bash
# Builds Assay and verifies a stack, by default the sample stack:
#
#     misc/verify.sh [STACK] [OPTIONS OF 'assay verify']
#
# Works on a fresh machine with Swift and git. The exit status is Assay's:
# 0 verified, 1 a difference, 2 undecided (also when Assay doesn't build).
set -euo pipefail

root="$(cd -- "$(dirname -- "${BASH_SOURCE[0]}")/.." && pwd)"
# shellcheck source=misc/setup.sh
. "$root/misc/setup.sh"

log="$(mktemp)"
trap 'rm -f "$log"' EXIT
echo "building assay" >&2
# With Swift's libraries linked in, Assay starts sooner and takes less memory; not every toolchain brings them.
static=()
swift_folder="$(dirname -- "$(readlink -f -- "$(command -v swift)")")"
if [ -d "$swift_folder/../lib/swift_static" ]; then static=(--static-swift-stdlib); fi
if ! swift build --package-path "$root" -c release --product assay "${static[@]}" >"$log" 2>&1; then
  cat "$log" >&2
  exit 2
fi
rm -f "$log"
trap - EXIT

# Assay looks for assay.toml from the working folder upwards, and paths among
# the arguments are relative to that folder too; so it is only left from outside.
case "$(pwd -P)/" in
  "$(cd -- "$root" && pwd -P)/"*) ;;
  *) cd -- "$root" ;;
esac
exec "$root/.build/release/assay" verify "$@"
