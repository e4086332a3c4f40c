# shellcheck shell=bash disable=SC2034
# Sourced by neovim.sh and neovim-pictures.sh. Sets up the Neovim of SUITE (forky: 0.12, trixie: 0.10) word for word as
# editors/neovim/README.md says, and the sample draft in a workspace. Gives `nvim` on PATH, and `draft`, a path.
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

# block NUMBER: the Lua block of the README, so that what users are told is what is tested.
block() {
  awk -v wanted="$1" '/^ *```lua$/ { number++; inside = 1; next } /^ *```$/ { inside = 0 } inside && number == wanted' \
    "$repository/editors/neovim/README.md"
}

install_missing patchelf patchelf
if ! "$root/usr/bin/nvim" --version >/dev/null 2>&1; then
  "$here/debroot.sh" "$suite" "$root" neovim
  "$here/patchprog.sh" "$root" usr/bin/nvim
fi

rm -rf "${work:?}"/{bin,home,workspace}
mkdir -p "$work"/{bin,home/nvim/lsp,workspace}
cp "$here"/sample/* "$work/workspace"
# A copy: a build that runs meanwhile cannot change the server under the test.
cp "$built" "$work/bin/tactful"
cat >"$work/bin/nvim" <<END
#!/bin/sh
export VIMRUNTIME=$root/usr/share/nvim/runtime
exec $root/usr/bin/nvim --cmd 'set runtimepath+=$root/usr/lib/nvim,$root/usr/lib/$(uname -m)-linux-gnu/nvim' "\$@"
END
chmod +x "$work/bin/nvim"
export PATH=$work/bin:$PATH
export XDG_CONFIG_HOME=$work/home XDG_DATA_HOME=$work/home/data XDG_STATE_HOME=$work/home/state XDG_CACHE_HOME=$work/home/cache
if [ "$suite" = trixie ]; then
  block 2 >"$work/home/nvim/init.lua"
else
  export TACTFUL_SERVER=$work/bin/tactful
  block 1 >"$work/home/nvim/init.lua"
  cp "$repository/editors/neovim/lsp/tactful.lua" "$work/home/nvim/lsp"
fi
