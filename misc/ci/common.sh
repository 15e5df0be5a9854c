# What the scripts of this folder share; sourced, not run.
# shellcheck shell=bash
set -euo pipefail

# The program; another one by ASSAY.
# shellcheck disable=SC2034 # The scripts that source this use it.
assay="${ASSAY:-assay}"

stop() { # MESSAGE HINT
  echo "${0##*/}: error: $1" >&2
  echo "hint: $2" >&2
  exit 2
}

usage() { # ARGUMENTS
  echo "usage: ${0##*/} $1" >&2
  exit 64
}

# Hands a value to later steps and jobs, and to whoever reads the log: through the
# file that ASSAY_OUTPUT names, else that of GitHub Actions.
output() { # NAME VALUE
  echo "$1=$2"
  local file="${ASSAY_OUTPUT:-${GITHUB_OUTPUT:-}}"
  if [ -n "$file" ]; then echo "$1=$2" >>"$file"; fi
}

# Adds a file to the page that shows a job's result.
summary() { # FILE
  if [ -n "${GITHUB_STEP_SUMMARY:-}" ]; then cat -- "$1" >>"$GITHUB_STEP_SUMMARY"; fi
}

# The branch that proposes an update of another one.
update_branch() { # BRANCH
  git check-ref-format --branch "$1" >/dev/null 2>&1 ||
    stop "'$1' is no name of a branch" "pass the branch that was pushed"
  echo "assay/update/$1"
}
