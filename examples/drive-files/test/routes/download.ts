import { once } from 'node:events'
import { createServer } from 'node:http'
import { type AddressInfo, connect } from 'node:net'
import { expectProblem, user } from '../support/drive.js'
import { drive } from './shared-drive.js'

let alice: ReturnType<typeof user>
beforeAll(() => {
  alice = user(drive, 'alice')
})

async function upload(name: string, content: string | Buffer, contentType = 'text/plain') {
  const { body } = await alice.upload(name, content, contentType).expect(201)
  return { id: body.id as string, sha256: body.sha256 as string, content: `/files/${body.id}/content` }
}

test('a content comes with all that keeps a browser from running it', async () => {
  const html = '<script>alert(1)</script>'
  const { content, sha256 } = await upload('page.html', html, 'text/html')
  const response = await alice.get(content).buffer().expect(200)
  expect(response.text).toBe(html)
  expect(response.headers).toMatchObject({
    'content-type': 'text/html',
    'content-disposition': 'attachment; filename=page.html',
    'content-security-policy': 'sandbox',
    'x-content-type-options': 'nosniff',
    'cache-control': 'private, no-cache',
    'content-length': String(html.length),
    etag: `"${sha256}"`,
  })
  expect(response.headers['x-powered-by']).toBeUndefined()
})

test('HEAD tells the same and sends nothing', async () => {
  const { content } = await upload('a.txt', 'hello')
  const get = await alice.get(content).expect(200)
  const head = await alice.head(content).expect(200)
  expect({ ...head.headers, date: '' }).toEqual({ ...get.headers, date: '' })
  expect(head.text).toBeUndefined()
})

test('HEAD of a file that is not there: 404', async () => {
  await alice.head('/files/1/content').expect(404)
})

test.each([
  ['the tag', (tag: string) => tag],
  ['the tag among others', (tag: string) => `"other", ${tag}`],
  ['the tag, weakened on the way', (tag: string) => `W/${tag}`],
  ['any', () => '*'],
])('If-None-Match with %s: 304 without a body', async (_what, header) => {
  const { content, sha256 } = await upload('a.txt', 'hello')
  const response = await alice
    .get(content)
    .set('If-None-Match', header(`"${sha256}"`))
    .expect(304)
  expect(response.headers.etag).toBe(`"${sha256}"`)
  expect(response.headers['content-length']).toBeUndefined()
  expect(response.text).toBe('')
})

test('If-None-Match with another tag: the content', async () => {
  const { content } = await upload('a.txt', 'hello')
  const { text } = await alice.get(content).set('If-None-Match', '"other"').expect(200)
  expect(text).toBe('hello')
})

test('If-Match: that content or none', async () => {
  const { content, sha256 } = await upload('a.txt', 'hello')
  const ask = (tag: string) => alice.get(content).set('If-Match', tag)
  for (const tag of [`"${sha256}"`, '*']) expect((await ask(tag).expect(200)).text).toBe('hello')
  for (const tag of ['"other"', `W/"${sha256}"`]) expectProblem(await ask(tag), 412)
})

test('equal contents have equal tags, whatever their names', async () => {
  const [one, two] = [await upload('a', 'same'), await upload('b', 'same')]
  expect(one.sha256).toBe(two.sha256)
})

test.each([
  ['say "hi".txt', 'attachment; filename="say \\"hi\\".txt"'],
  ['übung.txt', `attachment; filename="?bung.txt"; filename*=UTF-8''%C3%BCbung.txt`],
  ['写真 €.png', `attachment; filename="?? ?.png"; filename*=UTF-8''%E5%86%99%E7%9C%9F%20%E2%82%AC.png`],
  ['50%25.txt', `attachment; filename=50%25.txt; filename*=UTF-8''50%2525.txt`],
])('the name %s in Content-Disposition', async (name, expected) => {
  const { id, content } = await upload('first.txt', 'x')
  await alice.patch(`/files/${id}`).send({ name }).expect(200)
  const header = (await alice.get(content).expect(200)).headers['content-disposition']
  expect(header).toBe(expected)
})

test('a content that is missing on disk is our fault: 500, and a line in the log', async () => {
  const { id, content } = await upload('lost.txt', 'x')
  await drive.removeFromDisk(id)
  drive.logged.length = 0
  const problem = expectProblem(await alice.get(content), 500)
  expect(problem.detail).toBe('Something went wrong on our side. Please try again later.')
  expect(drive.logged).toMatchObject([
    { event: 'request_failed', fields: { error: `the content of file ${id} is missing on disk` } },
  ])
  expect(problem.instance).toBe(`urn:uuid:${String(drive.logged[0]?.fields?.id)}`)
})

test('a download that the client cuts off closes the file and is nothing to report', async () => {
  const { content } = await upload('large.bin', Buffer.alloc(200_000))
  drive.logged.length = 0
  const server = createServer(drive.app).listen(0, '127.0.0.1')
  await once(server, 'listening')
  const socket = connect((server.address() as AddressInfo).port, '127.0.0.1')
  socket.write(`GET ${content} HTTP/1.1\r\nHost: drive\r\nAuthorization: ${alice.authorization}\r\n\r\n`)
  await once(socket, 'data')
  socket.destroy()
  server.close()
  await once(server, 'close')
  expect(drive.logged).toEqual([])
})
