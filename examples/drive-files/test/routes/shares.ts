import { mixedPage } from '../../src/schemas/folder.js'
import { shareList } from '../../src/schemas/share.js'
import { emailOf, everyScope, expectProblem, known, user } from '../support/drive.js'
import { trustAnother } from '../support/two-issuers.js'
import { drive } from './shared-drive.js'
import { folder, inFolder, names, pagesOf } from './things.js'

type Caller = ReturnType<typeof user>
const readOnly = 'urn:problem-type:drive-files:read-only'

const share = (owner: Caller, path: string, email: string, role = 'viewer') =>
  owner.put(`${path}/shares/${email}`).send({ role })

/** A folder with a folder and files in it, and somebody with whom it is shared. */
async function shared(name: string, role: 'viewer' | 'editor') {
  const [owner, guest] = [user(drive, `${name} owner`), user(drive, `${name} guest`)]
  const around = await folder(owner, 'not shared')
  const top = await folder(owner, 'shared', around.id)
  const inner = await folder(owner, 'inner', top.id)
  const file = await inFolder(owner, 'a.txt', top.id)
  const deep = await inFolder(owner, 'deep.txt', inner.id)
  await share(owner, `/folders/${top.id}`, emailOf(`${name} guest`), role).expect(201)
  return { owner, guest, around, top, inner, file, deep }
}

describe('the owner', () => {
  test('shares a file, changes what the other may do, lists and ends the share', async () => {
    const owner = user(drive, 'sharer')
    const { id } = await inFolder(owner, 'a.txt')
    const path = `/files/${id}`
    const first = await share(owner, path, 'Zed@Example.com').expect(201)
    expect(first.body).toEqual({
      email: 'zed@example.com',
      role: 'viewer',
      createdAt: expect.stringMatching(/^2030-/),
    })
    await share(owner, path, 'ann%40example.com', 'editor').expect(201)
    const again = await share(owner, path, ' zed@example.COM', 'editor').expect(200)
    expect(again.body).toEqual({ ...first.body, role: 'editor' })
    const { body } = await owner.get(`${path}/shares`).expect(200)
    expect(body.shares).toMatchObject([
      { email: 'ann@example.com', role: 'editor' },
      { email: 'zed@example.com', role: 'editor' },
    ])
    expect(shareList.parse(body)).toEqual(body)
    expect((await owner.delete(`${path}/shares/ZED@example.com`).expect(204)).text).toBe('')
    expectProblem(await owner.delete(`${path}/shares/zed@example.com`), 404)
    expect((await owner.get(`${path}/shares`)).body.shares).toHaveLength(1)
  })

  test('not with themselves, with what is no address, or in a role that there is not', async () => {
    const owner = user(drive, 'selfish')
    const { id } = await folder(owner, 'a')
    for (const [email, role] of [
      ['SELFISH@example.com', 'viewer'],
      ['nobody', 'viewer'],
      ['a b@example.com', 'viewer'],
      ['%00@example.com', 'viewer'],
      [`${'x'.repeat(300)}@example.com`, 'viewer'],
      ['bob@example.com', 'owner'],
    ] as const) {
      expectProblem(await share(owner, `/folders/${id}`, email, role), 400)
    }
    expectProblem(await owner.put(`/folders/${id}/shares/bob@example.com`).send({}), 400)
    expect((await owner.get(`/folders/${id}/shares`)).body.shares).toEqual([])
  })

  test('with a hundred people, and no more', async () => {
    const owner = user(drive, 'popular')
    const { id } = await folder(owner, 'a')
    const path = `/folders/${id}`
    for (let n = 0; n < 100; n++) await share(owner, path, `friend-${n}@example.com`).expect(201)
    const problem = expectProblem(await share(owner, path, 'one-more@example.com'), 409)
    expect(problem.type).toBe('urn:problem-type:drive-files:too-many-shares')
    await share(owner, path, 'friend-1@example.com', 'editor').expect(200)
    await owner.delete(`${path}/shares/friend-1@example.com`).expect(204)
    await share(owner, path, 'one-more@example.com').expect(201)
  })

  test('what is shared is shown with who shares it, as their token has it', async () => {
    const { guest, top, file } = await shared('profile', 'viewer')
    const owner = { name: 'profile owner of the test', email: 'profile-owner@example.com' }
    expect((await guest.get(`/folders/${top.id}`).expect(200)).body).toMatchObject({ owner, role: 'viewer' })
    expect((await guest.get(`/files/${file.id}`).expect(200)).body).toMatchObject({ owner, role: 'viewer' })
  })
})

