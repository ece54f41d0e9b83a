import { resourceServer, type ResourceServerOptions } from '@qalqon/core'
import { createDpopProver, createTestIssuer } from '@qalqon/testing'
import { RedisReplayStore, RedisRevocationStore } from '../src/index.js'
import { clients, type Connection } from './support/clients.js'
import { recovered } from './support/recovered.js'
import { describeWithRedis, RedisServer } from './support/redis-server.js'
import { newKey } from './support/samples.js'

describeWithRedis('a fleet of resource servers', () => {
  const server = new RedisServer()
  const issuer = createTestIssuer()
  const prover = createDpopProver({ clock: issuer.clock })
  const events: string[] = []
  let connections: Connection[]
  let timeoutMs = 4000

  beforeAll(async () => {
    await server.start()
    connections = await Promise.all(['ioredis 6', 'redis 6'].map((name) => clients[name]!(server.port)))
  })
  afterAll(async () => {
    for (const { close } of connections) await close()
    await server.close()
  })
  beforeEach(() => events.splice(0))

  type Outages = 'refuse' | 'allow'
  const instance = (
    { client }: Connection,
    outages: Outages = 'refuse',
    options: Partial<ResourceServerOptions> = {},
  ) =>
    resourceServer({
      ...issuer.options,
      dpop: 'allowed',
      replayStore: new RedisReplayStore(client, {
        timeoutMs,
        onOutage: outages === 'allow' ? 'allow-replays' : 'refuse',
        onError: () => events.push('replays'),
      }),
      revocationStore: new RedisRevocationStore(client, {
        timeoutMs,
        onOutage: outages === 'allow' ? 'allow-revoked' : 'refuse',
        onError: () => events.push('revocations'),
      }),
      onEvent: (event) => {
        if ('code' in event) events.push(event.code)
      },
      ...options,
    })

  const url = `${issuer.audience}/files`
  const request = (headers: Readonly<Record<string, string>>) => new Request(url, { headers })
  const bearer = (token: string) => request({ authorization: `Bearer ${token}` })
  const boundToken = () => issuer.token({ claims: { cnf: { jkt: prover.thumbprint } } })
  const bound = () => request({ ...prover.headers({ url, token: boundToken() }) })

  test('a proof that one instance has taken, another refuses; of many at once, one is taken', async () => {
    const fleet = connections.map((connection) => instance(connection))
    const first = bound()
    expect((await fleet[0]!.authorize(first)).ok).toBe(true)
    const again = await fleet[1]!.authorize(first)
    expect(again).toMatchObject({ ok: false, fault: { code: 'proof_replayed', status: 401 } })

    const race = bound()
    const outcomes = await Promise.all(
      Array.from({ length: 20 }, (_, index) => Promise.resolve(fleet[index % 2]!.authorize(race))),
    )
    expect(outcomes.filter(({ ok }) => ok)).toHaveLength(1)
  })

  test('what one instance revokes, another refuses at once, also when it has just served it', async () => {
    const fleet = connections.map((connection) => instance(connection))
    const token = issuer.token()
    for (let time = 0; time < 3; time++)
      for (const one of fleet) expect((await one.authorize(bearer(token))).ok).toBe(true)
    await fleet[0]!.revoke({ issuer: issuer.issuer, subject: 'user-1' }, issuer.clock.now + 300)
    for (const one of fleet)
      expect(await one.authorize(bearer(token))).toMatchObject({
        ok: false,
        fault: { code: 'token_revoked' },
      })
    issuer.clock.advance(1)
    for (const one of fleet) expect((await one.authorize(bearer(issuer.token()))).ok).toBe(true)
  })

  describe('when Redis is gone', () => {
    beforeAll(async () => {
      timeoutMs = 200
      await server.kill()
    })
    afterAll(async () => {
      await server.start()
      for (const { client } of connections)
        await recovered(() => new RedisReplayStore(client).reserve(newKey(), issuer.clock.now + 60))
    })

    test('every token gets 503, in time, and no invalid_token', async () => {
      for (const connection of connections) {
        const one = instance(connection)
        const begin = performance.now()
        const outcome = await one.authorize(bearer(issuer.token()))
        expect(performance.now() - begin).toBeLessThan(2000)
        if (outcome.ok) throw new Error('it was let through')
        const { status, headers } = outcome.response
        expect(status).toBe(503)
        const fields = new Map(headers)
        expect(fields.get('retry-after')).toMatch(/^\d+$/)
        expect(fields.get('www-authenticate') ?? '').not.toContain('invalid_token')
        expect(events).toContain('revocation_unavailable')

        const alone = instance(connection, 'refuse', {
          revocationStore: { isRevoked: () => false, revoke: () => undefined },
        })
        const proved = await alone.authorize(bound())
        expect(proved).toMatchObject({ ok: false, fault: { code: 'replay_unavailable', status: 503 } })
      }
    })

    test('stores that allow it let tokens through, and tell', async () => {
      for (const connection of connections) {
        expect((await instance(connection, 'allow').authorize(bound())).ok).toBe(true)
        expect(events.filter((event) => event !== 'token_accepted')).toEqual(['replays', 'revocations'])
        events.splice(0)
      }
    })

    test('to revoke is refused, and does not seem to be done', async () => {
      const revoking = instance(connections[0]!, 'allow').revoke(
        { token: issuer.token() },
        issuer.clock.now + 60,
      )
      await expect(revoking).rejects.toThrow(/Redis/)
    })
  })
})
