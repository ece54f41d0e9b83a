import { expectProblem, user } from '../support/drive.js'
import { mixedPage } from '../../src/schemas/folder.js'
import { drive } from './shared-drive.js'
import { folder, inFolder, names, pagesOf } from './things.js'

/** A user with files in the trash. */
async function withTrash(subject: string, ...names: string[]) {
  const someone = user(drive, subject)
  const files: { id: string; name: string }[] = []
  for (const name of names) {
    const { body } = await someone.upload(name, name).expect(201)
    await someone.delete(`/files/${body.id}`).expect(204)
    files.push(body)
  }
  return { someone, files }
}

const namesOf = (body: { files: { name: string }[] }) => body.files.map(({ name }) => name)

test('the trash is listed as files are: sorted, searched, page by page', async () => {
  const { someone } = await withTrash('tidy', 'b.txt', 'a.txt', 'c.md')
  await someone.upload('kept.txt').expect(201)
  const { body } = await someone.get('/trash?sort=name&limit=1&q=txt').expect(200)
  expect(namesOf(body)).toEqual(['a.txt'])
  const next = await someone.get('/trash').query({ sort: 'name', limit: 1, q: 'txt', cursor: body.next })
  expect(namesOf(next.body)).toEqual(['b.txt'])
  expect(next.body.next).toBeNull()
  expect(next.headers['cache-control']).toBe('private, no-cache')
  expectProblem(await someone.get('/trash?sort=owner'), 400)
})

test('what is restored is a file again, as it was, and no longer in the trash', async () => {
  const { someone, files } = await withTrash('hasty', 'a.txt')
  const [file] = files
  expect((await someone.post(`/trash/${file!.id}/restore`).expect(200)).body).toEqual(file)
  expect((await someone.get(`/files/${file!.id}/content`).expect(200)).text).toBe('a.txt')
  expect((await someone.get('/trash')).body.files).toEqual([])
  expectProblem(await someone.post(`/trash/${file!.id}/restore`), 404)
  expectProblem(await someone.post('/trash/1/restore'), 404)
})

test('DELETE /trash/, with a file that is missing behind it, empties nothing', async () => {
  const { someone } = await withTrash('careless', 'a.txt')
  expectProblem(await someone.delete('/trash/'), 404)
  expectProblem(await someone.delete('/trash/?x'), 404)
  expect((await someone.get('/trash')).body.files).toHaveLength(1)
})

describe('DELETE /trash/:id', () => {
  test('removes the row and the content, once', async () => {
    const { someone, files } = await withTrash('sure', 'a.txt')
    const { id } = files[0]!
    const response = await someone.delete(`/trash/${id}`).expect(204)
    expect(response.text).toBe('')
    expect((await drive.onDisk()).filter((name) => name.includes(id))).toEqual([])
    expectProblem(await someone.delete(`/trash/${id}`), 404)
    expectProblem(await someone.post(`/trash/${id}/restore`), 404)
  })

  test('two at once: one of them deletes', async () => {
    const { someone, files } = await withTrash('twice', 'a.txt')
    const { id } = files[0]!
    const answers = await Promise.all([someone.delete(`/trash/${id}`), someone.delete(`/trash/${id}`)])
    expect(answers.map(({ status }) => status).sort()).toEqual([204, 404])
    expect((await drive.onDisk()).filter((name) => name.includes(id))).toEqual([])
  })

  test('a file that is not in the trash: 404, and it stays', async () => {
    const someone = user(drive, 'careful')
    const { body } = await someone.upload('a.txt').expect(201)
    expectProblem(await someone.delete(`/trash/${body.id}`), 404)
    await someone.get(`/files/${body.id}/content`).expect(200)
  })

  test('a database that fails keeps the file whole', async () => {
    const { someone, files } = await withTrash('unlucky', 'a.txt')
    const { id } = files[0]!
    const failing = jest
      .spyOn(drive.drive.trash, 'delete')
      .mockRejectedValueOnce(new Error('connection lost'))
    expectProblem(await someone.delete(`/trash/${id}`), 500)
    failing.mockRestore()
    await someone.post(`/trash/${id}/restore`).expect(200)
    expect((await someone.get(`/files/${id}/content`).expect(200)).text).toBe('a.txt')
    expect((await drive.onDisk()).filter((name) => name.includes(id))).toEqual([id])
  })
})

