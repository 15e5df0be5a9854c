#!/usr/bin/env bash
# Makes the expected outputs of stacks anew on this machine and exports them, to be
# merged with those of other machines:
#
#     misc/ci/export.sh DIR STACK...
#
# A stack that doesn't build or launch stops it: there is nothing to update to then.
# Changes the expected outputs of this checkout.
# shellcheck source=misc/ci/common.sh
. "$(dirname -- "${BASH_SOURCE[0]}")/common.sh"

[ "$#" -ge 2 ] || usage "DIR STACK..."
mkdir -p -- "$1"
folder="$(cd -- "$1" && pwd)"
shift

"$assay" update --write -- "$@"
for stack in "$@"; do
  # Also exports what is as it was: another machine may see a difference.
  ASSAY_FORCE_EXPORT=1 "$assay" verify "$stack" --export "$folder"
done
