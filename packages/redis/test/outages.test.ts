import { RedisReplayStore, RedisRevocationStore, RedisStoreError } from '../src/index.js'
import { clients, type Connection } from './support/clients.js'
import { describeWithRedis, RedisServer } from './support/redis-server.js'
import { recovered } from './support/recovered.js'
import { newKey, newToken, patient } from './support/samples.js'

const timeoutMs = 250

/** How long a promise takes to reject, and with what. */
async function rejection(promise: Promise<unknown>): Promise<{ error: unknown; took: number }> {
  const begin = performance.now()
  const error = await promise.then(
    (answer) => answer,
    (thrown: unknown) => thrown,
  )
  return { error, took: performance.now() - begin }
}

describeWithRedis('when Redis goes away', () => {
  const later = () => Math.floor(Date.now() / 1000) + 60

  describe.each(Object.entries(clients))('%s', (_name, connect) => {
    const server = new RedisServer()
    let connection: Connection
    let replays: RedisReplayStore
    let revocations: RedisRevocationStore

    beforeAll(async () => {
      await server.start()
      connection = await connect(server.port)
      replays = new RedisReplayStore(connection.client, { timeoutMs })
      revocations = new RedisRevocationStore(connection.client, { timeoutMs })
    })
    afterAll(async () => {
      await connection.close()
      await server.close()
    })

    /** All that the stores do, at once. */
    const calls = () => {
      const token = newToken()
      return [
        ...Array.from({ length: 20 }, () => replays.reserve(newKey(), later())),
        ...Array.from({ length: 20 }, () => revocations.isRevoked(token)),
        revocations.revoke({ issuer: token.issuer, jti: 'a' }, later()),
      ]
    }

    const expectRejections = async (during: () => unknown) => {
      const outcomes = calls().map(rejection)
      await during()
      for (const { error, took } of await Promise.all(outcomes)) {
        expect(error).toBeInstanceOf(RedisStoreError)
        expect(took).toBeLessThan(timeoutMs + 1000)
      }
    }

    test('calls that are under way reject in time, and so do later ones; with the same connection it goes on', async () => {
      const token = newToken()
      expect(await recovered(() => replays.reserve(newKey(), later()))).toBe('reserved')
      expect(await recovered(() => revocations.isRevoked(token))).toBe(false)

      server.freeze()
      await expectRejections(() => server.kill())
      await expectRejections(() => undefined)

      await server.start()
      expect(await recovered(() => revocations.isRevoked(token))).toBe(false)
      expect(await recovered(() => replays.reserve(newKey(), later()))).toBe('reserved')
      const other = new RedisRevocationStore(connection.client, patient)
      await other.revoke({ issuer: token.issuer, subject: 'alice', issuedBefore: later() }, later())
      expect(await recovered(() => revocations.isRevoked(token))).toBe(true)
    })

    test('where it only stops answering, too', async () => {
      server.freeze()
      await expectRejections(() => undefined)
      server.thaw()
      expect(await recovered(() => replays.reserve(newKey(), later()))).toBe('reserved')
    })
  })
})
