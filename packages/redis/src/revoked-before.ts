import { RedisStoreError } from './redis-store-error.js'

/** What stands in Redis for a revocation that covers its tokens whenever they were issued. */
export const always = 'always'

/**
 * Whether an entry covers a token that was issued then. A token that does not say when it was issued counts as old.
 *
 * @throws {RedisStoreError} when the entry is none
 */
export function isCovered(entry: unknown, issuedAt: number | undefined): boolean {
  if (entry === null) return false
  if (entry === always) return true
  const issuedBefore = typeof entry === 'string' && entry !== '' ? Number(entry) : NaN
  if (Number.isFinite(issuedBefore)) return issuedAt === undefined || issuedAt < issuedBefore
  throw new RedisStoreError(
    'unclear',
    'Redis has an entry that is no revocation; does something else write there?',
  )
}

/**
 * Keeps the later of two times, and the later of two ends: a second revocation never takes back any of the first. The times are compared as
 * numbers and kept as they were written.
 */
export const keepTheLater = `
local known = redis.call('GET', KEYS[1])
local before, milliseconds = ARGV[1], tonumber(ARGV[2])
if known then
  if before ~= '${always}' and tonumber(known) > tonumber(before) then before = known end
  milliseconds = math.max(milliseconds, redis.call('PTTL', KEYS[1]))
end
redis.call('SET', KEYS[1], before, 'PX', string.format('%.0f', milliseconds))
return 1
`
