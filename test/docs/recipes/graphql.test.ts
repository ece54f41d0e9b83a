import { createTestIssuer } from '@qalqon/testing'
import request from 'supertest'
import { exampleWith, loadExample } from '../load-example.js'

const page = 'docs/recipes/graphql.md'
const issuer = createTestIssuer({ issuer: 'https://auth.example.com', audience: 'https://api.example.com' })

beforeAll(() => jest.spyOn(globalThis, 'fetch').mockImplementation(issuer.fetch))
afterAll(() => jest.restoreAllMocks())

type Handler = (request: Request) => Promise<Response>

const post = (query: string, token?: string, headers: Record<string, string> = {}) =>
  new Request('https://api.example.com/graphql', {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      ...(token !== undefined && { authorization: `Bearer ${token}` }),
      ...headers,
    },
    body: JSON.stringify({ query }),
  })

describe('the endpoint with Yoga', () => {
  let handle: Handler
  beforeAll(async () => {
    const example = exampleWith(page, 'export default { fetch')
    handle = (await loadExample<{ default: { fetch: Handler } }>(example)).default.fetch
  })

  test('hands the token to resolvers', async () => {
    const answer = await handle(post('{ me }', issuer.token({ subject: 'alice' })))
    expect([answer.status, await answer.json()]).toEqual([200, { data: { me: 'alice' } }])
  })

  test('has neither a schema nor a page for somebody without a token', async () => {
    expect((await handle(post('{ __schema { types { name } } }'))).status).toBe(401)
    const page = new Request('https://api.example.com/graphql', { headers: { accept: 'text/html' } })
    expect((await handle(page)).status).toBe(401)
  })
})

describe('a requirement for each field', () => {
  let handle: Handler
  beforeAll(async () => {
    handle = (await loadExample<{ handle: Handler }>(exampleWith(page, 'authorizeToken'))).handle
  })

  test('a token with the scope reads', async () => {
    const answer = await handle(post('{ files }', issuer.token({ scope: 'files.read' })))
    expect([answer.status, await answer.json()]).toEqual([200, { data: { files: ['Lighthouse.png'] } }])
  })

  test('a token without it gets a 403 with the challenge, and the error of GraphQL', async () => {
    const answer = await handle(post('{ files }', issuer.token()))
    expect(answer.status).toBe(403)
    expect(answer.headers.get('www-authenticate')).toMatch(/scope="files.read", error="insufficient_scope"/)
    expect(answer.headers.get('content-type')).toMatch(/^application\/(graphql-response\+)?json/)
    const { errors } = (await answer.json()) as { errors: { extensions: unknown; path: unknown }[] }
    expect(errors).toEqual([
      {
        message: 'The access token does not allow this',
        path: ['files'],
        extensions: { code: 'FORBIDDEN' },
        locations: expect.anything() as unknown,
      },
    ])
  })

  test('a sign-in that is too weak is sent back to sign in, and nothing is removed', async () => {
    const weak = issuer.token({ scope: 'files.delete files.read' })
    const answer = await handle(post('mutation { removeFile(id: "1") }', weak))
    expect(answer.status).toBe(401)
    expect(answer.headers.get('www-authenticate')).toMatch(/acr_values="phr", max_age="300"/)
    const list = await handle(post('{ files }', weak))
    expect(await list.json()).toEqual({ data: { files: ['Lighthouse.png'] } })
  })

  test('a good sign-in removes', async () => {
    const token = issuer.token({ scope: 'files.delete', acr: 'phr', authenticatedSecondsAgo: 10 })
    const answer = await handle(post('mutation { removeFile(id: "1") }', token))
    expect(await answer.json()).toEqual({ data: { removeFile: true } })
  })

  test('batches are off', async () => {
    const body = JSON.stringify([{ query: '{ files }' }, { query: '{ files }' }])
    const headers = {
      'content-type': 'application/json',
      authorization: `Bearer ${issuer.token({ scope: 'files.read' })}`,
    }
    const answer = await handle(
      new Request('https://api.example.com/graphql', { method: 'POST', headers, body }),
    )
    expect(answer.status).toBe(400)
  })
})

describe('Apollo Server', () => {
  let app: Parameters<typeof request>[0]
  beforeAll(async () => {
    const example = exampleWith(page, 'new ApolloServer')
    app = (await loadExample<{ app: typeof app }>(example)).app
  })

  const ask = (query: string, token?: string) => {
    const sent = request(app).post('/graphql')
    if (token !== undefined) sent.set('Authorization', `Bearer ${token}`)
    return sent.send({ query })
  }

  test('hands the token to resolvers', async () => {
    const { body } = await ask('{ me }', issuer.token({ subject: 'alice' })).expect(200)
    expect(body).toEqual({ data: { me: 'alice' } })
  })

  test('needs a token for introspection and for its page too', async () => {
    await ask('{ __schema { types { name } } }').expect(401)
    await request(app).get('/graphql').set('Accept', 'text/html').expect(401)
  })

  test('a field without its scope is a 403 with an error of GraphQL', async () => {
    const { body } = await ask('{ files }', issuer.token()).expect(403)
    const { errors } = body as { errors: { extensions: object }[] }
    expect(errors[0]?.extensions).toMatchObject({ code: 'FORBIDDEN', requiredScope: 'files.read' })
    expect(errors[0]?.extensions).not.toHaveProperty('http')
    await ask('{ files }', issuer.token({ scope: 'files.read' })).expect(200)
  })

  test('batches are off', async () => {
    const sent = request(app).post('/graphql').set('Authorization', `Bearer ${issuer.token()}`)
    await sent.send([{ query: '{ me }' }, { query: '{ me }' }]).expect(400)
  })
})

describe('a subscription', () => {
  interface Example {
    handle: Handler
    changes: { publish(topic: string, name: string): void }
  }
  let example: Example
  beforeAll(async () => {
    example = await loadExample<Example>(exampleWith(page, 'whileValid'))
  })
  afterEach(() => void jest.restoreAllMocks())
  beforeEach(() => jest.spyOn(globalThis, 'fetch').mockImplementation(issuer.fetch))

  test('ends at the first event after the token has expired', async () => {
    const token = issuer.token({ scope: 'files.read', expiresInSeconds: 60 })
    const answer = await example.handle(
      post('subscription { change }', token, { accept: 'text/event-stream' }),
    )
    expect(answer.headers.get('content-type')).toMatch('text/event-stream')
    const reader = answer.body!.pipeThrough(new TextDecoderStream()).getReader()
    const next = async () => {
      const { done, value = '' } = await reader.read()
      return { done, value }
    }
    const read = async (text: string) => {
      for (let piece = await next(); !piece.done; piece = await next())
        if (piece.value.includes(text)) return true
      return false
    }
    const first = read('a.txt')
    await new Promise(setImmediate)
    example.changes.publish('change', 'a.txt')
    expect(await first).toBe(true)

    jest.spyOn(Date, 'now').mockReturnValue((issuer.clock.now + 61) * 1000)
    example.changes.publish('change', 'b.txt')
    expect(await read('b.txt')).toBe(false)
  })
})
