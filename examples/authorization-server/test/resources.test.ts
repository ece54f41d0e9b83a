import { Browser } from 'sample-system/browser'
import { Client, codeFlow, decode, drive, introspect, photoPrint } from './support/client.js'
import { type RunningServer, startServer } from './support/running-server.js'

const notes = 'http://127.0.0.1:4400/mcp'
let server: RunningServer

beforeAll(async () => {
  server = await startServer()
})
afterAll(() => server.stop())

/** It has no secret, so it names itself in the form. */
function notesAssistant(): Client {
  const client = new Client(server.issuer, 'notes-assistant', 'http://127.0.0.1:53682/callback', '')
  return Object.assign(client, { secret: undefined })
}

async function errorOf(client: Client, request: Record<string, string>): Promise<string | null> {
  const end = await new Browser(server.issuer).open(client.authorizationUrl(request))
  return new URL(end.url).searchParams.get('error')
}

test('a client of the notes gets a JWT for them, with what was allowed', async () => {
  const request = { scope: 'notes.read', resource: notes }
  const { body } = await codeFlow(notesAssistant(), request, { resource: notes })
  expect(body).toMatchObject({ token_type: 'Bearer', scope: 'notes.read' })
  expect(decode(body.access_token)).toMatchObject({
    header: { typ: 'at+jwt' },
    payload: { aud: notes, sub: 'alice', client_id: 'notes-assistant', scope: 'notes.read' },
  })
})

test('notes scopes mean the notes although the request names no resource', async () => {
  const { body } = await codeFlow(notesAssistant(), { scope: 'notes.read notes.write' })
  expect(decode(body.access_token).payload).toMatchObject({ aud: notes, scope: 'notes.read notes.write' })
})

test('a client asks for the scopes of the API that it is registered for, and of no other', async () => {
  expect(await errorOf(notesAssistant(), { scope: 'files.read', resource: drive })).toBe('invalid_scope')
  expect(await errorOf(photoPrint(server.issuer), { scope: 'notes.read', resource: notes })).toBe(
    'invalid_scope',
  )
})

test('the Drive is told nothing about tokens that are not for it', async () => {
  const { body } = await codeFlow(notesAssistant(), { scope: 'notes.read' })
  expect((await introspect(server.issuer, body.access_token)).body).toEqual({ active: false })
})
