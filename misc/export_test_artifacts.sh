#!/usr/bin/env bash
# Verifies the sample stack and keeps what was built, whether it is as expected
# or not, to compare it with a set from another machine or commit:
#
#     misc/export_test_artifacts.sh DIR [ARGS OF misc/verify.sh]
set -euo pipefail

if [ "$#" -eq 0 ]; then
  echo "usage: misc/export_test_artifacts.sh DIR [ARGS OF misc/verify.sh]" >&2
  exit 64
fi
mkdir -p -- "$1"
ASSAY_EXPORT_ARTIFACTS="$(cd -- "$1" && pwd)"
export ASSAY_EXPORT_ARTIFACTS ASSAY_FORCE_EXPORT=1
shift
exec "$(dirname -- "${BASH_SOURCE[0]}")/verify.sh" "$@"
