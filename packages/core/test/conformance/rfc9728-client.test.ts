import * as oauth from 'oauth4webapi'
import type { ResourceMetadataOptions } from '../../src/index.js'
import { I, type Matrix } from '../support/matrix.js'
import { ofResource } from '../support/resource-metadata.js'

interface Sent {
  readonly method?: string
  readonly headers?: Readonly<Record<string, string>>
}

/** The network of a client: one resource server and its metadata. */
const networkOf = ({ server }: Matrix) => ({
  [oauth.customFetch]: async (url: string, { method = 'GET', headers: fields = {} }: Sent = {}) => {
    const request = new Request(url, { method, headers: fields })
    const answer = await server.metadata().answer(request)
    if (answer) return new Response(answer.body, { status: answer.status, headers: answer.headers })
    const outcome = await server.authorize(request)
    if (outcome.ok) return new Response()
    const { status, headers, body } = outcome.response
    return new Response(body, { status, headers })
  },
})

/** Reads the metadata of a resource as a client does that knows its identifier. */
async function discover(api: Matrix, resource: string) {
  const url = new URL(resource)
  return oauth.processResourceDiscoveryResponse(
    url,
    await oauth.resourceDiscoveryRequest(url, networkOf(api)),
  )
}

const metadata: ResourceMetadataOptions = { scopesSupported: ['read'], resourceName: 'Files' }

describe('9728-3.3-a, 9728-3.1-a, 9728-3.2-a: a client that others have written finds and accepts the document', () => {
  test.each([
    'https://rs.example',
    'https://rs.example/',
    'https://rs.example/api',
    'https://rs.example/api/',
    'https://rs.example/api?t=a',
    'https://rs.example:8443/a/b',
    'https://RS.example/api',
  ])('%s', async (resource) => {
    expect(await discover(ofResource(resource, metadata), resource)).toEqual({
      resource,
      authorization_servers: [I],
      bearer_methods_supported: ['header'],
      scopes_supported: ['read'],
      resource_name: 'Files',
    })
  })

  test('and drops that of another resource', async () => {
    const api = ofResource('https://rs.example/api')
    await expect(discover(api, 'https://rs.example/api/')).rejects.toThrow()
    await expect(discover(api, 'https://rs.example')).rejects.toThrow()
    const alsoAtRoot = ofResource('https://rs.example/api', { alsoAtRoot: true })
    await expect(discover(alsoAtRoot, 'https://rs.example')).rejects.toThrow(/"resource" property/)
  })
})

test('9728-5.1-a, 9728-3.3-b: the same client reads in the challenge where the metadata is, and finds the resource there', async () => {
  const resource = 'https://rs.example/api'
  const api = ofResource(resource, metadata)
  const send = (token: string) =>
    oauth.protectedResourceRequest(token, 'GET', new URL(resource), undefined, undefined, networkOf(api))
  const refusal: unknown = await send(api.issuer.expired({ audience: resource })).catch(
    (error: unknown) => error,
  )
  if (!(refusal instanceof oauth.WWWAuthenticateChallengeError)) throw refusal
  expect(refusal.cause).toMatchObject([{ scheme: 'bearer', parameters: { error: 'invalid_token' } }])
  const { resource_metadata: url = '' } = refusal.cause[0]!.parameters as Record<string, string>
  const found = await networkOf(api)[oauth.customFetch](url)
  const document = await oauth.processResourceDiscoveryResponse(new URL(resource), found)
  expect(document).toMatchObject({ resource, authorization_servers: [I] })
  expect((await send(api.issuer.token({ audience: document.resource }))).status).toBe(200)
})
