-- Every request asks for an address that nobody has asked for before: no page is kept for it.
local number, run = 0, os.time()
request = function()
  number = number + 1
  local sign = string.find(wrk.path, "?", 1, true) and "&" or "?"
  return wrk.format("GET", wrk.path .. sign .. "bench=" .. run .. "-" .. number)
end
