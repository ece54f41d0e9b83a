import { randomBytes } from 'node:crypto'
import {
  resourceServer,
  type Outcome,
  type JsonObject,
  type ResourceServerOptions,
  type RevocationStore,
} from '../../src/index.js'
import { logEventsTo } from '../../src/telemetry/logging.js'
import { canary } from '../support/canary.js'
import { leaksOf } from '../../../testing/src/adapters/leaks.js'
import { expectAccepted, matrix, R } from '../support/matrix.js'

const { issuer } = matrix()
const good = issuer.token({ scope: 'read' })
const [header, payload, signature] = good.split('.') as [string, string, string]
const formWith = (token: string) =>
  new Request(`${R}/x`, { method: 'POST', body: new URLSearchParams({ access_token: token }) })
const random = () => randomBytes(32).toString('base64url')

/** Tokens that end at each step of the pipeline, and what is no token at all. */
const tokens = [
  good,
  issuer.token(),
  issuer.expired(),
  issuer.signedByStranger(),
  issuer.forAnotherAudience(),
  issuer.idToken(),
  issuer.token({ claims: { iss: 'https://other.example' } }),
  issuer.token({ claims: { iss: undefined } }),
  issuer.token({ claims: { aud: 7 } }),
  issuer.token({ claims: { exp: 'never' } }),
  issuer.token({ claims: { nbf: issuer.clock() + 60 } }),
  issuer.token({ claims: { jti: undefined } }),
  issuer.token({ claims: { events: {} } }),
  issuer.token({ claims: { cnf: { jkt: 'x' } } }),
  issuer.token({ header: { kid: 'other' } }),
  issuer.token({ header: { typ: 'JWT' } }),
  issuer.token({ header: { alg: 'none' } }),
  issuer.token({ header: { crit: ['b64'] } }),
  issuer.token({ header: { cty: 'JWT' } }),
  issuer.sign({ header: '{"alg":"RS256"', payload: '{}' }),
  issuer.sign({ header: { alg: 'RS256', typ: 'at+jwt', kid: 'k1' }, payload: '{"iss":' }),
  `${header}.${payload}.${signature.slice(0, -1)}`,
  `${header}.${payload}.`,
  `${header}..${random()}.${random()}.${random()}`,
  `${good}=`,
  `${good}.${good}`,
  random().repeat(500),
  issuer.opaqueToken({ scope: 'read' }),
  issuer.opaqueToken({ claims: { aud: 'https://other.example' } }),
  random(),
  `${random()},${random()}`,
  `"${random()}"`,
]

/** An issuer that is asked about opaque tokens, and one that talks too much when it is. */
const { issuer: asking } = issuer.introspectionOptions
const telling: typeof globalThis.fetch = async (url, init) => {
  const token = new URLSearchParams(init?.body as string | undefined).get('token')
  if (token === null) return issuer.fetch(url, init)
  return new Response(token.length % 2 ? `${token} is unknown` : `{"error":"${token}","active":"${token}"}`)
}