describe('a folder in the trash', () => {
  test('takes all in it along, is listed alone, and comes back with all of it', async () => {
    const someone = user(drive, 'folder-trasher')
    const top = await folder(someone, 'top')
    const inner = await folder(someone, 'inner', top.id)
    const file = await inFolder(someone, 'deep.txt', inner.id)
    const kept = await inFolder(someone, 'kept.txt')
    await someone.delete(`/folders/${top.id}`).expect(204)
    expectProblem(await someone.delete(`/folders/${top.id}`), 404)
    for (const path of [
      `/folders/${top.id}`,
      `/folders/${inner.id}`,
      `/folders?parent=${top.id}`,
      `/files/${file.id}`,
      `/files/${file.id}/content`,
      `/files?folder=${inner.id}`,
    ]) {
      expectProblem(await someone.get(path), 404)
    }
    expectProblem(await someone.patch(`/files/${kept.id}`).send({ folder: inner.id }), 404)
    expectProblem(await someone.patch(`/files/${file.id}`).send({ name: 'b' }), 404)
    expectProblem(await someone.upload('a.txt', 'a', 'text/plain', inner.id), 404)
    expectProblem(await someone.post('/folders').send({ name: 'a', parent: inner.id }), 404)
    expectProblem(await someone.delete(`/files/${file.id}`), 404)
    for (const id of [inner.id, file.id]) {
      expectProblem(await someone.post(`/trash/${id}/restore`), 404)
      expectProblem(await someone.delete(`/trash/${id}`), 404)
    }
    expect(namesOf((await someone.get('/files')).body)).toEqual(['kept.txt'])
    expect((await someone.get('/folders')).body.folders).toEqual([])
    const { body } = await someone.get('/trash').expect(200)
    expect(body).toEqual({ folders: [top], files: [], next: null })
    expect(mixedPage.parse(body)).toEqual(body)

    expect((await someone.post(`/trash/${top.id}/restore`).expect(200)).body).toEqual(top)
    expect((await someone.get(`/folders/${inner.id}`).expect(200)).body).toMatchObject(inner)
    expect((await someone.get(`/files/${file.id}/content`).expect(200)).text).toBe('deep.txt')
    expect((await someone.get('/trash')).body.folders).toEqual([])
  })

  test('leaves alone what was in the trash by itself: it comes back by itself, to the top if its place is gone', async () => {
    const someone = user(drive, 'nester')
    const top = await folder(someone, 'top')
    const [inner, other] = [await folder(someone, 'inner', top.id), await folder(someone, 'other', top.id)]
    const [file, single] = [
      await inFolder(someone, 'a.txt', inner.id),
      await inFolder(someone, 'single.txt', top.id),
    ]
    await someone.delete(`/folders/${inner.id}`).expect(204)
    await someone.delete(`/files/${single.id}`).expect(204)
    await someone.delete(`/folders/${top.id}`).expect(204)
    expect((await someone.get('/trash')).body).toMatchObject({
      folders: [{ id: inner.id }, { id: top.id }],
      files: [{ id: single.id }],
    })
    // Their place is in the trash.
    const restored = await someone.post(`/trash/${inner.id}/restore`).expect(200)
    expect(restored.body).toMatchObject({ id: inner.id, parent: null })
    await someone.get(`/files/${file.id}`).expect(200)
    await someone.delete(`/folders/${inner.id}`).expect(204)
    await someone.post(`/trash/${top.id}/restore`).expect(200)
    await someone.get(`/folders/${other.id}`).expect(200)
    expectProblem(await someone.get(`/folders/${inner.id}`), 404)
    // Their place is back.
    const back = await someone.post(`/trash/${single.id}/restore`).expect(200)
    expect(back.body).toMatchObject({ folder: top.id })
    await someone.post(`/trash/${inner.id}/restore`).expect(200)
    await someone.patch(`/folders/${inner.id}`).send({ parent: other.id }).expect(200)
    await someone.delete(`/folders/${inner.id}`).expect(204)
    await someone.delete(`/files/${single.id}`).expect(204)
    await someone.delete(`/folders/${top.id}`).expect(204)
    // Their place is gone.
    await someone.delete(`/trash/${top.id}`).expect(204)
    expectProblem(await someone.get(`/folders/${other.id}`), 404)
    const [folderAgain, fileAgain] = [
      await someone.post(`/trash/${inner.id}/restore`).expect(200),
      await someone.post(`/trash/${single.id}/restore`).expect(200),
    ]
    expect([folderAgain.body.parent, fileAgain.body.folder]).toEqual([null, null])
    expect((await someone.get(`/files/${file.id}/content`).expect(200)).text).toBe('a.txt')
    expect((await someone.get('/trash')).body).toEqual({ folders: [], files: [], next: null })
  })

  test('is deleted for good with all in it, and with the contents', async () => {
    const someone = user(drive, 'burner')
    const top = await folder(someone, 'top')
    const inner = await folder(someone, 'inner', top.id)
    const gone = [await inFolder(someone, 'a.txt', top.id), await inFolder(someone, 'b.txt', inner.id)]
    const kept = await inFolder(someone, 'kept.txt')
    expectProblem(await someone.delete(`/trash/${top.id}`), 404)
    await someone.delete(`/folders/${top.id}`).expect(204)
    expect((await someone.delete(`/trash/${top.id}`).expect(204)).text).toBe('')
    expectProblem(await someone.delete(`/trash/${top.id}`), 404)
    expectProblem(await someone.post(`/trash/${top.id}/restore`), 404)
    const onDisk = await drive.onDisk()
    for (const { id } of gone) expect(onDisk).not.toContain(id)
    expect(onDisk).toContain(kept.id)
  })

  test('goes when the trash is emptied, with what lies in it and what was in it before', async () => {
    const someone = user(drive, 'emptier')
    const [top, kept] = [await folder(someone, 'top'), await folder(someone, 'kept')]
    const inner = await folder(someone, 'inner', top.id)
    const gone = [
      await inFolder(someone, 'a.txt', top.id),
      await inFolder(someone, 'b.txt', inner.id),
      await inFolder(someone, 'c.txt', kept.id),
    ]
    const stays = await inFolder(someone, 'd.txt', kept.id)
    await someone.delete(`/files/${gone[0]!.id}`).expect(204)
    await someone.delete(`/files/${gone[2]!.id}`).expect(204)
    await someone.delete(`/folders/${inner.id}`).expect(204)
    await someone.delete(`/folders/${top.id}`).expect(204)
    await someone.delete('/trash').expect(204)
    expect((await someone.get('/trash')).body).toEqual({ folders: [], files: [], next: null })
    const onDisk = await drive.onDisk()
    for (const { id } of gone) expect(onDisk).not.toContain(id)
    expect(names((await someone.get('/folders')).body.folders)).toEqual(['kept'])
    expect(names((await someone.get(`/files?folder=${kept.id}`)).body.files)).toEqual([stays.name])
  })

  test('asks for a recent sign-in before it is deleted for good, as files do', async () => {
    const someone = user(drive, 'slow')
    const { id } = await folder(someone, 'a')
    const absent = user(drive, 'slow', undefined, 301)
    await absent.delete(`/folders/${id}`).expect(204)
    expect((await absent.delete(`/trash/${id}`)).headers['www-authenticate']).toContain('max_age="300"')
    await someone.delete(`/trash/${id}`).expect(204)
  })
})

