# What every script here needs: where the package is, what a fresh machine lacks, how the product is built.
# Sourced, never run. Sets `root`; offers say, die, need_packages, build_release, shell_path.

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)

# A script's opening comment is its help; what follows scripts/run is for the shell.
if [ "${1-}" = --help ] && [ "${0##*/}" != run ]; then
  sed -n '2,/^[^#]/s/^# \{0,1\}//p' "$0"
  exit
fi

say() { printf '%s\n' "$*" >&2; }
die() { say "${0##*/}: $*"; exit 1; }

# C libraries behind the systemLibrary targets of Package.swift: header to look for, Debian package that brings it.
libraries=(
  pcre2.h:libpcre2-dev
  histedit.h:libedit-dev
  expat.h:libexpat1-dev
  utf8proc.h:libutf8proc-dev
)

# install_packages NAME…: as root, or through sudo when it asks no password; otherwise says what to type.
install_packages() {
  local sudo=
  command -v apt-get >/dev/null || die "these Debian packages (or your system's counterparts) are missing: $*"
  if [ "$(id -u)" != 0 ]; then
    if command -v sudo >/dev/null && sudo -n true 2>/dev/null; then sudo=sudo
    else die "missing packages; please run: sudo apt-get install $*"; fi
  fi
  say "installing $*"
  { $sudo apt-get install -y --no-install-recommends "$@" ||
    { $sudo apt-get update && $sudo apt-get install -y --no-install-recommends "$@"; }; } >&2 ||
    die "apt-get could not install: $*"
}

# need_packages: the libraries the build needs, installed when missing and allowed.
need_packages() {
  local missing=() row
  for row in "${libraries[@]}"; do
    [ -e "/usr/include/${row%%:*}" ] || [ -e "/usr/include/$(uname -m)-linux-gnu/${row%%:*}" ] || missing+=("${row#*:}")
  done
  [ ${#missing[@]} = 0 ] || install_packages "${missing[@]}"
  command -v swift >/dev/null || die "no 'swift' on the PATH; install a Swift 6 toolchain from https://www.swift.org/install"
}

# need_python: for the runners of transcripts, conformance and benchmarks (the product itself needs none).
need_python() { command -v python3 >/dev/null || install_packages python3; }

# need_openssl: for the tests of certificates, which make some.
need_openssl() { command -v openssl >/dev/null || install_packages openssl; }

# Without debug information the program is half as large, and its link half as long. What runs at start stands together
# (scripts/startup-order): a third less memory for a session that does little.
# Overlapping accesses are looked for by the debug build, which the tests of every day use; the release does not ask.
release_flags=(-c release --static-swift-stdlib --experimental-lto-mode=full --omit-frame-pointers -debug-info-format none
  -Xswiftc -enforce-exclusivity=unchecked
  -Xlinker "--symbol-ordering-file=$root/scripts/lib/startup.order" -Xlinker --no-warn-symbol-ordering)

# build_release: incremental; quiet unless it fails or takes place at a terminal.
build_release() {
  need_packages
  local log
  log=$(mktemp)
  if [ -t 2 ]; then
    # through a pipe: at a terminal SwiftPM asks for coloured diagnostics, other flags than without one, and would build everything anew
    (set -o pipefail; swift build --package-path "$root" "${release_flags[@]}" --product csshell 2>&1 | cat >&2) || { rm -f "$log"; die "the build failed"; }
  elif ! swift build --package-path "$root" "${release_flags[@]}" --product csshell >"$log" 2>&1; then
    cat "$log" >&2; rm -f "$log"; die "the build failed"
  fi
  rm -f "$log"
}

# Where build_release leaves the program.
shell_path() { printf '%s\n' "$root/.build/release/csshell"; }

# use_shell: sets `shell` to $CSSHELL when given (a program to test instead), else builds the release and uses it.
use_shell() {
  if [ -n "${CSSHELL:-}" ]; then
    shell=$(command -v "$CSSHELL") || die "CSSHELL=$CSSHELL is no program"
    shell=$(realpath "$shell")
  else
    build_release
    shell=$(shell_path)
  fi
}
