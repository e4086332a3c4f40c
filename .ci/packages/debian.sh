#!/usr/bin/env bash
# Makes target/packages/tactful_VERSION_ARCHITECTURE.deb of the release build, with the manual pages and completions that the program writes.
set -euo pipefail
cd "$(dirname "$0")/../.."
program=${TACTFUL_BINARY:-target/release/tactful}
share=target/packages/share
rm -rf "$share"
mkdir -p "$share/man"
"$program" man "$share/man"
"$program" completions bash >"$share/tactful.bash"
"$program" completions zsh >"$share/_tactful"
"$program" completions fish >"$share/tactful.fish"
cargo deb --no-build --no-strip --output target/packages
