import {
  connect,
  constants,
  createSecureServer,
  createServer,
  type ClientHttp2Session,
  type Http2Server,
} from 'node:http2'
import type { AddressInfo } from 'node:net'
import { createTestIssuer } from '@qalqon/testing'
import { createTestCertificate } from '@qalqon/testing/certificate'
import Koa from 'koa'
import { getAuth, resourceServer } from '../src/index.js'

const issuer = createTestIssuer()
const [own, client, stranger] = ['server', 'client', 'stranger'].map((commonName) =>
  createTestCertificate({ commonName }),
)

/** What is open, the newest first. */
const open: { close(done: () => void): unknown }[] = []

afterEach(async () => {
  for (const one of open.splice(0)) await new Promise<void>((resolve) => one.close(resolve))
})

function handler() {
  const app = new Koa()
  app.use(resourceServer({ ...issuer.options, mtls: 'allowed' }).requireScope('read'))
  app.use((ctx) => {
    ctx.body = getAuth(ctx).subject
  })
  const handle = app.callback()
  return (req: unknown, res: unknown) => void handle(req as never, res as never)
}

async function listen(server: Http2Server): Promise<number> {
  open.unshift(server)
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return (server.address() as AddressInfo).port
}

function session(...to: Parameters<typeof connect>): ClientHttp2Session {
  const opened = connect(...to)
  open.unshift(opened)
  return opened
}

function statusOf(session: ClientHttp2Session, headers: Record<string, string>): Promise<number> {
  return new Promise((resolve, reject) => {
    const request = session.request({ [constants.HTTP2_HEADER_PATH]: '/', ...headers })
    request.once('response', (fields) => resolve(Number(fields[constants.HTTP2_HEADER_STATUS])))
    request.once('error', reject)
    request.resume().end()
  })
}

test('a token over HTTP/2 is read like one over HTTP/1', async () => {
  const to = session(`http://127.0.0.1:${await listen(createServer(handler()))}`)
  expect(await statusOf(to, {})).toBe(401)
  expect(await statusOf(to, { authorization: `Bearer ${issuer.token({ scope: 'read' })}` })).toBe(200)
  expect(await statusOf(to, { authorization: `Bearer ${issuer.expired({ scope: 'read' })}` })).toBe(401)
})

test('8705-3-a: the certificate of a client over HTTP/2', async () => {
  const tls = { ...own!.tls, allowHTTP1: true, requestCert: true, rejectUnauthorized: false }
  const port = await listen(createSecureServer(tls, handler()))
  const token = issuer.token({ scope: 'read', boundTo: client! })
  const get = (certificate?: typeof client) =>
    statusOf(session(`https://127.0.0.1:${port}`, { ca: own!.certificate, ...certificate?.tls }), {
      authorization: `Bearer ${token}`,
    })
  expect([await get(client), await get(stranger), await get()]).toEqual([200, 401, 401])
})
