// Fills the cache of a resource server with tokens, lets go of them, and writes a snapshot of the heap to the path that it
// is called with. Prints the tokens, which it keeps outside the heap in the meantime; the last one is kept on purpose.
import { writeHeapSnapshot } from 'node:v8'
import { createTestIssuer } from '@qalqon/testing'
import { resourceServer } from '../../src/index.js'

const [, , path] = process.argv
const count = 40
const issuer = createTestIssuer()
const server = resourceServer(issuer.options)

/** A token as a copy that no other text is a part of. */
const tokenAt = (tokens: Buffer, at: number) =>
  tokens.toString('latin1', at * size, (at + 1) * size).trimEnd()
const size = 2048
const tokens = Buffer.alloc((count + 1) * size, ' ')

for (let at = 0; at <= count; at++) tokens.write(issuer.token({ scope: 'read' }), at * size, 'latin1')
for (let time = 0; time < 4; time++) {
  for (let at = 0; at < count; at++) {
    const outcome = await server.authorize(
      { method: 'GET', url: '/', headers: { authorization: `Bearer ${tokenAt(tokens, at)}` } },
      { scope: ['read'] },
    )
    if (!outcome.ok) throw outcome.fault
  }
}
if (server.stats().tokenCache?.entries !== count) throw new Error('the cache does not hold the tokens')

const kept = tokenAt(tokens, count)
// A regular expression remembers the last text that it was used on.
'x'.replace(/x/, '')
globalThis.gc?.()
writeHeapSnapshot(path)
process.stdout.write(
  JSON.stringify({ tokens: Array.from({ length: count }, (_, at) => tokenAt(tokens, at)), kept }),
)
