import { createHash } from 'node:crypto'
import { MemoryReplayStore } from '../../src/index.js'

// Prints how many bytes a store takes that is full of live keys, and what it answers to one more.

const entries = 100_000
const now = Date.now() / 1000
const heap = () => {
  globalThis.gc?.()
  return process.memoryUsage().heapUsed
}
const keyOf = (count: number) => createHash('sha256').update(String(count)).digest('base64url')

const before = heap()
const store = new MemoryReplayStore()
for (let count = 0; count < entries; count++) store.reserve(keyOf(count), now + 60 + (count % 60))
const after = heap()
process.stdout.write(JSON.stringify({ bytes: after - before, next: store.reserve('one more', now + 60) }))