describe('a viewer', () => {
  test('reads the folder and all in it, and nothing around it', async () => {
    const { guest, around, top, inner, file, deep } = await shared('viewer-reads', 'viewer')
    const { body } = await guest.get('/shared').expect(200)
    expect(body).toMatchObject({
      folders: [{ id: top.id, parent: null, role: 'viewer' }],
      files: [],
      next: null,
    })
    expect(mixedPage.parse(body)).toEqual(body)
    expect(names((await guest.get(`/folders?parent=${top.id}`).expect(200)).body.folders)).toEqual(['inner'])
    expect(names((await guest.get(`/files?folder=${top.id}`).expect(200)).body.files)).toEqual(['a.txt'])
    expect(names((await guest.get(`/files?folder=${inner.id}`).expect(200)).body.files)).toEqual(['deep.txt'])
    expect((await guest.get(`/files/${deep.id}/content`).expect(200)).text).toBe('deep.txt')
    expect((await guest.get(`/files/${file.id}`).expect(200)).body.folder).toBe(top.id)
    const { body: seen } = await guest.get(`/folders/${inner.id}`).expect(200)
    expect(seen).toMatchObject({ parent: top.id, path: [{ id: top.id, name: 'shared' }] })

    expectProblem(await guest.get(`/folders/${around.id}`), 404)
    expectProblem(await guest.get(`/folders?parent=${around.id}`), 404)
    expectProblem(await guest.get(`/files?folder=${around.id}`), 404)
    // It is not theirs, and so not among what is.
    expect((await guest.get('/files')).body.files).toEqual([])
    expect((await guest.get('/folders')).body.folders).toEqual([])
    expect((await guest.get('/folders?parent=root')).body.folders).toEqual([])
  })

  test('changes nothing: 403 of its own kind, which is no challenge', async () => {
    const { guest, owner, top, inner, file } = await shared('viewer-writes', 'viewer')
    const answers = [
      await guest.patch(`/files/${file.id}`).send({ name: 'mine' }),
      await guest.patch(`/files/${file.id}`).send({ folder: null }),
      await guest.patch(`/folders/${inner.id}`).send({ name: 'mine' }),
      await guest.replace(file.id, 'mine'),
      await guest.upload('mine.txt', 'mine', 'text/plain', top.id),
      await guest.post('/folders').send({ name: 'mine', parent: top.id }),
      await guest.delete(`/files/${file.id}`),
      await guest.delete(`/folders/${top.id}`),
      await guest.get(`/files/${file.id}/shares`),
      await guest.put(`/folders/${inner.id}/shares/carol@example.com`).send({ role: 'viewer' }),
      await guest.delete(`/folders/${top.id}/shares/${emailOf('viewer-writes guest')}`),
    ]
    for (const answer of answers) {
      expect(expectProblem(answer, 403).type).toBe(readOnly)
      expect(answer.headers['www-authenticate']).toBeUndefined()
    }
    // Into a folder that they may only read, also what is their own.
    const own = await inFolder(guest, 'own.txt')
    expect(expectProblem(await guest.patch(`/files/${own.id}`).send({ folder: top.id }), 403).type).toBe(
      readOnly,
    )
    expect(names((await owner.get(`/files?folder=${top.id}`)).body.files)).toEqual(['a.txt'])
  })
})

