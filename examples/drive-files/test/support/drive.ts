import { randomUUID } from 'node:crypto'
import { mkdtemp, readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { resourceServer } from '@qalqon/express'
import { createTestIssuer } from '@qalqon/testing'
import type { Express } from 'express'
import request from 'supertest'
import { createApp } from '../../src/app.js'
import type { Connection } from '../../src/database/database.js'
import { openMemoryPostgres } from '../../src/database/embedded-postgres.js'
import { Contents } from '../../src/files/contents.js'
import { Drive } from '../../src/files/drive.js'
import type { Log } from '../../src/log.js'

export const maxUploadBytes = 256 * 1024
export const everyScope = 'files.read files.write files.delete files.share'

export interface TestDrive {
  app: Express
  drive: Drive
  issuer: ReturnType<typeof createTestIssuer>
  connection: Connection
  /** What was logged, in order. */
  logged: { event: string; fields: Readonly<Record<string, unknown>> | undefined }[]
  /** What the app takes for now; later rows get later times unless a test stops it. */
  clock: { now: () => Date }
  /** The names of all files on disk, wherever they are below the folder of contents. */
  onDisk: () => Promise<string[]>
  removeFromDisk: (id: string) => Promise<void>
  close: () => Promise<void>
}

/** The real app over a database, in memory unless it is told, and a folder of its own; only the issuer is a test's. */
export async function openTestDrive(
  open: () => Promise<Connection> = openMemoryPostgres,
): Promise<TestDrive> {
  const connection = await open()
  const folder = await mkdtemp(join(tmpdir(), 'drive-files-'))
  // One of its own, and so owners of its own, on a server that keeps what others have left.
  const issuer = createTestIssuer({ issuer: `https://${randomUUID()}.test` })
  const logged: TestDrive['logged'] = []
  let ticks = Date.UTC(2030, 0, 1)
  const clock = { now: () => new Date((ticks += 1000)) }
  const log: Log = (event, fields) => logged.push({ event, fields })
  const drive = new Drive(connection.database, await Contents.open(folder), log, () => clock.now())
  const app = createApp({
    api: resourceServer(issuer.options),
    drive,
    maxUploadBytes,
    checkDatabase: connection.check,
    log,
  })
  const onDisk = async () => {
    const entries = await readdir(folder, { recursive: true, withFileTypes: true })
    return entries.filter((entry) => entry.isFile()).map((entry) => entry.name)
  }
  const removeFromDisk = (id: string) => rm(join(folder, id))
  const close = async () => {
    await connection.close()
    await rm(folder, { recursive: true })
  }
  return { app, drive, issuer, connection, logged, clock, onDisk, removeFromDisk, close }
}

/** The claims of a user whom their issuer knows by an address. */
export const known = (subject: string) => ({
  email: emailOf(subject),
  email_verified: true,
  name: `${subject} of the test`,
})

export const emailOf = (subject: string) => `${subject.replace(/\W/g, '-')}@example.com`

/** Calls the app as a user with a token, who has signed in at this moment; each test takes a subject of its own, and so starts with an empty Drive. */
export function user(
  { app, issuer }: Pick<TestDrive, 'app' | 'issuer'>,
  subject: string,
  scope = everyScope,
  authenticatedSecondsAgo = 0,
  claims: Readonly<Record<string, unknown>> = known(subject),
) {
  const authorization = `Bearer ${issuer.token({ subject, scope, authenticatedSecondsAgo, claims })}`
  const agent = request(app)
  return {
    owner: { issuer: issuer.issuer, subject },
    authorization,
    get: (path: string) => agent.get(path).set('Authorization', authorization),
    head: (path: string) => agent.head(path).set('Authorization', authorization),
    post: (path: string) => agent.post(path).set('Authorization', authorization),
    put: (path: string) => agent.put(path).set('Authorization', authorization),
    patch: (path: string) => agent.patch(path).set('Authorization', authorization),
    delete: (path: string) => agent.delete(path).set('Authorization', authorization),
    upload: (
      name: string,
      content: string | Buffer = 'content',
      contentType = 'text/plain',
      folder?: string,
    ) =>
      agent
        .post('/files')
        .query(folder === undefined ? {} : { folder })
        .set('Authorization', authorization)
        .attach('file', Buffer.from(content), { filename: name, contentType }),
    replace: (id: string, content: string | Buffer, contentType = 'text/plain') =>
      agent
        .put(`/files/${id}/content`)
        .set('Authorization', authorization)
        .attach('file', Buffer.from(content), { filename: 'any name', contentType }),
  }
}

/** A multipart body written by hand, for what no client library would send. */
export function multipart(...parts: { headers: string[]; body: string }[]) {
  const boundary = 'xxBOUNDARYxx'
  const lines = parts.flatMap(({ headers, body }) => [`--${boundary}`, ...headers, '', body])
  return {
    contentType: `multipart/form-data; boundary=${boundary}`,
    body: Buffer.from([...lines, `--${boundary}--`, ''].join('\r\n')),
  }
}

export function filePart(filename: string, body = 'content') {
  return { headers: [`Content-Disposition: form-data; name="file"; filename="${filename}"`], body }
}

/** What every refusal of this program looks like, whatever else is in it. */
export function expectProblem(response: request.Response, status: number): Record<string, unknown> {
  expect(response.headers['content-type']).toMatch(/^application\/problem\+json/)
  expect(response.status).toBe(status)
  const body = JSON.parse(response.text) as Record<string, unknown>
  expect(body).toMatchObject({
    status,
    type: expect.any(String),
    title: expect.any(String),
    detail: expect.any(String),
  })
  expect(response.text).not.toMatch(/node_modules|\.[jt]s:\d|\n\s+at /)
  return body
}
