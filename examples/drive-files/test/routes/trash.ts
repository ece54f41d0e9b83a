import { expectProblem, user } from '../support/drive.js'
import { drive } from './shared-drive.js'

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
    const failing = jest.spyOn(drive.rows, 'delete').mockRejectedValueOnce(new Error('connection lost'))
    expectProblem(await someone.delete(`/trash/${id}`), 500)
    failing.mockRestore()
    await someone.post(`/trash/${id}/restore`).expect(200)
    expect((await someone.get(`/files/${id}/content`).expect(200)).text).toBe('a.txt')
    expect((await drive.onDisk()).filter((name) => name.includes(id))).toEqual([id])
  })
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
