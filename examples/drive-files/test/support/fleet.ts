import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createTestIssuer } from '@qalqon/testing'
import { RedisServer } from '../../../../packages/redis/test/support/redis-server.js'
import { Program } from './program.js'

/** Instances of the Drive behind one public address, as a user starts them, with a Redis and an issuer. */
export class Fleet {
  /** It has written down what it confirms, and so a kill loses nothing of that. */
  readonly redis = new RedisServer('--appendonly', 'yes', '--appendfsync', 'always')
  readonly issuer = createTestIssuer()
  readonly programs: Program[] = []
  urls: readonly string[] = []
  #folder = ''

  constructor(private readonly size: number) {}

  /** Starts all but Redis, whose address they know, and which is not there yet. */
  async startWithoutRedis(): Promise<void> {
    await this.redis.start()
    await this.redis.kill()
    await this.issuer.listen()
    this.#folder = await mkdtemp(join(tmpdir(), 'drive-fleet-'))
    const { DATABASE_URL } = process.env
    for (let n = 0; n < this.size; n++) {
      this.programs.push(
        new Program({
          ISSUER: this.issuer.issuer,
          AUDIENCE: this.issuer.audience,
          REDIS_URL: `redis://127.0.0.1:${this.redis.port}`,
          DPOP_NONCE_KEYS: 'known to every instance of the fleet',
          // On a server they share everything. An embedded Postgres is for one process alone.
          ...(DATABASE_URL === undefined
            ? { DATA_DIR: join(this.#folder, String(n)) }
            : { DATA_DIR: this.#folder, DATABASE_URL }),
        }),
      )
    }
    this.urls = await Promise.all(this.programs.map((program) => program.url()))
  }

  /** Ends all, and says how each instance ended. */
  async stop(): Promise<unknown[]> {
    const ends = await Promise.all(this.programs.map((program) => program.end('SIGTERM')))
    await this.redis.close()
    await this.issuer.close()
    await rm(this.#folder, { recursive: true, force: true })
    return ends
  }

  /** What an instance has written into its log, by the names of the events. */
  logOf(program: Program): string[] {
    const lines = program.stderr.trim().split('\n')
    return lines.map((line) => (JSON.parse(line) as { event: string }).event)
  }
}
