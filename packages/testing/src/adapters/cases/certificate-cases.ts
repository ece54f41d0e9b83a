import { deepEqual, doesNotThrow, throws } from 'node:assert/strict'
import type { AddCheck } from '../adapter-conformance.js'
import { createTestCertificate, type TestCertificate } from '../../certificate.js'
import type { ServerOptionsUnderTest } from '../adapter-under-test.js'
import { expectRefused, expectStatus } from '../answers.js'
import type { Bench } from '../bench.js'
import { fieldValues, type RawResponse } from '../raw-request.js'

type Name = 'server' | 'C1' | 'C2'

/** Certificates of clients over real TLS. RFC 8705, RFC 9440. */
export function certificateCases<M extends object>(bench: Bench<M>, check: AddCheck): void {
  const { withoutConnection } = bench.door
  if (withoutConnection === undefined) casesOverTls(bench, check)
  else casesWithoutConnection(bench, check, withoutConnection)
}

function casesOverTls<M extends object>(bench: Bench<M>, check: AddCheck): void {
  const made = new Map<Name, TestCertificate>()
  const certificate = (name: Name): TestCertificate => {
    const one = made.get(name) ?? createTestCertificate({ commonName: name })
    made.set(name, one)
    return one
  }
  const serve = (options: Partial<ServerOptionsUnderTest> = {}) =>
    bench.serveMatrix(
      { mtls: 'allowed', ...options },
      { ...certificate('server').tls, requestCert: true, rejectUnauthorized: false },
    )

  /** A connection on which the client shows a certificate, or none. */
  const over = (name?: 'C1' | 'C2') =>
    bench.connect({ ca: certificate('server').certificate, ...(name && certificate(name).tls) })

  const TM = () => bench.issuer.token({ scope: 'read', boundTo: certificate('C1') })
  const get = (token: string, ...lines: string[]) => ({
    target: '/api/x',
    lines: [`Authorization: Bearer ${token}`, ...lines],
  })

  const refusals = () =>
    bench.events.flatMap((event) => (event.type === 'request_refused' ? [event.code] : []))

  check('8705-3-a, 8705-3-b: the certificate of the token, another one, and none', async () => {
    await serve()
    const token = TM()
    expectStatus(await bench.send(get(token), await over('C1')), 200)
    expectRefused(await bench.send(get(token), await over('C2')), 401, 'invalid_token')
    expectRefused(await bench.send(get(token), await over()), 401, 'invalid_token')
    deepEqual(refusals(), ['certificate_mismatch', 'certificate_missing'])
  })

  check('8705-3-a: each request of a connection is decided for itself', async () => {
    await serve()
    const connection = await over('C2')
    const own = get(bench.issuer.token({ scope: 'read', boundTo: certificate('C2') }))
    for (let time = 0; time < 2; time++) {
      expectStatus(await bench.send(own, connection), 200)
      expectRefused(await bench.send(get(TM()), connection), 401, 'invalid_token')
    }
  })

  check('8705-3-c: a token that is bound to no certificate', async () => {
    const T = () => get(bench.issuer.token({ scope: 'read' }))
    await serve()
    expectStatus(await bench.send(T(), await over('C1')), 200)
    expectStatus(await bench.send(T(), await over()), 200)
  })

  check('8705-3-c: where bound tokens are required', async () => {
    await serve({ mtls: 'required' })
    const T = get(bench.issuer.token({ scope: 'read' }))
    expectRefused(await bench.send(T, await over('C1')), 401, 'invalid_token')
    expectStatus(await bench.send(get(TM()), await over('C1')), 200)
  })

  const fieldOf = (name: Name) => `Client-Cert: ${certificate(name).clientCertField}`
  const from = (...trustedPeers: string[]) => ({ mtls: { certificateFrom: { trustedPeers } } })

  check('9440-4-a: a field that the client writes by itself', async () => {
    await serve()
    expectRefused(await bench.send(get(TM(), fieldOf('C1')), await over('C2')), 401, 'invalid_token')
    expectRefused(await bench.send(get(TM(), fieldOf('C1')), await over()), 401, 'invalid_token')
  })

  check('9440-4-a, 9440-2.4-a: a field that the proxy writes, over TLS of its own', async () => {
    await serve(from('127.0.0.1'))
    const send = async (line: string): Promise<RawResponse> => bench.send(get(TM(), line), await over('C2'))
    const accepted = await send(fieldOf('C1'))
    expectStatus(accepted, 200)
    deepEqual(fieldValues(accepted, 'cache-control'), ['private, no-store'])
    expectRefused(await send(fieldOf('C2')), 401, 'invalid_token')
    expectRefused(await send('X-Other: 1'), 401, 'invalid_token')
  })

  check('9440-4-a: a field of a peer that is not the proxy', async () => {
    await serve(from('10.0.0.1'))
    expectRefused(await bench.send(get(TM(), fieldOf('C1')), await over('C1')), 401, 'invalid_token')
  })
}

/** The cases of an adapter that is told nothing of the connection. */
function casesWithoutConnection<M extends object>(bench: Bench<M>, check: AddCheck, reason: string): void {
  check(`mtls is refused when the resource server is built: ${reason}`, () => {
    const certificateFrom = { trustedPeers: ['127.0.0.1'] }
    for (const mtls of ['allowed', 'required', {}, { use: 'required' }, { certificateFrom }] as const) {
      throws(() => bench.api({ mtls }), { name: 'ConfigurationFault', option: 'mtls' })
    }
    for (const mtls of ['off', { use: 'off' }] as const) doesNotThrow(() => bench.api({ mtls }))
  })

  check('a token that is bound to a certificate is refused', async () => {
    await bench.serveMatrix()
    const token = bench.issuer.token({ scope: 'read', boundTo: createTestCertificate() })
    expectRefused(await bench.get('/api/x', `Bearer ${token}`), 401, 'invalid_token')
  })
}
