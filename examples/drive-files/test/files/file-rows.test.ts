import { randomUUID } from 'node:crypto'
import { sql } from 'drizzle-orm'
import type { Connection } from '../../src/database/database.js'
import { openPostgresServer } from '../../src/database/postgres-server.js'
import { FileRows } from '../../src/files/file-rows.js'
import { isKnown } from '../../src/files/first-things.js'
import { Refusal } from '../../src/files/refusal.js'
import type { Owner } from '../../src/files/user.js'
import { onEachPostgres } from '../support/each-postgres.js'
import { newFile, someone } from '../support/new-file.js'

// On a busy machine the embedded Postgres takes its time to start.
jest.setTimeout(60_000)

const { DATABASE_URL } = process.env

const missing = new Refusal('missing')

onEachPostgres(suite)

if (DATABASE_URL !== undefined) {
  const open = () => openPostgresServer(DATABASE_URL, () => undefined)
  describe('on the Postgres server of DATABASE_URL, where many come together', () => {
    test('instances that start together do not trip over their migrations', async () => {
      const connections = await Promise.all([open(), open(), open(), open()])
      for (const connection of connections) await connection.check()
      expect(new Set(connections.map(({ id }) => id)).size).toBe(1)
      await Promise.all(connections.map((connection) => connection.close()))
    })

    test('a connection that is lost in a transaction fails it, and nothing else', async () => {
      const logged: string[] = []
      const { database, check, close } = await openPostgresServer(DATABASE_URL, (event) => logged.push(event))
      const broken = database.transaction((transaction) =>
        transaction.execute(sql`select pg_terminate_backend(pg_backend_pid())`),
      )
      await expect(broken).rejects.toThrow()
      await check()
      await close()
      expect(logged).toEqual(['database_connection_lost'])
    })

    test('a statement that is stuck is given up by the server, and leaves no transaction open', async () => {
      const [blocking, connection] = [
        await open(),
        await openPostgresServer(DATABASE_URL, () => undefined, 300),
      ]
      const rows = new FileRows(connection.database, () => new Date())
      const owner = someone()
      await blocking.database.transaction(async (transaction) => {
        await transaction.execute(sql`lock table files in exclusive mode`)
        await expect(rows.insert(owner, newFile())).rejects.toThrow()
        // Whoever gets the connection next: its commit must not commit what was given up.
        await connection.database.transaction((next) => next.execute(sql`select 1`))
      })
      expect(await isKnown(connection.database, owner)).toBe(false)
      await connection.close()
      await blocking.close()
    })
  })
}

