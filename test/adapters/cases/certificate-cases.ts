import { createTestCertificate } from '../../../packages/testing/src/certificate.js'
import type { ResourceServerOptions } from '../../../packages/core/src/index.js'
import type { Bench } from '../bench.js'
import { expectRefused } from '../expect-answer.js'
import { fieldValues, type RawResponse } from '../raw-request.js'

/** Certificates of clients over real TLS. RFC 8705, RFC 9440. */
export function certificateCases<M>(bench: Bench<M>): void {
  const [own, C1, C2] = ['server', 'C1', 'C2'].map((commonName) => createTestCertificate({ commonName }))
  const tls = { ...own!.tls, requestCert: true, rejectUnauthorized: false }
  const serve = (options: Partial<ResourceServerOptions> = {}) =>
    bench.serveMatrix({ mtls: 'allowed', ...options }, tls)

  /** A connection on which the client shows a certificate, or none. */
  const over = (certificate?: typeof C1) => bench.connect({ ca: own!.certificate, ...certificate?.tls })

  const TM = () => bench.issuer.token({ scope: 'read', boundTo: C1! })
  const get = (token: string, ...lines: string[]) => ({
    target: '/api/x',
    lines: [`Authorization: Bearer ${token}`, ...lines],
  })

  const refusals = () =>
    bench.events.flatMap((event) => (event.type === 'request_refused' ? [event.code] : []))

  test('8705-3-a, 8705-3-b: the certificate of the token, another one, and none', async () => {
    await serve()
    const token = TM()
    expect((await bench.send(get(token), await over(C1))).status).toBe(200)
    expectRefused(await bench.send(get(token), await over(C2)), 401, 'invalid_token')
    expectRefused(await bench.send(get(token), await over()), 401, 'invalid_token')
    expect(refusals()).toEqual(['certificate_mismatch', 'certificate_missing'])
  })

  test('8705-3-a: each request of a connection is decided for itself', async () => {
    await serve()
    const connection = await over(C2)
    const own = get(bench.issuer.token({ scope: 'read', boundTo: C2! }))
    for (let time = 0; time < 2; time++) {
      expect((await bench.send(own, connection)).status).toBe(200)
      expectRefused(await bench.send(get(TM()), connection), 401, 'invalid_token')
    }
  })

  test('8705-3-c: a token that is bound to no certificate', async () => {
    const T = () => get(bench.issuer.token({ scope: 'read' }))
    await serve()
    expect((await bench.send(T(), await over(C1))).status).toBe(200)
    expect((await bench.send(T(), await over())).status).toBe(200)
  })

  test('8705-3-c: where bound tokens are required', async () => {
    await serve({ mtls: 'required' })
    const T = get(bench.issuer.token({ scope: 'read' }))
    expectRefused(await bench.send(T, await over(C1)), 401, 'invalid_token')
    expect((await bench.send(get(TM()), await over(C1))).status).toBe(200)
  })

  const field = `Client-Cert: ${C1!.clientCertField}`
  const from = (...trustedPeers: string[]) => ({ mtls: { certificateFrom: { trustedPeers } } })

  test('9440-4-a: a field that the client writes by itself', async () => {
    await serve()
    expectRefused(await bench.send(get(TM(), field), await over(C2)), 401, 'invalid_token')
    expectRefused(await bench.send(get(TM(), field), await over()), 401, 'invalid_token')
  })

  test('9440-4-a, 9440-2.4-a: a field that the proxy writes, over TLS of its own', async () => {
    await serve(from('127.0.0.1'))
    const send = async (line: string): Promise<RawResponse> => bench.send(get(TM(), line), await over(C2))
    const accepted = await send(field)
    expect(accepted.status).toBe(200)
    expect(fieldValues(accepted, 'cache-control')).toEqual(['private, no-store'])
    expectRefused(await send(`Client-Cert: ${C2!.clientCertField}`), 401, 'invalid_token')
    expectRefused(await send('X-Other: 1'), 401, 'invalid_token')
  })

  test('9440-4-a: a field of a peer that is not the proxy', async () => {
    await serve(from('10.0.0.1'))
    expectRefused(await bench.send(get(TM(), field), await over(C1)), 401, 'invalid_token')
  })
}

/** The cases of an adapter that is told nothing of the connection. */
export function withoutCertificateCases<M>(bench: Bench<M>, reason: string): void {
  test(`mtls is refused when the resource server is built: ${reason}`, () => {
    const certificateFrom = { trustedPeers: ['127.0.0.1'] }
    for (const mtls of ['allowed', 'required', {}, { use: 'required' }, { certificateFrom }] as const) {
      expect(() => bench.api({ mtls })).toThrow(
        expect.objectContaining({ name: 'ConfigurationFault', option: 'mtls' }),
      )
    }
    for (const mtls of ['off', { use: 'off' }] as const) expect(() => bench.api({ mtls })).not.toThrow()
  })

  test('a token that is bound to a certificate is refused', async () => {
    await bench.serveMatrix()
    const token = bench.issuer.token({ scope: 'read', boundTo: createTestCertificate() })
    expectRefused(await bench.get('/api/x', `Bearer ${token}`), 401, 'invalid_token')
  })
}
