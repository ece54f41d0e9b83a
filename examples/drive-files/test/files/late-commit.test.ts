import { randomUUID } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { sql } from 'drizzle-orm'
import type { Connection } from '../../src/database/database.js'
import { openPostgresServer } from '../../src/database/postgres-server.js'
import { Contents } from '../../src/files/contents.js'
import { Drive } from '../../src/files/drive.js'
import { CuttingProxy } from '../support/cutting-proxy.js'
import { eventually } from '../support/eventually.js'

const { DATABASE_URL } = process.env

if (DATABASE_URL === undefined) {
  test.skip('a commit that comes late: skipped because DATABASE_URL is not set', () => undefined)
} else {
  describe('a commit that arrives after the connection was given up for lost keeps the content', () => {
    const owner = { issuer: `https://${randomUUID()}.test`, subject: 'owner' }
    let proxy: CuttingProxy
    let connection: Connection
    let observer: Connection
    let folder: string
    let drive: Drive

    beforeAll(async () => {
      proxy = await CuttingProxy.before(DATABASE_URL)
      connection = await openPostgresServer(proxy.url, () => undefined)
      observer = await openPostgresServer(DATABASE_URL, () => undefined)
      folder = await mkdtemp(join(tmpdir(), 'late-'))
      drive = new Drive(connection.database, await Contents.open(folder), () => undefined)
    })
    afterAll(async () => {
      await connection.close()
      await observer.close()
      await proxy.close()
      await rm(folder, { recursive: true })
    })

    const received = async (text: string) => ({
      draft: await drive.receive(Readable.from([Buffer.from(text)]), 100),
      name: 'a.txt',
      contentType: 'text/plain',
    })
    const isWaiting = async () => {
      const waiting = await observer.database
        .select({ pid: sql<number>`pid` })
        .from(sql`pg_locks`)
        .where(sql`locktype = 'advisory' and not granted`)
      return waiting.length > 0
    }

    /** Does something whose commit is held up until the connection is gone. */
    async function lose(work: () => Promise<unknown>): Promise<void> {
      let arrive = (): void => undefined
      proxy.late = new Promise((resolve) => (arrive = resolve))
      proxy.word = 'commit\0'
      let hasEnded = false
      const ended = work().finally(() => (hasEnded = true))
      ended.catch(() => undefined)
      await eventually(async () => hasEnded || (await isWaiting()))
      proxy.word = undefined
      arrive()
      await expect(ended).rejects.toThrow()
    }

    const textOf = async (id: string) => {
      const { content } = await drive.open(owner, id)
      const text = await content.readFile('utf8')
      await content.close()
      return text
    }

    test('of an upload', async () => {
      const upload = await received('new')
      await lose(() => drive.add(owner, upload))
      expect(await textOf(upload.draft.id)).toBe('new')
    })

    test('that takes the place of another', async () => {
      const { id } = await drive.add(owner, await received('old'))
      const upload = await received('new')
      await lose(() => drive.replace(owner, id, upload))
      expect(await textOf(id)).toBe('new')
    })
  })
}
