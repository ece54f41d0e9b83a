import { mixedPage } from '../../src/schemas/folder.js'
import { emailOf, expectProblem } from '../support/drive.js'
import { readOnly, share, shared } from './sharing.js'
import { folder, inFolder, names } from './things.js'

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
