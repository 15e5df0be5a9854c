#!/usr/bin/env bash
# Gets everything that building and running Assay needs, and stops with status 2
# and what to type where it can't. Quick and offline when nothing is missing.
#
# The other scripts source this file: it sets ASSAY_UV, because a uv found on
# PATH may be of another version than the expected outputs were made with.
set -euo pipefail

setup_folder="$(cd -- "$(dirname -- "${BASH_SOURCE[0]}")" && pwd)"
setup_uv_version="$(sed -n 's/^uv==\([0-9.]*\).*/\1/p' "$setup_folder/requirements.txt")"
setup_tools="${ASSAY_CACHE:-${XDG_CACHE_HOME:-$HOME/.cache}/assay}/tools"

setup_stop() {
  echo "misc/setup.sh: error: $1" >&2
  echo "hint: $2" >&2
  exit 2
}

# Debian packages

setup_debian_packages() {
  local wanted=(
    bubblewrap ca-certificates curl libarchive-dev libdeflate-dev libssl-dev
    libtomlplusplus-dev make pkg-config python3 python3-venv zlib1g-dev
  )
  local present package missing=()
  # dpkg-query also fails when only some of them are unknown to it.
  present="$(dpkg-query -W -f '${Package} ${Status}\n' "${wanted[@]}" 2>/dev/null || true)"
  for package in "${wanted[@]}"; do
    case $'\n'"$present" in
      *$'\n'"$package install ok installed"* | *$'\n'"$package hold ok installed"*) ;;
      *) missing+=("$package") ;;
    esac
  done
  if [ "${#missing[@]}" -gt 0 ]; then
    setup_apt_install "${missing[@]}"
  fi
}

setup_apt_install() {
  local as_root=() log
  if [ "$(id -u)" -ne 0 ]; then
    if sudo -n true 2>/dev/null; then
      as_root=(sudo -n)
    elif [ -t 0 ] && command -v sudo >/dev/null; then
      as_root=(sudo)
    else
      setup_stop "these Debian packages are missing: $*" "as root, type: apt-get install $*"
    fi
  fi
  echo "installing $*" >&2
  log="$(mktemp)"
  # dpkg wants the sbin folders, which a short PATH lacks. An index that can't
  # be refreshed may still do.
  as_root+=(env "PATH=$PATH:/usr/sbin:/sbin" DEBIAN_FRONTEND=noninteractive)
  "${as_root[@]}" apt-get update -qq >"$log" 2>&1 || true
  if ! "${as_root[@]}" apt-get install -qq -y --no-install-recommends "$@" >>"$log" 2>&1; then
    cat "$log" >&2
    rm -f "$log"
    setup_stop "apt-get could not install $*" "see its messages above, then run this again"
  fi
  rm -f "$log"
}

# Elsewhere nothing is installed, only looked for.

setup_check_others() {
  local name commands=(curl pkg-config python3) missing=()
  if [ "$(uname -s)" = Linux ]; then
    commands+=(bwrap)
  fi
  for name in "${commands[@]}"; do
    command -v "$name" >/dev/null || missing+=("the command $name")
  done
  if command -v pkg-config >/dev/null; then
    for name in libarchive libcrypto libdeflate tomlplusplus zlib; do
      pkg-config --exists "$name" || missing+=("the library $name with its headers")
    done
  fi
  if [ "${#missing[@]}" -gt 0 ]; then
    printf '  %s\n' "${missing[@]}" >&2
    setup_stop "what is listed above is missing" "install it with this system's package manager"
  fi
}

# uv

# In parentheses, so that its trap is its own and not that of a sourcing script.
setup_install_uv() (
  set -e
  target="$setup_tools/uv-$setup_uv_version"
  echo "installing uv $setup_uv_version" >&2
  mkdir -p "$setup_tools"
  scratch="$(mktemp -d "$setup_tools/.uv-XXXXXX")"
  trap 'rm -rf "$scratch"' EXIT
  "$1" -m venv "$scratch/venv" >&2
  "$scratch/venv/bin/python" -m pip install --quiet --disable-pip-version-check --no-deps \
    --require-hashes --only-binary :all: -r "$setup_folder/requirements.txt" >&2
  # The program needs nothing of the environment around it. It appears under its
  # name whole or not at all, also when two of these scripts run at once.
  mkdir -p "$scratch/uv/bin"
  cp "$scratch/venv/bin/uv" "$scratch/uv/bin/uv"
  chmod 755 "$scratch/uv/bin/uv"
  "$scratch/uv/bin/uv" --version >/dev/null
  mkdir -p "$target/bin"
  mv -f "$scratch/uv/bin/uv" "$target/bin/uv"
)

setup_python=python3
if command -v dpkg-query >/dev/null; then
  setup_debian_packages
  # Not one of PATH: python3-venv serves Debian's own.
  setup_python=/usr/bin/python3
else
  setup_check_others
fi

if ! command -v swift >/dev/null; then
  setup_stop "there is no swift on PATH" "Assay needs the toolchain of Swift 6.3 or newer"
fi

if [ ! -x "$setup_tools/uv-$setup_uv_version/bin/uv" ]; then
  # Not called in an 'if', where the shell would ignore the function's 'set -e'.
  set +e
  setup_install_uv "$setup_python"
  setup_status=$?
  set -e
  if [ "$setup_status" -ne 0 ]; then
    setup_stop "uv $setup_uv_version could not be installed" \
      "it comes from the Python Package Index; see the messages above, then run this again"
  fi
fi
export ASSAY_UV="${ASSAY_UV:-$setup_tools/uv-$setup_uv_version/bin/uv}"

# The root that the fixture of elements is built in

if ! "$setup_folder/../fixtures/conditions_project/make-root.sh"; then
  setup_stop "the root of fixtures/conditions_project could not be made" "see the message above, then run this again"
fi