describe('an editor', () => {
  test('renames, replaces, uploads, creates, and moves within; what they add belongs to the owner', async () => {
    const { guest, owner, top, inner, file } = await shared('editor-writes', 'editor')
    await guest.patch(`/files/${file.id}`).send({ name: 'b.txt' }).expect(200)
    await guest.replace(file.id, 'theirs').expect(200)
    const added = await inFolder(guest, 'added.txt', top.id)
    expect(added).toMatchObject({
      role: 'editor',
      folder: top.id,
      owner: { email: 'editor-writes-owner@example.com' },
    })
    const made = await folder(guest, 'made', top.id)
    expect(made).toMatchObject({ role: 'editor', parent: top.id })
    await guest.patch(`/files/${file.id}`).send({ folder: inner.id }).expect(200)
    await guest.patch(`/folders/${inner.id}`).send({ parent: made.id }).expect(200)
    expect((await owner.get(`/files/${file.id}`)).body).toMatchObject({ name: 'b.txt', folder: inner.id })
    expect((await owner.get(`/files/${file.id}/content`)).text).toBe('theirs')
    expect((await owner.get(`/files/${added.id}`)).body).toMatchObject({ role: 'owner' })
    expect((await owner.get('/files?q=added')).body.files).toMatchObject([{ id: added.id }])
    expect((await guest.get('/files')).body.files).toEqual([])
  })

  test('neither deletes nor shares what is somebody else’s, also what they have added themselves', async () => {
    const { guest, top, file } = await shared('editor-deletes', 'editor')
    const added = await inFolder(guest, 'added.txt', top.id)
    for (const answer of [
      await guest.delete(`/files/${file.id}`),
      await guest.delete(`/files/${added.id}`),
      await guest.delete(`/folders/${top.id}`),
      await guest.get(`/folders/${top.id}/shares`),
      await share(guest, `/files/${added.id}`, 'carol@example.com'),
    ]) {
      expect(expectProblem(answer, 403).type).toBe(readOnly)
    }
  })

  test('takes nothing out of the shared folder, nor moves the folder itself', async () => {
    const { guest, top, inner, file, around } = await shared('editor-moves', 'editor')
    for (const answer of [
      await guest.patch(`/files/${file.id}`).send({ folder: null }),
      await guest.patch(`/folders/${inner.id}`).send({ parent: null }),
      await guest.patch(`/folders/${top.id}`).send({ parent: inner.id }),
    ]) {
      expect(expectProblem(answer, 403).type).toBe(readOnly)
    }
    expectProblem(await guest.patch(`/files/${file.id}`).send({ folder: around.id }), 404)
    const own = await folder(guest, 'own')
    const answer = await guest.patch(`/files/${file.id}`).send({ folder: own.id })
    expect(expectProblem(answer, 409).type).toBe('urn:problem-type:drive-files:other-owner')
    const ownFile = await inFolder(guest, 'own.txt')
    for (const response of [
      await guest.patch(`/files/${ownFile.id}`).send({ folder: top.id }),
      await guest.patch(`/folders/${own.id}`).send({ parent: top.id }),
    ]) {
      expect(expectProblem(response, 409).type).toBe('urn:problem-type:drive-files:other-owner')
    }
    // The name of the shared folder is theirs to change, and where it lies is not.
    await guest.patch(`/folders/${top.id}`).send({ name: 'renamed', parent: null }).expect(200)
    await guest.get(`/folders?parent=${top.id}`).expect(200)
  })
})

