import { randomUUID } from 'node:crypto'
import { copyFile, mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { eq } from 'drizzle-orm'
import type { Connection } from '../../src/database/database.js'
import { files, unwantedContents } from '../../src/database/schema.js'
import { openMemoryPostgres } from '../../src/database/embedded-postgres.js'
import { Contents } from '../../src/files/contents.js'
import { Drive } from '../../src/files/drive.js'
import { TrashRows } from '../../src/files/trash-rows.js'
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
  new Drive(connection.database, await Contents.open(folder), (event, fields) =>
    logged.push({ event, fields }),
  )
const list = async (of = owner) => (await drive.files.list(of, { limit: 100, sort: 'name' })).items
const receive = () => drive.receive(Readable.from([Buffer.from('content')]), 100)
const onDisk = async () => (await readdir(folder)).filter((name) => name !== 'unsettled')
const unsettled = () => readdir(join(folder, 'unsettled'))

/** Puts copies of a file beside it, rows and contents. */
async function multiply(id: string, times: number) {
  const row = (await connection.database.select().from(files).where(eq(files.id, id)))[0]!
  const copies = Array.from({ length: times }, () => ({ ...row, id: randomUUID(), contentId: randomUUID() }))
  await connection.database.insert(files).values(copies)
  for (const { contentId } of copies) await copyFile(join(folder, row.contentId), join(folder, contentId))
}

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
    await drive.files.find(owner, id)
  })

  test('a deletion that got as far as the row: the content goes too', async () => {
    const { id } = await add('a.txt')
    await drive.files.trash(owner, id)
    await new TrashRows(connection.database).delete(owner, id)
    expect(await onDisk()).toEqual([id])
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

describe('contents that no file has any more', () => {
  test('are told to the log when they cannot be removed, and go with the next deletion', async () => {
    const [stuck, other] = [await add('stuck.txt'), await add('other.txt')]
    await rm(join(folder, stuck.id))
    // No file, and so not to be removed as one.
    await mkdir(join(folder, stuck.id))
    for (const { id } of [stuck, other]) await drive.files.trash(owner, id)
    await drive.emptyTrash(owner)
    expect(await onDisk()).toEqual([stuck.id])
    expect(logged).toMatchObject([{ event: 'content_not_removed', fields: { id: stuck.id } }])
    await rm(join(folder, stuck.id), { recursive: true })
    await writeFile(join(folder, stuck.id), 'content')
    const { id } = await add('last.txt')
    await drive.files.trash(owner, id)
    await drive.delete(owner, id)
    expect(await onDisk()).toEqual([])
  })

  test('that are not there are left to whoever has made them unwanted, for an hour', async () => {
    const since = async () => (await connection.database.select().from(unwantedContents)).map(({ id }) => id)
    const { id } = await add('elsewhere.txt')
    await rm(join(folder, id))
    await drive.files.trash(owner, id)
    await drive.emptyTrash(owner)
    expect(await since()).toEqual([id])
    await connection.database.update(unwantedContents).set({ since: new Date(Date.now() - 3_601_000) })
    await drive.settleLeftovers(-60_000)
    expect(await since()).toEqual([])
    expect(logged).toEqual([])
  })

  test('go however many they are', async () => {
    const { id: folderId } = await drive.folders.create(owner, 'many')
    const file = await drive.add(
      owner,
      { draft: await receive(), name: 'one', contentType: 'text/plain' },
      folderId,
    )
    await multiply(file.id, 400)
    expect(await onDisk()).toHaveLength(401)
    const kept = await add('kept.txt')
    await drive.folders.trash(owner, folderId)
    await drive.delete(owner, folderId)
    expect(await onDisk()).toEqual([kept.id])
    expect(await unsettled()).toEqual([])
  })

  test('that others have left are none of the work of whoever replaces a content', async () => {
    const [deleted, file] = [await add('deleted.txt'), await add('a.txt')]
    await drive.files.trash(owner, deleted.id)
    await new TrashRows(connection.database).delete(owner, deleted.id)
    const { contentId } = await drive.replace(owner, file.id, {
      draft: await receive(),
      contentType: 'text/plain',
    })
    expect((await onDisk()).sort()).toEqual([deleted.id, contentId].sort())
    await drive.settleLeftovers(-60_000)
    expect(await onDisk()).toEqual([contentId])
  })

  test('a download that has begun goes on, also when the file is replaced and deleted meanwhile', async () => {
    const { id } = await add('a.txt')
    const { content } = await drive.open(owner, id)
    await drive.replace(owner, id, { draft: await receive(), contentType: 'text/plain' })
    await drive.files.trash(owner, id)
    await drive.emptyTrash(owner)
    expect(await content.readFile('utf8')).toBe('content')
    await content.close()
  })

  test('a file that is replaced between the look at its row and that at its content is read all the same', async () => {
    const { id } = await add('a.txt')
    const find = drive.files.find.bind(drive.files)
    let looks = 0
    drive.files.find = async (...args) => {
      const file = await find(...args)
      if (looks++ < 3) {
        await drive.replace(owner, id, {
          draft: await drive.receive(Readable.from([Buffer.from(`new ${looks}`)]), 100),
          contentType: 'text/plain',
        })
      }
      return file
    }
    const { content, file } = await drive.open(owner, id)
    expect(await content.readFile('utf8')).toBe('new 3')
    expect(file.size).toBe(5)
    await content.close()
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
    const options = { limit: 100, sort: 'name' } as const
    const top = (await drive.files.listTop(alice, options)).items
    expect(top.map(({ name, contentType }) => [name, contentType])).toEqual([
      ['Lighthouse.png', 'image/png'],
      ['Welcome.txt', 'text/plain'],
    ])
    const folders = (await drive.folders.listTop(alice, options)).items
    expect(folders.map(({ name }) => name)).toEqual(['Documents', 'Photos'])
    const photos = (await drive.files.listIn(alice, folders[1]!.id, options)).items
    expect(photos.length).toBeGreaterThanOrEqual(6)
    for (const { contentType } of photos) expect(contentType).toBe('image/jpeg')
    const opened = await drive.open(alice, top[1]!.id)
    expect(await opened.content.readFile('utf8')).toMatch(/^Hello Alice/)
    await opened.content.close()
    const bobs = await list(bob)
    expect(bobs.map(({ name }) => name)).toEqual(expect.arrayContaining(['Mountains.svg', 'Plov.md']))

    for (const { id } of folders) await drive.folders.trash(alice, id)
    for (const { id } of top) await drive.files.trash(alice, id)
    await drive.emptyTrash(alice)
    await addSampleFiles(drive, issuer)
    expect(await list(alice)).toEqual([])
    expect(await list(bob)).toEqual(bobs)
  })

  test('one folder is shared, with the other account at the same issuer', async () => {
    await addSampleFiles(drive, issuer)
    const email = 'alice@example.com'
    const { folders, files } = await drive.listSharedWith({ ...alice, email }, 100)
    const owner = { name: 'Bob Yusupov', email: 'bob@example.com' }
    expect([folders, files]).toMatchObject([[{ name: 'Samarkand trip', role: 'viewer', owner }], []])
    const elsewhere = { issuer: 'https://elsewhere.test', subject: 'alice', email }
    expect((await drive.listSharedWith(elsewhere, 100)).folders).toEqual([])
  })

  /** How many files Alice and Bob have in the folder of samples. */
  const sampleCounts = async (): Promise<[number, number]> => {
    const count = async (subject: string) => {
      const path = join(__dirname, '../../samples', subject)
      const entries = await readdir(path, { recursive: true, withFileTypes: true })
      return entries.filter((entry) => entry.isFile()).length
    }
    return [await count('alice'), await count('bob')]
  }

  test('come whole or not at all: what breaks off is done again at the next start', async () => {
    const elsewhere = 'https://broken-off.test'
    let left = 14
    const breaking = new Drive(
      connection.database,
      Object.assign(Object.create(await Contents.open(folder)) as Contents, {
        receive: (...args: Parameters<Contents['receive']>) =>
          left-- > 0 ? drive.receive(...args) : Promise.reject(new Error('the power is gone')),
      }),
      () => undefined,
    )
    await expect(addSampleFiles(breaking, elsewhere)).rejects.toThrow('the power is gone')
    await drive.settleLeftovers(-60_000)
    await addSampleFiles(drive, elsewhere)
    const [alices, bobs] = await sampleCounts()
    expect(await list({ issuer: elsewhere, subject: 'alice' })).toHaveLength(alices)
    expect(await list({ issuer: elsewhere, subject: 'bob' })).toHaveLength(bobs)
    expect(await unsettled()).toEqual([])
  })

  test('come once when two instances start together', async () => {
    const elsewhere = 'https://together.test'
    await Promise.all([addSampleFiles(drive, elsewhere), addSampleFiles(drive, elsewhere)])
    const [alices, bobs] = await sampleCounts()
    expect(await list({ issuer: elsewhere, subject: 'alice' })).toHaveLength(alices)
    expect(await list({ issuer: elsewhere, subject: 'bob' })).toHaveLength(bobs)
    expect(await onDisk()).toHaveLength(alices + bobs)
  })

  test('are not for an account that has, or had, files of its own', async () => {
    const other = 'https://other.test'
    const known = { issuer: other, subject: 'alice' }
    const { id } = await drive.add(known, {
      draft: await receive(),
      name: 'own.txt',
      contentType: 'text/plain',
    })
    await drive.files.trash(known, id)
    await drive.delete(known, id)
    await addSampleFiles(drive, other)
    expect(await list(known)).toEqual([])
    expect(await list({ issuer: other, subject: 'bob' })).not.toEqual([])
  })
})
