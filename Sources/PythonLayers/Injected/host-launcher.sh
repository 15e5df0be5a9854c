#!/usr/bin/env bash
# Runs the Python of this machine that postinstall.py bound the runtime layer to.
# Bash and not sh, because POSIX has no 'exec -a'.
set -eu

fail() {
  echo "$1: error: $2" >&2
  exit 4
}

folder="$(dirname -- "$(readlink -f -- "$0")")"
runtime="${folder%/*}"

host=
if [ -f "$runtime/pyvenv.cfg" ]; then
  while IFS= read -r line || [ -n "$line" ]; do
    case "$line" in
      "executable = "*) host="${line#executable = }" ;;
    esac
  done <"$runtime/pyvenv.cfg"
fi
if [ -z "$host" ]; then
  fail "$runtime" "not bound to an interpreter yet; run $runtime/postinstall.py with any Python 3"
fi
if [ ! -x "$host" ]; then
  fail "$runtime" "the interpreter $host is gone; run $runtime/postinstall.py again"
fi

# Python looks for 'pyvenv.cfg' where its name says it lies.
name="$folder/python"
if [ "${0##*/}" = python_ ]; then
  # Called by the wrapper of a layer above. What it set as the name is lost,
  # because the system starts a script by its path, here LAYER/bin/python_.
  caller="$(cd -- "$(dirname -- "$0")" && pwd)"
  if [ ! -f "${caller%/*}/pyvenv.cfg" ]; then
    fail "${caller%/*}" "not installed yet; run ${caller%/*}/postinstall.py with any Python 3"
  fi
  name="$caller/python"
fi
exec -a "$name" "$host" "$@"
