#!/bin/bash
# helix.sh
# A writer's first minutes with Tactful in a real Helix in a terminal, set up word by word as editors/helix/README.md says.
set -euo pipefail
# shellcheck source=prepare.sh
source "$(dirname "$0")/prepare.sh" helix
root=$work/forky
hx=$root/usr/lib/hx/hx
install_missing patchelf patchelf
if ! "$hx" --version >/dev/null 2>&1; then
  "$here/debroot.sh" forky "$root" hx
  "$here/patchprog.sh" "$root" usr/lib/hx/hx
fi

start_afresh
mkdir -p "$HOME/.config/helix"
block helix toml 1 >"$HOME/.config/helix/languages.toml"
block helix toml 2 >"$HOME/.config/helix/config.toml"

# shellcheck source=terminal.sh
source "$here/terminal.sh"
"$hx" --version
begin env HELIX_RUNTIME="$root/usr/lib/hx/runtime" COLORTERM=truecolor "$hx" draft.md
soon "the introduction is missed" shows "They will wonder who is speaking"
press Escape ']' d ']' d
soon "the dig is marked" shows "They will wonder what you would say of them"

press Escape '[' D Space a
soon "fixes are offered" shows "Add an introduction"
press Enter
soon "the introduction is in the text" shows "I'm Maya Lindqvist"
soon "its mark is gone" hides "They will wonder who is speaking"
press Escape '[' D Space k
soon "hover says why" shows "makes the room wonder"
press Escape Escape '[' D Space a
soon "the other fixes are offered" shows "Remove the competitor mention"
press Enter
soon "the competitor is out of the text" hides DoughPro
soon "nothing is marked any more" hides "They will wonder"

press Escape g e o Enter
write "Please buy my starter kit!"
press Escape
soon "what is typed is marked" shows "Guests here did not ask for this"
press u
soon "undo takes back the text" hides "starter kit"
soon "and its mark" hides "Guests here did not ask for this"

press g g j j o
write "permission: "
press C-x
soon "completion knows the values" shows granted
press Escape Escape u
soon "nothing is left of it" hides "permission: "

write ":wq"
press Enter
finish
