#!/usr/bin/env bash
# Builds Assay from this checkout and puts it on PATH for the next steps. A project
# that has Assay as a package replaces this script by that package's installation.
set -euo pipefail

root="$(cd -- "$(dirname -- "${BASH_SOURCE[0]}")/../.." && pwd)"
# shellcheck source=misc/setup.sh
. "$root/misc/setup.sh"

swift build --package-path "$root" -c release --product assay
folder="$root/.build/release"
if [ -n "${GITHUB_PATH:-}" ]; then echo "$folder" >>"$GITHUB_PATH"; fi
if [ -n "${GITHUB_ENV:-}" ]; then echo "ASSAY_UV=$ASSAY_UV" >>"$GITHUB_ENV"; fi
"$folder/assay" --version
