import { createHash } from 'node:crypto'
import { once } from 'node:events'
import { createServer, type Server } from 'node:http'
import { type AddressInfo, connect, type Socket } from 'node:net'
import type request from 'supertest'
import { eventually } from '../support/eventually.js'
import { expectProblem, filePart, maxUploadBytes, multipart, user } from '../support/drive.js'
import { drive } from './shared-drive.js'

/** A bad upload must leave no row and nothing on disk. */
async function nothingLeft(subject: string): Promise<void> {
  const { body } = await user(drive, subject).get('/files').expect(200)
  expect(body.files).toEqual([])
  expect((await drive.onDisk()).filter((name) => /\.(draft|mark)$/.test(name))).toEqual([])
}

test('a file is stored, answered and found at its Location', async () => {
  const alice = user(drive, 'alice')
  const response = await alice.upload('übung 写真 🌊.txt', 'hello', 'text/plain').expect(201)
  expect(response.body).toEqual({
    id: expect.stringMatching(/^[0-9a-f-]{36}$/),
    name: 'übung 写真 🌊.txt',
    folder: null,
    role: 'owner',
    contentType: 'text/plain',
    size: 5,
    sha256: createHash('sha256').update('hello').digest('hex'),
    createdAt: expect.stringMatching(/^2030-/),
    updatedAt: response.body.createdAt,
  })
  expect(response.headers.location).toBe(`/files/${response.body.id}`)
  expect((await alice.get(response.headers.location!).expect(200)).body).toEqual(response.body)
  expect(await drive.onDisk()).toContain(response.body.id)
})

test('bytes come back as they went', async () => {
  const bytes = Buffer.from(Array.from({ length: 200_000 }, (_, n) => (n * 31) % 256))
  const alice = user(drive, 'alice')
  const { body } = await alice.upload('bytes.bin', bytes, 'application/x-thing').expect(201)
  const answer = await alice.get(`/files/${body.id}/content`).buffer().parse(binary)
  expect(bytes.equals(answer.body)).toBe(true)
})

test('names need not be unique', async () => {
  const twin = user(drive, 'twins')
  await twin.upload('same.txt').expect(201)
  await twin.upload('same.txt').expect(201)
  expect((await twin.get('/files')).body.files).toHaveLength(2)
})

test('the largest file is taken', async () => {
  await user(drive, 'large').upload('large.bin', Buffer.alloc(maxUploadBytes)).expect(201)
})

test('one byte more is too large, and nothing is left', async () => {
  const response = await user(drive, 'larger').upload('larger.bin', Buffer.alloc(maxUploadBytes + 1))
  expect(expectProblem(response, 413)).toMatchObject({
    type: 'urn:problem-type:drive-files:too-large',
    detail: `A file may have at most ${maxUploadBytes} bytes.`,
  })
  await nothingLeft('larger')
})

test('a size that is announced too large is refused before it is sent', async () => {
  const response = await user(drive, 'larger').upload('huge.bin', Buffer.alloc(4 * maxUploadBytes))
  expectProblem(response, 413)
  await nothingLeft('larger')
})

const send = (subject: string, { contentType, body }: { contentType: string; body: Buffer | string }) =>
  user(drive, subject).post('/files').set('Content-Type', contentType).send(body)

test.each([
  ['no part', multipart()],
  ['a field alone', multipart({ headers: ['Content-Disposition: form-data; name="file"'], body: 'x' })],
  [
    'a field beside the file',
    multipart(filePart('a.txt'), { headers: ['Content-Disposition: form-data; name="x"'], body: 'x' }),
  ],
  ['two files', multipart(filePart('a.txt'), filePart('b.txt'))],
  ['three files', multipart(filePart('a.txt'), filePart('b.txt'), filePart('c.txt'))],
  ['an empty file', multipart(filePart('a.txt', ''))],
  [
    'a part that is not form-data',
    multipart({ headers: ['Content-Disposition: attachment; filename="a"'], body: 'x' }),
  ],
  ['a broken part header', multipart({ headers: ['Content Disposition: form-data'], body: 'x' })],
  ['no boundary', { contentType: 'multipart/form-data', body: multipart(filePart('a.txt')).body }],
  [
    'another boundary',
    { contentType: 'multipart/form-data; boundary=other', body: multipart(filePart('a.txt')).body },
  ],
  [
    'an end that is missing',
    { ...multipart(filePart('a.txt')), body: multipart(filePart('a.txt')).body.subarray(0, -10) },
  ],
  ['nothing', { contentType: 'multipart/form-data; boundary=x', body: '' }],
  ['nonsense', { contentType: 'multipart/form-data; boundary=x', body: 'nonsense' }],
])('%s: 400, and nothing is left', async (_what, form) => {
  const problem = expectProblem(await send('careless', form), 400)
  expect(problem.errors).toEqual([{ path: '', message: expect.stringMatching(/^the form /) }])
  await nothingLeft('careless')
})

test.each([
  ['a path', '../../etc/passwd'],
  ['an absolute path', '/etc/passwd'],
  ['two dots', '..'],
  ['a dot', '.'],
  ['a backslash', 'a\\\\b'],
  ['a path of Windows', 'C:\\\\boot.ini'],
  ['a line break', 'a%0D%0Ab'],
  ['a space alone', ' '],
  ['256 characters', 'x'.repeat(256)],
  ['10 kB', 'x'.repeat(10_240)],
])('%s for a name: 400, and nothing is left', async (_what, name) => {
  const problem = expectProblem(await send('namer', multipart(filePart(name))), 400)
  expect(problem.errors).toEqual([{ path: 'filename', message: expect.any(String) }])
  await nothingLeft('namer')
})

