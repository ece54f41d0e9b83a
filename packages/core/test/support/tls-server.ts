import { once } from 'node:events'
import type { IncomingMessage } from 'node:http'
import { connect as connectHttp2, constants, createSecureServer } from 'node:http2'
import { request } from 'node:https'
import type { AddressInfo } from 'node:net'
import type { SecureVersion, TLSSocket } from 'node:tls'
import { createTestIssuer } from '@qalqon/testing'
import { createTestCertificate, type TestCertificate } from '@qalqon/testing/certificate'
import { fromIncomingMessage, resourceServer } from '../../src/index.js'

/** A client, and what it has kept of an earlier connection. */
interface TlsClient {
  /** What the client shows. */
  readonly certificate?: TestCertificate | undefined
  readonly session?: Buffer | undefined
}

/** How a request went. */
interface TlsAnswer {
  readonly status: number
  /** Whether the server has taken up the session of an earlier connection. */
  readonly resumed: boolean
  /** The session, for a later connection; none where there is no newer one. */
  readonly session: Buffer | undefined
}

/** A resource server on Node's server of HTTP/2, which takes HTTP/1 too, over TLS that asks clients for their certificates. */
export async function tlsServer(maxVersion: SecureVersion = 'TLSv1.3') {
  const own = createTestCertificate()
  const issuer = createTestIssuer()
  const api = resourceServer({ ...issuer.options, mtls: 'allowed' })
  const server = createSecureServer(
    { ...own.tls, allowHTTP1: true, requestCert: true, rejectUnauthorized: false, maxVersion },
    (message, response) => {
      void Promise.resolve(api.authorize(fromIncomingMessage(message))).then((outcome) => {
        response.statusCode = outcome.ok ? 200 : outcome.response.status
        response.setHeader('resumed', String((message.socket as TLSSocket).isSessionReused()))
        response.end('')
      })
    },
  ).listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  const to = { host: '127.0.0.1', port, ca: own.certificate }

  return {
    tokenFor: (certificate: TestCertificate) => issuer.token({ boundTo: certificate }),

    /** Sends a request over a connection of its own. */
    async get(token: string, { certificate, session }: TlsClient = {}): Promise<TlsAnswer> {
      const options = { ...to, ...certificate?.tls, session, agent: false }
      const sent = request({ ...options, headers: { authorization: `Bearer ${token}` } })
      let kept: Buffer | undefined
      sent.once('socket', (socket) => socket.on('session', (next: Buffer) => (kept = next)))
      const [answer] = (await once(sent.end(), 'response')) as [IncomingMessage]
      answer.resume()
      return { status: answer.statusCode ?? 0, resumed: answer.headers.resumed === 'true', session: kept }
    },

    /** Opens a connection over which requests go by HTTP/2. */
    connectHttp2(certificate?: TestCertificate) {
      const connection = connectHttp2(`https://127.0.0.1:${port}`, {
        ca: own.certificate,
        ...certificate?.tls,
      })
      return {
        async get(token: string): Promise<number> {
          const stream = connection.request({ authorization: `Bearer ${token}` })
          const [fields] = (await once(stream, 'response')) as [Record<string, unknown>]
          stream.resume()
          return Number(fields[constants.HTTP2_HEADER_STATUS])
        },
        close: () => new Promise<void>((resolve) => connection.close(resolve)),
      }
    },

    close: () => new Promise((resolve) => server.close(resolve)),
  }
}
