import { createHash, X509Certificate } from 'node:crypto'
import { once } from 'node:events'
import { createServer, request, type Server } from 'node:https'
import type { AddressInfo } from 'node:net'
import { createTestIssuer } from '@qalqon/testing'
import { fromIncomingMessage, resourceServer } from '../../src/index.js'
import { selfSignedCertificate } from '../support/self-signed-server.js'

const [own, client, stranger] = [selfSignedCertificate(), selfSignedCertificate(), selfSignedCertificate()]
const withOpenssl = own && client && stranger ? describe : describe.skip

withOpenssl(
  'over TLS, with certificates that nobody vouches for (skipped where openssl is not installed)',
  () => {
    const issuer = createTestIssuer()
    const server = resourceServer({ ...issuer.options, mtls: 'allowed' })
    let https: Server
    let port: number

    beforeAll(async () => {
      https = createServer({ ...own, requestCert: true, rejectUnauthorized: false }, (message, response) => {
        void Promise.resolve(server.authorize(fromIncomingMessage(message))).then((outcome) => {
          response.statusCode = outcome.ok ? 200 : outcome.response.status
          response.end()
        })
      }).listen(0, '127.0.0.1')
      await once(https, 'listening')
      port = (https.address() as AddressInfo).port
    })

    afterAll(() => {
      https.closeAllConnections()
      https.close()
    })

    /** The status of a request with a token for the certificate of the client, over a connection with this one. */
    async function status(certificate: typeof client): Promise<number | undefined> {
      const { raw } = new X509Certificate(client?.cert ?? '')
      const x5tS256 = createHash('sha256').update(raw).digest('base64url')
      const token = issuer.token({ claims: { cnf: { 'x5t#S256': x5tS256 } } })
      const headers = { authorization: `Bearer ${token}` }
      const sent = request({
        host: '127.0.0.1',
        port,
        ca: own?.cert,
        agent: false,
        headers,
        ...certificate,
      }).end()
      const [response] = (await once(sent, 'response')) as [{ statusCode?: number; resume(): void }]
      response.resume()
      return response.statusCode
    }

    test('8705-3-a, 8705-3-b: the certificate of the token, another one, and none', async () => {
      expect(await status(client)).toBe(200)
      expect(await status(stranger)).toBe(401)
      expect(await status(undefined)).toBe(401)
    })
  },
)
