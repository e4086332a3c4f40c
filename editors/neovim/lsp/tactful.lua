-- Found on 'runtimepath' by `vim.lsp.enable("tactful")` (Neovim 0.11 and later).
return {
  -- TACTFUL_SERVER names another binary than the one on PATH, for tests.
  cmd = { vim.env.TACTFUL_SERVER or "tactful", "lsp" },
  filetypes = { "markdown", "text", "mail" },
  root_markers = { "tactful.toml", ".git" },
}
