-- Takes one token from a bucket that fills up evenly; one call, by Redis' own clock, so that gateways need not agree on
-- the time. A key that is left alone until its bucket would be full is gone: it would say what its absence says.
--   KEYS[1]  the bucket
--   ARGV[1]  capacity, tokens
--   ARGV[2]  tokens that come back ...
--   ARGV[3]  ... in so many microseconds
-- Returns: taken (1 or 0), tokens left, microseconds until full, microseconds until there is one (0 when taken).
local capacity = tonumber(ARGV[1])
local rate = tonumber(ARGV[2]) / tonumber(ARGV[3])
local time = redis.call('TIME')
local now = tonumber(time[1]) * 1000000 + tonumber(time[2])
local bucket = redis.call('HMGET', KEYS[1], 'tokens', 'at')
local tokens = capacity
if bucket[1] and bucket[2] then
  tokens = math.min(capacity, tonumber(bucket[1]) + math.max(0, now - tonumber(bucket[2])) * rate)
end
local taken = 0
local wait = 0
if tokens >= 1 then
  taken = 1
  tokens = tokens - 1
else
  wait = math.ceil((1 - tokens) / rate)
end
local full = math.ceil((capacity - tokens) / rate)
redis.call('HSET', KEYS[1], 'tokens', string.format('%.6f', tokens), 'at', string.format('%.0f', now))
redis.call('PEXPIRE', KEYS[1], math.ceil(full / 1000) + 1000)
return {taken, math.floor(tokens), full, wait}
