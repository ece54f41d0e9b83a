import request from 'supertest'
import {
  allScopes,
  challengeOf,
  initialize,
  linesOf,
  openNotesServer,
  resource,
} from './support/notes-server.js'

const server = openNotesServer()
const { app, issuer, send, call, token } = server
const metadataPath = '/.well-known/oauth-protected-resource/mcp'
const metadataUrl = new URL(metadataPath, resource).href

describe('what clients find', () => {
  test('MCP-PRM-a, MCP-PRM-b: the challenge leads to metadata that name the issuer', async () => {
    const refused = await send(initialize)
    expect(refused.status).toBe(401)
    expect(challengeOf(refused).resource_metadata).toBe(metadataUrl)
    const { body } = await request(app).get(metadataPath).expect(200)
    expect(body).toMatchObject({ resource, authorization_servers: [issuer.issuer] })
  })

  test('the metadata name what is enforced: every scope of a tool, and the header alone', async () => {
    const { body } = await request(app).get(metadataPath).expect(200)
    expect(body).toMatchObject({
      scopes_supported: ['notes.read', 'notes.write'],
      bearer_methods_supported: ['header'],
    })
    const answer = await send({ jsonrpc: '2.0', id: 1, method: 'tools/list' }, token(allScopes))
    const { tools } = (answer.body as { result: { tools: { name: string }[] } }).result
    const asked = new Set<string>()
    for (const { name } of tools) {
      for (const scope of challengeOf(await call(name, {}).expect(401)).scope!.split(' ')) asked.add(scope)
    }
    expect(tools).toHaveLength(3)
    expect([...asked]).toEqual((body as { scopes_supported: string[] }).scopes_supported)
  })
})

describe('MCP-401-a: each request needs a token', () => {
  test.each(['post', 'get', 'delete', 'put', 'head'] as const)('%s', async (method) => {
    await request(app)[method]('/mcp').expect(401)
  })

  test('also a later one, when the first has had one, and one that has expired', async () => {
    const good = token('notes.read')
    await send(initialize, good).expect(200)
    await send({ jsonrpc: '2.0', method: 'notifications/initialized' }).expect(401)
    await send({ jsonrpc: '2.0', method: 'notifications/initialized' }, good).expect(202)
    issuer.clock.advance(3600)
    expect(challengeOf(await send(initialize, good).expect(401)).error).toBe('invalid_token')
  })

  test('also one whose message cannot be read', async () => {
    const post = () => request(app).post('/mcp').set('Content-Type', 'application/json')
    await post().send('{').expect(401)
    await post()
      .send(`"${'x'.repeat(100_000)}"`)
      .expect(401)
  })
})

test.each([
  ['initialize', initialize, 'notes.read'],
  ['list_notes', undefined, 'notes.read'],
  ['add_note', undefined, 'notes.write'],
  ['remove_notes', undefined, 'notes.read notes.write'],
])('MCP-401-b: without a token, %s tells what it needs', async (name, message, scope) => {
  const refused = await (message ? send(message) : call(name, {}))
  expect(refused.status).toBe(401)
  const challenge = challengeOf(refused)
  expect(challenge.scope).toBe(scope)
  expect(challenge).not.toHaveProperty('error')
})

describe('MCP-403-a: a missing scope is a 403 that names every scope of the call', () => {
  test.each([
    ['list_notes', 'notes.write', 'notes.read'],
    ['add_note', 'notes.read', 'notes.write'],
    ['remove_notes', 'notes.read', 'notes.read notes.write'],
    ['remove_notes', 'notes.write', 'notes.read notes.write'],
    ['remove_notes', 'other', 'notes.read notes.write'],
  ])('%s with %s', async (name, granted, scope) => {
    const refused = await call(name, { containing: 'x', text: 'x' }, token(granted)).expect(403)
    expect(challengeOf(refused)).toMatchObject({
      error: 'insufficient_scope',
      scope,
      resource_metadata: metadataUrl,
    })
  })

  test('who may do nothing here may not begin', async () => {
    const refused = await send(initialize, token('other')).expect(403)
    expect(challengeOf(refused)).toMatchObject({ error: 'insufficient_scope', scope: 'notes.read' })
  })

  test('a client that acts for itself has no notes, and a new scope would not help', async () => {
    const refused = await call(
      'list_notes',
      {},
      issuer.token({ clientId: 'robot', subject: 'robot', scope: allScopes }),
    )
    expect(refused.status).toBe(403)
    expect(challengeOf(refused)).not.toHaveProperty('scope')
  })
})

