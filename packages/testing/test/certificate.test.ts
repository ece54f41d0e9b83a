import { createHash, createPrivateKey } from 'node:crypto'
import { createSecureContext } from 'node:tls'
import { createDpopProver, createTestIssuer, type TokenBinding } from '../src/index.js'
import { createTestCertificate } from '../src/certificate.js'

const certificate = createTestCertificate({ commonName: 'client-1' })

/** The claim `cnf` of a token. */
function confirmationIn(token: string): unknown {
  const [, payload = ''] = token.split('.')
  return (JSON.parse(Buffer.from(payload, 'base64url').toString()) as { cnf?: unknown }).cnf
}

test('it has signed itself, and is good now', () => {
  const { x509 } = certificate
  expect([x509.subject, x509.issuer]).toEqual(['CN=client-1', 'CN=client-1'])
  expect(x509.verify(x509.publicKey)).toBe(true)
  expect(x509.checkPrivateKey(createPrivateKey(certificate.privateKey))).toBe(true)
  expect(Date.parse(x509.validFrom)).toBeLessThan(Date.now())
  expect(Date.parse(x509.validTo)).toBeGreaterThan(Date.now() + 3_600_000)
})

test('it is good for servers on loopback, and for no other', () => {
  const { x509 } = certificate
  expect([x509.checkHost('localhost'), x509.checkIP('127.0.0.1'), x509.checkIP('::1')]).not.toContain(
    undefined,
  )
  expect([x509.checkHost('example.com'), x509.checkIP('10.0.0.1')]).toEqual([undefined, undefined])
})

test('its forms are those of one certificate', () => {
  const { raw } = certificate.x509
  expect(certificate.x5tS256).toBe(createHash('sha256').update(raw).digest('base64url'))
  expect(certificate.clientCertField).toBe(`:${raw.toString('base64')}:`)
  expect(certificate.certificate).toMatch(/^-----BEGIN CERTIFICATE-----\n/)
  expect(certificate.tls).toEqual({ key: certificate.privateKey, cert: certificate.certificate })
  expect(() => createSecureContext(certificate.tls)).not.toThrow()
})

test('each has a key and a number of its own', () => {
  const many = Array.from({ length: 20 }, () => createTestCertificate())
  expect(new Set(many.map(({ x5tS256 }) => x5tS256)).size).toBe(20)
  expect(new Set(many.map(({ x509 }) => x509.serialNumber)).size).toBe(20)
  for (const { x509 } of many) expect(x509.subject).toBe('CN=test')
})

describe('tokens are bound', () => {
  const issuer = createTestIssuer()
  const prover = createDpopProver()
  const x5t = { 'x5t#S256': certificate.x5tS256 }

  test('to a certificate, a key, or both', () => {
    expect(confirmationIn(issuer.token({ boundTo: certificate }))).toEqual(x5t)
    expect(confirmationIn(issuer.token({ boundTo: prover }))).toEqual({ jkt: prover.thumbprint })
    const both = { thumbprint: prover.thumbprint, x5tS256: certificate.x5tS256 }
    expect(confirmationIn(issuer.token({ boundTo: both }))).toEqual({ jkt: prover.thumbprint, ...x5t })
  })

  test('and never to something that is neither', () => {
    // @ts-expect-error a certificate of node:crypto has no such member
    const x509: TokenBinding = certificate.x509
    // @ts-expect-error a token that is bound to nothing tests nothing
    const nothing: TokenBinding = {}
    for (const boundTo of [x509, nothing, { x5tS256: '' }, { thumbprint: prover.thumbprint, x5tS256: '' }])
      expect(() => issuer.token({ boundTo })).toThrow(/boundTo: expected a client/)
  })
})

test('a misspelt option is told', () => {
  expect(() => createTestCertificate({ name: 'x' } as never)).toThrow(/name/)
})
