# shellcheck shell=bash
# terminal.sh: sourced by the tests of editors that live in a terminal, after prepare.sh. Keyboard and screen, by tmux.
install_missing tmux tmux
export TMUX_TMPDIR=$work
terminal() { tmux -L tactful "$@"; }
# begin COMMAND…: runs it in a terminal, in the folder of the drafts.
begin() { terminal -f /dev/null new-session -d -s writer -x 130 -y 30 -c "$work/workspace" "$@"; }
trap 'terminal kill-server 2>/dev/null || true' EXIT
passed=0

screen() { terminal capture-pane -p -t writer; }

# soon WHAT COMMAND…: waits until COMMAND holds, as a person does.
soon() {
  local what=$1 patience
  shift
  for patience in $(seq 150); do
    if "$@"; then
      passed=$((passed + 1))
      echo "ok    $what"
      return
    fi
    sleep 0.1
  done
  echo "FAIL  $what"
  screen
  exit 1
}

shows() { screen | grep -qF -- "$1"; }
hides() { ! shows "$1"; }

# press KEY…: a pause after each, so that Escape and the next key are not read as one.
press() {
  local key
  for key in "$@"; do
    terminal send-keys -t writer "$key"
    sleep 0.3
  done
}
write() { terminal send-keys -t writer -l "$1"; sleep 0.3; }

has_quit() { ! terminal has-session -t writer 2>/dev/null; }

# finish: the editor has been told to quit. The draft is saved with both fixes, and no server is left.
finish() {
  soon "the editor quits" has_quit
  is_mended() { grep -q "I'm Maya Lindqvist" "$draft" && ! grep -q -e DoughPro -e "starter kit" -e permission "$draft"; }
  soon "the draft is saved" is_mended
  no_server_left
  echo "$((passed + 1)) passed"
}
