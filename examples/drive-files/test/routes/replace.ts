import { expectProblem, filePart, maxUploadBytes, multipart, user } from '../support/drive.js'
import { drive } from './shared-drive.js'
import { inFolder } from './things.js'

let alice: ReturnType<typeof user>
beforeAll(() => {
  alice = user(drive, 'replacer')
})

test('a content is replaced: the file stays, and of the old content nothing', async () => {
  const file = await inFolder(alice, 'a.txt')
  const before = (await drive.onDisk()).length
  const answer = await alice.replace(file.id, '<new>', 'text/html').expect(200)
  expect(answer.body).toEqual({
    ...file,
    contentType: 'text/html',
    size: 5,
    sha256: expect.not.stringMatching(file.sha256),
    updatedAt: expect.any(String),
  })
  expect(answer.body.updatedAt > file.updatedAt).toBe(true)
  expect(answer.headers.etag).toBe(`"${answer.body.sha256}"`)
  const { text, headers } = await alice.get(`/files/${file.id}/content`).buffer().expect(200)
  expect([text, headers.etag, headers['content-type']]).toEqual(['<new>', answer.headers.etag, 'text/html'])
  expect(await drive.onDisk()).toHaveLength(before)
  expect(await drive.onDisk()).not.toContain(file.id)
  await alice.replace(file.id, 'and again').expect(200)
  expect(await drive.onDisk()).toHaveLength(before)
})

describe('If-Match', () => {
  test.each([
    ['the tag', (tag: string) => tag, 200],
    ['the tag among others', (tag: string) => `"other", ${tag}`, 200],
    ['any', () => '*', 200],
    ['another tag', () => '"other"', 412],
    ['the tag, weakened on the way', (tag: string) => `W/${tag}`, 412],
    ['nothing that is a tag', () => 'x', 412],
  ])('%s', async (_what, header, status) => {
    const file = await inFolder(alice, 'a.txt')
    const answer = await alice.replace(file.id, 'new').set('If-Match', header(`"${file.sha256}"`))
    expect(answer.status).toBe(status)
    const { text } = await alice.get(`/files/${file.id}/content`)
    expect(text).toBe(status === 200 ? 'new' : 'a.txt')
    if (status === 412) expectProblem(answer, 412)
  })

  test.each([
    ['any', () => '*', 412],
    ['the tag', (tag: string) => tag, 412],
    ['the tag, weakened on the way', (tag: string) => `"other", W/${tag}`, 412],
    ['another tag', () => '"other"', 200],
  ])('and If-None-Match: %s', async (_what, header, status) => {
    const file = await inFolder(alice, 'a.txt')
    const answer = await alice.replace(file.id, 'new').set('If-None-Match', header(`"${file.sha256}"`))
    expect(answer.status).toBe(status)
    expect((await alice.get(`/files/${file.id}/content`)).text).toBe(status === 200 ? 'new' : 'a.txt')
  })

  test('of two that replace the same content, one does', async () => {
    const file = await inFolder(alice, 'a.txt')
    const before = (await drive.onDisk()).length
    const replace = (content: string) => alice.replace(file.id, content).set('If-Match', `"${file.sha256}"`)
    const answers = await Promise.all([replace('one'), replace('two')])
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 412])
    const kept = answers.find(({ status }) => status === 200)!.body
    expect((await alice.get(`/files/${file.id}`)).body).toEqual(kept)
    expect(await drive.onDisk()).toHaveLength(before)
  })
})

test('many at once leave one content, whole', async () => {
  const file = await inFolder(alice, 'a.txt')
  const before = (await drive.onDisk()).length
  const contents = ['one', 'two', 'three', 'four']
  const answers = await Promise.all(contents.map((content) => alice.replace(file.id, content)))
  expect(answers.map(({ status }) => status)).toEqual([200, 200, 200, 200])
  expect(contents).toContain((await alice.get(`/files/${file.id}/content`).expect(200)).text)
  expect(await drive.onDisk()).toHaveLength(before)
})

test.each([
  ['no file', multipart(), 400],
  ['an empty file', multipart(filePart('a.txt', '')), 400],
  ['a name that is none', multipart(filePart('../a')), 400],
  ['too much', multipart(filePart('a.txt', 'x'.repeat(maxUploadBytes + 1))), 413],
  ['no form', { contentType: 'application/json', body: Buffer.from('{}') }, 415],
])('%s: %#, and the old content stays', async (_what, form, status) => {
  const file = await inFolder(alice, 'a.txt')
  const before = (await drive.onDisk()).sort()
  const answer = await alice
    .put(`/files/${file.id}/content`)
    .set('Content-Type', form.contentType)
    .send(form.body)
  expectProblem(answer, status)
  expect((await alice.get(`/files/${file.id}`)).body).toEqual(file)
  expect((await drive.onDisk()).sort()).toEqual(before)
})

test('what is not there cannot be replaced, and nothing is left of the attempt', async () => {
  const file = await inFolder(alice, 'a.txt')
  await alice.delete(`/files/${file.id}`).expect(204)
  const before = (await drive.onDisk()).sort()
  expectProblem(await alice.replace(file.id, 'new'), 404)
  expectProblem(await user(drive, 'mallory').replace(file.id, 'new'), 404)
  expect((await drive.onDisk()).sort()).toEqual(before)
})

test('a database that fails keeps the old content', async () => {
  const file = await inFolder(alice, 'a.txt')
  const before = (await drive.onDisk()).sort()
  const failing = jest.spyOn(drive.drive.files, 'replace').mockRejectedValueOnce(new Error('connection lost'))
  expectProblem(await alice.replace(file.id, 'new'), 500)
  failing.mockRestore()
  expect((await alice.get(`/files/${file.id}/content`)).text).toBe('a.txt')
  expect((await drive.onDisk()).sort()).toEqual(before)
})
