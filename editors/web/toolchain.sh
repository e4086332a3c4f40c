#!/bin/bash
# toolchain.sh FOLDER
# Says, as settings to be sourced, with what the page is built: the Rust at hand where it has the library of WebAssembly; else
# Debian's, which is unpacked into FOLDER.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
root=$(realpath -m "$1")
llvm=22 # what forky's Rust is built on; its linker has to understand it

if [ -e "$(rustc --print target-libdir --target wasm32-unknown-unknown)" ]; then
  echo "optimise=$(command -v wasm-opt || true)"
  exit
fi
if ! [ -e "$root/done" ]; then
  rm -rf "$root"
  command -v patchelf >/dev/null || { apt-get update -qq && apt-get install -qq -y patchelf; } >&2
  "$here/../../tests/editors/debroot.sh" forky "$root" rustc libstd-rust-dev-wasm32 lld-$llvm binaryen >&2
  # Its own search path would hide ours from the libraries that it needs.
  patchelf --remove-rpath "$(realpath "$root"/usr/lib/*/libLLVM.so.$llvm.1)"
  for program in bin/rustc lib/llvm-$llvm/bin/lld bin/wasm-opt; do
    "$here/../../tests/editors/patchprog.sh" "$root" "usr/$program"
  done
  "$root/usr/bin/rustc" --version >&2
  touch "$root/done"
fi
echo "export RUSTC=$root/usr/bin/rustc"
echo "export CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_LINKER=$root/usr/bin/wasm-ld-$llvm"
echo "optimise=$root/usr/bin/wasm-opt"
