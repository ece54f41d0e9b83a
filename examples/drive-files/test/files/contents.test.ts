import { createHash, randomUUID } from 'node:crypto'
import fs, { readdirSync, statSync } from 'node:fs'
import { mkdtemp, readdir, readFile, rm, stat, utimes, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { Contents, ContentTooLargeError } from '../../src/files/contents.js'

let folder: string
let contents: Contents
const unsettled = () => readdir(join(folder, 'unsettled'))

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'contents-'))
  contents = await Contents.open(folder)
})
afterEach(() => rm(folder, { recursive: true }))

test('a content is received, hashed, kept, read and removed', async () => {
  const draft = await contents.receive(Readable.from([Buffer.from('hel'), Buffer.from('lo')]), 5)
  expect(draft).toMatchObject({ size: 5, sha256: createHash('sha256').update('hello').digest('hex') })
  expect(await contents.open(draft.id)).toBeUndefined()

  await contents.keep(draft)
  expect(await unsettled()).toEqual([])
  expect(await readFile(join(folder, draft.id), 'utf8')).toBe('hello')
  const handle = await contents.open(draft.id)
  expect(await handle?.readFile('utf8')).toBe('hello')
  await handle?.close()

  expect([await contents.remove(draft.id), await contents.remove(draft.id)]).toEqual([true, false])
  expect(await contents.open(draft.id)).toBeUndefined()
})

test('one byte too many leaves nothing behind, and the rest is not read', async () => {
  let read = 0
  const source = Readable.from(
    (function* () {
      for (; read < 1000; read++) yield Buffer.alloc(1024)
    })(),
  )
  await expect(contents.receive(source, 10 * 1024 - 1)).rejects.toThrow(ContentTooLargeError)
  expect(read).toBeLessThan(100)
  expect(await unsettled()).toEqual([])
})

test('a source that breaks off leaves nothing behind', async () => {
  const source = Readable.from(
    (function* () {
      yield Buffer.from('half')
      throw new Error('gone')
    })(),
  )
  await expect(contents.receive(source, 100)).rejects.toThrow('gone')
  expect(await unsettled()).toEqual([])
})

test('a source that breaks off before its file on disk is open leaves nothing behind, not even later', async () => {
  const { open } = fs
  const opened = new Promise<void>((resolve) => {
    const late = (...args: Parameters<typeof open>) => {
      let turns = 50
      const wait = () => {
        if (turns-- > 0) return setImmediate(wait)
        open(...args)
        return setImmediate(resolve)
      }
      wait()
    }
    jest.spyOn(fs, 'open').mockImplementationOnce(late)
  })
  const source = new Readable({ read: () => undefined })
  const received = contents.receive(source, 100)
  source.destroy(new Error('gone'))
  await expect(received).rejects.toThrow('gone')
  await opened
  // What is asked after it is answered after it.
  await stat(folder)
  expect(await unsettled()).toEqual([])
})

test('the source waits for the disk, so that a large file is never in memory', async () => {
  const chunk = Buffer.alloc(256 * 1024)
  let taken = 0
  let farthestAhead = 0
  const source = new Readable({
    highWaterMark: 1,
    read() {
      const [draft] = readdirSync(join(folder, 'unsettled'))
      const written = draft === undefined ? 0 : statSync(join(folder, 'unsettled', draft)).size
      farthestAhead = Math.max(farthestAhead, taken - written)
      taken += chunk.length
      this.push(taken > 32 * 1024 * 1024 ? null : chunk)
    },
  })
  await contents.receive(source, Infinity)
  expect(taken).toBeGreaterThan(32 * 1024 * 1024)
  expect(farthestAhead).toBeLessThan(4 * 1024 * 1024)
})

test('only what is old enough counts as left over', async () => {
  const old = await contents.receive(Readable.from([Buffer.from('old')]), 100)
  const fresh = await contents.receive(Readable.from([Buffer.from('new')]), 100)
  const [marked, justMarked] = [randomUUID(), randomUUID()]
  await contents.mark(marked)
  const hourAgo = new Date(Date.now() - 3_600_000)
  await utimes(join(folder, 'unsettled', `${old.id}.draft`), hourAgo, hourAgo)
  await utimes(join(folder, 'unsettled', `${marked}.mark`), hourAgo, hourAgo)
  await contents.mark(justMarked)

  expect(await contents.findUnsettled(60_000)).toEqual({ marked: [marked], drafts: [old.id] })
  const all = await contents.findUnsettled(-60_000)
  expect(all.marked.sort()).toEqual([marked, justMarked].sort())
  expect(all.drafts.sort()).toEqual([old.id, fresh.id].sort())
})

test('what it did not write does not count', async () => {
  for (const name of ['README', 'foo.mark', 'foo.draft', `${randomUUID()}.mark.bak`]) {
    await writeFile(join(folder, 'unsettled', name), '')
  }
  expect(await contents.findUnsettled(-60_000)).toEqual({ marked: [], drafts: [] })
})

test('no other user of the machine may look in', async () => {
  const fresh = join(folder, 'fresh')
  await Contents.open(fresh)
  for (const path of [fresh, join(fresh, 'unsettled')]) expect((await stat(path)).mode & 0o077).toBe(0)
})
