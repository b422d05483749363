# Shared by the scripts that build something from Debian's sources and keep it in the cache: packages, apt, the cache.
# One that sources this sets NAME, the PACKAGES it needs (lines of a package and a file that it brings) and BACKPORTS
# (the same, of $SUITE); it has a function build that leaves what is asked for in $work/$RESULT.
# shellcheck shell=bash disable=SC2034,SC2154
set -euo pipefail

CACHE=${SVFF_CACHE:-${XDG_CACHE_HOME:-$HOME/.cache}/svff}/$NAME
SUITE=bookworm-backports
MIRROR=${SVFF_DEBIAN_MIRROR:-http://deb.debian.org/debian}
PACKAGES='' BACKPORTS=''

say() { printf '%s: %s\n' "$NAME" "$*" >&2; }
die() { say "$*"; exit 1; }

missing() {
  local package file
  while read -r package file; do
    [[ -z $package ]] || compgen -G "$file" >/dev/null || printf '%s ' "$package"
  done <<<"$1"
}

apt() { DEBIAN_FRONTEND=noninteractive apt-get -q "$@" >>"$log" 2>&1; }

# With a list of sources of our own, of one line: the system's is not touched.
own_apt() {
  apt -o Dir::Etc::sourcelist="$work/apt/sources.list" -o Dir::Etc::sourceparts=- \
    -o Dir::State::lists="$work/apt/lists" -o APT::Sandbox::User=root "$@"
}

own_list() { # KIND
  mkdir -p "$work/apt/lists/partial"
  echo "$1 $MIRROR $SUITE main" >"$work/apt/sources.list"
  own_apt update || die "cannot read $SUITE; see $log"
}

install_packages() {
  local plain backports
  plain=$(missing "$PACKAGES")
  backports=$(missing "$BACKPORTS")
  [[ -n $plain$backports ]] || return 0
  [[ $EUID -eq 0 ]] || die "packages are missing; as root: apt-get install $plain$backports"
  say "installing $plain$backports"
  apt update || true
  if [[ -n $backports ]] && grep -q '^VERSION_ID="12"' /etc/os-release &&
    ! apt-cache policy meson | grep -q bpo12; then
    echo "deb $MIRROR $SUITE main" >/etc/apt/sources.list.d/svff-backports.list
    apt update || die "cannot read $SUITE; see $log"
  fi
  # shellcheck disable=SC2086 # lists of exact names
  [[ -z $plain ]] || apt install -y --no-install-recommends $plain || die "cannot install $plain; see $log"
  # shellcheck disable=SC2086
  [[ -z $backports ]] || apt install -y --no-install-recommends -t "$SUITE" $backports ||
    die "cannot install $backports; see $log"
}

# cached KEY: builds unless it is there; prints where it is, alone, on standard output.
cached() {
  local ready=$CACHE/$1/$RESULT begin=$SECONDS
  if [[ ! -e $ready ]]; then
    mkdir -p "$CACHE"
    exec 9>"$CACHE/lock"
    flock -w 1800 9 || die "another build has been running for half an hour"
  fi
  if [[ ! -e $ready ]]; then
    log=$CACHE/build.log
    : >"$log"
    work=$(mktemp -d "$CACHE/work.XXXXXX")
    trap 'rm -rf "$work"' EXIT
    install_packages
    build
    mkdir -p "$CACHE/$1"
    mv "$work/$RESULT" "$ready"
    say "built in $((SECONDS - begin)) s"
  fi
  printf '%s\n' "$ready"
}

# main KEY [OPTION]: what all these scripts understand.
main() {
  case ${2:-} in
    --missing) missing "$PACKAGES"; missing "$BACKPORTS" ;;
    --where) printf '%s\n' "$CACHE/$1/$RESULT" ;;
    '') cached "$1" ;;
    *) die "there is no option $2" ;;
  esac
}
