import { keycloak, type ResourceServerOptions } from '../../src/index.js'
import { issuerFor } from '../support/preset-bench.js'
import { told } from '../support/introspection.js'
import { matrix, R } from '../support/matrix.js'
import { lastHint } from '../support/requirements.js'

const { issuer } = matrix()
const ofKeycloak = keycloak({ url: 'https://sso.example.com', realm: 'example' })
const keycloakIssuer = issuerFor('keycloak', ofKeycloak)

async function hintFor(claims: object, options: Partial<ResourceServerOptions> = {}, from = issuer) {
  const { get, events } = matrix({ audience: from.audience, ...options }, from)
  await get(`Bearer ${from.token({ claims: { ...claims } })}`, { roles: ['editor'] })
  return lastHint(events, 'insufficient_roles')
}

test.each<[object, RegExp]>([
  [{}, /has no roles: let the issuer put them into access tokens, in the claim roles/],
  [{ groups: ['editor'] }, /stands in the claim "groups": set rolesFrom: rolesIn\("groups"\)/],
  [{ 'https://example.com/roles': ['editor'] }, /rolesIn\("https:\/\/example\.com\/roles"\)/],
  [{ scope: 'read editor' }, /require it with scope/],
  [{ roles: ['Editor'] }, /has "Editor": roles are compared letter by letter/],
  [{ roles: ['reader'] }, /give the role to the user/],
  [{ realm_access: { roles: ['editor'] } }, /a role of the realm in Keycloak: use the preset keycloak/],
  [
    { resource_access: { drive: { roles: ['editor'] } } },
    /of the client "drive" in Keycloak: use the preset/,
  ],
])('%j', async (claims, words) => {
  expect(await hintFor(claims)).toMatch(words)
})

test('with the preset of Keycloak its option is named', async () => {
  const claims = { resource_access: { drive: { roles: ['editor'] } } }
  expect(await hintFor(claims, { issuer: ofKeycloak }, keycloakIssuer)).toMatch(
    /name it in the option roles of the preset keycloak, as in roles: \{ realm: true, clients: \["drive"\] \}/,
  )
})

test('of an opaque token the answer of its issuer is meant', async () => {
  const { get, events } = told({ active: true, sub: 'alice', aud: R })
  await get('Bearer opaque', { roles: ['editor'] })
  expect(lastHint(events, 'insufficient_roles')).toMatch(/put them into its answers about tokens/)
})
