-- Each request is for a value that nobody has asked for before.
local number = math.random(1, 1e9)
request = function()
  number = number + 1
  return wrk.format("GET", wrk.path .. number)
end