function suite(open: () => Promise<Connection>): void {
  let connection: Connection
  let rows: FileRows
  let now: number

  beforeAll(async () => {
    connection = await open()
    rows = new FileRows(connection.database, () => new Date(now))
  })
  beforeEach(() => {
    now = Date.UTC(2030, 0, 1)
  })
  afterAll(() => connection.close())

  async function namesOf(owner: Owner, search: string): Promise<string[]> {
    const { items } = await rows.list(owner, { limit: 100, sort: 'name', search })
    return items.map(({ name }) => name)
  }

  test('what is stored is found again, as it was', async () => {
    const owner = someone()
    const stored = await rows.insert(owner, newFile({ name: 'übung 🌊.txt', size: 2 ** 40 }))
    expect(stored).toMatchObject({
      name: 'übung 🌊.txt',
      size: 2 ** 40,
      createdAt: new Date(now),
      updatedAt: new Date(now),
    })
    expect(await rows.find(owner, stored.id)).toEqual(stored)
  })

  test('a file is renamed and gets a new time, and is not there once it is in the trash', async () => {
    const owner = someone()
    const { id } = await rows.insert(owner, newFile())
    now += 1000
    expect(await rows.change(owner, id, { name: 'B.txt' })).toMatchObject({
      name: 'B.txt',
      createdAt: new Date(now - 1000),
      updatedAt: new Date(now),
    })
    expect(await namesOf(owner, 'b.t')).toEqual(['B.txt'])
    await rows.trash(owner, id)
    await expect(rows.find(owner, id)).rejects.toThrow(missing)
    await expect(rows.trash(owner, id)).rejects.toThrow(missing)
    await expect(rows.change(owner, id, { name: 'c' })).rejects.toThrow(missing)
    expect(await namesOf(owner, '')).toEqual([])
  })

  test('a content is in use as long as a file has it, in the trash or not', async () => {
    const owner = someone()
    const file = await rows.insert(owner, newFile())
    expect(await rows.usesContent(file.contentId)).toBe(true)
    const next = { ...newFile(), contentId: randomUUID(), size: 7 }
    const { contentId, contentType, size, sha256 } = next
    const replaced = await rows.replace(owner, file.id, { contentId, contentType, size, sha256 }, () => true)
    expect(replaced).toMatchObject({
      file: { id: file.id, name: file.name, contentId, size: 7 },
      unwanted: file.contentId,
    })
    expect([await rows.usesContent(file.contentId), await rows.usesContent(contentId)]).toEqual([false, true])
    await rows.trash(owner, file.id)
    expect(await rows.usesContent(contentId)).toBe(true)
  })

  test('an owner is an issuer and a subject: the same subject elsewhere is somebody else', async () => {
    const alice = someone()
    const { id } = await rows.insert(alice, newFile())
    for (const other of [someone(), { ...alice, issuer: 'https://other.test' }]) {
      await rows.insert(other, newFile({ name: 'theirs' }))
      await expect(rows.find(other, id)).rejects.toThrow(missing)
      await expect(rows.change(other, id, { name: 'mine now' })).rejects.toThrow(missing)
      await expect(rows.trash(other, id)).rejects.toThrow(missing)
      expect(await namesOf(other, '')).toEqual(['theirs'])
    }
    expect(await namesOf(alice, '')).toEqual(['a.txt'])
  })

  test('a file that cannot be stored makes nobody an owner', async () => {
    const [one, other] = [someone(), someone()]
    const { id } = await rows.insert(one, newFile())
    await expect(rows.insert(other, newFile({ id }))).rejects.toThrow()
    expect(await isKnown(connection.database, other)).toBe(false)
    expect(await isKnown(connection.database, one)).toBe(true)
  })

  test('first files of one owner that arrive together are all stored', async () => {
    const owner = someone()
    await Promise.all(Array.from({ length: 5 }, () => rows.insert(owner, newFile())))
    expect(await namesOf(owner, '')).toHaveLength(5)
  })

  test.each<[string, string[]]>([
    ['', ['100%.txt', '1000.txt', 'a\u0301.txt', 'A_b.txt', 'aXb.txt', "o'neil.txt", 'ÄRGER.txt']],
    ['%', ['100%.txt']],
    ['_', ['A_b.txt']],
    ['100', ['100%.txt', '1000.txt']],
    ['A', ['A_b.txt', 'aXb.txt']],
    ['ärger', ['ÄRGER.txt']],
    ['Á', ['a\u0301.txt']],
    ["'", ["o'neil.txt"]],
    ["' or '1'='1", []],
    ['\\', []],
    ['.TXT', ['100%.txt', '1000.txt', 'a\u0301.txt', 'A_b.txt', 'aXb.txt', "o'neil.txt", 'ÄRGER.txt']],
    ['%.txt%', []],
  ])('a search for "%s" takes every character for itself, in either case', async (search, found) => {
    const owner = someone()
    for (const name of [
      '100%.txt',
      '1000.txt',
      'A_b.txt',
      'aXb.txt',
      'ÄRGER.txt',
      'a\u0301.txt',
      "o'neil.txt",
    ]) {
      await rows.insert(owner, newFile({ name }))
    }
    expect((await namesOf(owner, search)).sort()).toEqual([...found].sort())
  })

  test('a name of the longest kind fits into the index', async () => {
    const name = Array.from({ length: 255 }, (_, n) =>
      String.fromCodePoint(0x20000 + ((n * 7919) % 40_000)),
    ).join('')
    expect(await rows.insert(someone(), newFile({ name }))).toMatchObject({ name })
  })
}
