#!/bin/bash
# build.sh
# Builds the page into dist, and says how large its program is. What it needs and the machine has not is kept in .ci/work.
set -euo pipefail
cd "$(dirname "$0")"
repository=$(realpath ../..)
work=$repository/.ci/work/web
dist=$PWD/dist

cargo build --quiet --locked --manifest-path bind/Cargo.toml --target-dir "$work/bind"
settings=$(./toolchain.sh "$work/debian")
eval "$settings"
# A folder of its own: two compilers would build everything anew in turn.
(cd "$repository" &&
  cargo rustc --quiet --locked --lib --crate-type cdylib --profile web --target wasm32-unknown-unknown --target-dir "$work/target")

rm -rf "$dist"
"$work/bind/debug/bind" "$work/target/wasm32-unknown-unknown/web/tactful.wasm" "$dist"
program=$dist/tactful_bg.wasm
if [ -n "$optimise" ]; then
  # The features that Rust builds with, and browsers have had since 2022.
  "$optimise" -Os --enable-{bulk-memory,bulk-memory-opt,call-indirect-overlong,multivalue,mutable-globals,nontrapping-float-to-int,reference-types,sign-ext} \
    "$program" -o "$program.small"
  mv "$program.small" "$program"
fi
cp ./*.html ./*.css ./*.js "$dist"
echo "dist: the program has $(stat -c %s "$program") bytes, $(gzip -9 -c "$program" | wc -c) by gzip"
