import type { RequestHandler } from 'express'
import request from 'supertest'
import { examplesOf, loadExample } from '../load-example.js'
import { exampleIssuer, onlyReachable } from './support.js'

const page = 'docs/recipes/mcp.md'
const issuer = exampleIssuer('https://notes.example.com/mcp')
onlyReachable(issuer)

interface Example {
  createMcpApp(answer: RequestHandler): Parameters<typeof request>[0]
}
const answer: RequestHandler = (req, res) => {
  res.json({ seen: (req.body as { method: string }).method })
}
const tool = (name: string) => ({ jsonrpc: '2.0', id: 1, method: 'tools/call', params: { name } })

describe.each(examplesOf(page))('the example in line $line', (example) => {
  let app: Parameters<typeof request>[0]
  beforeAll(async () => {
    app = (await loadExample<Example>(example)).createMcpApp(answer)
  })
  const send = (message: object, token?: string) => {
    const sent = request(app).post('/mcp')
    if (token !== undefined) sent.set('Authorization', `Bearer ${token}`)
    return sent.send(message)
  }

  test('a client finds the issuer and the first scope from a 401', async () => {
    const { headers } = await send({ method: 'initialize' }).expect(401)
    const challenge = headers['www-authenticate'] ?? ''
    expect(challenge).toMatch('scope="notes.read"')
    const [, url = ''] = /resource_metadata="([^"]+)"/.exec(challenge) ?? []
    const { body } = await request(app).get(new URL(url).pathname).expect(200)
    expect(body).toMatchObject({ authorization_servers: ['https://auth.example.com'] })
  })
  test('a good token comes through', async () => {
    const { body } = await send({ method: 'tools/list' }, issuer.token({ scope: 'notes.read' })).expect(200)
    expect(body).toEqual({ seen: 'tools/list' })
  })
})

describe('scopes for each tool', () => {
  let app: Parameters<typeof request>[0]
  beforeAll(async () => {
    const [, example] = examplesOf(page)
    app = (await loadExample<Example>(example!)).createMcpApp(answer)
  })
  const call = (name: string, scope: string) =>
    request(app)
      .post('/mcp')
      .set('Authorization', `Bearer ${issuer.token({ scope })}`)
      .send(tool(name))

  test('a tool without its scope is a 403 that names it', async () => {
    await call('add_note', 'notes.read')
      .expect(403)
      .expect('WWW-Authenticate', /scope="notes\.write"/)
    await call('remove_notes', 'notes.write')
      .expect(403)
      .expect('WWW-Authenticate', /scope="notes\.read notes\.write"/)
    await call('add_note', 'notes.write').expect(200)
  })
  test('a tool that does not exist is for the SDK', async () => {
    await call('constructor', 'notes.read').expect(200)
  })
})