describe('a share', () => {
  test('of one file gives that file and nothing beside it', async () => {
    const [owner, guest] = [user(drive, 'one-file owner'), user(drive, 'one-file guest')]
    const { id: around } = await folder(owner, 'around')
    const [file, other] = [await inFolder(owner, 'a.txt', around), await inFolder(owner, 'b.txt', around)]
    await share(owner, `/files/${file.id}`, emailOf('one-file guest'), 'editor').expect(201)
    expect((await guest.get('/shared').expect(200)).body).toMatchObject({
      folders: [],
      files: [{ id: file.id, folder: null, role: 'editor' }],
    })
    expect((await guest.get(`/files/${file.id}/content`).expect(200)).text).toBe('a.txt')
    await guest.replace(file.id, 'new').expect(200)
    expectProblem(await guest.get(`/files/${other.id}`), 404)
    expectProblem(await guest.get(`/files?folder=${around}`), 404)
    expect(expectProblem(await guest.patch(`/files/${file.id}`).send({ folder: around }), 403).type).toBe(
      readOnly,
    )
  })

  test('of a thing within makes more of it, never less', async () => {
    const { owner, guest, top, inner, file } = await shared('more', 'viewer')
    await share(owner, `/folders/${inner.id}`, emailOf('more guest'), 'editor').expect(201)
    await share(owner, `/files/${file.id}`, emailOf('more guest'), 'editor').expect(201)
    expect((await guest.get(`/folders?parent=${top.id}`)).body.folders).toMatchObject([{ role: 'editor' }])
    expect((await guest.get(`/files?folder=${top.id}`)).body.files).toMatchObject([{ role: 'editor' }])
    await inFolder(guest, 'added.txt', inner.id)
    expectProblem(await guest.upload('no.txt', 'no', 'text/plain', top.id), 403)
    await share(owner, `/folders/${top.id}`, emailOf('more guest'), 'editor').expect(200)
    await share(owner, `/folders/${inner.id}`, emailOf('more guest'), 'viewer').expect(200)
    expect((await guest.get(`/folders/${inner.id}`)).body.role).toBe('editor')
  })

  test('ends at once, for all that is in the folder', async () => {
    const { owner, guest, top, deep } = await shared('ending', 'editor')
    await guest.get(`/files/${deep.id}`).expect(200)
    await owner.delete(`/folders/${top.id}/shares/${emailOf('ending guest')}`).expect(204)
    for (const path of [
      `/files/${deep.id}`,
      `/files/${deep.id}/content`,
      `/folders/${top.id}`,
      `/files?folder=${top.id}`,
    ])
      expectProblem(await guest.get(path), 404)
    expectProblem(await guest.patch(`/files/${deep.id}`).send({ name: 'mine' }), 404)
    expect((await guest.get('/shared')).body).toEqual({ folders: [], files: [], next: null })
  })

  test('covers what comes into the folder, and not what leaves it', async () => {
    const { owner, guest, top, file } = await shared('coming', 'viewer')
    const late = await inFolder(owner, 'late.txt', top.id)
    const came = await inFolder(owner, 'came.txt')
    expectProblem(await guest.get(`/files/${came.id}`), 404)
    await owner.patch(`/files/${came.id}`).send({ folder: top.id }).expect(200)
    for (const { id } of [late, came]) await guest.get(`/files/${id}`).expect(200)
    await owner.patch(`/files/${file.id}`).send({ folder: null }).expect(200)
    expectProblem(await guest.get(`/files/${file.id}`), 404)
  })

  test('sleeps while the thing, or a folder around it, is in the trash, and comes back with it', async () => {
    const { owner, guest, around, top, deep } = await shared('sleeping', 'viewer')
    const single = await inFolder(owner, 'single.txt', around.id)
    await share(owner, `/files/${single.id}`, emailOf('sleeping guest')).expect(201)
    for (const id of [around.id, top.id]) {
      await owner.delete(`/folders/${id}`).expect(204)
      expectProblem(await guest.get(`/files/${deep.id}`), 404)
      expectProblem(await guest.get(`/folders/${top.id}`), 404)
      expect((await guest.get('/shared')).body.folders).toEqual([])
      expectProblem(await guest.post(`/trash/${id}/restore`), 404)
      expectProblem(await guest.delete(`/trash/${id}`), 404)
      await owner.post(`/trash/${id}/restore`).expect(200)
      await guest.get(`/files/${deep.id}`).expect(200)
      expect((await guest.get('/shared')).body).toMatchObject({
        folders: [{ id: top.id }],
        files: [{ id: single.id }],
      })
    }
    expect((await guest.get('/trash')).body).toEqual({ folders: [], files: [], next: null })
  })

  test.each([
    [
      'an address that the issuer has not verified',
      { email: emailOf('claims guest'), email_verified: false },
    ],
    ['a claim that only looks like true', { email: emailOf('claims guest'), email_verified: 'true' }],
    ['no word on whether it is verified', { email: emailOf('claims guest') }],
    ['another address', { email: 'other@example.com', email_verified: true }],
    ['no address', {}],
    ['an address that is no text', { email: [emailOf('claims guest')], email_verified: true }],
  ])('is nothing for a token with %s, and all else works', async (_what, claims) => {
    const { top, file } = await shared('claims', 'editor')
    const guest = user(drive, 'claims guest', everyScope, 0, claims)
    for (const path of [`/folders/${top.id}`, `/files/${file.id}`, `/files?folder=${top.id}`])
      expectProblem(await guest.get(path), 404)
    expect((await guest.get('/shared').expect(200)).body).toEqual({ folders: [], files: [], next: null })
    const own = await inFolder(guest, 'own.txt')
    await guest.patch(`/files/${own.id}`).send({ name: 'b.txt' }).expect(200)
  })

  test('counts by the address however it is written', async () => {
    const { top } = await shared('case', 'viewer')
    const claims = { email: ' CASE-Guest@EXAMPLE.com', email_verified: true }
    await user(drive, 'whoever', everyScope, 0, claims).get(`/folders/${top.id}`).expect(200)
  })

  test('does not count for an address that only folds into the one that it names', async () => {
    const { top } = await shared('kelvin', 'viewer')
    // The Kelvin sign, U+212A, which Unicode makes a K, and lower case a k.
    const claims = { email: emailOf('kelvin guest').replace('k', '\u212a'), email_verified: true }
    expectProblem(await user(drive, 'lookalike', everyScope, 0, claims).get(`/folders/${top.id}`), 404)
  })

  test('is nothing for a user of another issuer, whatever address that one vouches for', async () => {
    const { top, file } = await shared('elsewhere', 'editor')
    const { app, other } = trustAnother(drive)
    await user({ app, issuer: drive.issuer }, 'elsewhere guest').get(`/folders/${top.id}`).expect(200)
    const there = user({ app, issuer: other }, 'elsewhere guest')
    for (const path of [`/folders/${top.id}`, `/files/${file.id}`, `/files?folder=${top.id}`])
      expectProblem(await there.get(path), 404)
    expect((await there.get('/shared').expect(200)).body.folders).toEqual([])
  })
})

