import { shareList } from '../../src/schemas/share.js'
import { emailOf, everyScope, expectProblem, known, user } from '../support/drive.js'
import { drive } from './shared-drive.js'
import { share, shared } from './sharing.js'
import { folder, inFolder, pagesOf } from './things.js'

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
