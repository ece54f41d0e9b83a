import { mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import type { Connection } from '../../src/database/database.js'
import { openMemoryPostgres } from '../../src/database/embedded-postgres.js'
import { Contents } from '../../src/files/contents.js'
import { Drive } from '../../src/files/drive.js'
import { FileRows } from '../../src/files/rows.js'
import { addSampleFiles } from '../../src/files/samples.js'

// On a busy machine the embedded Postgres takes its time to start.
jest.setTimeout(60_000)

let connection: Connection
let folder: string
let drive: Drive
const owner = { issuer: 'https://issuer.test', subject: 'somebody' }

beforeAll(async () => {
  connection = await openMemoryPostgres()
})
afterAll(() => connection.close())
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'drive-'))
  drive = await start()
  logged.length = 0
})
afterEach(() => rm(folder, { recursive: true }))

const logged: { event: string; fields: Readonly<Record<string, unknown>> | undefined }[] = []
const start = async () =>
  new Drive(new FileRows(connection.database), await Contents.open(folder), (event, fields) =>
    logged.push({ event, fields }),
  )
const list = async (of = owner) => (await drive.list(of, { limit: 100, sort: 'name' })).files
const receive = () => drive.receive(Readable.from([Buffer.from('content')]), 100)
const onDisk = async () => (await readdir(folder)).filter((name) => name !== 'unsettled')
const unsettled = () => readdir(join(folder, 'unsettled'))

async function add(name: string) {
  return drive.add(owner, { draft: await receive(), name, contentType: 'text/plain' })
}

describe('after a crash the next start settles', () => {
  test('an upload that was half-way: nothing stays of it', async () => {
    await receive()
    await drive.settleLeftovers(-60_000)
    expect([await unsettled(), await onDisk()]).toEqual([[], []])
  })

  test('an upload whose content was in place, but not its row: the content goes', async () => {
    const { id } = await receive()
    await writeFile(join(folder, 'unsettled', `${id}.mark`), '')
    await writeFile(join(folder, id), 'content')
    expect(await drive.settleLeftovers(-60_000)).toBe(1)
    expect([await unsettled(), await onDisk()]).toEqual([[], []])
  })

  test('an upload that was done but for its mark, and a deletion that was not begun: the file stays', async () => {
    const { id } = await add('a.txt')
    await writeFile(join(folder, 'unsettled', `${id}.mark`), '')
    await drive.settleLeftovers(-60_000)
    expect([await unsettled(), await onDisk()]).toEqual([[], [id]])
    expect(await drive.find(owner, id)).toBeDefined()
  })

  test('a deletion that got as far as the row: the content goes too', async () => {
    const { id } = await add('a.txt')
    await writeFile(join(folder, 'unsettled', `${id}.mark`), '')
    await drive.trash(owner, id)
    await new FileRows(connection.database).delete(owner, id)
    await drive.settleLeftovers(-60_000)
    expect([await unsettled(), await onDisk()]).toEqual([[], []])
  })

  test('nothing else: a content that no mark names is not touched, whatever the database says', async () => {
    await writeFile(join(folder, 'of-another-database'), '')
    await drive.settleLeftovers(-60_000)
    expect(await onDisk()).toEqual(['of-another-database'])
  })

  test('what it can: the rest is told to the log, stays, and keeps nobody from starting', async () => {
    const [stuck, other] = [await receive(), await receive()].map(({ id }) => id)
    await rm(join(folder, 'unsettled', `${stuck}.draft`))
    // No file, and so not to be removed as one.
    await mkdir(join(folder, `${stuck}`))
    await writeFile(join(folder, `${other}`), 'content')
    for (const id of [stuck, other]) await writeFile(join(folder, 'unsettled', `${id}.mark`), '')
    await writeFile(join(folder, 'unsettled', 'foo.mark'), '')
    expect(await drive.settleLeftovers(-60_000)).toBe(1)
    expect(await onDisk()).toEqual([stuck])
    expect((await unsettled()).sort()).toEqual([`${stuck}.mark`, 'foo.mark'].sort())
    expect(logged).toMatchObject([{ event: 'file_not_settled', fields: { id: stuck } }])
  })

  test('and, beside other instances, not what may be at work', async () => {
    const draft = await receive()
    expect(await drive.settleLeftovers(60_000)).toBe(0)
    expect(await unsettled()).toEqual([`${draft.id}.draft`])
  })
})