test('folders come first in the trash, in each order, on as many pages as they take', async () => {
  const someone = user(drive, 'paged')
  for (const name of ['b', 'a']) {
    await someone.delete(`/folders/${(await folder(someone, name)).id}`).expect(204)
  }
  for (const name of ['2', '111']) {
    await someone.delete(`/files/${(await inFolder(someone, name)).id}`).expect(204)
  }
  for (const [sort, order] of [
    ['name', ['a', 'b', '111', '2']],
    ['-createdAt', ['a', 'b', '111', '2']],
    ['size', ['a', 'b', '2', '111']],
    ['-size', ['b', 'a', '111', '2']],
  ] as const) {
    for (const limit of [1, 2, 3, 4]) {
      const pages = await pagesOf(someone, '/trash', { sort, limit })
      expect(Math.max(...pages.map(({ length }) => length))).toBe(limit)
      expect(pages.flat()).toEqual(order)
    }
  }
  const { body } = await someone.get('/trash?sort=name&limit=1')
  expectProblem(await someone.get('/trash').query({ sort: '-name', cursor: body.next }), 400)
})

test('DELETE /trash empties it, and takes nothing else', async () => {
  const { someone, files } = await withTrash('neat', 'a.txt', 'b.txt')
  await someone.upload('kept.txt').expect(201)
  await someone.delete('/trash').expect(204)
  expect((await someone.get('/trash')).body.files).toEqual([])
  expect(namesOf((await someone.get('/files')).body)).toEqual(['kept.txt'])
  for (const { id } of files) expect((await drive.onDisk()).filter((name) => name.includes(id))).toEqual([])
  await someone.delete('/trash').expect(204)
})

describe('what cannot be undone', () => {
  const deletions = (id: string) => [`/trash/${id}`, '/trash']

  test('asks who signed in longer than five minutes ago to sign in again, and tells the client how', async () => {
    const { someone, files } = await withTrash('absent', 'a.txt')
    const since = (seconds: number) => user(drive, 'absent', 'files.delete', seconds)
    for (const path of deletions(files[0]!.id)) {
      const { status, headers } = await since(301).delete(path)
      expect(status).toBe(401)
      expect(headers['www-authenticate']).toContain('error="insufficient_user_authentication"')
      expect(headers['www-authenticate']).toContain('max_age="300"')
      expect(headers['www-authenticate']).toContain('scope="files.delete"')
    }
    expect((await someone.get('/trash')).body.files).toEqual(files)
    for (const path of deletions(files[0]!.id)) await since(300).delete(path).expect(204)
  })

  test('does so too where the token does not say when', async () => {
    const { someone, files } = await withTrash('unknown', 'a.txt')
    const token = drive.issuer.token({ subject: 'unknown', scope: 'files.delete' })
    for (const path of deletions(files[0]!.id)) {
      const answer = await someone.delete(path).set('Authorization', `Bearer ${token}`)
      expect(answer.status).toBe(401)
    }
  })

  test('and what can be undone asks nobody', async () => {
    const absent = user(drive, 'absent', undefined, 100_000)
    const { body } = await absent.upload('a.txt').expect(201)
    await absent.delete(`/files/${body.id}`).expect(204)
    await absent.get('/trash').expect(200)
    await absent.post(`/trash/${body.id}/restore`).expect(200)
  })
})
