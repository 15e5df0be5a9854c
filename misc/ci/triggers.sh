#!/usr/bin/env bash
# Finds out whether an update of the expected outputs is due for the commit that is
# checked out:
#
#     misc/ci/triggers.sh BRANCH DEFAULT_BRANCH BEFORE STACK...
#
# BEFORE is the commit that BRANCH was at before the push. A branch is compared with
# the default branch, so that an update stays due until it is there; the default branch
# with what it was before. Gives the output 'due': true or false.
# shellcheck source=misc/ci/common.sh
. "$(dirname -- "${BASH_SOURCE[0]}")/common.sh"

[ "$#" -ge 4 ] || usage "BRANCH DEFAULT_BRANCH BEFORE STACK..."
branch="$1" default="$2" before="$3"
shift 3

base="origin/$default"
if [ "$branch" = "$default" ]; then
  base="$before"
  # New branches begin at nothing, and a commit that was pushed over may be gone.
  if ! git rev-parse --verify --quiet --end-of-options "$base^{commit}" >/dev/null; then
    echo "'$branch' was at no commit that is known: an update is taken to be due"
    output due true
    exit 0
  fi
fi

status=0
"$assay" triggers --base="$base" --head=HEAD --exit-code -- "$@" || status=$?
case "$status" in
  0) output due false ;;
  1) output due true ;;
  *) exit "$status" ;;
esac
