// What a user of the packed tarballs does, in JavaScript.
import assert from 'node:assert/strict'
import { ConfigurationFault, MemoryReplayStore, resourceServer } from '@qalqon/core'
import { RedisReplayStore, RedisRevocationStore } from '@qalqon/redis'
import { createTestClock, createTestIssuer, replayStoreConformance } from '@qalqon/testing'

assert.throws(() => new RedisReplayStore('redis://127.0.0.1'), ConfigurationFault)

const redis = {
  call: (command, ...args) => Promise.resolve(command === 'MGET' ? args.map(() => 'always') : 'OK'),
}
const issuer = createTestIssuer()
const server = resourceServer({ ...issuer.options, revocationStore: new RedisRevocationStore(redis) })
const request = new Request(issuer.audience, { headers: { authorization: `Bearer ${issuer.token()}` } })
assert.equal((await server.authorize(request)).fault.code, 'token_revoked')

const clock = createTestClock()
for (const { run } of replayStoreConformance({ create: () => new MemoryReplayStore({ clock }), clock }))
  await run()
console.log('stores: ok')
