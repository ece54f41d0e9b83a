import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { request as httpRequest, type IncomingMessage, type OutgoingHttpHeaders } from 'node:http'
import { request as httpsRequest } from 'node:https'
import { join } from 'node:path'
import { TLSSocket } from 'node:tls'
import { createTestIssuer } from '@qalqon/testing'
import { createTestCertificate, type TestCertificate } from '@qalqon/testing/certificate'
import express from 'express'
import { listen, type Served } from '@qalqon/testing/adapters'
import { codeBlocks } from '../../../test/docs/markdown.js'
import { resourceServer, type MtlsOptions } from '../src/index.js'
import { describeWithNginx, freePort, Nginx } from './support/nginx.js'

const guide = codeBlocks(readFileSync(join(import.meta.dirname, '../../../docs/guide/mtls.md'), 'utf8'))

/** The one block of the guide in a language that has a text in it. */
function documented(language: string, text: string): string {
  const [block, ...others] = guide.filter((one) => one.language === language && one.code.includes(text))
  expect([block?.language, others]).toEqual([language, []])
  return block!.code
}

/** Puts what a machine has in the place of what the guide has as an example. Each stands there once. */
function withReal(configuration: string, values: Readonly<Record<string, string>>): string {
  return Object.entries(values).reduce((text, [example, real]) => {
    expect(text.split(example)).toHaveLength(2)
    return text.replace(example, () => real)
  }, configuration)
}

/** The option `mtls` of the guide, for a proxy at this address. */
function documentedMtls(address: string): MtlsOptions {
  const code = documented('ts', "form: 'escaped-pem'")
  const found =
    /certificateFrom: \{ field: '(.+)', form: 'escaped-pem', trustedPeers: \['10\.0\.0\.1'\] \}/.exec(code)
  const field = found?.[1] ?? ''
  expect(field).toMatch(/^[\w-]+$/)
  return { certificateFrom: { field, form: 'escaped-pem', trustedPeers: [address] } }
}

describeWithNginx('behind nginx, as the guide sets it up', () => {
  const [own, C1, C2] = ['api.example.com', 'C1', 'C2'].map((commonName) =>
    createTestCertificate({ commonName }),
  )
  const issuer = createTestIssuer()
  const refusals: string[] = []
  const nginx = new Nginx()
  let api: Served
  let port: number

  beforeAll(async () => {
    const app = express()
    const onEvent = (event: { type: string; code?: string }) => {
      if (event.type === 'request_refused') refusals.push(event.code ?? '')
    }
    app.use(resourceServer({ ...issuer.options, mtls: documentedMtls('127.0.0.1'), onEvent }))
    app.get('/files', (_req, res) => void res.json([]))
    api = await listen(app)
    port = await freePort()
    const configuration = withReal(documented('nginx', 'ssl_client_escaped_cert'), {
      'listen 443 ssl': `listen 127.0.0.1:${port} ssl`,
      '/etc/nginx/api.example.com/cert.pem': nginx.write('cert.pem', own!.certificate),
      '/etc/nginx/api.example.com/key.pem': nginx.write('key.pem', own!.privateKey),
      '10.0.0.2:3000': `127.0.0.1:${api.port}`,
    })
    await nginx.start(configuration, port)
  })
  afterAll(async () => {
    await nginx.close()
    await api.close()
  })
  beforeEach(() => void refusals.splice(0))

  const TM = () => issuer.token({ boundTo: C1! })
  const written = encodeURIComponent(C1!.certificate)

  /** A client that comes over TLS, and may show a certificate. */
  async function get(certificate?: TestCertificate, fields: OutgoingHttpHeaders = {}, session?: Buffer) {
    const to = { host: '127.0.0.1', port, path: '/files', ca: own!.certificate, agent: false, session }
    const headers = { authorization: `Bearer ${TM()}`, ...fields }
    const sent = httpsRequest({ ...to, ...certificate?.tls, headers })
    const sessions: Buffer[] = []
    sent.once('socket', (socket) => socket.on('session', (kept: Buffer) => sessions.push(kept)))
    const [answer] = (await once(sent.end(), 'response')) as [IncomingMessage]
    answer.resume()
    return {
      status: answer.statusCode,
      cache: answer.headers['cache-control'],
      resumed: answer.socket instanceof TLSSocket && answer.socket.isSessionReused(),
      session: sessions.at(-1),
    }
  }

  test('8705-3-a, 8705-3-b, 9440-2.4-a: the certificate of the token, which nobody vouches for', async () => {
    expect(await get(C1)).toMatchObject({ status: 200, cache: 'private, no-store' })
  })

  test('8705-3-a: another certificate, and none', async () => {
    expect([(await get(C2)).status, (await get()).status]).toEqual([401, 401])
    expect(refusals).toEqual(['certificate_mismatch', 'certificate_missing'])
  })

  test('8705-3-a: a session that is resumed', async () => {
    const { session } = await get(C1)
    expect(await get(C1, {}, session)).toMatchObject({ status: 200, resumed: true })
    const { session: withoutCertificate } = await get()
    expect(await get(C1, {}, withoutCertificate)).toMatchObject({ status: 401, resumed: true })
  })

  test('9440-4-a: what the client itself writes into the field is not believed', async () => {
    for (const forged of [written, [written, written]]) {
      expect((await get(undefined, { 'X-Client-Cert': forged })).status).toBe(401)
      expect((await get(C2, { 'x-client-cert': forged, x_client_cert: written })).status).toBe(401)
    }
    expect(refusals).toEqual([
      'certificate_missing',
      'certificate_mismatch',
      'certificate_missing',
      'certificate_mismatch',
    ])
    const other = encodeURIComponent(C2!.certificate)
    expect((await get(C1, { 'X-Client-Cert': other })).status).toBe(200)
  })

  test('9440-4-a: who goes past nginx is not believed', async () => {
    const direct = async (localAddress: string) => {
      const headers = { authorization: `Bearer ${TM()}`, 'X-Client-Cert': written }
      const to = { host: '127.0.0.1', port: api.port, path: '/files', agent: false, localAddress, headers }
      const [answer] = (await once(httpRequest(to).end(), 'response')) as [IncomingMessage]
      answer.resume()
      return answer.statusCode
    }
    expect(await direct('127.0.0.2')).toBe(401)
    expect(refusals).toEqual(['certificate_missing'])
    // The same request from the address of nginx: only by the address does the API tell them apart.
    expect(await direct('127.0.0.1')).toBe(200)
  })
})
