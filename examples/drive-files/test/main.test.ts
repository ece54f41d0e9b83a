import { once } from 'node:events'
import { mkdtemp, readdir, rm } from 'node:fs/promises'
import { type AddressInfo, connect, createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createTestIssuer, type TestIssuer } from '@qalqon/testing'
import request from 'supertest'
import { everyScope } from './support/drive.js'
import { eventually } from './support/eventually.js'
import { Program } from './support/program.js'

jest.setTimeout(60_000)

let folder: string
let issuer: TestIssuer
let environment: Record<string, string>
const programs: Program[] = []

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'drive-main-'))
  issuer = createTestIssuer()
  await issuer.listen()
  environment = {
    ISSUER: issuer.issuer,
    AUDIENCE: issuer.audience,
    DATA_DIR: folder,
    SAMPLE_FILES_ISSUER: issuer.issuer,
  }
})
afterAll(async () => {
  for (const program of programs) await program.end('SIGKILL')
  await issuer.close()
  await rm(folder, { recursive: true })
})

function start(more: Record<string, string> = {}): Program {
  const program = new Program({ ...environment, ...more })
  programs.push(program)
  return program
}

const authorization = () =>
  `Bearer ${issuer.token({ subject: 'alice', scope: everyScope, claims: { email: 'alice@example.com', email_verified: true } })}`

async function namesAt(url: string): Promise<string[]> {
  const { body } = await request(url)
    .get('/files?sort=name&limit=100')
    .set('Authorization', authorization())
    .expect(200)
  return (body.files as { name: string }[]).map(({ name }) => name)
}

test('it starts, says in one line what it trusts, keeps its files over a crash, and stops cleanly', async () => {
  // Interrupted in its very first start: nothing is half-way, now or later.
  const interrupted = start()
  await eventually(async () => (await readdir(folder)).includes('postgres'), 30_000)
  expect(await interrupted.end('SIGINT')).toBe(0)
  expect(interrupted.stderr).toBe('')

  const first = start()
  const url = await first.url()
  expect(first.stdout).toBe(
    `drive files  ${url}  trusts ${issuer.issuer} for ${issuer.audience}  files in ${folder}\n`,
  )
  const document = await request(url).get('/.well-known/oauth-protected-resource').expect(200)
  expect(document.body).toMatchObject({
    resource: issuer.audience,
    authorization_servers: [issuer.issuer],
    scopes_supported: ['files.read', 'files.write', 'files.delete', 'files.share'],
    dpop_signing_alg_values_supported: ['ES256', 'Ed25519'],
  })
  const samples = await namesAt(url)
  expect(samples).toEqual(expect.arrayContaining(['Lighthouse.png', 'Trip plan.md', 'Welcome.txt']))
  // The issuer says that this is Alice's address, and so she sees what the other sample account shares with her.
  const shared = await request(url).get('/shared').set('Authorization', authorization()).expect(200)
  expect(shared.body.folders).toMatchObject([{ name: 'Samarkand trip', owner: { name: 'Bob Yusupov' } }])
  const upload = request(url).post('/files').set('Authorization', authorization())
  await upload.attach('file', Buffer.from('kept'), 'kept.txt').expect(201)

  // The folder is taken; a second process must not touch it.
  const second = start()
  expect(await second.end()).toBe(1)
  expect(second.stderr).toMatch(
    /^\S+ is in use by process \d+\. Stop it, or choose another folder with DATA_DIR\./,
  )
  expect(second.stderr).not.toMatch(/\n\s+at /)
  expect(await namesAt(url)).toHaveLength(samples.length + 1)

  expect(await first.end('SIGKILL')).toBe('SIGKILL')
  const third = start()
  const again = await third.url()
  expect(await namesAt(again)).toEqual([...samples, 'kept.txt'].sort(byFolded))

  // A refusal is one line of JSON on stderr, without the token.
  const token = issuer.expired({ subject: 'alice' })
  await request(again).get('/files').set('Authorization', `Bearer ${token}`).expect(401)
  await eventually(() => third.stderr.includes('\n'))
  expect(JSON.parse(third.stderr)).toMatchObject({
    event: 'request_refused',
    status: 401,
    code: 'token_expired',
  })
  expect(third.stderr).not.toContain(token.split('.')[2])

  // A connection that is open and silent holds the end up for two seconds at most.
  const socket = connect(Number(new URL(again).port), '127.0.0.1')
  socket.on('error', () => undefined)
  await once(socket, 'connect')
  socket.write('POST /files HTTP/1.1\r\nHost: drive\r\nContent-Length: 10\r\n')
  const asked = Date.now()
  expect(await third.end('SIGTERM')).toBe(0)
  expect(Date.now() - asked).toBeLessThan(6_000)
  socket.destroy()
  expect(await readdir(folder)).toEqual(['contents', 'postgres'])
  const [database = '', ...others] = await readdir(join(folder, 'contents'))
  expect(others).toEqual([])
  expect(database).toMatch(/^[0-9a-f-]{36}$/)
  expect(await readdir(join(folder, 'contents', database, 'unsettled'))).toEqual([])
  expect(third.stderr.trim().split('\n')).toHaveLength(1)
})

test('what keeps it from starting is told in a line, and leaves no lock behind', async () => {
  const other = createServer().listen(0, '127.0.0.1')
  await once(other, 'listening')
  const { port } = other.address() as AddressInfo
  const program = start({ PORT: String(port) })
  expect(await program.end()).toBe(1)
  other.close()
  expect(program.stderr).toBe(
    `Port ${port} on 127.0.0.1 is taken. Stop what listens there, or choose another port with PORT.\n`,
  )
  expect(await readdir(folder)).not.toContain('lock')
})

function byFolded(a: string, b: string): number {
  return a.toLowerCase() < b.toLowerCase() ? -1 : 1
}
