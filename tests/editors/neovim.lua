-- nvim --clean -l neovim.lua DRAFT LOG
-- Opens DRAFT in a second Neovim, the one under test, and sits at its keyboard. LOG is where that one logs what servers say.

local draft, log = arg[1], arg[2]
local passed, failed = 0, 0

local function check(what, held)
  if held then passed = passed + 1 else failed = failed + 1 end
  io.stdout:write(held and "ok    " or "FAIL  ", what, "\n")
end

-- Waits for what takes a while, as a person does.
local function soon(what, condition, patience) check(what, vim.wait(patience or 10000, condition, 20)) end

local exit_status
local editor = vim.fn.jobstart({ "nvim", "--embed", "--headless", draft }, {
  rpc = true,
  on_exit = function(_, status) exit_status = status end,
})

local function ask(code, ...) return vim.rpcrequest(editor, "nvim_exec_lua", code, { ... }) end

-- A key at a time, at the pace of one that is held down.
local function press(...)
  for _, key in ipairs({ ... }) do
    vim.rpcrequest(editor, "nvim_input", key)
    vim.wait(30)
  end
end

local function write(words) press(unpack(vim.split(words, ""))) end

local function text() return table.concat(ask("return vim.api.nvim_buf_get_lines(0, 0, -1, true)"), "\n") end

local function has(words) return text():find(words, 1, true) ~= nil end

-- What is marked, as "rule@line rule@line", in order of place.
local function marked()
  local found = ask([[return vim.tbl_map(function(d) return { d.lnum + 1, d.code } end, vim.diagnostic.get(0))]])
  table.sort(found, function(a, b) return a[1] < b[1] or a[1] == b[1] and a[2] < b[2] end)
  return table.concat(vim.tbl_map(function(d) return d[2] .. "@" .. d[1] end, found), " ")
end

-- Applies a fix of what is marked on the line.
local function apply(title, line)
  ask([[
    local title, line = ...
    local column = vim.diagnostic.get(0, { lnum = line - 1 })[1].col
    vim.api.nvim_win_set_cursor(0, { line, column })
    vim.lsp.buf.code_action({ apply = true, filter = function(action) return action.title == title end })
  ]], title, line)
end

-- A process that has ended has no program any more, even where nobody has taken note of its end.
local function is_running(process) return vim.uv.fs_readlink("/proc/" .. process .. "/exe") ~= nil end

local server, fixed

local function open()
  soon("both faults are marked", function() return marked() == "missing-introduction@6 disparagement@8" end)
  local children = vim.api.nvim_get_proc_children(vim.fn.jobpid(editor))
  check("one server runs", #children == 1 and is_running(children[1]))
  server = children[1]
end

local function fix()
  apply("Add an introduction", 6)
  soon("the introduction is in the text", function() return has("Hello everyone!\n\nI'm Maya Lindqvist") end)
  soon("missing-introduction is gone", function() return marked() == "disparagement@8" end)
  apply("Remove the competitor mention", 8)
  soon("the competitor is out of the text", function() return has("was a joy. What flour do you use?") end)
  soon("disparagement is gone, and nothing else has come", function() return marked() == "" end)
  fixed = text()
end

local function type_a_sentence()
  press("G", "o", "<CR>")
  write("Please buy my starter kit!")
  press("<Esc>")
  soon("what is typed is marked", function() return marked():find("unsolicited-promotion@10", 1, true) ~= nil end)
  press("u")
  soon("undo takes back the text and its marks", function() return text() == fixed and marked() == "" end)
end

local function fix_by_key()
  press("u")
  soon("undo takes back a fix", function() return has("DoughPro") and marked() == "disparagement@8" end)
  press("/", "D", "o", "<CR>")
  if vim.fn.has("nvim-0.11") == 1 then
    press("g", "r", "a")
  else
    write(":lua vim.lsp.buf.code_action()")
    press("<CR>")
  end
  soon("the fixes are offered", function()
    local mode = vim.rpcrequest(editor, "nvim_get_mode")
    return mode.mode == "c" or mode.blocking -- as 0.12 says it, and 0.10
  end)
  press("1", "<CR>")
  soon("the first of them is applied", function() return text() == fixed and marked() == "" end)
end

local function quit()
  write(":wq")
  press("<CR>")
  soon("the editor quits", function() return exit_status == 0 end)
  check("the draft is saved", table.concat(vim.fn.readfile(draft), "\n") == fixed)
  -- Sooner than the server looks by itself whether its editor is still there.
  soon("no server is left", function() return not is_running(server) end, 1000)
  -- Neovim 0.10 makes no log where there is nothing to log.
  local logged = vim.fn.filereadable(log) == 1 and table.concat(vim.fn.readfile(log), "\n") or ""
  check("the server had nothing to complain of", not logged:find("stderr", 1, true))
end

for _, step in ipairs({ open, fix, type_a_sentence, fix_by_key, quit }) do
  local went, problem = pcall(step)
  if not went then check(problem, false) end
end
io.stdout:write(("%d passed, %d failed\n"):format(passed, failed))
os.exit(failed == 0 and 0 or 1)