test('MCP-AUD-a: a token for another audience is refused', async () => {
  for (const audience of [
    'https://other.example/mcp',
    issuer.issuer,
    'http://127.0.0.1:4400',
    `${resource}/`,
  ]) {
    const refused = await send(initialize, issuer.token({ audience, scope: allScopes })).expect(401)
    expect(challengeOf(refused).error).toBe('invalid_token')
  }
  await send(initialize, issuer.token({ omit: ['aud'], scope: allScopes })).expect(401)
})

test('MCP-QRY-a: a token in the query is none', async () => {
  const refused = await send(initialize, undefined, `/mcp?access_token=${token(allScopes)}`).expect(401)
  expect(challengeOf(refused)).not.toHaveProperty('error')
})

test('MCP-400-a: two credentials are a 400, and no refusal is a 200', async () => {
  const refused = await send(initialize, `${token(allScopes)}, Bearer ${token(allScopes)}`).expect(400)
  expect(challengeOf(refused).error).toBe('invalid_request')
})

describe('the notes', () => {
  test('are of an issuer and a subject', async () => {
    const [alice, bob] = [token(allScopes, 'owner-a'), token(allScopes, 'owner-b')]
    expect(linesOf(await call('add_note', { text: '  buy bread  ' }, alice).expect(200))).toEqual([
      'The note was added.',
    ])
    await call('add_note', { text: 'call Bob' }, alice).expect(200)
    expect(linesOf(await call('list_notes', {}, alice))).toEqual(['buy bread', 'call Bob'])
    expect(linesOf(await call('list_notes', { containing: 'Bob' }, alice))).toEqual(['call Bob'])
    expect(linesOf(await call('list_notes', {}, bob))).toEqual([])
    expect(linesOf(await call('remove_notes', { containing: 'bread' }, bob))).toEqual([])
    expect(linesOf(await call('remove_notes', { containing: 'bread' }, alice))).toEqual(['buy bread'])
    expect(linesOf(await call('list_notes', {}, alice))).toEqual(['call Bob'])
  })

  test('what is no input of a tool, and a tool that does not exist, are errors of the SDK', async () => {
    const { body } = await call('add_note', { text: '' }, token(allScopes)).expect(200)
    expect(body).toMatchObject({ result: { isError: true } })
    expect((await call('other', {}, token('notes.read')).expect(200)).body).toMatchObject({
      result: { isError: true },
    })
  })
})

describe('what is no message for the SDK', () => {
  const post = (type = 'application/json') =>
    request(app)
      .post('/mcp')
      .set('Authorization', `Bearer ${token(allScopes)}`)
      .set('Accept', 'application/json, text/event-stream')
      .set('Content-Type', type)
  const error = (code: number) => ({ jsonrpc: '2.0', id: null, error: { code, message: expect.any(String) } })

  test('several at once: 400, whatever they would call', async () => {
    const answer = await post()
      .send(JSON.stringify([initialize]))
      .expect(400)
    expect(answer.body).toEqual(error(-32_600))
  })

  test('no JSON, too much, and another type', async () => {
    expect((await post().send('{"jsonrpc":').expect(400)).body).toEqual(error(-32_700))
    await post()
      .send(`{"a":"${'x'.repeat(70_000)}"}`)
      .expect(413)
    await post('text/plain').send('{}').expect(415)
    expect((await post().expect(400)).body).toEqual(error(-32_700))
  })

  test('another method: 405 that says which there is', async () => {
    const authorization = `Bearer ${token('notes.read')}`
    for (const method of ['get', 'delete'] as const) {
      const { headers } = await request(app)[method]('/mcp').set('Authorization', authorization).expect(405)
      expect(headers.allow).toBe('POST')
    }
  })

  test('a page of another origin: 403, with a good token too', async () => {
    const from = (origin: string) => post().set('Origin', origin).send(JSON.stringify(initialize))
    await from('https://evil.example').expect(403)
    await from('null').expect(403)
    await from('http://127.0.0.1:4400').expect(200)
  })

  test('another address', async () => {
    await request(app).post('/other').expect(404)
  })
})

test('all of this was nothing that an operator has to know', () => {
  expect(server.logged).toEqual([])
})
