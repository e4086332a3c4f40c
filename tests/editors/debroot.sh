#!/bin/bash
# debroot.sh SUITE FOLDER PACKAGE…
# Unpacks packages of another Debian suite, with all that they depend on (their libc too), into FOLDER. The system is left alone.
set -euo pipefail
suite=$1 root=$(realpath -m "$2")
shift 2

mirror=$(cat /etc/apt/sources.list /etc/apt/sources.list.d/*.{sources,list} 2>/dev/null | grep -v '^ *#' |
  grep -oE '[a-z]+://[^ ]+/debian/?( |$)' | head -1 | tr -d ' ' || true)
[ -n "$mirror" ] || { echo "debroot.sh: no Debian mirror is configured" >&2; exit 2; }

# An apt of our own, that knows of no installed package and so fetches everything.
apt=$root.apt
mkdir -p "$root" "$apt"/{lists/partial,archives/partial}
trap 'rm -rf "$apt"' EXIT
: >"$apt/status"
echo "deb [signed-by=/usr/share/keyrings/debian-archive-keyring.gpg] $mirror $suite main" >"$apt/sources.list"
options=(-qq -o Dir::Etc::sourcelist="$apt/sources.list" -o Dir::Etc::sourceparts=/dev/null
  -o Dir::Etc::preferences=/dev/null -o Dir::Etc::preferencesparts=/dev/null
  -o Dir::State::lists="$apt/lists" -o Dir::State::status="$apt/status"
  -o Dir::Cache::archives="$apt/archives" -o Dir::Cache::pkgcache= -o Dir::Cache::srcpkgcache=
  -o APT::Sandbox::User=root -o APT::Install-Recommends=false -o Acquire::Languages=none)
apt-get "${options[@]}" update
apt-get "${options[@]}" install -y --download-only "$@"

# Packages of today expect /bin, /lib … to be links into /usr.
for folder in bin sbin lib lib64; do
  mkdir -p "$root/usr/$folder"
  ln -sfn "usr/$folder" "$root/$folder"
done
for package in "$apt"/archives/*.deb; do
  dpkg-deb --fsys-tarfile "$package" | tar -x --keep-directory-symlink -C "$root" -f -
done
