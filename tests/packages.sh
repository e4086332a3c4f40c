#!/usr/bin/env bash
# packages.sh [crate|debian|wheel|npm|hook|action] …
# Builds the packages of this platform from the release build, installs each in a clean folder, and runs the program from there. All of them, where
# none is named. What it needs is fetched into .ci/work/packages.
set -euo pipefail
repository=$(realpath "$(dirname "$0")/..")
cd "$repository"
work=$(realpath -m "${TACTFUL_PACKAGES_WORK:-.ci/work/packages}")
built=target/release/tactful
packages=$repository/target/packages
version=$(sed -n 's/^version = "\(.*\)"$/\1/p' Cargo.toml | head -1)
[ -x "$built" ] || { echo "$built is missing: cargo build --release" >&2; exit 2; }
size=$(stat -c %s "$built")
[ "$size" -lt 12000000 ] || { echo "FAIL  the program has $size bytes, and is to have less than 12 MB"; exit 1; }
[ $# -gt 0 ] || set -- crate debian wheel npm hook action
mkdir -p "$work" "$packages"
export PATH=$work/python/bin:$work/cargo/bin:$PATH
export NPM_CONFIG_AUDIT=false NPM_CONFIG_FUND=false NPM_CONFIG_UPDATE_NOTIFIER=false PIP_DISABLE_PIP_VERSION_CHECK=1

ok() { echo "ok    $*"; }

# An empty folder with a draft, and nothing of the repository in sight.
clean() {
  clean=$(mktemp -d)
  printf -- '---\nto: Bakers of Bristol\nkind: post\n---\n\nHello everyone!\n\nSign up for my bread course at ryeandshine.example.\n' >"$clean/pitch.md"
}

# The program of a package tells its version, and finds what is to be found.
runs() { # WHAT PROGRAM...
  local what=$1 status=0
  shift
  [ "$("$@" --version)" = "tactful $version" ] || { echo "FAIL  $what: $("$@" --version)"; exit 1; }
  (cd "$clean" && "$@" check --format github pitch.md >found) || status=$?
  grep -q 'title=tactful%3A missing-introduction' "$clean/found" && [ "$status" = 1 ] || { echo "FAIL  $what ($status): $(cat "$clean/found")"; exit 1; }
  ok "$what: installed in a clean folder, tells its version, checks a draft"
}

python() {
  [ -x "$work/python/bin/pip" ] || python3 -m venv "$work/python" 2>/dev/null || {
    apt-get update -qq && apt-get install -qq -y python3-venv >/dev/null && python3 -m venv "$work/python"
  }
  "$work/python/bin/pip" install --quiet "$@"
}

# What others build from: the sources that `cargo install tactful` fetches. Unoptimised, so that it does not take minutes.
crate() {
  cargo package --quiet --no-verify --allow-dirty --locked 2>/dev/null
  local archive=target/package/tactful-$version.crate
  [ "$(stat -c %s "$archive")" -lt 8000000 ] || { echo "FAIL  $archive is too large to be published"; exit 1; }
  clean
  tar -xzf "$archive" -C "$clean"
  cargo install --quiet --debug --locked --path "$clean/tactful-$version" --root "$clean/root" --target-dir "$repository/target" --no-track
  runs "crate ($(tar -tzf "$archive" | wc -l) files, $(stat -c %s "$archive") bytes)" "$clean/root/bin/tactful"
}

debian() {
  command -v dpkg-deb >/dev/null || { echo "SKIPPED: no Debian here"; return; }
  # What it depends on is found by what dpkg-dev brings.
  command -v dpkg-shlibdeps >/dev/null || { apt-get update -qq && apt-get install -qq -y dpkg-dev >/dev/null; }
  cargo deb --version >/dev/null 2>&1 || cargo install --quiet --locked --no-default-features --root "$work/cargo" cargo-deb@3.8.0
  rm -f "$packages"/*.deb
  .ci/packages/debian.sh >/dev/null
  clean
  dpkg-deb -x "$packages"/tactful_*.deb "$clean/root"
  runs "Debian package ($(stat -c %s "$packages"/tactful_*.deb) bytes)" "$clean/root/usr/bin/tactful"
  local file
  for file in man/man1/tactful-check.1.gz bash-completion/completions/tactful zsh/vendor-completions/_tactful fish/vendor_completions.d/tactful.fish doc/tactful/copyright; do
    [ -s "$clean/root/usr/share/$file" ] || { echo "FAIL  the Debian package has no $file"; exit 1; }
  done
  # Where the system may be changed (CI), as a user would install it.
  if [ "${CI:-}" = true ] && [ "$(id -u)" = 0 ]; then
    dpkg -i "$packages"/tactful_*.deb >/dev/null
    runs "Debian package, by dpkg" /usr/bin/tactful
    dpkg -r tactful >/dev/null
  fi
}

wheel() {
  python 'maturin>=1.9,<2'
  rm -f "$packages"/*.whl
  maturin build --quiet --release --locked --out "$packages"
  clean
  python3 -m venv "$clean/root"
  "$clean/root/bin/pip" install --quiet --no-index "$packages"/tactful-*.whl
  runs "wheel ($(stat -c %s "$packages"/tactful-*.whl) bytes)" "$clean/root/bin/tactful"
}

npm_package() {
  rm -f "$packages"/*.tgz
  node .ci/packages/npm/pack.mjs >/dev/null
  clean
  echo '{"private":true}' >"$clean/package.json"
  # The packages of the other platforms are not to be had before a release: npm passes over what is optional.
  (cd "$clean" && npm install --silent --no-package-lock --omit=optional "$packages/tactful-$version.tgz")
  if "$clean/node_modules/.bin/tactful" --version 2>"$clean/said"; then echo "FAIL  npm: it runs without its program"; exit 1; fi
  grep -q 'is not installed. Install without' "$clean/said" || { cat "$clean/said"; exit 1; }
  (cd "$clean" && npm install --silent --no-package-lock --omit=optional "$packages/tactful-$version.tgz" "$packages/tactful-$(node -p '`${process.platform}-${process.arch}`')-$version.tgz")
  runs "npm ($(cat "$packages"/*.tgz | wc -c) bytes)" "$clean/node_modules/.bin/tactful"
  # An editor that starts it speaks to the program, and its end is the program's.
  printf 'Content-Length: 33\r\n\r\n{"jsonrpc":"2.0","method":"exit"}' >"$clean/exit"
  local status=0
  timeout 20 "$clean/node_modules/.bin/tactful" lsp <"$clean/exit" >/dev/null || status=$?
  [ "$status" = 1 ] || { echo "FAIL  npm: lsp ended with $status"; exit 1; }
  ok "npm: the server runs through it and ends with its client"
}

# A repository of drafts that uses the hook of this one, as it is committed.
hook() {
  python 'pre-commit>=4,<5'
  clean
  cd "$clean"
  # It is built from a clone; what it depends on is built already.
  export PRE_COMMIT_HOME=$clean/home CARGO_TARGET_DIR=$repository/target
  git init -q
  git config user.name Maya && git config user.email maya@ryeandshine.example
  printf 'repos:\n  - repo: %s\n    rev: %s\n    hooks:\n      - id: tactful\n' "$repository" "$(git -C "$repository" rev-parse HEAD)" >.pre-commit-config.yaml
  printf '# Frob\n\nSign up at frob.example, it is the best in the world!!!!\n' >README.md
  pre-commit install >/dev/null
  git add README.md .pre-commit-config.yaml
  git commit -qm "A README" >said 2>&1 || { echo "FAIL  hook: a README was taken for a draft"; cat said; exit 1; }
  git add pitch.md
  if git commit -qm "A pitch" >said 2>&1; then echo "FAIL  hook: a pitch was committed"; exit 1; fi
  grep -q 'warning\[missing-introduction\]' said || { echo "FAIL  hook"; cat said; exit 1; }
  unset PRE_COMMIT_HOME CARGO_TARGET_DIR
  cd "$repository"
  ok "pre-commit: the hook lets a README be committed and stops a pitch"
}

# The script of the action, with the program of the release build in the place of the one that it would fetch.
action() {
  python 'pyyaml>=6,<7'
  clean
  local status=0
  mkdir "$clean/bin" "$clean/a b"
  cp "$clean/pitch.md" "$clean/other.md"
  "$work/python/bin/python" -c 'import sys, yaml; print(yaml.safe_load(open("action.yml"))["runs"]["steps"][0]["run"])' >"$clean/run.sh"
  printf '#!/bin/sh\n[ "$1 $2 $3 $4" = "run --spec tactful==%s tactful" ] || exit 9\nshift 4\nexec "%s" "$@"\n' "$version" "$repository/$built" >"$clean/bin/pipx"
  chmod +x "$clean/bin/pipx"
  (cd "$clean" && PATH=$clean/bin:$PATH PATHS="pitch.md other.md" FAIL_ON=warning VERSION=$version bash -eo pipefail run.sh >found) || status=$?
  [ "$(grep -c '^::warning file=\(pitch\|other\).md,.*missing-introduction' "$clean/found")" = 2 ] && [ "$status" = 1 ] || { echo "FAIL  action ($status)"; cat "$clean/found"; exit 1; }
  ok "action: its script annotates what it is given"
}

for package in "$@"; do
  case $package in
  npm) npm_package ;;
  crate | debian | wheel | hook | action) "$package" ;;
  *) echo "there is no package $package: crate, debian, wheel, npm, hook, action" >&2; exit 2 ;;
  esac
  rm -rf "${clean:-}"
done
