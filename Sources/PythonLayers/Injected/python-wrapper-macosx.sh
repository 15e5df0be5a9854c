#!/bin/zsh -f
# Runs this layer's Python with the shared libraries of the layers below it.
# Zsh and not sh, because POSIX has no 'exec -a'; '-f' keeps the user's own
# start-up files out.
set -eu

# 'readlink -f' because the script is also called through 'python3', and
# through links that people make to it elsewhere.
folder="$(dirname -- "$(readlink -f -- "$0")")"

# Adds a folder, given relative to this script's, behind what is there already.
add_dynlib_dir() {
  local dir="$folder/$1"
  case ":${DYLD_LIBRARY_PATH:-}:" in
    *":$dir:"*) ;;
    *) export DYLD_LIBRARY_PATH="${DYLD_LIBRARY_PATH:+$DYLD_LIBRARY_PATH:}$dir" ;;
  esac
}
@DYNLIB_CALLS@

script="$folder/python"
interpreter="$folder/python_"
if [ ! -f "$script" ]; then
  echo "$script: error: the layer's python is missing; unpack the layer again" >&2
  exit 1
fi
if [ ! -f "$interpreter" ]; then
  echo "$interpreter: error: leads nowhere; unpack the runtime layer beside this one" >&2
  exit 2
fi
if [ "$interpreter" -ef "$script" ]; then
  echo "$interpreter: error: leads back to $script; unpack the layer again" >&2
  exit 3
fi

# Python looks for 'pyvenv.cfg' where its name says it lies, so the name must
# be this layer's and not the runtime's.
exec -a "$script" "$interpreter" "$@"
