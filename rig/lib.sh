# Shared by the rig's scripts: where things are, how to speak, how to wait.
# shellcheck shell=bash
set -euo pipefail

RIG=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd -P)
CHECKOUT=$(dirname "$RIG")
CACHE=${SVFF_CACHE:-${XDG_CACHE_HOME:-$HOME/.cache}/svff}/rig
RUN=${SVFF_RIG_RUN:-/run/svff-rig}        # sockets and pids of the one rig that runs; UNIX socket paths must be short
RESULTS=$CHECKOUT/target/rig              # logs and reports that outlive it

RIG_APP=$CHECKOUT/target/rig-app         # what rig/app makes
RIG_JAVA='-XX:TieredStopAtLevel=1 -XX:+UseSerialGC' # emulated processors compile slowly; both sides of an archive want the same

export RIG CHECKOUT CACHE RUN RESULTS RIG_APP RIG_JAVA

say() { printf 'rig: %s\n' "$*" >&2; }
die() { say "$*"; exit 1; }

# wait_for SECONDS WHAT COMMAND...: runs the command until it succeeds; fails when the time is over.
# For things that tell nobody when they happen; everything else is read from a socket.
wait_for() {
  local seconds=$1 what=$2 end
  shift 2
  end=$((SECONDS + seconds))
  until "$@"; do
    ((SECONDS < end)) || { say "waited ${seconds} s in vain for $what"; return 1; }
    sleep 0.1
  done
}

alive() { [[ -n ${1:-} ]] && kill -0 "$1" 2>/dev/null; }

java_home() { printf '%s' "${JAVA_HOME:-$(dirname "$(dirname "$(readlink -f "$(command -v java || echo /usr/bin/java)")")")}"; }

l1_pid() { cat "$RUN/l1.pid" 2>/dev/null || true; }

# The key of all that is built: when one of these changes, it is built anew.
setup_key() {
  {
    cat "$RIG"/setup "$RIG"/packages "$RIG"/l1/* "$RIG"/l2/*
    qemu-system-x86_64 --version 2>/dev/null | head -1
    "$CHECKOUT/qemu/build" --where
    "$RIG/kernel/build" --where
  } | sha256sum | cut -c1-16
}

ready_dir() { printf '%s/%s' "$CACHE" "$(setup_key)"; }