test('GET /shared: folders first, the newest shares first, page by page', async () => {
  const [owner, guest] = [user(drive, 'many owner'), user(drive, 'many guest')]
  const email = emailOf('many guest')
  for (const name of ['1', '2', '3']) {
    await share(owner, `/folders/${(await folder(owner, `folder ${name}`)).id}`, email).expect(201)
    await share(owner, `/files/${(await inFolder(owner, `file ${name}`)).id}`, email).expect(201)
  }
  for (const limit of [1, 2, 3, 4, 6]) {
    const pages = await pagesOf(guest, '/shared', { limit })
    expect(Math.max(...pages.map(({ length }) => length))).toBe(limit)
    expect(pages.flat()).toEqual(['folder 3', 'folder 2', 'folder 1', 'file 3', 'file 2', 'file 1'])
  }
  expectProblem(await guest.get('/shared?cursor=x'), 400)
  expectProblem(await guest.get('/shared?sort=name'), 400)
})

test('an owner whose address somebody else had before does not find their own among what is shared', async () => {
  const owner = user(drive, 'heir', everyScope, 0, {})
  const { id } = await folder(owner, 'a')
  await share(owner, `/folders/${id}`, emailOf('heir')).expect(201)
  const now = user(drive, 'heir', everyScope, 0, known('heir'))
  expect((await now.get('/shared').expect(200)).body.folders).toEqual([])
  expect((await now.get(`/folders/${id}`).expect(200)).body.role).toBe('owner')
})
