vim.api.nvim_create_user_command("Tactful", function(given) require("tactful").run(given.args) end, {
  nargs = "*",
  complete = function(...) return require("tactful").complete(...) end,
  desc = "Tactful: new [NAME], history [NAME], explain [RULE], restart",
})
