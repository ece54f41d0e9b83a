import { UnauthorizedError } from '@modelcontextprotocol/sdk/client/auth.js'
import type { StreamableHTTPClientTransport } from '@modelcontextprotocol/sdk/client/streamableHttp.js'
import { Assistant, type Exchange } from './support/assistant.js'
import { Parts } from './support/parts.js'

/**
 * The client of the official SDK against the sample issuer and this server. Each test goes on where the one before has stopped, as a
 * person would.
 */
let parts: Parts
let assistant: Assistant
let transport: StreamableHTTPClientTransport

beforeAll(async () => {
  parts = await Parts.start()
  assistant = new Assistant(parts.resource)
}, 60_000)

afterAll(async () => {
  await assistant.client.close()
  await parts.stop()
})

const payloadOf = (token: string) =>
  JSON.parse(Buffer.from(token.split('.')[1]!, 'base64url').toString()) as Record<string, unknown>

const shortened = ({ method, url, status }: Exchange) => `${method} ${url} ${status}`

test('MCP-PRM-b, MCP-401-b: from the 401 alone, the client finds the metadata, the issuer, and the scope to ask for', async () => {
  await expect(assistant.client.connect(assistant.transport)).rejects.toThrow(UnauthorizedError)
  const { origin } = new URL(parts.resource)
  expect(assistant.exchanges.map(shortened)).toEqual([
    `POST ${parts.resource} 401`,
    `GET ${origin}/.well-known/oauth-protected-resource/mcp 200`,
    `GET ${parts.issuer}/.well-known/oauth-authorization-server 200`,
  ])
  expect(assistant.exchanges[0]!.challenge).toContain('scope="notes.read"')
  const [url] = assistant.authorizationUrls
  expect(url!.href).toMatch(`${parts.issuer}/authorize?`)
  expect(Object.fromEntries(url!.searchParams)).toEqual({
    response_type: 'code',
    client_id: 'notes-assistant',
    code_challenge: expect.any(String),
    code_challenge_method: 'S256',
    redirect_uri: assistant.redirectUrl,
    state: 'the-state',
    scope: 'notes.read',
    resource: parts.resource,
  })
})

test('MCP-AUD-a: the code becomes a token for this server (RFC 8707), with which the client connects', async () => {
  await assistant.signInAndAllow()
  const { form, status } = assistant.exchanges.at(-1)!
  expect(status).toBe(200)
  expect(Object.fromEntries(form!)).toMatchObject({
    grant_type: 'authorization_code',
    resource: parts.resource,
    code_verifier: expect.any(String),
  })
  expect(payloadOf(assistant.tokens()!.access_token)).toMatchObject({
    iss: parts.issuer,
    aud: parts.resource,
    sub: 'alice',
    client_id: 'notes-assistant',
    scope: 'notes.read',
  })
  transport = await assistant.connectAgain()
  expect(assistant.client.getServerVersion()).toMatchObject({ name: 'notes' })
})

test('it lists the tools, and calls the one that its token allows', async () => {
  const { tools } = await assistant.client.listTools()
  expect(tools.map(({ name }) => name)).toEqual(['list_notes', 'add_note', 'remove_notes'])
  expect(await assistant.call('list_notes')).toEqual([])
})

test('MCP-403-a: another tool needs another scope, and the challenge sends the client to ask for it', async () => {
  await expect(assistant.call('add_note', { text: 'buy bread' })).rejects.toThrow(UnauthorizedError)
  const refused = assistant.exchanges.find(({ status }) => status === 403)!
  expect(refused.challenge).toContain('scope="notes.write"')
  expect(refused.challenge).toContain('error="insufficient_scope"')
  expect(assistant.authorizationUrls.at(-1)!.searchParams.get('scope')).toBe('notes.read notes.write')

  await assistant.signInAndAllow(transport)
  expect(payloadOf(assistant.tokens()!.access_token).scope).toBe('notes.read notes.write')
  expect(await assistant.call('add_note', { text: 'buy bread' })).toEqual(['The note was added.'])
  expect(await assistant.call('list_notes')).toEqual(['buy bread'])
})

test('MCP-AUD-a: a token of the same issuer for the Drive is refused', async () => {
  const answer = await fetch(`${parts.issuer}/token`, {
    method: 'POST',
    headers: { authorization: `Basic ${btoa('backup-robot:backup-robot-sample-secret')}` },
    body: new URLSearchParams({ grant_type: 'client_credentials', scope: 'files.read' }),
  })
  const { access_token: token } = (await answer.json()) as { access_token: string }
  const { status, headers } = await fetch(parts.resource, {
    method: 'POST',
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
    body: '{}',
  })
  expect(status).toBe(401)
  expect(headers.get('www-authenticate')).toContain('error="invalid_token"')
})

test('MCP-401-a, MCP-QRY-a: the client has sent its token in the field of every request, and in no URL', () => {
  const connected = assistant.exchanges.findIndex(({ url }) => url.endsWith('/token')) + 1
  const toServer = assistant.exchanges.slice(connected).filter(({ url }) => url === parts.resource)
  expect(toServer.length).toBeGreaterThan(5)
  for (const { authorization } of toServer) expect(authorization).toMatch(/^Bearer eyJ/)
  for (const { url } of assistant.exchanges) expect(url).not.toContain('eyJ')
})
