#!/bin/bash
# neovim-pictures.sh
# Takes the pictures of editors/neovim/README.md: the sample draft in Neovim in a terminal, before and after two fixes chosen by key.
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
xterm -fa 'DejaVu Sans Mono' -fs 14 -geometry 120x20+0+0 -bg '#14161b' -b 6 +sb -e nvim +"set linebreak" draft.md &
terminal=$!
window=$(xdotool search --sync --onlyvisible --class xterm | head -1)
# Without a window manager the keyboard is where the mouse is.
xdotool mousemove --window "$window" 9 9

# press KEY…, at the pace of somebody who waits for what comes of it
press() {
  for key in "$@"; do
    xdotool key "$key"
    sleep 0.5
  done
}
picture() { import -window "$window" -colors 64 -strip "$pictures/$1.png"; }

sleep 2
press bracketright d bracketright d ctrl+w d
picture before
press g r a 1 Return g g bracketright d g r a 1 Return
picture after
press colon w q Return
wait "$terminal"
