import { Client, codeFlow, decode, docSign, drive, introspect, photoPrint } from './support/client.js'
import { type RunningServer, startServer } from './support/running-server.js'

let server: RunningServer

beforeAll(async () => {
  server = await startServer()
})
afterAll(() => server.stop())

describe('introspection', () => {
  test('the Drive may look at an access token, not at a refresh token', async () => {
    const request = { scope: 'openid offline_access', prompt: 'consent' }
    const { body } = await codeFlow(docSign(server.issuer), request)
    expect((await introspect(server.issuer, body.access_token)).body).toMatchObject({
      active: true,
      iss: server.issuer,
      sub: 'alice',
      client_id: 'doc-sign',
      scope: 'openid offline_access',
      token_type: 'Bearer',
    })
    expect((await introspect(server.issuer, body.refresh_token)).body).toEqual({ active: false })
    expect((await introspect(server.issuer, 'nonsense')).body).toEqual({ active: false })
  })

  test('the Drive may also ask about its JWTs; one that was tampered with is not active', async () => {
    const request = { scope: 'openid files.read', resource: drive }
    const { body } = await codeFlow(docSign(server.issuer), request, { resource: drive })
    const token: string = body.access_token
    expect((await introspect(server.issuer, token)).body).toMatchObject({
      active: true,
      aud: drive,
      sub: 'alice',
      client_id: 'doc-sign',
      scope: 'files.read',
      token_type: 'Bearer',
    })
    const [header, payload, signature] = token.split('.') as [string, string, string]
    const wider = { ...decode(token).payload, scope: 'files.read files.delete' }
    const forged = Buffer.from(JSON.stringify(wider)).toString('base64url')
    for (const other of [`${header}.${forged}.${signature}`, `${header}.${payload}.`, body.id_token]) {
      expect((await introspect(server.issuer, other)).body).toEqual({ active: false })
    }
    expect((await introspect(server.issuer, token, photoPrint(server.issuer))).body).toEqual({
      active: false,
    })
    expect(
      (await introspect(server.issuer, token, new Client(server.issuer, 'drive', '', 'wrong'))).status,
    ).toBe(401)
  })

  test('another client learns nothing, and a stranger is not answered', async () => {
    const { body } = await codeFlow(docSign(server.issuer), { scope: 'openid profile' })
    const token = body.access_token
    expect((await introspect(server.issuer, token, photoPrint(server.issuer))).body).toEqual({
      active: false,
    })
    expect((await introspect(server.issuer, token, docSign(server.issuer))).body.active).toBe(true)
    const stranger = new Client(server.issuer, 'drive', '', 'wrong')
    expect((await introspect(server.issuer, token, stranger)).status).toBe(401)
  })
})

test('all of this was nothing that an operator has to know', () => {
  expect(server.stderr()).toBe('')
})
