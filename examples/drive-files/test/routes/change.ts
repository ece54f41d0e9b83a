import { expectProblem, user } from '../support/drive.js'
import { drive } from './shared-drive.js'

let alice: ReturnType<typeof user>
beforeAll(() => {
  alice = user(drive, 'alice')
})

async function upload(name = 'a.txt') {
  const { body } = await alice.upload(name, 'content').expect(201)
  return body as { id: string; name: string; createdAt: string; updatedAt: string }
}

describe('PATCH /files/:id', () => {
  test('gives the file another name and leaves the rest', async () => {
    const file = await upload()
    const { body } = await alice.patch(`/files/${file.id}`).send({ name: 'übung.txt' }).expect(200)
    expect(body).toEqual({ ...file, name: 'übung.txt', updatedAt: expect.any(String) })
    expect(body.updatedAt > file.updatedAt).toBe(true)
    expect((await alice.get(`/files/${file.id}`)).body).toEqual(body)
    expect((await alice.get('/files?q=BUNG')).body.files).toEqual([body])
  })

  test.each([
    ['{}', ['name']],
    ['{"name":7}', ['name']],
    ['{"name":""}', ['name']],
    ['{"name":"../a"}', ['name']],
    ['{"name":"a\\u0000"}', ['name']],
    [`{"name":"${'x'.repeat(10_240)}"}`, ['name']],
    ['{"name":"b","size":1}', ['size']],
    ['{"name":"b","__proto__":{}}', ['__proto__']],
    ['[]', ['']],
  ])('refuses %.40s and changes nothing', async (json, paths) => {
    const file = await upload()
    const response = await alice.patch(`/files/${file.id}`).set('Content-Type', 'application/json').send(json)
    const { errors } = expectProblem(response, 400) as { errors: { path: string }[] }
    expect(errors.map(({ path }) => path)).toEqual(paths)
    expect((await alice.get(`/files/${file.id}`)).body).toEqual(file)
  })

  test.each([
    ['no body', '', 400],
    ['no JSON', '{"name":', 400],
    ['a JSON text that is no object', '"name"', 400],
    ['20 kB', `{"name":"${'x'.repeat(20_000)}"}`, 413],
  ])('%s', async (_what, body, status) => {
    const { id } = await upload()
    const response = await alice.patch(`/files/${id}`).set('Content-Type', 'application/json').send(body)
    expectProblem(response, status)
  })

  test('another content type: 415', async () => {
    const { id } = await upload()
    const response = await alice.patch(`/files/${id}`).set('Content-Type', 'text/plain').send('{"name":"b"}')
    expectProblem(response, 415)
  })

  test('another charset: 415', async () => {
    const { id } = await upload()
    const type = 'application/json; charset=latin1'
    expectProblem(await alice.patch(`/files/${id}`).set('Content-Type', type).send('{"name":"b"}'), 415)
  })
})

describe('DELETE /files/:id', () => {
  test('moves the file into the trash, once: it is nowhere else, and its content stays on disk', async () => {
    const file = await upload('to-the-trash.txt')
    const response = await alice.delete(`/files/${file.id}`).expect(204)
    expect(response.text).toBe('')
    expectProblem(await alice.delete(`/files/${file.id}`), 404)
    expectProblem(await alice.get(`/files/${file.id}`), 404)
    expectProblem(await alice.get(`/files/${file.id}/content`), 404)
    expectProblem(await alice.patch(`/files/${file.id}`).send({ name: 'b' }), 404)
    expect((await alice.get('/files?q=to-the-trash')).body.files).toEqual([])
    expect((await alice.get('/trash?q=to-the-trash')).body.files).toEqual([file])
    expect(await drive.onDisk()).toContain(file.id)
  })

  test('two at once: one of them does it', async () => {
    const { id } = await upload()
    const answers = await Promise.all([alice.delete(`/files/${id}`), alice.delete(`/files/${id}`)])
    expect(answers.map(({ status }) => status).sort()).toEqual([204, 404])
  })
})
