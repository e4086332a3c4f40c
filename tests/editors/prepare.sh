# shellcheck shell=bash disable=SC2034
# prepare.sh NAME: sourced by the tests of the editors. Gives `here`, `repository`, `built` (the program), `work` (the folder of the editor
# NAME), and the functions below.
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
repository=$(realpath "$here/../..")
work=$(realpath -m "${TACTFUL_EDITOR_WORK:-$repository/.ci/work}/$1")
built=${TACTFUL_BINARY:-$repository/target/release/tactful}
[ -x "$built" ] || { echo "$built is missing: cargo build --release" >&2; exit 2; }
mkdir -p "$work"

# install_missing COMMAND PACKAGE …: pairs.
install_missing() {
  local packages=()
  while [ $# -gt 0 ]; do
    command -v "$1" >/dev/null || packages+=("$2")
    shift 2
  done
  [ ${#packages[@]} -eq 0 ] && return
  apt-get update -qq
  DEBIAN_FRONTEND=noninteractive apt-get install -qq -y --no-install-recommends "${packages[@]}" >/dev/null
}

# block EDITOR LANGUAGE NUMBER: that block of the README of EDITOR, so that what users are told is what is tested.
block() {
  awk -v opening="\`\`\`$2" -v wanted="$3" '$0 == opening { number++; inside = 1; next } /^```$/ { inside = 0 } inside && number == wanted' \
    "$repository/editors/$1/README.md"
}

# start_afresh: a home with nothing in it, the program on PATH, and a workspace with the sample. Gives `draft`, a path.
start_afresh() {
  rm -rf "${work:?}"/{bin,home,workspace}
  mkdir -p "$work"/{bin,home,workspace}
  cp -r "$here"/sample/* "$work/workspace"
  # A copy: a build that runs meanwhile cannot change the server under the test.
  cp "$built" "$work/bin/tactful"
  export PATH=$work/bin:$PATH HOME=$work/home
  unset XDG_CONFIG_HOME XDG_DATA_HOME XDG_STATE_HOME XDG_CACHE_HOME
  draft=$work/workspace/draft.md
}

# no_server_left: says so, and fails where one of `work` runs on. A program that has ended has no file any more, even where nobody has
# taken note of its end.
no_server_left() {
  local patience
  for patience in $(seq 50); do
    find /proc -maxdepth 2 -name exe -lname "$work/*/tactful" 2>/dev/null | grep -q . || { echo "ok    no server is left"; return; }
    sleep 0.2
  done
  echo "FAIL  a server is left"
  return 1
}
