import { once } from 'node:events'
import { type FileHandle, mkdtemp, open, rm, writeFile } from 'node:fs/promises'
import { createServer } from 'node:http'
import { type AddressInfo, connect } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import express from 'express'
import { sendContent } from '../../src/http/send-content.js'
import { eventually } from '../support/eventually.js'

// On a busy machine the embedded Postgres takes its time to start.
jest.setTimeout(60_000)

const size = 300_000
const file = {
  id: '0190a0e0-0000-7000-8000-000000000000',
  contentId: '0190a0e0-0000-7000-8000-000000000000',
  ownerId: '0190a0e0-0000-7000-8000-000000000001',
  folderId: null,
  role: 'owner' as const,
  roleAround: 'owner' as const,
  name: 'large.bin',
  contentType: 'application/octet-stream',
  size,
  sha256: '0'.repeat(64),
  createdAt: new Date(0),
  updatedAt: new Date(0),
}
const body = Buffer.from(Array.from({ length: size }, (_, n) => n % 251))
const handles: FileHandle[] = []
const isOpen = ({ fd }: FileHandle) => fd !== -1

let folder: string
/** Lets a request that opened its file go on. */
let goOn: Promise<void>
const app = express()
app.get('/silent', () => undefined)
app.all('/content', async (req, res) => {
  const content = await open(join(folder, 'content'))
  handles.push(content)
  await goOn
  // Reading a body to its end closes the request, here while the answer is on its way.
  if (req.method === 'POST') res.once('pipe', () => req.resume())
  await sendContent(req, res, { file, content }).catch(() => req.destroy())
})
const server = createServer(app)

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'send-'))
  await writeFile(join(folder, 'content'), body)
  await once(server.listen(0, '127.0.0.1'), 'listening')
})
beforeEach(() => {
  handles.length = 0
  goOn = Promise.resolve()
})
afterAll(async () => {
  server.closeAllConnections()
  server.close()
  await rm(folder, { recursive: true })
})

const port = () => (server.address() as AddressInfo).port

/** Twenty downloads in line behind a request that is never answered. */
async function waitInLine() {
  const socket = connect(port(), '127.0.0.1')
  const asks = ['/silent', ...Array<string>(20).fill('/content')]
  socket.write(asks.map((path) => `GET ${path} HTTP/1.1\r\nHost: drive\r\n\r\n`).join(''))
  await eventually(() => handles.length === 20)
  return socket
}

test('downloads that wait in line close their files when the client leaves', async () => {
  const socket = await waitInLine()
  expect(handles.filter(isOpen)).toHaveLength(20)
  socket.destroy()
  await eventually(() => !handles.some(isOpen))
})

test('so do those that begin after it has left', async () => {
  let release: () => void = () => undefined
  goOn = new Promise((resolve) => (release = resolve))
  const gone = once(server, 'connection').then(([socket]) => once(socket as NodeJS.EventEmitter, 'close'))
  const socket = await waitInLine()
  socket.destroy()
  await gone
  release()
  await eventually(() => !handles.some(isOpen))
})

test.each([
  ['GET', {}],
  ['POST', { body: 'a body that is read to its end' }],
])('after a %s the content arrives whole, again and again on one connection', async (method, more) => {
  for (let times = 0; times < 5; times++) {
    const response = await fetch(`http://127.0.0.1:${port()}/content`, { method, ...more })
    expect(Buffer.from(await response.arrayBuffer()).equals(body)).toBe(true)
  }
  await eventually(() => !handles.some(isOpen))
})
