import { randomUUID } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import type { Connection } from '../../src/database/database.js'
import { Contents } from '../../src/files/contents.js'
import { Drive } from '../../src/files/drive.js'
import { Refusal } from '../../src/files/refusal.js'
import type { StoredFolder } from '../../src/files/stored-file.js'
import type { User } from '../../src/files/user.js'
import { onEachPostgres } from '../support/each-postgres.js'
import { faultsOf, leftContents } from '../support/tree.js'

// On a busy machine the embedded Postgres takes its time to start.
jest.setTimeout(60_000)

/** Things that happen to one tree at once; two instances do them, on one database and one folder. */
onEachPostgres((open) => {
  let connections: Connection[]
  let folder: string
  let one: Drive
  let other: Drive
  let owner: User & { email: string }
  let guest: User & { email: string }

  beforeAll(async () => {
    const first = await open()
    // The embedded Postgres is for one: there, both share its connection.
    const second = first.description === 'memory://' ? first : await open()
    connections = [...new Set([first, second])]
    folder = await mkdtemp(join(tmpdir(), 'tree-'))
    const start = async (connection: Connection) =>
      new Drive(connection.database, await Contents.open(folder), () => undefined)
    one = await start(first)
    other = await start(second)
  })
  afterAll(async () => {
    for (const connection of connections) await connection.close()
    await rm(folder, { recursive: true })
  })
  beforeEach(() => {
    const issuer = `https://${randomUUID()}.test`
    owner = { issuer, subject: 'owner', email: 'owner@example.com' }
    guest = { issuer, subject: 'guest', email: 'guest@example.com' }
  })

  const upload = async (drive: Drive, user: User, name: string, folderId?: string | null) =>
    drive.add(
      user,
      {
        draft: await drive.receive(Readable.from([Buffer.from(name)]), 1000),
        name,
        contentType: 'text/plain',
      },
      folderId,
    )

  /** What came of things that were done at once: `done`, or why it was refused. */
  const outcomes = async (...work: Promise<unknown>[]): Promise<string[]> =>
    (await Promise.allSettled(work)).map((result) => {
      if (result.status === 'fulfilled') return 'done'
      if (result.reason instanceof Refusal) return result.reason.reason
      throw result.reason
    })

  const expectWhole = async ({ ownerId }: Pick<StoredFolder, 'ownerId'>) => {
    expect(await faultsOf(connections[0]!.database, ownerId)).toEqual([])
    expect(await leftContents(connections[0]!.database, folder)).toEqual([])
  }

  test('two folders that are moved into each other: one is', async () => {
    for (let round = 0; round < 5; round++) {
      const [a, b] = [await one.folders.create(owner, 'a'), await one.folders.create(owner, 'b')]
      const inner = await one.folders.create(owner, 'inner', b.id)
      const ends = await outcomes(
        one.folders.change(owner, a.id, { parentId: inner.id }),
        other.folders.change(owner, b.id, { parentId: a.id }),
      )
      expect(ends.sort()).toEqual(['cycle', 'done'])
      await expectWhole(a)
    }
  })

  test('two that are moved below each other, and would be too deep together: one is', async () => {
    const chain = async (length: number) => {
      const made: StoredFolder[] = []
      for (let n = 0; n < length; n++) made.push(await one.folders.create(owner, `${n}`, made.at(-1)?.id))
      return made
    }
    const [base, upper, lower] = [await chain(16), await chain(10), await chain(10)]
    const ends = await outcomes(
      one.folders.change(owner, upper[0]!.id, { parentId: base[15]!.id }),
      other.folders.change(owner, lower[0]!.id, { parentId: upper[9]!.id }),
    )
    expect(ends.sort()).toEqual(['done', 'too-deep'])
    await expectWhole(base[0]!)
  })

  test('what comes into a folder that is being trashed and deleted goes with it or is refused; nothing is lost on the way', async () => {
    for (let round = 0; round < 5; round++) {
      const target = await one.folders.create(owner, 'target')
      const mover = await one.folders.create(owner, 'mover')
      const file = await upload(one, owner, 'moved.txt')
      const ends = await outcomes(
        one.folders.trash(owner, target.id).then(() => one.delete(owner, target.id)),
        other.folders.change(owner, mover.id, { parentId: target.id }),
        other.files.change(owner, file.id, { folderId: target.id }),
        upload(other, owner, 'new.txt', target.id),
        other.folders.create(owner, 'new', target.id),
        other.shares.put(owner, 'folder', target.id, { email: guest.email, role: 'viewer' }),
      )
      expect(ends[0]).toBe('done')
      for (const end of ends) expect(['done', 'missing']).toContain(end)
      await expect(one.folders.find(owner, target.id)).rejects.toThrow(new Refusal('missing'))
      // What was refused is where it was.
      if (ends[1] === 'missing') await one.folders.find(owner, mover.id)
      if (ends[2] === 'missing') await one.files.find(owner, file.id)
      await expectWhole(target)
    }
  })

  test('a folder that is restored and deleted at once comes back whole, or is gone whole', async () => {
    for (let round = 0; round < 5; round++) {
      const target = await one.folders.create(owner, 'target')
      const files = [await upload(one, owner, 'a', target.id), await upload(one, owner, 'b', target.id)]
      await one.folders.trash(owner, target.id)
      const ends = await outcomes(
        one.trash.restore(owner, target.id),
        other.delete(owner, target.id),
        other.emptyTrash(owner),
      )
      const isBack = ends[0] === 'done'
      expect(ends.slice(0, 2)).toEqual(isBack ? ['done', 'missing'] : ['missing', expect.any(String)])
      for (const { id } of files) {
        const opened = await outcomes(one.open(owner, id).then(({ content }) => content.close()))
        expect(opened).toEqual([isBack ? 'done' : 'missing'])
      }
      await expectWhole(target)
    }
  })

  test('a content that is replaced while its file is trashed and deleted leaves nothing on disk', async () => {
    for (let round = 0; round < 5; round++) {
      const file = await upload(one, owner, 'old')
      const replace = async (drive: Drive, text: string) =>
        drive.replace(owner, file.id, {
          draft: await drive.receive(Readable.from([Buffer.from(text)]), 1000),
          contentType: 'text/plain',
        })
      await outcomes(
        replace(one, 'new'),
        replace(other, 'newer'),
        one.files.trash(owner, file.id).then(() => other.emptyTrash(owner)),
      )
      expect(await leftContents(connections[0]!.database, folder)).toEqual([])
    }
  })

  test('the hundredth share is given once', async () => {
    const target = await one.folders.create(owner, 'target')
    for (let n = 0; n < 99; n++) {
      await one.shares.put(owner, 'folder', target.id, { email: `${n}@example.com`, role: 'viewer' })
    }
    const ends = await outcomes(
      one.shares.put(owner, 'folder', target.id, { email: 'a@example.com', role: 'viewer' }),
      other.shares.put(owner, 'folder', target.id, { email: 'b@example.com', role: 'viewer' }),
    )
    expect(ends.sort()).toEqual(['done', 'too-many-shares'])
    expect(await one.shares.list(owner, 'folder', target.id)).toHaveLength(100)
  })

  test('nothing is done after the share that allowed it has ended', async () => {
    const target = await one.folders.create(owner, 'target')
    await one.shares.put(owner, 'folder', target.id, { email: guest.email, role: 'editor' })
    const file = await upload(one, owner, 'a', target.id)
    let ended = false
    const late: string[] = []
    await Promise.all([
      one.shares.remove(owner, 'folder', target.id, guest.email).then(() => (ended = true)),
      ...Array.from({ length: 6 }, async (_, n) => {
        const began = ended
        const [end] = await outcomes(other.files.change(guest, file.id, { name: `${n}` }))
        if (began && end === 'done') late.push(`${n}`)
      }),
    ])
    expect(late).toEqual([])
    expect(await outcomes(other.files.change(guest, file.id, { name: 'late' }))).toEqual(['missing'])
  })

  test.each([1, 2, 3])('whatever happens, in whatever order: the tree stays whole (%s)', async (seed) => {
    const random = lehmer(seed)
    const top = await one.folders.create(owner, 'top')
    await one.shares.put(owner, 'folder', top.id, { email: guest.email, role: 'editor' })
    const folderIds = [top.id]
    const fileIds = [(await upload(one, owner, 'a', top.id)).id]
    const pick = (from: readonly string[]) => from[Math.floor(random() * from.length)] ?? top.id
    const act = async (drive: Drive, user: User) => {
      const place = random() < 0.1 ? null : pick(folderIds)
      switch (Math.floor(random() * 11)) {
        case 0:
        case 1:
          return folderIds.push((await drive.folders.create(user, 'f', place)).id)
        case 2:
          return fileIds.push((await upload(drive, user, `${random()}`, place)).id)
        case 3:
        case 4:
          return drive.folders.change(user, pick(folderIds), { parentId: place })
        case 5:
          return drive.files.change(user, pick(fileIds), { folderId: place })
        case 6:
          return drive.folders.trash(user, pick(folderIds.slice(1)))
        case 7:
          return drive.files.trash(user, pick(fileIds))
        case 8:
          return drive.trash.restore(user, pick([...folderIds, ...fileIds]))
        case 9:
          return random() < 0.5 ? drive.delete(user, pick([...folderIds, ...fileIds])) : undefined
        default:
          return random() < 0.1 ? drive.emptyTrash(user) : undefined
      }
    }
    const reasons = new Set<string>()
    for (let round = 0; round < 25; round++) {
      const ends = await outcomes(
        ...Array.from({ length: 6 }, (_, n) => act(n % 2 ? one : other, random() < 0.8 ? owner : guest)),
      )
      for (const end of ends) reasons.add(end)
      await expectWhole(top)
    }
    // It has tried what there is to try.
    expect([...reasons]).toEqual(expect.arrayContaining(['done', 'missing', 'cycle']))
  })
})

/** A few numbers that seem random, the same for the same seed. */
function lehmer(seed: number): () => number {
  let state = seed * 7919
  return () => (state = (state * 48_271) % 2_147_483_647) / 2_147_483_647
}
