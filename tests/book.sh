#!/bin/bash
# book.sh
# Builds the book and looks at every page of it in headless Chromium: light and dark, wide and narrow. The pictures of some are left
# in target/book-shots.
set -euo pipefail
repository=$(realpath "$(dirname "$0")/..")
tools=$repository/target/tools
export PATH=$tools/bin:$PATH

# From source, as its makers publish it: about a minute and a half on two cores.
command -v mdbook >/dev/null ||
  cargo install --quiet --locked --version 0.5.4 mdbook --no-default-features --features search --root "$tools"
if ! command -v chromium >/dev/null || ! fc-list 2>/dev/null | grep -q DejaVu; then
  apt-get update -qq
  DEBIAN_FRONTEND=noninteractive apt-get install -qq -y --no-install-recommends chromium fonts-dejavu-core fontconfig >/dev/null
fi
mkdir -p "$tools/book"
cp "$repository"/tests/book/* "$tools/book"
(cd "$tools/book" && npm ci --ignore-scripts --no-audit --no-fund --loglevel=error >/dev/null)

cd "$repository"
rm -rf target/book target/book-shots
mdbook build
mkdir -p target/book-shots
timeout 300 node "$tools/book/pages.mjs" "$repository/target/book" "$repository/target/book-shots"
