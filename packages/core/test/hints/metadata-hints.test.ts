import { I, matrix, R } from '../support/matrix.js'
import { metadataUrl } from '../support/resource-metadata.js'

const hintFor = async (url: string, audience = R, headers = {}) => {
  const { server, events } = matrix({ audience, issuer: I })
  await server.authorize({ method: 'GET', url, headers })
  const [event] = events
  return event?.type === 'request_refused' ? event.hint : 'no refusal'
}

test('a request for the metadata that the resource server gets has missed the endpoint', async () => {
  expect(await hintFor(metadataUrl)).toMatch(/put app\.use\(api\.metadata\(\)\) before the resource server/)
})

test('no other request has', async () => {
  expect(await hintFor(`${R}/x`)).toBeUndefined()
  expect(await hintFor(`${metadataUrl}/x`)).toBeUndefined()
  expect(await hintFor(metadataUrl, 'api://files')).toBeUndefined()
  expect(await hintFor(metadataUrl, R, { authorization: 'Basic x' })).toMatch(/scheme basic/)
})
