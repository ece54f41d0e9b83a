import { generateKeyPairSync } from 'node:crypto'
import { leaksOf } from '../../../testing/src/adapters/leaks.js'
import { R } from '../support/matrix.js'
import { ask, metadataUrl, withOptions } from '../support/resource-metadata.js'

const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
const jwk = privateKey.export({ format: 'jwk' }) as Record<string, string>

test('a JWK whose members make no key is told of when it should sign, without a member of it', async () => {
  const broken = { ...jwk, alg: 'ES256', x: jwk.y! }
  const api = withOptions({ metadata: { signedMetadata: { privateKey: broken } } })
  expect((await ask(api, metadataUrl))?.status).toBe(503)
  expect(api.events).toMatchObject([
    { type: 'hook_failed', hook: 'signedMetadata', cause: { message: expect.any(String) } },
  ])
  expect(leaksOf([jwk.d!], api.events)).toEqual([])
})

test('what is signed does not hold the key', async () => {
  const api = withOptions({ metadata: { signedMetadata: { privateKey: { ...jwk, alg: 'ES256' } } } })
  const response = await ask(api, metadataUrl)
  expect(response?.body).toContain('signed_metadata')
  expect(leaksOf([jwk.d!], [response, api.server.metadata(), api.events])).toEqual([])
  expect(api.server.metadata().document).toMatchObject({ resource: R })
})
