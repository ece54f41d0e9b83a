import { createRequire } from 'node:module'
import { join } from 'node:path'
import type { RevocationStore } from '../../packages/core/src/index.js'
import { createTestClock, revocationStoreConformance } from '../../packages/testing/src/index.js'
import { examples } from './examples/examples.js'
import { runExample } from './examples/run-example.js'
import { root } from './repository.js'

/** Postgres inside the process, which the sample API has. */
interface Postgres {
  query(text: string): Promise<unknown>
  close(): Promise<void>
}

const sampleApi = createRequire(join(root, 'examples/drive-files/package.json'))

describe('the revocation store of docs/guide/revocation.md does what every revocation store must', () => {
  const clock = createTestClock()
  let database: Postgres
  let create: (database: Postgres) => Promise<RevocationStore>

  beforeAll(async () => {
    const { PGlite } = sampleApi('@electric-sql/pglite') as { PGlite: new () => Postgres }
    database = new PGlite()
    const example = examples().find(
      ({ document, code }) =>
        document === 'docs/guide/revocation.md' && code.includes('function postgresRevocations'),
    )!
    const { exports, stop } = await runExample(example, [], { Date: { now: () => clock() * 1000 } })
    await stop()
    create = exports.postgresRevocations as typeof create
    await create(database) // what takes long is to start Postgres
  }, 60_000)
  afterAll(() => database.close())

  const checks = revocationStoreConformance({
    create: () => create(database),
    createPeer: () => create(database),
    clock,
  })
  for (const { name, run } of checks) test(name, run)
})
