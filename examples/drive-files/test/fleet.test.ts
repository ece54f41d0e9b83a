import { describeWithRedis } from '../../../packages/redis/test/support/redis-server.js'
import { BoundClient, send } from './support/bound-client.js'
import { eventually } from './support/eventually.js'
import { Fleet } from './support/fleet.js'
import { Load } from './support/load.js'

jest.setTimeout(90_000)

/** Three processes of the Drive. The tests go through the life of their Redis: not there yet, there, killed, there again. */
describeWithRedis('a fleet of Drives with one Redis', () => {
  const fleet = new Fleet(3)
  let client: BoundClient
  let stopped = false

  beforeAll(() => fleet.startWithoutRedis())
  beforeEach(() => {
    client = new BoundClient(fleet.issuer)
  })
  afterAll(async () => {
    if (!stopped) await fleet.stop()
  })

  const bearer = (token: string) => ({ authorization: `Bearer ${token}` })
  const aToken = () => fleet.issuer.token({ subject: 'alice', scope: 'files.read' })
  const everywhere = <T>(ask: (url: string) => Promise<T>) => Promise.all(fleet.urls.map(ask))
  const statuses = (ask: (url: string) => Promise<{ status: number }>) =>
    everywhere(async (url) => (await ask(url)).status)

  /** What needs no Redis is answered as ever. */
  const expectOpenRoutes = async () => {
    expect(await statuses((url) => send('GET', `${url}/healthz`))).toEqual([200, 200, 200])
    const metadata = '/.well-known/oauth-protected-resource'
    expect(await statuses((url) => send('GET', `${url}${metadata}`))).toEqual([200, 200, 200])
    expect(await statuses((url) => send('GET', `${url}/files`))).toEqual([401, 401, 401])
    const expired = bearer(fleet.issuer.expired())
    expect(await statuses((url) => send('GET', `${url}/files`, expired))).toEqual([401, 401, 401])
  }

  test('they start without Redis, answer 503 where they need it, and go on by themselves when it comes', async () => {
    const token = bearer(aToken())
    await expectOpenRoutes()
    const undecided = await everywhere((url) => send('GET', `${url}/files`, token))
    for (const { status, challenge } of undecided) {
      expect(status).toBe(503)
      expect(challenge).not.toContain('error=')
    }
    await fleet.redis.start()
    for (const url of fleet.urls)
      await eventually(async () => (await send('GET', `${url}/files`, token)).status === 200)
  })

  test('a nonce that one of them gives is good at each', async () => {
    const refused = await client.list(fleet.urls[0]!)
    expect(refused).toMatchObject({ status: 401, nonce: expect.any(String) })
    expect(refused.challenge).toMatch(/^DPoP .*error="use_dpop_nonce"|, DPoP .*error="use_dpop_nonce"/)
    expect(await statuses((url) => client.list(url))).toEqual([200, 200, 200])
    client.nonce = 'made up'
    expect((await client.list(fleet.urls[1]!)).challenge).toContain('use_dpop_nonce')
  })

  test('a proof that was used at one is refused at each', async () => {
    await client.list(fleet.urls[2]!)
    const fields = client.fields()
    expect((await client.list(fleet.urls[0]!, fields)).status).toBe(200)
    for (const { status, challenge } of await everywhere((url) => client.list(url, fields))) {
      expect(status).toBe(401)
      expect(challenge).toContain('error="invalid_dpop_proof"')
    }
  })

  test('of 200 uses of one proof at once, spread over all, exactly one counts', async () => {
    await client.list(fleet.urls[0]!)
    const fields = client.fields()
    const uses = Array.from({ length: 200 }, (_, n) => client.list(fleet.urls[n % 3]!, fields))
    const answers = await Promise.all(uses)
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(1)
    expect(answers.filter(({ status }) => status === 401)).toHaveLength(199)
  })

  test('a token that is ended at one is refused at each from then on, and no other', async () => {
    const [ended, other] = [aToken(), aToken()].map(bearer)
    expect(await statuses((url) => send('GET', `${url}/files`, ended))).toEqual([200, 200, 200])
    expect((await send('DELETE', `${fleet.urls[1]}/token`, ended)).status).toBe(204)
    for (const { status, challenge } of await everywhere((url) => send('GET', `${url}/files`, ended))) {
      expect(status).toBe(401)
      expect(challenge).toContain('error="invalid_token"')
    }
    expect(await statuses((url) => send('GET', `${url}/files`, other))).toEqual([200, 200, 200])
  })

  test('Redis is killed and comes back under load: no proof counts twice, and nothing is forgotten', async () => {
    const ended = bearer(aToken())
    expect((await send('DELETE', `${fleet.urls[0]}/token`, ended)).status).toBe(204)
    await client.list(fleet.urls[0]!)
    const load = new Load(client, fleet.urls)

    await load.during('there', () => load.until(200, 10))
    await load.during('going', () => fleet.redis.kill())
    await load.during('away', async () => {
      await load.until(503, 4)
      await expectOpenRoutes()
    })
    await load.during('coming', async () => {
      await fleet.redis.start()
      await load.until(200, 1)
    })
    await load.during('there again', () => load.until(200, 10))
    await load.stop()

    expect(load.statusesOf('there')).toEqual([200, 401])
    expect(load.statusesOf('away')).toEqual([503])
    expect(load.statusesOf('there again')).toEqual([200, 401])
    for (const phase of ['going', 'coming'])
      expect([200, 401, 503]).toEqual(expect.arrayContaining(load.statusesOf(phase)))

    // Each proof is fresh for a minute, and comes once more at each of them.
    expect(load.mostUses()).toBe(1)
    const before = load.counted()
    await load.useAllAgain()
    expect(load.mostUses()).toBe(1)
    expect(load.counted()).toEqual(expect.arrayContaining(before))
    expect(await statuses((url) => send('GET', `${url}/files`, ended))).toEqual([401, 401, 401])
  })

  test('each of them has told of both outages once, has logged no token, and ends cleanly', async () => {
    stopped = true
    expect(await fleet.stop()).toEqual([0, 0, 0])
    for (const program of fleet.programs) {
      const told = fleet.logOf(program).filter((event) => event.startsWith('redis_'))
      const outage = ['redis_connection_failed', 'redis_connection_back']
      expect(told).toEqual([...outage, ...outage])
      expect(program.stderr).not.toMatch(/eyJ/)
      expect(program.stdout).toMatch(/ shares redis:\/\/127\.0\.0\.1:\d+\n$/)
    }
  })
})