test('a form that was sent without choosing a file: 400', async () => {
  const headers = [
    'Content-Disposition: form-data; name="file"; filename=""',
    'Content-Type: application/octet-stream',
  ]
  expectProblem(await send('careless', multipart({ headers, body: '' })), 400)
  await nothingLeft('careless')
})

test('a NUL in the name: 400, and nothing is left', async () => {
  expectProblem(await send('namer', multipart(filePart('a\0b'))), 400)
  const encoded = ['Content-Disposition: form-data; name="file"; filename*=UTF-8\'\'a%00b']
  expectProblem(await send('namer', multipart({ headers: encoded, body: 'x' })), 400)
  await nothingLeft('namer')
})

test('a quotation mark arrives, whether it was escaped as browsers do or as mail does', async () => {
  const quoter = user(drive, 'quoter')
  for (const name of ['say %22hi%22.txt', 'say \\"hi\\".txt']) {
    const { contentType, body } = multipart(filePart(name))
    const response = await quoter.post('/files').set('Content-Type', contentType).send(body).expect(201)
    expect(response.body.name).toBe('say "hi".txt')
  }
})

test.each([
  ['a type in capitals', 'Text/HTML; charset=utf-8', 'text/html'],
  ['no type', undefined, 'text/plain'],
  ['no media type', 'nonsense', 'text/plain'],
  ['a very long type', `a/${'b'.repeat(200)}`, 'application/octet-stream'],
])('of the content type the essence is stored: %s', async (_what, type, stored) => {
  const part = filePart('a')
  if (type !== undefined) part.headers.push(`Content-Type: ${type}`)
  const response = await send('typist', multipart(part)).expect(201)
  expect(response.body.contentType).toBe(stored)
})

test.each([
  'application/json',
  'application/x-www-form-urlencoded',
  'application/octet-stream',
  'multipart/mixed; boundary=x',
])('%s is not an upload: 415', async (contentType) => {
  const response = await send('careless', { contentType, body: '{}' })
  expectProblem(response, 415)
  expect(response.headers['accept-post']).toBe('multipart/form-data')
})

test('an upload without a body: 415', async () => {
  expectProblem(await user(drive, 'careless').post('/files'), 415)
})

test('a database that fails leaves no content behind', async () => {
  const insert = jest.spyOn(drive.drive.files, 'insert').mockRejectedValueOnce(new Error('connection lost'))
  const before = await drive.onDisk()
  expectProblem(await user(drive, 'unlucky').upload('a.txt'), 500)
  insert.mockRestore()
  expect((await drive.onDisk()).sort()).toEqual(before.sort())
})

describe('over a bare connection', () => {
  let server: Server
  let socket: Socket
  let before: string[]

  beforeEach(async () => {
    before = await drive.onDisk()
    server = createServer(drive.app).listen(0, '127.0.0.1')
    await once(server, 'listening')
    socket = connect((server.address() as AddressInfo).port, '127.0.0.1')
    await once(socket, 'connect')
  })
  afterEach(async () => {
    socket.destroy()
    server.closeAllConnections()
    server.close()
    await once(server, 'close')
  })

  const head = (subject: string, more: string[], contentType = multipart().contentType) =>
    [
      'POST /files HTTP/1.1',
      'Host: drive',
      `Authorization: ${user(drive, subject).authorization}`,
      `Content-Type: ${contentType}`,
      ...more,
      '',
      '',
    ].join('\r\n')

  test('an upload that is cut off half-way leaves no row and nothing on disk', async () => {
    const logged = [...drive.logged]
    const { body } = multipart(filePart('half.txt', 'x'.repeat(100_000)))
    socket.write(head('quitter', [`Content-Length: ${body.length}`]))
    socket.write(body.subarray(0, 50_000))
    await eventually(async () => (await drive.onDisk()).some((name) => name.endsWith('.draft')))
    socket.destroy()
    await eventually(async () => (await drive.onDisk()).length === before.length)
    await nothingLeft('quitter')
    expect(drive.logged).toEqual(logged)
  })

  test('a body without an announced length stops at the limit', async () => {
    socket.write(head('streamer', ['Transfer-Encoding: chunked']))
    let answer = ''
    socket.on('data', (data) => (answer += data.toString()))
    const chunk = (data: Buffer) =>
      Buffer.concat([Buffer.from(`${data.length.toString(16)}\r\n`), data, Buffer.from('\r\n')])
    socket.write(chunk(multipart(filePart('endless.bin', '')).body.subarray(0, -20)))
    for (let sent = 0; sent < 2 * maxUploadBytes; sent += 32_768) socket.write(chunk(Buffer.alloc(32_768)))
    await eventually(() => answer.includes('\r\n\r\n'))
    expect(answer).toMatch(/^HTTP\/1\.1 413 /)
    await nothingLeft('streamer')
  })

  test('what is not part of a file counts too', async () => {
    socket.write(head('streamer', ['Transfer-Encoding: chunked']))
    let answer = ''
    socket.on('data', (data) => (answer += data.toString()))
    const chunk = `8000\r\n${'x'.repeat(32_768)}\r\n`
    for (let sent = 0; sent < 2 * maxUploadBytes; sent += 32_768) socket.write(chunk)
    await eventually(() => answer.includes('\r\n\r\n'))
    expect(answer).toMatch(/^HTTP\/1\.1 413 /)
  })
})

function binary(response: request.Response, done: (error: Error | null, body: Buffer) => void): void {
  const chunks: Buffer[] = []
  // While it arrives, supertest's response is a stream too; its types do not say so.
  const stream = response as unknown as NodeJS.ReadableStream
  stream.on('data', (chunk: Buffer) => chunks.push(chunk))
  stream.on('end', () => done(null, Buffer.concat(chunks)))
}
