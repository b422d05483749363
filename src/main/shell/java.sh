# Finding Java and starting the program with it: shared by the checkout's launcher (svff) and the installed one
# (deb/root/usr/bin/svff).
# shellcheck shell=bash

LEAST_JAVA=17

say() { printf 'svff: %s\n' "$*" >&2; }
die() { say "$*"; exit 1; }

# The major version of the Java in a folder; nothing when there is none. Reading the release file spares a JVM start.
java_major() {
  local version='' line
  [[ -x $1/bin/java ]] || return 0
  if [[ -r $1/release ]]; then
    while read -r line; do [[ $line != JAVA_VERSION=* ]] || version=${line#*=}; done <"$1/release"
    version=${version//\"/}
  fi
  [[ -n $version ]] || version=$("$1/bin/java" -version 2>&1 | sed -n '1s/.*"\([^"]*\)".*/\1/p')
  version=${version#1.}
  printf '%s' "${version%%[!0-9]*}"
}

# find_java BINARY: sets JAVA_HOME to the first home that is new enough and has bin/BINARY (java to run, javac to build),
# and JAVA_MAJOR to its version.
find_java() {
  local home major on_path
  on_path=$(command -v "$1" || true)
  for home in "${JAVA_HOME:-}" "${on_path:+$(dirname "$(dirname "$(readlink -f "$on_path")")")}" /usr/lib/jvm/*; do
    [[ -n $home && -x $home/bin/$1 ]] || continue
    major=$(java_major "$home")
    if [[ -n $major ]] && ((major >= LEAST_JAVA)); then
      export JAVA_HOME=$home
      JAVA_MAJOR=$major
      return 0
    fi
  done
  return 1
}

terminal_width() {
  local size
  size=$(stty size 2>/dev/null </dev/tty) || size="0 80"
  [[ ${size##* } -gt 0 ]] && printf '%s' "${size##* }" || printf 80
}

# JNA unpacks a library and has it run from there, which a folder mounted noexec (often /tmp) does not allow. The first
# of these, and of the folder given, that can be written and run from; nothing when none can, and Java's own choice stands.
native_folder() {
  local folder probe
  for folder in "${SVFF_NATIVE:-}" "${HOME:+$HOME/.cache/svff/native}" "${1:-}"; do
    [[ -n $folder ]] && mkdir -p "$folder" 2>/dev/null && [[ -O $folder ]] || continue
    chmod 700 "$folder" 2>/dev/null || continue
    probe=$(mktemp "$folder/run.XXXXXX" 2>/dev/null) || continue
    printf '#!/bin/sh\nexit 0\n' >"$probe" && chmod 700 "$probe"
    if "$probe" 2>/dev/null; then
      rm -f "$probe"
      printf '%s' "$folder"
      return
    fi
    rm -f "$probe"
  done
}

# Clients live for a second: the quick compiler alone is faster. The agent runs for months. (After find_java.)
client_flags() {
  FLAGS=(-Xshare:auto -Djava.awt.headless=true -Dfile.encoding=UTF-8)
  # Later ones warn of native calls that are not allowed here; 17 to 21 do not, and some of them do not know the option.
  ((JAVA_MAJOR < 22)) || FLAGS+=(--enable-native-access=ALL-UNNAMED)
  [[ ${1:-} == agent ]] || FLAGS+=(-XX:TieredStopAtLevel=1 -XX:+UseSerialGC)
}

# Whether a command may have to do with policies, whose language is Groovy. The others are started without it: picocli looks
# for Groovy, and to set that up where it is there takes longer than all else that "svff list" does.
needs_groovy() {
  case ${1:-} in
    list | attach | detach | pause | resume | reconfigure | program | images | plan | watch | top | history) return 1 ;;
  esac
}

# start_program CLASSPATH NATIVE ARGUMENT...: becomes the program. NATIVE is a folder for JNA when no other will do; further
# flags of Java are in MORE_FLAGS. (After find_java.)
start_program() {
  local classpath=$1 native=$2 options=()
  shift 2
  client_flags "${1:-}"
  FLAGS+=(-Dsvff.terminal.width="$(terminal_width)" ${MORE_FLAGS[@]+"${MORE_FLAGS[@]}"})
  [[ ! -t 1 ]] || FLAGS+=(-Dsvff.terminal.out=true) # Java cannot tell one stream from the other
  [[ ! -t 2 ]] || FLAGS+=(-Dsvff.terminal.err=true)
  if [[ ${1:-} == agent ]]; then
    native=$(native_folder "$native")
    [[ -z $native ]] || FLAGS+=("-Djna.tmpdir=$native")
    # For the agent alone: -javaagent of a monitoring system, memory, a serial filter. Split at blanks, nothing is expanded.
    read -ra options <<<"${SVFF_JAVA_OPTS:-}"
    FLAGS+=(${options[@]+"${options[@]}"})
  fi
  exec "$JAVA_HOME/bin/java" "${FLAGS[@]}" -cp "$classpath" org.svff.cli.Main "$@"
}
