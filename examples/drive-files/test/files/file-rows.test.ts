import { randomUUID } from 'node:crypto'
import { sql } from 'drizzle-orm'
import type { Connection } from '../../src/database/database.js'
import { openPostgresServer } from '../../src/database/postgres-server.js'
import { FileRows, type NewFile } from '../../src/files/rows.js'
import { onEachPostgres } from '../support/each-postgres.js'

// On a busy machine the embedded Postgres takes its time to start.
jest.setTimeout(60_000)

const { DATABASE_URL } = process.env

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
      const rows = new FileRows(connection.database)
      const owner = { issuer: 'https://issuer.test', subject: randomUUID() }
      const first = { id: randomUUID(), name: 'a', contentType: 'text/plain', size: 1, sha256: '' }
      await blocking.database.transaction(async (transaction) => {
        await transaction.execute(sql`lock table files in exclusive mode`)
        await expect(rows.insertFirst(owner, [first])).rejects.toThrow()
        // Whoever gets the connection next: its commit must not commit what was given up.
        await connection.database.transaction((next) => next.execute(sql`select 1`))
      })
      expect(await rows.knows(owner)).toBe(false)
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

  const someone = () => ({ issuer: 'https://issuer.test', subject: randomUUID() })
  const file = (about: Partial<NewFile> = {}): NewFile => ({
    id: randomUUID(),
    name: 'a.txt',
    contentType: 'text/plain',
    size: 1,
    sha256: '0'.repeat(64),
    ...about,
  })

  async function namesOf(owner: ReturnType<typeof someone>, search: string): Promise<string[]> {
    const { files } = await rows.list(owner, { limit: 100, sort: 'name', search })
    return files.map(({ name }) => name)
  }

  test('what is stored is found again, as it was', async () => {
    const owner = someone()
    const stored = await rows.insert(owner, file({ name: 'übung 🌊.txt', size: 2 ** 40 }))
    expect(stored).toMatchObject({
      name: 'übung 🌊.txt',
      size: 2 ** 40,
      createdAt: new Date(now),
      updatedAt: new Date(now),
    })
    expect(await rows.find(owner, stored.id)).toEqual(stored)
  })

  test('a file is renamed and gets a new time, and is deleted once, out of the trash', async () => {
    const owner = someone()
    const { id } = await rows.insert(owner, file())
    now += 1000
    const renamed = await rows.rename(owner, id, 'B.txt')
    expect(renamed).toMatchObject({
      name: 'B.txt',
      createdAt: new Date(now - 1000),
      updatedAt: new Date(now),
    })
    expect(await namesOf(owner, 'b.t')).toEqual(['B.txt'])
    expect([await rows.delete(owner, id), await rows.trash(owner, id)]).toEqual([false, true])
    expect([await rows.delete(owner, id), await rows.delete(owner, id)]).toEqual([true, false])
    expect(await rows.find(owner, id)).toBeUndefined()
  })

  test('a file in the trash is listed there alone, by the same rules, and comes back as it was', async () => {
    const owner = someone()
    const [one, two, three] = [
      await rows.insert(owner, file({ name: 'one' })),
      await rows.insert(owner, file({ name: 'two' })),
      await rows.insert(owner, file({ name: 'three' })),
    ]
    for (const { id } of [two, three]) expect(await rows.trash(owner, id)).toBe(true)
    const list = (inTrash: boolean, search = '') =>
      rows.list(owner, { limit: 1, sort: 'name', search, inTrash })
    expect(await list(false)).toEqual({ files: [one], next: undefined })
    expect(await list(true)).toMatchObject({ files: [three], next: { after: 'three' } })
    expect(await list(true, 'w')).toEqual({ files: [two], next: undefined })

    expect(await rows.isTrashed(owner, two.id)).toBe(true)
    expect(await rows.rename(owner, two.id, 'other')).toBeUndefined()
    expect([await rows.trash(owner, two.id), await rows.has(two.id)]).toEqual([false, true])
    expect(await rows.restore(owner, two.id)).toEqual(two)
    expect([await rows.restore(owner, two.id), await rows.isTrashed(owner, two.id)]).toEqual([
      undefined,
      false,
    ])
    expect(await rows.find(owner, two.id)).toEqual(two)
  })

  test('what is in the trash, and since when; nothing is deleted that is there since another moment', async () => {
    const owner = someone()
    const [one, two] = [await rows.insert(owner, file()), await rows.insert(owner, file())]
    await rows.insert(owner, file())
    const began = now
    for (const { id } of [one, two]) {
      await rows.trash(owner, id)
      now += 1000
    }
    const [first, second] = [new Date(began), new Date(began + 1000)]
    const trashed = (await rows.trashed(owner)).sort((a, b) => a.trashedAt.getTime() - b.trashedAt.getTime())
    expect(trashed).toEqual([
      { id: one.id, trashedAt: first },
      { id: two.id, trashedAt: second },
    ])
    expect(await rows.trashed(someone())).toEqual([])
    expect([await rows.isTrashed(owner, one.id, second), await rows.delete(owner, one.id, second)]).toEqual([
      false,
      false,
    ])
    expect([await rows.isTrashed(owner, one.id, first), await rows.delete(owner, one.id, first)]).toEqual([
      true,
      true,
    ])
  })

  test('an owner is an issuer and a subject: the same subject elsewhere is somebody else', async () => {
    const alice = someone()
    const { id } = await rows.insert(alice, file())
    for (const other of [someone(), { ...alice, issuer: 'https://other.test' }]) {
      await rows.insert(other, file({ name: 'theirs' }))
      expect(await rows.find(other, id)).toBeUndefined()
      expect(await rows.rename(other, id, 'mine now')).toBeUndefined()
      expect(await rows.trash(other, id)).toBe(false)
      await rows.trash(alice, id)
      expect(await rows.isTrashed(other, id)).toBe(false)
      expect(await rows.restore(other, id)).toBeUndefined()
      expect(await rows.delete(other, id)).toBe(false)
      expect(await rows.restore(alice, id)).toMatchObject({ id })
      expect(await namesOf(other, '')).toEqual(['theirs'])
    }
    expect(await namesOf(alice, '')).toEqual(['a.txt'])
  })

  test('first files are for a new owner, all of them or none', async () => {
    const [fresh, known] = [someone(), someone()]
    const twice = file()
    await expect(rows.insertFirst(fresh, [file(), twice, twice])).rejects.toThrow()
    expect([await rows.knows(fresh), await namesOf(fresh, '')]).toEqual([false, []])
    expect(await rows.insertFirst(fresh, [file({ name: 'a' }), file({ name: 'b' })])).toBe(true)
    expect(await rows.insertFirst(fresh, [file({ name: 'c' })])).toBe(false)
    expect([await rows.knows(fresh), await namesOf(fresh, '')]).toEqual([true, ['a', 'b']])
    const { id } = await rows.insert(known, file())
    await rows.trash(known, id)
    await rows.delete(known, id)
    expect(await rows.insertFirst(known, [file()])).toBe(false)
  })

  test('a file that cannot be stored makes nobody an owner', async () => {
    const [one, other] = [someone(), someone()]
    const { id } = await rows.insert(one, file())
    await expect(rows.insert(other, file({ id }))).rejects.toThrow()
    expect(await rows.knows(other)).toBe(false)
  })

  test('first files of one owner that arrive together are all stored', async () => {
    const owner = someone()
    await Promise.all(Array.from({ length: 5 }, () => rows.insert(owner, file())))
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
      await rows.insert(owner, file({ name }))
    }
    expect((await namesOf(owner, search)).sort()).toEqual([...found].sort())
  })

  test('a name of the longest kind fits into the index', async () => {
    const name = Array.from({ length: 255 }, (_, n) =>
      String.fromCodePoint(0x20000 + ((n * 7919) % 40_000)),
    ).join('')
    expect(await rows.insert(someone(), file({ name }))).toMatchObject({ name })
  })
}
