import { connect, constants, type ClientHttp2Session } from 'node:http2'
import type { AddressInfo } from 'node:net'
import { createTestIssuer } from '@qalqon/testing'
import { createTestCertificate } from '@qalqon/testing/certificate'
import fastify from 'fastify'
import fastify4 from 'fastify4'
import { getAuth, requireScope, resourceServer } from '../src/index.js'

const issuer = createTestIssuer()
const [own, client, stranger] = ['server', 'client', 'stranger'].map((commonName) =>
  createTestCertificate({ commonName }),
)

/** What is open, the newest first. */
const open: { close(done: () => void): unknown }[] = []

afterEach(async () => {
  for (const one of open.splice(0)) await new Promise<void>((resolve) => one.close(resolve))
})

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

describe.each([
  ['Fastify 5', fastify],
  ['Fastify 4', fastify4],
])('%s', (_name, create) => {
  const api = () => resourceServer({ ...issuer.options, mtls: 'allowed' })

  test('a token over HTTP/2 is read like one over HTTP/1', async () => {
    const app = create({ http2: true })
    open.unshift({ close: (done) => app.close(done) })
    await app.register(api())
    app.get('/', { onRequest: requireScope('read') }, (request) => getAuth(request).subject)
    const to = session(await app.listen({ port: 0, host: '127.0.0.1' }))
    expect(await statusOf(to, {})).toBe(401)
    expect(await statusOf(to, { authorization: `Bearer ${issuer.token({ scope: 'read' })}` })).toBe(200)
    expect(await statusOf(to, { authorization: `Bearer ${issuer.expired({ scope: 'read' })}` })).toBe(401)
  })

  test('8705-3-a: the certificate of a client over HTTP/2', async () => {
    const https = { ...own!.tls, allowHTTP1: true, requestCert: true, rejectUnauthorized: false }
    const app = create({ http2: true, https })
    open.unshift({ close: (done) => app.close(done) })
    app.get('/', { preHandler: api().requireScope('read') }, (request) => getAuth(request).subject)
    await app.listen({ port: 0, host: '127.0.0.1' })
    const { port } = app.server.address() as AddressInfo
    const token = issuer.token({ scope: 'read', boundTo: client! })
    const get = (certificate?: typeof client) =>
      statusOf(session(`https://127.0.0.1:${port}`, { ca: own!.certificate, ...certificate?.tls }), {
        authorization: `Bearer ${token}`,
      })
    expect([await get(client), await get(stranger), await get()]).toEqual([200, 401, 401])
  })
})
