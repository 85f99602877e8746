-- What a person does to a broken seed in Neovim: look at the diagnostics, apply a fix, rename a
-- variable, save. What Neovim shows goes to the file `$SHOWN` as JSON. Runs in Neovim 0.7 and newer.

local PATIENCE = 30000 -- milliseconds

local function wait_for(what, ready)
  if not vim.wait(PATIENCE, ready, 20) then
    error('waited in vain for ' .. what)
  end
end

local function line(number)
  return vim.api.nvim_buf_get_lines(0, number - 1, number, true)[1]
end

-- Put the cursor on the last such text of a line.
local function go_to(number, text)
  local start = 0
  repeat
    local found = line(number):find(text, start + 1, true)
    start = found or start
  until not found
  assert(start > 0, text .. ' is not in line ' .. number)
  vim.api.nvim_win_set_cursor(0, { number, start - 1 })
end

-- Wait until Neovim shows as many diagnostics, and give them in the order of the text.
local function diagnostics(count)
  wait_for(count .. ' diagnostics', function()
    return #vim.diagnostic.get(0) == count
  end)
  local shown = {}
  for _, found in ipairs(vim.diagnostic.get(0)) do
    local text = line(found.lnum + 1):sub(found.col + 1, found.end_col)
    table.insert(shown, { line = found.lnum + 1, code = found.code, text = text })
  end
  table.sort(shown, function(one, other)
    return one.line < other.line
  end)
  return shown
end

local function changed(what, change)
  local before = vim.api.nvim_buf_get_changedtick(0)
  change()
  wait_for(what, function()
    return vim.api.nvim_buf_get_changedtick(0) > before
  end)
end

local function main()
  vim.cmd('silent edit ' .. vim.env.SEED)
  local shown = { broken = diagnostics(2) }

  go_to(shown.broken[1].line, shown.broken[1].text)
  vim.ui.select = function(actions, options, choose)
    local titles = {}
    for index, action in ipairs(actions) do
      titles[index] = options.format_item(action)
      if titles[index] == vim.env.ACTION then
        return choose(action, index)
      end
    end
    error('no such action: ' .. vim.inspect(titles))
  end
  changed('the fix', vim.lsp.buf.code_action)
  shown.fixed = diagnostics(1)

  go_to(tonumber(vim.env.USE), vim.env.VARIABLE)
  changed('the new name', function()
    vim.lsp.buf.rename(vim.env.NAME)
  end)
  vim.cmd('silent write')
  shown.renamed = diagnostics(1)
  vim.fn.writefile({ vim.fn.json_encode(shown) }, vim.env.SHOWN)
end

local done, problem = xpcall(main, debug.traceback)
if not done then
  io.stderr:write(problem .. '\n')
end
vim.cmd(done and 'qall!' or 'cquit!')
