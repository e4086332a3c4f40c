--- Tactful in Neovim: `setup()` starts the language server, `run()` is the command `:Tactful`.
local M = {}
local config = dofile(vim.api.nvim_get_runtime_file("lsp/tactful.lua", false)[1])
local is_new = vim.fn.has("nvim-0.11") == 1

--- The program that is run.
function M.program() return (is_new and vim.lsp.config.tactful or config).cmd[1] end
--- The running servers.
function M.clients() return (vim.lsp.get_clients or vim.lsp.get_active_clients)({ name = "tactful" }) end

local function start(event)
  local path, root = vim.fs.dirname(vim.api.nvim_buf_get_name(event.buf)), nil
  for _, marker in ipairs(config.root_markers) do
    root = root or vim.fs.dirname(vim.fs.find(marker, { upward = true, path = path })[1])
  end
  vim.lsp.start(vim.tbl_extend("force", config, { name = "tactful", root_dir = root }))
end

--- Serves buffers from now on. `options` (such as `cmd`, `filetypes`, `settings`) stand in for those of `lsp/tactful.lua`.
function M.setup(options)
  if is_new then
    vim.lsp.config("tactful", options or {})
    return vim.lsp.enable("tactful")
  end
  config = vim.tbl_extend("force", config, options or {})
  local group = vim.api.nvim_create_augroup("tactful", {})
  vim.api.nvim_create_autocmd("FileType", { group = group, pattern = config.filetypes, callback = start })
  if vim.v.vim_did_enter == 1 then vim.cmd("doautoall tactful FileType") end
end

-- The folder of the draft in front, else the current one.
local function folder() return vim.fn.isdirectory(vim.fn.expand("%:p:h")) == 1 and vim.fn.expand("%:p:h") or vim.fn.getcwd() end

-- The lines that the program prints. What it complains of is said, and there are none.
local function ask(...)
  local said = {}
  local function keep(_, lines, stream) said[stream] = lines end
  local options = { cwd = folder(), stdout_buffered = true, stderr_buffered = true, on_stdout = keep, on_stderr = keep }
  local went, job = pcall(vim.fn.jobstart, { M.program(), ... }, options)
  if went and vim.fn.jobwait({ job }, 20000)[1] == 0 then return vim.list_slice(said.stdout, 1, #said.stdout - 1) end
  vim.notify("Tactful: " .. (went and table.concat(said.stderr or {}, "\n") or job), vim.log.levels.ERROR)
end

local function show(title, lines)
  if not lines then return end
  vim.cmd("botright new")
  vim.api.nvim_buf_set_lines(0, 0, -1, true, lines)
  vim.cmd("setlocal buftype=nofile bufhidden=wipe noswapfile nomodifiable nowrap | silent! file tactful://" .. title)
  vim.keymap.set("n", "q", "<C-w>c", { buffer = true, desc = "Close" })
end

local commands = {}

function commands.new(name)
  if not name then return vim.ui.input({ prompt = "To whom? A group or a person: " }, function(to) return to and commands.new(to) end) end
  local into, lines = folder(), ask("new", "--to=" .. name)
  if lines then vim.cmd("edit " .. vim.fn.fnameescape(into .. "/" .. lines[#lines])) end
end

function commands.history(name) show("history", ask("history", name)) end

function commands.explain(rule)
  local here = vim.diagnostic.get(0, { lnum = vim.fn.line(".") - 1 })[1]
  rule = rule or here and here.code
  show(rule or "rules", ask(unpack(rule and { "explain", rule } or { "rules" })))
end

function commands.restart()
  for _, client in ipairs(M.clients()) do client.stop(is_new and client or nil) end
  vim.wait(3000, function() return #M.clients() == 0 end, 20)
  M.setup()
end

--- Runs `:Tactful WORDS`.
function M.run(words)
  local verb, rest = words:match("^(%S*)%s*(.-)$")
  if not commands[verb] then return vim.notify("Tactful: new, history, explain or restart?", vim.log.levels.ERROR) end
  commands[verb](rest ~= "" and rest or nil)
end

--- What can follow on the command line.
function M.complete(lead, line)
  local words = line:match("Tactful%s+%l+%s") and {} or { "explain", "history", "new", "restart" }
  if line:match("Tactful%s+explain%s") then
    words = vim.tbl_map(function(rule) return rule:match("^  (%S+)") or "" end, ask("rules") or {})
  end
  return vim.tbl_filter(function(word) return word ~= "" and vim.startswith(word, lead) end, words)
end

return M