describe('emptying the trash', () => {
  const inTrash = async () => (await drive.list(owner, { limit: 100, sort: 'name', inTrash: true })).files

  test('takes what was there when it began, however much, and nothing else', async () => {
    const kept = await add('kept.txt')
    for (let n = 0; n < 5; n++) await drive.trash(owner, (await add(`${n}.txt`)).id)
    const [late, wanted] = [await add('late.txt'), await add('wanted.txt')]
    await drive.trash(owner, wanted.id)
    const rows = new FileRows(connection.database)
    const later = new FileRows(connection.database, () => new Date(Date.now() + 1000))
    const remove = rows.delete.bind(rows)
    rows.delete = async (...args) => {
      // While it is being emptied, one comes into it, and one is taken out and put there again.
      await later.trash(owner, late.id)
      if (await later.restore(owner, wanted.id)) await later.trash(owner, wanted.id)
      return remove(...args)
    }
    await new Drive(rows, await Contents.open(folder), () => undefined).emptyTrash(owner)
    expect((await inTrash()).map(({ id }) => id).sort()).toEqual([late.id, wanted.id].sort())
    expect((await onDisk()).sort()).toEqual([kept.id, late.id, wanted.id].sort())
    expect(await unsettled()).toEqual([])
    await drive.emptyTrash(owner)
    expect([await inTrash(), await drive.find(owner, kept.id)]).toEqual([[], kept])
  })
})

describe('sample files', () => {
  const issuer = 'https://samples.test'
  const [alice, bob] = [
    { issuer, subject: 'alice' },
    { issuer, subject: 'bob' },
  ]

  test('are there at the first start, each account its own, and stay deleted', async () => {
    await addSampleFiles(drive, issuer)
    const files = await list(alice)
    expect(files.map(({ name, contentType }) => [name, contentType])).toEqual([
      ['Lighthouse.png', 'image/png'],
      ['Trip plan.md', 'text/markdown'],
      ['Welcome.txt', 'text/plain'],
    ])
    expect((await list(bob)).map(({ name }) => name)).toEqual(['Mountains.svg', 'Plov.md', 'Welcome.txt'])
    const opened = await drive.open(alice, files[2]!.id)
    expect(await opened?.content.readFile('utf8')).toMatch(/^Hello Alice/)
    await opened?.content.close()

    for (const { id } of files) await drive.trash(alice, id)
    await drive.emptyTrash(alice)
    await addSampleFiles(drive, issuer)
    expect(await list(alice)).toEqual([])
    expect(await list(bob)).toHaveLength(3)
  })

  test('come whole or not at all: what breaks off is done again at the next start', async () => {
    const elsewhere = 'https://broken-off.test'
    const rows = new FileRows(connection.database)
    let left = 4
    const breaking = new Drive(
      rows,
      Object.assign(Object.create(await Contents.open(folder)) as Contents, {
        receive: (...args: Parameters<Contents['receive']>) =>
          left-- > 0 ? drive.receive(...args) : Promise.reject(new Error('the power is gone')),
      }),
      () => undefined,
    )
    await expect(addSampleFiles(breaking, elsewhere)).rejects.toThrow('the power is gone')
    await drive.settleLeftovers(-60_000)
    await addSampleFiles(drive, elsewhere)
    expect(await list({ issuer: elsewhere, subject: 'alice' })).toHaveLength(3)
    expect(await list({ issuer: elsewhere, subject: 'bob' })).toHaveLength(3)
    expect(await unsettled()).toEqual([])
  })

  test('come once when two instances start together', async () => {
    const elsewhere = 'https://together.test'
    await Promise.all([addSampleFiles(drive, elsewhere), addSampleFiles(drive, elsewhere)])
    expect(await list({ issuer: elsewhere, subject: 'alice' })).toHaveLength(3)
    expect(await list({ issuer: elsewhere, subject: 'bob' })).toHaveLength(3)
    expect(await onDisk()).toHaveLength(6)
  })

  test('are not for an account that has, or had, files of its own', async () => {
    const other = 'https://other.test'
    const known = { issuer: other, subject: 'alice' }
    const { id } = await drive.add(known, {
      draft: await receive(),
      name: 'own.txt',
      contentType: 'text/plain',
    })
    await drive.trash(known, id)
    await drive.delete(known, id)
    await addSampleFiles(drive, other)
    expect(await list(known)).toEqual([])
    expect(await list({ issuer: other, subject: 'bob' })).toHaveLength(3)
  })
})
