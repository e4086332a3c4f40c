#!/bin/bash
# emacs.sh
# A writer's first minutes with Tactful in a real Emacs (Eglot) in a terminal, set up word by word as editors/emacs/README.md says.
set -euo pipefail
# shellcheck source=prepare.sh
source "$(dirname "$0")/prepare.sh" emacs
root=$work/trixie
emacs=$root/usr/bin/emacs-nox
install_missing patchelf patchelf
if [ ! -e "$root/ready" ]; then
  "$here/debroot.sh" trixie "$root" emacs-nox elpa-markdown-mode
  "$here/patchprog.sh" "$root" usr/bin/emacs-nox
  touch "$root/ready"
fi

start_afresh
mkdir -p "$HOME/.emacs.d"
block emacs elisp 1 >"$HOME/.emacs.d/init.el"
# shellcheck source=terminal.sh
source "$here/terminal.sh"

# Emacs looks for what belongs to it under /usr.
own=$(echo "$root"/usr/share/emacs/[0-9]*)
programs=$(echo "$root"/usr/libexec/emacs/*/*-linux-gnu)
markdown=$(echo "$root"/usr/share/emacs/site-lisp/elpa-src/markdown-mode-*)
export EMACSDATA=$own/etc EMACSDOC=$own/etc EMACSPATH=$programs
EMACSLOADPATH=$markdown:$(find "$own/lisp" -type d ! -path '*/obsolete*' | paste -sd:)
export EMACSLOADPATH

"$emacs" --version --dump-file="$(echo "$programs"/*.pdmp)" | head -1
begin "$emacs" --dump-file="$(echo "$programs"/*.pdmp)" -nw -l markdown-mode-autoloads draft.md
soon "both faults are marked" shows "Flymake[1 1]"

press C-c n
soon "it says what is missed" shows "They will wonder who is speaking"
press C-c a
soon "fixes are offered" shows "Add an introduction"
press Enter
soon "the introduction is in the text" shows "I'm Maya Lindqvist"
soon "its mark is gone" shows "Flymake[1 0]"

press C-c n
soon "it says what is wrong with the dig" shows "They will wonder what you would say of them"
press C-h .
soon "hover says why" shows "makes the room wonder"
press C-x 1 C-c a
soon "the other fixes are offered" shows "Remove the competitor mention"
press Enter
soon "the competitor is out of the text" hides DoughPro
soon "nothing is marked any more" shows "Flymake[0 0]"

press M-\> Enter
write "Please buy my starter kit!"
soon "what is typed is marked" hides "Flymake[0 0]"
press C-_ C-_ C-_
soon "undo takes back the text" hides "starter kit"
soon "and its mark" shows "Flymake[0 0]"

press M-\< C-n C-n C-e Enter
write "permission: gr"
press C-M-i
soon "completion knows the values" shows granted
press C-x 1 C-a C-k BSpace
press C-x C-s C-x C-c
finish
