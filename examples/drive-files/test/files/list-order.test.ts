import type { Connection } from '../../src/database/database.js'
import type { Cursor } from '../../src/files/cursor.js'
import { FileRows } from '../../src/files/file-rows.js'
import type { StoredFile } from '../../src/files/stored-file.js'
import type { Owner } from '../../src/files/user.js'
import { type Sort, sorts } from '../../src/schemas/list.js'
import { onEachPostgres } from '../support/each-postgres.js'
import { newFile, someone } from '../support/new-file.js'

// On a busy machine the embedded Postgres takes its time to start.
jest.setTimeout(60_000)

onEachPostgres((open) => {
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

  test('names are sorted alike everywhere: without case, by code point', async () => {
    const owner = someone()
    for (const name of ['b', 'C', 'a', 'ä', 'Z', '_', '10', '9']) await rows.insert(owner, newFile({ name }))
    const { items } = await rows.list(owner, { limit: 100, sort: 'name' })
    expect(items.map(({ name }) => name)).toEqual(['10', '9', '_', 'a', 'b', 'C', 'Z', 'ä'])
  })

  describe.each(sorts)('sorted by %s', (sort) => {
    /** Nine files: three values of each column, three files of each, and each column in an order of its own. */
    async function nineFiles() {
      const owner = someone()
      const start = now
      for (const n of [2, 0, 1, 1, 2, 0, 0, 1, 2]) {
        now = start + n
        await rows.insert(owner, newFile({ name: `${(n + 1) % 3}`, size: (n + 2) % 3 }))
      }
      now = start
      return owner
    }

    function sortedValue({ name, createdAt, size }: StoredFile): number {
      const values = { name: Number(name), createdAt: createdAt.getTime() - now, size }
      return values[sort.replace('-', '') as keyof typeof values]
    }

    async function* pages(owner: Owner, limit: number) {
      let after: Cursor | undefined
      do {
        const page = await rows.list(owner, { limit, sort, after })
        yield page.items
        after = page.next
      } while (after !== undefined)
    }

    test.each([1, 2, 4, 9])(
      'pages of %s hold each file once and in order, also where values tie',
      async (limit) => {
        const owner = await nineFiles()
        const seen = []
        for await (const page of pages(owner, limit)) {
          expect(page.length).toBeLessThanOrEqual(limit)
          expect(page.length).toBeGreaterThan(0)
          seen.push(...page)
        }
        expect(new Set(seen.map(({ id }) => id)).size).toBe(9)
        expect(seen).toHaveLength(9)
        expect(seen.map(sortedValue)).toEqual(
          sort.startsWith('-') ? [2, 2, 2, 1, 1, 1, 0, 0, 0] : [0, 0, 0, 1, 1, 1, 2, 2, 2],
        )
      },
    )

    test('files that come and go between pages neither hide nor repeat the others', async () => {
      const owner = await nineFiles()
      const { items: before } = await rows.list(owner, { limit: 100, sort })
      const seen: string[] = []
      for await (const page of pages(owner, 2)) {
        seen.push(...page.map(({ id }) => id))
        for (const n of [0, 1, 2]) {
          const added = await rows.insert(owner, newFile({ name: `${n}`, size: n }))
          if (seen.length > 4) await rows.trash(owner, added.id)
        }
        // The one that the cursor stands on.
        await rows.trash(owner, seen.at(-1) ?? '')
        if (seen.length > 60) throw new Error('the pages do not end')
      }
      const old = seen.filter((id) => before.some((one) => one.id === id))
      expect(old).toEqual(before.map(({ id }) => id))
      expect(new Set(seen).size).toBe(seen.length)
    })
  })

  test('a page that is exactly full is the last when nothing follows', async () => {
    const owner = someone()
    await rows.insert(owner, newFile())
    await rows.insert(owner, newFile())
    const list = (limit: number, sort: Sort = 'name') => rows.list(owner, { limit, sort })
    expect((await list(2)).next).toBeUndefined()
    expect((await list(1)).next).toMatchObject({ sort: 'name', after: 'a.txt' })
    expect((await rows.list(someone(), { limit: 1, sort: 'size' })).items).toEqual([])
  })
})
