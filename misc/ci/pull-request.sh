#!/usr/bin/env bash
# Opens the pull request that proposes an update, or gives the one that is open the new
# message:
#
#     misc/ci/pull-request.sh BRANCH MESSAGE
#
# Needs gh, and GH_TOKEN with the permissions contents and pull-requests to write.
# shellcheck source=misc/ci/common.sh
. "$(dirname -- "${BASH_SOURCE[0]}")/common.sh"

[ "$#" -eq 2 ] || usage "BRANCH MESSAGE"
branch="$(update_branch "$1")"
number="$(gh pr list --head "$branch" --base "$1" --state open --json number --jq '.[0].number // empty')"
if [ -n "$number" ]; then
  gh pr edit "$number" --body-file "$2"
else
  gh pr create --head "$branch" --base "$1" --title "Update expected outputs of $1" --body-file "$2"
fi
