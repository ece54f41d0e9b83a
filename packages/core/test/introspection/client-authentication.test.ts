import { createTestIssuer, type ClientAuthentication, type TestIssuer } from '@qalqon/testing'
import { clientSecretBasic, clientSecretPost } from '../../src/introspection/client-authentication.js'
import { asking } from '../support/introspection.js'

const ways: ClientAuthentication[] = ['client_secret_basic', 'client_secret_post', 'private_key_jwt']

describe('clientSecretBasic: both parts are form-encoded before they become Basic', () => {
  // By hand, as RFC 6749 appendix B and RFC 7617 §2 say.
  test.each([
    ['s6BhdRkqt3', '7Fjfp0ZBr1KtDRbnfVdmIw', 's6BhdRkqt3:7Fjfp0ZBr1KtDRbnfVdmIw'],
    ['a client', 'a+b c', 'a+client:a%2Bb+c'],
    ['https://api.example', 'p:ss%w&rd=', 'https%3A%2F%2Fapi.example:p%3Ass%25w%26rd%3D'],
    ['café', '£~*', 'caf%C3%A9:%C2%A3%7E*'],
  ])('%s, %s', async (clientId, secret, text) => {
    const { headers, fields } = await clientSecretBasic(clientId, secret)(0)
    expect(headers).toEqual({ authorization: `Basic ${Buffer.from(text).toString('base64')}` })
    expect(fields).toEqual({})
  })
})

test('clientSecretPost: both in the form, and nothing in the fields of the request', async () => {
  const { headers, fields } = await clientSecretPost('a client', 'a+b c')(0)
  expect(headers).toEqual({})
  expect(fields).toEqual({ client_id: 'a client', client_secret: 'a+b c' })
})

describe('against an issuer on a real connection', () => {
  let issuer: TestIssuer

  beforeEach(async () => {
    issuer = createTestIssuer()
    await issuer.listen()
  })
  afterEach(() => issuer.close())

  test.each(ways)('%s: the credentials are accepted, again and again', async (authentication) => {
    const client = issuer.registerClient({ clientId: 'api: é', authentication })
    const { ask } = asking({}, { issuer, client, fetch: globalThis.fetch })
    for (const subject of ['alice', 'bob']) {
      expect((await ask(issuer.opaqueToken({ subject }))).claims).toMatchObject({
        active: true,
        sub: subject,
      })
    }
    expect(issuer.requests.introspection).toBe(2)
  })

  test.each(ways)('%s: of another client they are not', async (authentication) => {
    const stranger = createTestIssuer().registerClient({ authentication })
    issuer.registerClient({ authentication })
    const { verdict } = asking({}, { issuer, client: stranger, fetch: globalThis.fetch })
    expect(await verdict(issuer.opaqueToken())).toBe('introspection_denied')
  })
})
