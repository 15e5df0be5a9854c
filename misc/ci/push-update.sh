#!/usr/bin/env bash
# Commits a patch on top of the commit that is checked out and pushes it to the branch
# that proposes the update of another branch:
#
#     misc/ci/push-update.sh BRANCH PATCH MESSAGE [OPTION OF 'git push']...
#
# Pushes nothing when that branch proposes the same already. Gives the outputs 'branch'
# and 'pushed'. Runs nothing of the project, so it may be trusted with write access.
# shellcheck source=misc/ci/common.sh
. "$(dirname -- "${BASH_SOURCE[0]}")/common.sh"

[ "$#" -ge 3 ] || usage "BRANCH PATCH MESSAGE [OPTION OF 'git push']..."
source="$1" patch="$2" message="$3"
shift 3
branch="$(update_branch "$source")"
output branch "$branch"

git apply --index --whitespace=nowarn -- "$patch" ||
  stop "the patch does not fit the commit that is checked out" "run the job again on the newest commit of '$source'"
{
  echo "Update expected outputs"
  echo
  cat -- "$message"
} | git -c user.name="${GIT_COMMITTER_NAME:-assay}" -c user.email="${GIT_COMMITTER_EMAIL:-assay@localhost}" \
  -c commit.gpgsign=false commit --quiet --cleanup=verbatim --file=-

# The same tree on the same commit is the same proposal.
old="$(git ls-remote origin "refs/heads/$branch" | cut -f 1)"
if [ -n "$old" ]; then
  git fetch --quiet origin "$old"
  if [ "$(git rev-parse "$old^{tree}" "$old^")" = "$(git rev-parse "HEAD^{tree}" "HEAD^")" ]; then
    echo "'$branch' is up to date"
    output pushed false
    exit 0
  fi
fi
git push --quiet --force-with-lease="refs/heads/$branch:$old" "$@" origin "HEAD:refs/heads/$branch"
output pushed true
