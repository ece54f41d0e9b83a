import { createTestCertificate } from '@qalqon/testing/certificate'
import { tlsServer } from '../support/tls-server.js'

const [C1, C2] = [createTestCertificate(), createTestCertificate()]

describe.each(['TLSv1.3', 'TLSv1.2'] as const)(
  'over %s, with certificates that nobody vouches for',
  (version) => {
    let server: Awaited<ReturnType<typeof tlsServer>>
    beforeAll(async () => {
      server = await tlsServer(version)
    })
    afterAll(() => server.close())

    test('8705-3-a, 8705-3-b: the certificate of the token, another one, and none', async () => {
      const token = server.tokenFor(C1)
      expect((await server.get(token, { certificate: C1 })).status).toBe(200)
      expect((await server.get(token, { certificate: C2 })).status).toBe(401)
      expect((await server.get(token)).status).toBe(401)
    })

    test('8705-3-a: a session that is resumed has the certificate of its handshake', async () => {
      const { session } = await server.get(server.tokenFor(C1), { certificate: C1 })
      // In a resumed session nobody shows a certificate: to have it at all, the client has proved possession in its handshake.
      const again = await server.get(server.tokenFor(C1), { certificate: C1, session })
      expect(again).toMatchObject({ status: 200, resumed: true })
      const other = await server.get(server.tokenFor(C2), { certificate: C2, session })
      expect(other).toMatchObject({ status: 401, resumed: true })
    })

    test('8705-3-a: a session that began without a certificate has none when it is resumed', async () => {
      const { session } = await server.get(server.tokenFor(C1))
      const again = await server.get(server.tokenFor(C1), { certificate: C1, session })
      expect(again).toMatchObject({ status: 401, resumed: true })
    })

    test('8705-3-a: by HTTP/2, for each request of a connection', async () => {
      const [first, second, none] = [C1, C2, undefined].map((certificate) => server.connectHttp2(certificate))
      const [TM1, TM2] = [server.tokenFor(C1), server.tokenFor(C2)]
      try {
        for (let time = 0; time < 2; time++) {
          expect([await first!.get(TM1), await first!.get(TM2)]).toEqual([200, 401])
          expect([await second!.get(TM1), await second!.get(TM2)]).toEqual([401, 200])
          expect(await none!.get(TM1)).toBe(401)
        }
      } finally {
        await Promise.all([first, second, none].map((connection) => connection!.close()))
      }
    })
  },
)
