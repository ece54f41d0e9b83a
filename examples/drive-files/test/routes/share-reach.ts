import { emailOf, everyScope, expectProblem, user } from '../support/drive.js'
import { trustAnother } from '../support/two-issuers.js'
import { drive } from './shared-drive.js'
import { readOnly, share, shared } from './sharing.js'
import { folder, inFolder } from './things.js'

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
