#!/bin/bash
# web.sh
# Builds the page to try Tactful, and visits it in headless Chromium with mouse, keyboard and finger. The pictures are left in the work
# folder, under web/shots. Where Debian's Rust for WebAssembly cannot be had, it says so and is skipped.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
repository=$(realpath "$here/../..")
work=$repository/.ci/work/web
program=${TACTFUL_BINARY:-$repository/target/release/tactful}
[ -x "$program" ] || { echo "$program is missing: cargo build --release" >&2; exit 2; }
mkdir -p "$work"/{visitor,shots}

if ! "$repository/editors/web/toolchain.sh" "$work/debian" >/dev/null; then
  echo "SKIPPED: there is no Rust for WebAssembly here, and Debian's cannot be had or does not run"
  exit
fi
"$repository/editors/web/build.sh"

if ! command -v chromium >/dev/null || ! fc-list 2>/dev/null | grep -q DejaVu; then
  apt-get update -qq
  DEBIAN_FRONTEND=noninteractive apt-get install -qq -y --no-install-recommends chromium fonts-dejavu-core fontconfig >/dev/null
fi
cp "$here"/web/* "$work/visitor"
cd "$work/visitor"
[ -d node_modules ] || npm ci --ignore-scripts --no-audit --no-fund --loglevel=error >/dev/null
timeout 300 node visitor.mjs "$repository/editors/web/dist" "$program" "$work/shots"
