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
  cwd = vim.fs.dirname(draft),
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

local function command(words)
  write(":" .. words)
  press("<CR>")
end

-- What hangs in the air: the text of floating windows, and what is drawn between the lines.
local function drawn()
  return ask([[
    local words = {}
    for _, window in ipairs(vim.api.nvim_list_wins()) do
      if vim.api.nvim_win_get_config(window).relative ~= "" then
        vim.list_extend(words, vim.api.nvim_buf_get_lines(vim.api.nvim_win_get_buf(window), 0, -1, true))
      end
    end
    for _, mark in ipairs(vim.api.nvim_buf_get_extmarks(0, -1, 0, -1, { details = true })) do
      for _, line in ipairs(vim.list_extend({ mark[4].virt_text }, mark[4].virt_lines or {})) do
        for _, chunk in ipairs(line) do table.insert(words, chunk[1]) end
      end
    end
    return table.concat(words, "\n")
  ]])
end

local function shows(words) return function() return drawn():find(words, 1, true) ~= nil end end

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

-- Whether a number is awaited.
local function is_asking()
  local mode = vim.rpcrequest(editor, "nvim_get_mode")
  return mode.mode == "c" or mode.blocking -- as 0.12 says it, and 0.10
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

local function look()
  press("/", "D", "o", "<CR>", "K")
  soon("hover says why, with an example", shows("Rather not"))
  press("g", "g")
  soon("the lens says how things stand", shows("post to Bakers of Bristol · stranger"))
  press("6", "G")
  if vim.fn.has("nvim-0.12") == 1 then
    press("g", "r", "x")
    soon("the lens offers to write down what happened", is_asking)
    press("2", "<CR>")
  else
    -- There is one thing to do, and so it is done.
    command("lua vim.lsp.codelens.run()")
  end
  soon("the day of sending is written down", function() return has("sent: " .. os.date("%Y-%m-%d")) end)
  press("u")
end

local function complete()
  press("3", "G", "o")
  write("permission: ")
  press("<C-x>", "<C-o>")
  soon("completion knows the values", function()
    local words = vim.tbl_map(function(item) return item.word end, ask("return vim.fn.complete_info({ 'items' }).items"))
    return vim.tbl_contains(words, "granted")
  end)
  press("<C-e>", "<Esc>", "u")
  soon("nothing is left of it", function() return not has("permission") and marked() == "missing-introduction@6 disparagement@8" end)
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
    command("lua vim.lsp.buf.code_action()")
  end
  soon("the fixes are offered", is_asking)
  press("1", "<CR>")
  soon("the first of them is applied", function() return text() == fixed and marked() == "" end)
end

local function name() return vim.fs.basename(ask("return vim.api.nvim_buf_get_name(0)")) end

local function ask_the_host()
  command("write | edit course.md")
  soon("the pitch is marked", function() return marked():find("unsolicited-promotion@10", 1, true) ~= nil end)
  apply("Ask the host privately instead", 10)
  soon("the new draft is shown", function() return name():find("^ask") ~= nil and has("kind: message") end)
  soon("it asks for what is to be filled in, and nothing else", function()
    return marked() ~= "" and marked():gsub("unfilled%-placeholder@%d+ ?", "") == ""
  end)
  command("wall")
end

local function commands()
  command("edit draft.md")
  command("Tactful new Ann Carter")
  soon(":Tactful new opens a draft", function() return name() == "ann-carter.md" and has("to: Ann Carter") end)
  command("Tactful history")
  soon(":Tactful history shows who there is", function() return name() == "history" and has("Ann Carter") end)
  press("q")
  command("edit course.md")
  press("1", "0", "G")
  command("Tactful explain")
  soon(":Tactful explain takes the rule of this line", function() return name() == "disparagement" and has("(Competing, ") end)
  press("q")
  local words = ask("return vim.fn.getcompletion('Tactful explain poa', 'cmdline')")
  check("rules are completed", #words == 1 and words[1] == "poaching")
  command("Tactful restart")
  soon(":Tactful restart starts another server", function()
    local children = vim.api.nvim_get_proc_children(vim.fn.jobpid(editor))
    return #children == 1 and children[1] ~= server and marked() ~= ""
  end)
  server = vim.api.nvim_get_proc_children(vim.fn.jobpid(editor))[1]
end

local function change_settings()
  local settings = vim.fs.dirname(draft) .. "/tactful.toml"
  check("a fault is marked", marked():find("disparagement@10", 1, true) ~= nil)
  vim.fn.writefile({ "", "[rules]", 'disparagement = "off"' }, settings, "a")
  soon("a change of the settings is seen without a key", function() return not marked():find("disparagement", 1, true) end)
end

local function read_about_it()
  command("checkhealth tactful")
  soon(":checkhealth finds it in health", function() return has("Serves ") and has("OK tactful ") and not has("ERROR") and not has("WARNING") end)
  command("bwipeout!")
  command("help :Tactful-new")
  soon("the help is there", function() return name() == "tactful.txt" end)
  command("helpclose")
  command("edit COMMIT_EDITMSG")
  check("commit messages are left alone", ask("return vim.bo.filetype == 'gitcommit' and next(vim.lsp.get_clients({ bufnr = 0 })) == nil"))
  command("edit draft.md")
end

local function quit()
  command("wq")
  soon("the editor quits", function() return exit_status == 0 end)
  check("the draft is saved", table.concat(vim.fn.readfile(draft), "\n") == fixed)
  -- Sooner than the server looks by itself whether its editor is still there.
  soon("no server is left", function() return not is_running(server) end, 1000)
  -- Neovim 0.10 makes no log where there is nothing to log.
  local logged = vim.fn.filereadable(log) == 1 and table.concat(vim.fn.readfile(log), "\n") or ""
  check("the server had nothing to complain of", not logged:find("stderr", 1, true))
end

for _, step in ipairs({ open, look, complete, fix, type_a_sentence, fix_by_key, ask_the_host, commands, change_settings, read_about_it, quit }) do
  local went, problem = pcall(step)
  if not went then check(problem, false) end
end
io.stdout:write(("%d passed, %d failed\n"):format(passed, failed))
os.exit(failed == 0 and 0 or 1)
