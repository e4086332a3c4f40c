#!/bin/bash
# neovim-pictures.sh
# Takes the pictures of editors/neovim/README.md: its draft in Neovim in a terminal, before and after two fixes chosen by key, light and dark.
set -euo pipefail
# shellcheck source=neovim-setup.sh
source "$(dirname "$0")/neovim-setup.sh"
install_missing Xvfb xvfb xterm xterm xdotool xdotool import imagemagick
pictures=$repository/editors/neovim

exec {display}< <(exec Xvfb -displayfd 1 -screen 0 1600x900x24 -nolisten tcp 2>/dev/null)
server=$!
trap 'kill "$server"' EXIT
read -r number <&"$display"
export DISPLAY=:$number
cd "$work/workspace"

# press KEY…, at the pace of somebody who waits for what comes of it
press() {
  for key in "$@"; do
    xdotool key "$key"
    sleep 0.5
  done
}

# take light|dark COLOUR SUFFIX
take() {
  block neovim markdown 1 >"$draft"
  xterm -fa 'DejaVu Sans Mono' -fs 14 -geometry 108x19+0+0 -bg "$2" -b 8 +sb \
    -e nvim +"set linebreak background=$1 noruler laststatus=0" draft.md &
  local terminal=$!
  local window
  window=$(xdotool search --sync --onlyvisible --class xterm | head -1)
  # Without a window manager the keyboard is where the mouse is.
  xdotool mousemove --window "$window" 9 9
  sleep 2
  press bracketright d bracketright d g r a
  import -window "$window" +dither -colors 64 -strip "$pictures/before$3.png"
  press 1 Return g g bracketright d g r a 1 Return
  import -window "$window" +dither -colors 64 -strip "$pictures/after$3.png"
  press colon w q Return
  wait "$terminal"
}

take dark '#14161b' ''
take light '#e0e2ea' -light