describe('9700-4.9.3-a: a token is a secret', () => {
  /** Everything that came out of the library or was written by it. */
  const told: unknown[] = []
  const written: string[] = []
  const methods = ['debug', 'error', 'info', 'log', 'trace', 'warn'] as const

  const line = (...words: unknown[]) => void told.push(words)
  const log = logEventsTo({ debug: line, info: line, warn: line, error: line })

  beforeEach(() => {
    told.length = 0
    written.length = 0
    for (const method of methods) {
      jest.spyOn(console, method).mockImplementation((...values) => void written.push(values.join(' ')))
    }
  })

  afterEach(() => jest.restoreAllMocks())

  /** Sends each token in each way to a server with these options, and keeps everything that is told. */
  async function tell(options: Partial<ResourceServerOptions<JsonObject, boolean>> = {}): Promise<void> {
    const { get, post, server } = matrix(
      {
        onEvent: (event) => {
          told.push(event)
          log(event)
        },
        // The request is the application's own; what it is told besides is ours.
        onRefusal: ({ fault, response }) => void told.push(fault, response),
        ...options,
      },
      issuer,
    )
    const keep = (outcome: Outcome<unknown, boolean>) => {
      told.push(outcome)
      if (outcome.ok || !(outcome.fault.cause instanceof Error)) return
      told.push(outcome.fault.cause, outcome.fault.cause.stack)
    }
    for (const token of tokens) {
      keep(await get(`Bearer ${token}`))
      keep(await post(`bearer   ${token}`))
      keep(await get({ authorization: [`Bearer ${token}`, `Bearer ${token}`] }))
      keep(await get({ authorization: `DPoP ${token}`, cookie: `access_token=${token}` }))
      keep(await server.authorize({ method: 'GET', url: `${R}/x?access_token=${token}`, headers: {} }))
      keep(await server.authorize(formWith(token)))
      keep(
        server.refuseAnonymous({ method: 'GET', url: '/x', headers: { authorization: `Bearer ${token}` } }),
      )
    }
    told.push(server.stats(), server.savedKeySets())
    await server.ready().catch((error: unknown) => told.push(error))
  }

  const throwing = (): never => {
    throw new Error('the application fails')
  }

  /** A store that keeps what it is told: another place where no token belongs. */
  const storeThat = (isRevoked: () => boolean): RevocationStore => ({
    isRevoked: (token) => {
      told.push(token)
      return isRevoked()
    },
    revoke: (...revocation) => void told.push(revocation),
  })

  test.each<[string, Partial<ResourceServerOptions<JsonObject, boolean>>]>([
    ['by default', {}],
    ['with plain JWTs', { issuers: [{ issuer: issuer.issuer, tokenProfile: 'plain-jwt' }] }],
    ['with tokens of any size', { maxTokenBytes: 1_000_000 }],
    ['with anonymous requests', { optional: true, passPreflight: true }],
    ['while the issuer is away', { fetch: canary().fetch }],
    ['while the issuer answers with nonsense', { fetch: () => Promise.resolve(new Response('<html>')) }],
    ['with tokens in query and form', { bearerMethods: ['header', 'query', 'body'] }],
    ['with opaque tokens', { issuer: asking }],
    ['with opaque tokens while nobody can be asked about them', { issuer: asking, fetch: canary().fetch }],
    ['with opaque tokens of which the answer holds the token', { issuer: asking, fetch: telling }],
    ['without a memory of tokens', { tokenCache: false }],
    ['when a token is revoked', { revocationStore: storeThat(() => true) }],
    ['when revocations cannot be looked up', { revocationStore: storeThat(throwing) }],
    ['when issuers are resolved', { resolveIssuer: (iss) => iss }],
    ['when issuers cannot be resolved', { resolveIssuer: throwing }],
    ['when parseClaims throws', { parseClaims: throwing }],
    ['when scopeFrom throws', { scopeFrom: throwing }],
    ['when onRefusal throws', { onRefusal: throwing }],
    ['when a client is the audience', { audience: [R, 'client-1'] }],
  ])('%s, nothing that is told holds a piece of one', async (_, options) => {
    await tell(options)
    expect(told.length).toBeGreaterThan(6 * tokens.length)
    expect(leaksOf(tokens, told)).toEqual([])
    expect(written).toEqual([])
  })

  test('what is looked for would be found: exposeToken puts it on the token', async () => {
    await tell({ exposeToken: true })
    expect(leaksOf(tokens, told)).not.toEqual([])
    expect(leaksOf([good], [{ deep: { message: new Error('x', { cause: [good] }) } }])).not.toEqual([])
    expect(leaksOf([good], [Object.defineProperty({}, 'hidden', { value: good })])).not.toEqual([])
    expect(leaksOf([good], [good.slice(40, 49)])).toHaveLength(1)
    expect(leaksOf([good], [good.slice(40, 48), 'user-1', 'invalid_token'])).toEqual([])
  })

  test('nor does an error about a mistake in the program', async () => {
    const { server, get } = matrix({}, issuer)
    const authorization = `Bearer ${good}`
    const token = expectAccepted(await get(authorization))
    const message = {
      method: 'GET',
      url: '/x',
      headers: { authorization },
      rawHeaders: ['authorization', authorization],
    }
    const mistakes: (() => unknown)[] = [
      () => server.authorizeToken({ ...token, token: good } as never, { scope: ['read'] }),
      () => server.authorize(message, message as never),
      () => server.authorize(message, { scope: [message] } as never),
      () => server.authorize(message, { scope: [{ token: good }] } as never),
      () => resourceServer({ issuer: issuer.issuer, audience: { authorization } } as never),
      () => resourceServer({ issuer: { token: good }, audience: R } as never),
    ]
    for (const mistake of mistakes) {
      try {
        await mistake()
      } catch (thrown) {
        told.push(thrown)
      }
    }
    expect(told).toHaveLength(mistakes.length)
    expect(leaksOf(tokens, told)).toEqual([])
  })
})
