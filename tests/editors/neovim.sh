#!/bin/bash
# neovim.sh
# A writer's first minutes with Tactful in a real Neovim. SUITE=wheel takes Neovim 0.11 instead of 0.12, SUITE=trixie 0.10.
set -euo pipefail
# shellcheck source=neovim-setup.sh
source "$(dirname "$0")/neovim-setup.sh"
nvim --version | head -1
timeout 120 nvim --clean -l "$here/neovim.lua" "$draft" "$log"
