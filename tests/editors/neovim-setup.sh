# shellcheck shell=bash disable=SC2034
# Sourced by neovim.sh and neovim-pictures.sh. Sets up the Neovim of SUITE (forky: 0.12, trixie: 0.10) word for word as
# editors/neovim/README.md says, and the sample draft in a workspace. Gives `nvim` on PATH, and `draft` and `log`, paths.
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
repository=$(realpath "$here/../..")
suite=${SUITE:-forky}
work=$(realpath -m "${TACTFUL_EDITOR_WORK:-$repository/.ci/work}/neovim")
root=$work/$suite
draft=$work/workspace/draft.md
built=${TACTFUL_BINARY:-$repository/target/release/tactful}
[ -x "$built" ] || { echo "$built is missing: cargo build --release" >&2; exit 2; }

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

# block LANGUAGE NUMBER: that block of the README, so that what users are told is what is tested.
block() {
  awk -v opening="\`\`\`$1" -v wanted="$2" '$0 == opening { number++; inside = 1; next } /^```$/ { inside = 0 } inside && number == wanted' \
    "$repository/editors/neovim/README.md"
}

install_missing patchelf patchelf
if ! "$root/usr/bin/nvim" --version >/dev/null 2>&1; then
  "$here/debroot.sh" "$suite" "$root" neovim
  "$here/patchprog.sh" "$root" usr/bin/nvim
fi

rm -rf "${work:?}"/{bin,home,workspace}
mkdir -p "$work"/{bin,home,workspace}
cp "$here/sample/course.md" "$work/workspace"
block markdown 1 >"$draft"
block toml 1 >"$work/workspace/tactful.toml"
# A copy: a build that runs meanwhile cannot change the server under the test.
cp "$built" "$work/bin/tactful"
cat >"$work/bin/nvim" <<END
#!/bin/sh
export VIMRUNTIME=$root/usr/share/nvim/runtime
exec $root/usr/bin/nvim --cmd 'set runtimepath+=$root/usr/lib/nvim,$root/usr/lib/$(uname -m)-linux-gnu/nvim' "\$@"
END
chmod +x "$work/bin/nvim"
export PATH=$work/bin:$PATH HOME=$work/home
unset XDG_CONFIG_HOME XDG_DATA_HOME XDG_STATE_HOME XDG_CACHE_HOME
log=$HOME/.local/state/nvim/lsp.log

# Word by word, save that the program is built already.
(cd "$repository" && block sh 1 | grep -v '^cargo install' | bash -euo pipefail)
{
  if [ "$suite" = trixie ]; then block lua 2; else block lua 1; fi
  block lua 3
} >"$HOME/.config/nvim/init.lua"
