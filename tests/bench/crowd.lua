-- What visitors ask for, from the file that CROWD names: weight, kind, method, address, form, a line each, by tabs.
local requests, total = {}, 0
math.randomseed(os.time())

function init(args)
  for line in io.lines(os.getenv("CROWD")) do
    local weight, kind, method, path, form = line:match("^(%d+)\t(%a+)\t(%a+)\t(%S+)\t(.*)$")
    local headers = { ["Accept-Encoding"] = "gzip, deflate, br", ["Host"] = wrk.headers["Host"] }
    if kind == "panel" then path = path .. "?part=panel" end
    if method == "POST" then headers["Content-Type"] = "application/x-www-form-urlencoded" end
    total = total + tonumber(weight)
    requests[#requests + 1] = { total, wrk.format(method, path, headers, method == "POST" and form or nil) }
  end
end

function request()
  local drawn = math.random(total)
  for _, one in ipairs(requests) do
    if drawn <= one[1] then return one[2] end
  end
end

function done(summary, latency, _)
  local errors = summary.errors
  io.write(string.format(
    '\n{"requests": %d, "seconds": %.2f, "p50": %.1f, "p90": %.1f, "p99": %.1f, "max": %.1f, "connect": %d, "read": %d, "write": %d, "status": %d, "timeout": %d}\n',
    summary.requests, summary.duration / 1e6, latency:percentile(50) / 1000, latency:percentile(90) / 1000,
    latency:percentile(99) / 1000, latency.max / 1000, errors.connect, errors.read, errors.write, errors.status, errors.timeout))
end
