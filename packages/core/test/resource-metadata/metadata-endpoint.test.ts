import { resourceServer } from '../../src/index.js'
import { isPromise } from '../../src/maybe-promise.js'
import { I, R } from '../support/matrix.js'
import { metadataUrl } from '../support/resource-metadata.js'

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
