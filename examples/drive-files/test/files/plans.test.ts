import { PGlite } from '@electric-sql/pglite'
import { sql } from 'drizzle-orm'
import { drizzle } from 'drizzle-orm/pglite'
import { migrate } from 'drizzle-orm/pglite/migrator'
import type { Database } from '../../src/database/database.js'
import { migrationsFolder } from '../../src/database/migrations.js'
import { FileRows } from '../../src/files/file-rows.js'
import { FolderRows } from '../../src/files/folder-rows.js'
import type { Cursor } from '../../src/files/cursor.js'
import { ShareRows } from '../../src/files/share-rows.js'
import { listSharedWith } from '../../src/files/shared-with.js'
import { type Sort, sorts } from '../../src/schemas/list.js'

// On a busy machine the embedded Postgres takes its time to start.
jest.setTimeout(120_000)

const issuer = 'https://issuer.test'
const owner = { issuer, subject: 'owner', email: 'owner@example.com' }
const guest = { issuer, subject: 'guest', email: 'guest@example.com' }
const now = () => new Date()

let client: PGlite
let database: Database
let queries: { text: string; parameters: unknown[] }[] = []
let folderId: string

/** Ten thousand files in a folder, as many folders in it, and as many files beside it. */
beforeAll(async () => {
  client = await PGlite.create('memory://')
  const logQuery = (text: string, parameters: unknown[]) => queries.push({ text, parameters })
  const migrated = drizzle(client, { logger: { logQuery } })
  await migrate(migrated, { migrationsFolder })
  database = migrated
  const folder = await new FolderRows(database, now).create(owner, 'shared')
  folderId = folder.id
  await new ShareRows(database, now).put(owner, 'folder', folderId, { email: guest.email, role: 'editor' })
  for (const place of [folderId, null]) {
    await database.execute(sql`
      insert into files (id, owner_id, folder_id, name, name_folded, content_id, content_type, size, sha256, created_at, updated_at)
      select gen_random_uuid(), ${folder.ownerId}, ${place}::uuid, n, n, gen_random_uuid(), 'text/plain', n, '', now() - n * interval '1s', now()
      from generate_series(1, 10000) n`)
  }
  await database.execute(sql`
    insert into folders (id, owner_id, parent_id, name, name_folded, created_at, updated_at)
    select gen_random_uuid(), ${folder.ownerId}, ${folderId}::uuid, n, n, now() - n * interval '1s', now()
    from generate_series(1, 10000) n`)
  await database.execute(sql`
    insert into file_shares (file_id, issuer, email, role, created_at)
    select id, ${issuer}, ${guest.email}, 'viewer', created_at from files where folder_id is null`)
  await database.execute(sql`analyze`)
})
afterAll(() => client.close())

interface Plan {
  'Node Type': string
  'Relation Name'?: string
  'Actual Rows': number
  'Actual Loops': number
  'Rows Removed by Filter'?: number
  Plans?: Plan[]
}

const large = ['files', 'folders', 'file_shares']

/** How the database has gone about it: what it sorted or read from end to end, and how many rows of the large tables it looked at. */
async function plansOf(ask: () => Promise<unknown>): Promise<{ slow: string[]; rows: number }> {
  queries = []
  await ask()
  const slow: string[] = []
  let rows = 0
  const visit = (plan: Plan) => {
    const isLarge = large.includes(plan['Relation Name'] ?? '')
    if (plan['Node Type'] === 'Sort' && plan['Actual Rows'] > 200) slow.push('Sort')
    if (plan['Node Type'] === 'Seq Scan' && isLarge) slow.push(`Seq Scan on ${plan['Relation Name']}`)
    if (isLarge) rows += (plan['Actual Rows'] + (plan['Rows Removed by Filter'] ?? 0)) * plan['Actual Loops']
    plan.Plans?.forEach(visit)
  }
  for (const { text, parameters } of [...queries]) {
    const { rows: answer } = await client.query<{ 'QUERY PLAN': { Plan: Plan }[] }>(
      `explain (analyze, format json) ${text}`,
      parameters,
    )
    for (const { Plan } of answer.flatMap((row) => row['QUERY PLAN'])) visit(Plan)
  }
  return { slow, rows }
}

/** A page of a hundred, in the middle. */
const page = (sort: Sort, after: string | number = sort.endsWith('size') ? 5000 : '5000') => ({
  limit: 100,
  sort,
  after: {
    sort,
    after: sort.endsWith('createdAt') ? Date.now() - 5_000_000 : after,
    id: '80000000-0000-4000-8000-000000000000',
  } as Cursor,
})

describe.each(sorts)(
  'a page of many, sorted by %s, comes from an index and looks at no more than it needs',
  (sort) => {
    const expectFast = async (ask: () => Promise<{ items: unknown[] }>) => {
      expect((await ask()).items).toHaveLength(100)
      const { slow, rows } = await plansOf(ask)
      expect(slow).toEqual([])
      expect(rows).toBeLessThan(1000)
    }

    test('of all files, those at the top, those in a folder, those in a folder of somebody else', async () => {
      const files = new FileRows(database, now)
      await expectFast(() => files.list(owner, page(sort)))
      await expectFast(() => files.listTop(owner, page(sort)))
      await expectFast(() => files.listIn(owner, folderId, page(sort)))
      await expectFast(() => files.listIn(guest, folderId, page(sort)))
    })

    test('of folders', async () => {
      if (sort.endsWith('size')) return
      const folders = new FolderRows(database, now)
      await expectFast(() => folders.list(owner, page(sort)))
      await expectFast(() => folders.listIn(owner, folderId, page(sort)))
      await expectFast(() => folders.listIn(guest, folderId, page(sort)))
    })
  },
)

test('with whom a folder is shared is read without a lock on the tree that it is in', async () => {
  queries = []
  expect(await new ShareRows(database, now).list(owner, 'folder', folderId)).toHaveLength(1)
  expect(queries.filter(({ text }) => /for no key update/i.test(text))).toEqual([])
})

test('so does a page of what is shared', async () => {
  const at = { of: 'files', at: page('-createdAt').after } as const
  const ask = () => listSharedWith(database, guest, 100, at)
  expect((await ask()).files).toHaveLength(100)
  const { slow, rows } = await plansOf(ask)
  expect(slow).toEqual([])
  expect(rows).toBeLessThan(1000)
})
