-- Found on 'runtimepath' by `vim.lsp.enable("tactful")` (Neovim 0.11 and later), and read by `setup()` before that.
return {
  cmd = { "tactful", "lsp" },
  -- Commit messages go to nobody's party: gitcommit is left out.
  filetypes = { "markdown", "text", "mail" },
  root_markers = { "tactful.toml", ".git" },
}
