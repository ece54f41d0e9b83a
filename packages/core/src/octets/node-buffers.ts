import { Buffer } from 'node:buffer'

const poolBytes = 64 * 1024

/** What is larger than this gets a buffer of its own. */
const largestPart = 8 * 1024

let pool = Buffer.allocUnsafeSlow(poolBytes)
let used = 0

/**
 * A buffer for a few octets, cut from a larger one like those of `Buffer.allocUnsafe`, whose pool is used up after a few
 * tokens: making a pool costs more than all that is done in it. What was in it before is still there.
 */
export function cutBuffer(length: number): Buffer {
  if (length > largestPart) return Buffer.allocUnsafeSlow(length)
  if (used + length > poolBytes) {
    pool = Buffer.allocUnsafeSlow(poolBytes)
    used = 0
  }
  const start = used
  used = start + length
  return pool.subarray(start, start + length)
}
