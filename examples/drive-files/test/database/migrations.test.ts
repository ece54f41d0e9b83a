import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { PGlite } from '@electric-sql/pglite'
import { drizzle } from 'drizzle-orm/pglite'
import { migrate } from 'drizzle-orm/pglite/migrator'
import { openEmbeddedPostgres } from '../../src/database/embedded-postgres.js'
import { migrationsFolder } from '../../src/database/migrations.js'
import { Contents } from '../../src/files/contents.js'
import { Drive } from '../../src/files/drive.js'

// On a busy machine the embedded Postgres takes its time to start.
jest.setTimeout(60_000)

interface Journal {
  entries: { tag: string }[]
}

let folder: string
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'migrations-'))
})
afterEach(() => rm(folder, { recursive: true }))

/** The migrations as they were when this was the last one. */
async function migrationsUpTo(tag: string): Promise<string> {
  const copy = join(folder, 'migrations')
  await cp(migrationsFolder, copy, { recursive: true })
  const path = join(copy, 'meta/_journal.json')
  const journal = JSON.parse(await readFile(path, 'utf8')) as Journal
  const last = journal.entries.findIndex((entry) => entry.tag === tag)
  await writeFile(path, JSON.stringify({ ...journal, entries: journal.entries.slice(0, last + 1) }))
  return copy
}

test('a database from before there were folders keeps its files and its trash, at the top', async () => {
  const owner = { issuer: 'https://issuer.test', subject: 'alice' }
  const [ownerId, kept, trashed] = [1, 2, 3].map((n) => `0190a0e0-0000-7000-8000-00000000000${n}`)
  const before = await PGlite.create(join(folder, 'postgres'))
  await migrate(drizzle(before), { migrationsFolder: await migrationsUpTo('0002_trash') })
  await before.query('insert into owners values ($1, $2, $3)', [ownerId, owner.issuer, owner.subject])
  const insert = `insert into files values ($1, $2, $3, $3, 'text/plain', 4, 'x', now(), now(), $4)`
  await before.query(insert, [kept, ownerId, 'kept', null])
  await before.query(insert, [trashed, ownerId, 'trashed', new Date()])
  await before.close()

  const connection = await openEmbeddedPostgres(folder)
  const drive = new Drive(connection.database, await Contents.open(join(folder, 'contents')), () => undefined)
  await writeFile(join(folder, 'contents', `${kept}`), 'text')
  const options = { limit: 10, sort: 'name' } as const
  expect((await drive.files.listTop(owner, options)).items).toMatchObject([
    { id: kept, name: 'kept', folderId: null, contentId: kept, role: 'owner' },
  ])
  expect((await drive.trash.list(owner, options)).files).toMatchObject([{ id: trashed }])
  const { content } = await drive.open(owner, `${kept}`)
  expect(await content.readFile('utf8')).toBe('text')
  await content.close()
  const { id: folderId } = await drive.folders.create(owner, 'new')
  expect(await drive.files.change(owner, `${kept}`, { folderId })).toMatchObject({ folderId })
  expect(await drive.trash.restore(owner, `${trashed}`)).toMatchObject({ file: { folderId: null } })
  await connection.close()
})
