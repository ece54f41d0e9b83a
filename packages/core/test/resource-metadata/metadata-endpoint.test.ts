import { resourceServer } from '../../src/index.js'
import { isPromise } from '../../src/maybe-promise.js'
import { I, R } from '../support/matrix.js'
import { metadataUrl, withOptions } from '../support/resource-metadata.js'

const server = resourceServer({ issuer: I, audience: R })

test('a resource server has one endpoint, which is frozen with all that it says', () => {
  const endpoint = server.metadata()
  expect(server.metadata()).toBe(endpoint)
  expect(endpoint.url).toBe(metadataUrl)
  expect(Object.isFrozen(endpoint) && Object.isFrozen(endpoint.document)).toBe(true)
  expect(Object.isFrozen(endpoint.document.authorization_servers)).toBe(true)
})

test('it answers at once, and each answer is its own', () => {
  const { answer } = server.metadata()
  const [one, other] = [0, 1].map(() => answer({ method: 'GET', url: metadataUrl }))
  if (!one || isPromise(one)) throw new Error('nothing has to be waited for')
  expect(one).toEqual(other)
  one.headers.push(['x-other', 'value'])
  expect(answer({ method: 'GET', url: metadataUrl })).toEqual(other)
  expect(answer({ method: 'GET', url: '/' })).toBeUndefined()
})

test.each([
  [0, 60],
  [30, 60],
  [300, 300],
])(
  'with cacheSeconds %j it is signed anew after %j seconds, and no sooner',
  async (cacheSeconds, seconds) => {
    const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url')
    let signed = 0
    const { server, issuer } = withOptions({
      metadata: {
        cacheSeconds,
        signedMetadata: (metadata) => {
          signed++
          return `${part({ alg: 'ES256' })}.${part({ ...metadata, iss: R })}.AAAA`
        },
      },
    })
    const { answer } = server.metadata()
    const ask = async () => (await answer({ method: 'GET', url: metadataUrl }))?.status
    expect([await ask(), await ask()]).toEqual([200, 200])
    issuer.clock.advance(seconds - 1)
    expect([await ask(), signed]).toEqual([200, 1])
    issuer.clock.advance(1)
    expect([await ask(), signed]).toEqual([200, 2])
  },
)
