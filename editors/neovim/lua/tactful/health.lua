--- `:checkhealth tactful`
return {
  check = function()
    local tactful, health = require("tactful"), vim.health
    -- Before Neovim 0.10 they have longer names.
    local function say(how, ...) (health[how] or health["report_" .. how])(...) end
    say("start", "tactful")
    local program, clients = tactful.program(), tactful.clients()
    if vim.fn.executable(program) == 0 then
      return say("error", program .. " is not on your PATH", { "In a clone of Tactful: cargo install --path . --locked" })
    end
    say("ok", vim.trim(vim.fn.system({ program, "--version" })) .. ", " .. vim.fn.exepath(program))
    if #clients == 0 then say("warn", "No draft is served", { "Open one", "`:help tactful-setup`" }) end
    for _, client in ipairs(clients) do say("ok", "Serves " .. (client.config.root_dir or "single files")) end
  end,
}
