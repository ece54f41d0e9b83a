import type { AccessRequirement } from '../../src/index.js'
import { told } from '../support/introspection.js'
import { matrix, N, R } from '../support/matrix.js'
import { lastHint } from '../support/requirements.js'

const { issuer, get, events } = matrix()

async function hintFor(claims: object, required: AccessRequirement, code: string) {
  await get(`Bearer ${issuer.token({ claims: { ...claims } })}`, required)
  return lastHint(events, code)
}

test.each<[object, RegExp]>([
  [{}, /does not have acr: let the client ask with acr_values/],
  [{ sub: 'client-1' }, /nobody has signed in/],
  [{ acrs: ['c1', 'phr'] }, /claims: \{ acrs/],
  [{ acr: 'PHR' }, /has "PHR": .* letter by letter/],
  [{ acr: 'pwd phr' }, /one text with one value/],
  [{ acr: ['phr'] }, /one text with one value/],
  [{ acr: 'pwd' }, /acr_values of the challenge .* only refreshed .*"pwd" is as strong/],
])('acr: %j', async (claims, words) => {
  expect(await hintFor(claims, { acrValues: ['phr'] }, 'insufficient_acr')).toMatch(words)
})

test.each<[object, RegExp]>([
  [{}, /does not have auth_time: let the client ask with max_age/],
  [{ sub: 'client-1' }, /nobody has signed in/],
  [{ auth_time: String(N) }, /must be a number of seconds/],
  [{ auth_time: N * 1000 }, /milliseconds/],
  [{ auth_time: N + 100 }, /clock/],
  [{ auth_time: N - 301 }, /max_age of the challenge .* only refreshed/],
])('auth_time: %j', async (claims, words) => {
  expect(await hintFor(claims, { maxAgeSeconds: 300 }, 'authentication_too_old')).toMatch(words)
})

test('of an opaque token the answer of its issuer is meant', async () => {
  const answer = { active: true, sub: 'alice', aud: R, client_id: 'app' }
  const silent = told(answer)
  await silent.get('Bearer opaque', { maxAgeSeconds: 300 })
  expect(lastHint(silent.events, 'authentication_too_old')).toMatch(/or into its answers about tokens/)
  const old = told({ ...answer, auth_time: N - 301 })
  await old.get('Bearer opaque', { maxAgeSeconds: 300 })
  expect(lastHint(old.events, 'authentication_too_old')).toMatch(/only refreshed/)
})
