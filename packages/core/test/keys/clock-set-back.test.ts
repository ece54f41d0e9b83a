import { expectAccepted, expectRefused, expectUndecided, I, N } from '../support/matrix.js'
import { bearer, cold, quickIssuer, until, warm, withKid } from '../support/key-sets.js'

const day = 86_400

/** A machine whose clock was a day ahead when the keys were fetched, and was then put right. */
async function setBack() {
  const issuer = quickIssuer({ now: N + day })
  const built = await warm({}, issuer)
  issuer.clock.set(N)
  return built
}

test('the set at hand serves, is refreshed at once, and does not live a day longer', async () => {
  const { issuer, get, server } = await setBack()
  const [old] = issuer.keys
  issuer.rotateKeys()
  issuer.withdrawKey('k1')
  expectAccepted(await get(bearer(issuer, { key: old })))
  await until(() => issuer.requests.jwks === 1 && server.stats().keySets[I]?.fetchedAt === N)
  expectAccepted(await get(bearer(issuer)))
  expectRefused(await get(bearer(issuer, { key: old })), 401, 'invalid_token', 'key_not_found')
})

test('while the issuer fails, the set serves on from then to the hard limit', async () => {
  const { issuer, get, server } = await setBack()
  issuer.outage('error')
  expectAccepted(await get(bearer(issuer)))
  await until(() => server.stats().keySets[I]?.failing === true)
  issuer.clock.set(N + day - 1)
  expectAccepted(await get(bearer(issuer)))
  issuer.clock.set(N + day)
  expectUndecided(await get(bearer(issuer)))
})

test('the cool-down of unknown keys is not a day longer', async () => {
  const issuer = quickIssuer({ now: N + day })
  const { get } = await warm({}, issuer)
  expectRefused(await get(withKid(issuer, 'a')), 401, 'invalid_token', 'key_not_found')
  issuer.clock.set(N)
  issuer.rotateKeys()
  expectAccepted(await get(bearer(issuer)))
  expect(issuer.requests.jwks).toBe(1)
})

test('nor is it after a fetch that failed', async () => {
  const { issuer, get } = await warm()
  issuer.outage('error')
  issuer.clock.set(N + 400)
  expectUndecided(await get(withKid(issuer, 'a')))
  issuer.recover()
  issuer.clock.set(N + 300)
  issuer.rotateKeys()
  expectAccepted(await get(bearer(issuer)))
})

test('nor is the wait after a failure', async () => {
  const issuer = quickIssuer({ now: N + day })
  const { get } = cold({}, issuer)
  issuer.outage('error')
  expectUndecided(await get(bearer(issuer)))
  issuer.recover()
  issuer.clock.set(N)
  expectAccepted(await get(bearer(issuer)))
})

test('nor the time for which the metadata is believed', async () => {
  const { issuer, get } = await setBack()
  await get(bearer(issuer))
  await until(() => issuer.requests.jwks === 1)
  expect(issuer.requests.metadata).toBe(1)
})

test('a step of a second in the midst of a fetch does no harm', async () => {
  const issuer = quickIssuer()
  const fetch: typeof globalThis.fetch = (...request) => {
    issuer.clock.advance(-1)
    return issuer.fetch(...request)
  }
  const { get } = cold({ fetch }, issuer)
  expectAccepted(await get(bearer(issuer)))
  expectAccepted(await get(bearer(issuer)))
})
