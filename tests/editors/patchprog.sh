#!/bin/bash
# patchprog.sh ROOT PROGRAM
# Makes PROGRAM of a folder that debroot.sh filled run where it lies, with the loader and the libraries of that folder.
set -euo pipefail
root=$(realpath "$1")
program=$root/$2
libraries=$(dirname "$(find "$root/usr/lib" -name libc.so.6)")
loader=$(find -L "$root/lib64" "$libraries" -maxdepth 1 -name 'ld-linux*.so.*' | head -1)
patchelf --set-interpreter "$loader" "$program"
patchelf --force-rpath --set-rpath "$libraries:$root/usr/lib" "$program"
