import { createHash } from 'node:crypto'
import type { ClientConnection, Outcome, ResourceServerOptions } from '../../src/index.js'
import { introspecting } from '../support/introspection.js'
import { quickIssuer } from '../support/key-sets.js'
import { dpopMatrix, expectDpopRefused, x } from '../support/dpop.js'
import { expectAccepted, expectRefused, matrix, R } from '../support/matrix.js'

/** To the binding, a certificate is octets. */
const C1 = Buffer.from('a certificate in DER, with octets such as \u00ff\u00fe', 'latin1')
const C2 = Buffer.from('another certificate')
const thumbprint = (certificate: Buffer) => createHash('sha256').update(certificate).digest('base64url')

const issuer = quickIssuer()
const tokenFor = (cnf: unknown) => issuer.token({ scope: 'read', claims: { cnf } })
const TM = () => tokenFor({ 'x5t#S256': thumbprint(C1) })

type Options = Partial<ResourceServerOptions>

/** `GET /x` over a connection with this certificate, and from this address. */
function over(
  connection: ClientConnection,
  token: string,
  options: Options = {},
  fields: Readonly<Record<string, string | readonly string[]>> = {},
): Promise<Outcome<unknown, boolean>> {
  const { server } = matrix({ mtls: 'allowed', ...options }, issuer)
  const headers = { authorization: `Bearer ${token}`, ...fields }
  const request = { method: 'GET', url: `${R}/x`, headers, connection: () => connection }
  return Promise.resolve(server.authorize(request, { scope: ['read'] }))
}

describe('8705-3-a: the certificate of the connection is that of the token', () => {
  test('C1', async () => {
    const { confirmation } = expectAccepted(await over({ certificate: C1 }, TM()))
    expect(confirmation).toEqual({ x5tS256: thumbprint(C1) })
  })

  test('C2, and none', async () => {
    expectRefused(await over({ certificate: C2 }, TM()), 401, 'invalid_token', 'certificate_mismatch')
    expectRefused(await over({}, TM()), 401, 'invalid_token', 'certificate_missing')
    const { get } = matrix({ mtls: 'allowed' }, issuer)
    expectRefused(await get(`Bearer ${TM()}`), 401, 'invalid_token', 'certificate_missing')
  })

  test('however often it came by before', async () => {
    const token = TM()
    const { server } = matrix({ mtls: 'allowed' }, issuer)
    const send = (certificate: Buffer) =>
      server.authorize({
        method: 'GET',
        url: x,
        headers: { authorization: `Bearer ${token}` },
        connection: () => ({ certificate }),
      })
    for (let time = 0; time < 4; time++) expectAccepted(await send(C1))
    expectRefused(await send(C2), 401, 'invalid_token', 'certificate_mismatch')
  })

  test('without the option such a token is refused, whatever the connection', async () => {
    const outcome = await over({ certificate: C1 }, TM(), { mtls: 'off' })
    expectRefused(outcome, 401, 'invalid_token', 'token_bound')
  })
})

describe('8705-3.1-a: x5t#S256 is the SHA-256 of the certificate in DER, in base64url', () => {
  const right = thumbprint(C1)
  const sha1 = createHash('sha1').update(C1).digest('base64url')
  test.each<[string, unknown]>([
    ['padded', { 'x5t#S256': `${right}=` }],
    ['in hex', { 'x5t#S256': Buffer.from(right, 'base64url').toString('hex') }],
    ['in base64', { 'x5t#S256': Buffer.from(right, 'base64url').toString('base64') }],
    ['SHA-1', { 'x5t#S256': sha1 }],
    ['x5t', { x5t: sha1 }],
    ['no text', { 'x5t#S256': 1 }],
    ['a list', { 'x5t#S256': [right] }],
    ['empty', { 'x5t#S256': '' }],
  ])('%s', async (_what, cnf) => {
    expectRefused(await over({ certificate: C1 }, tokenFor(cnf)), 401, 'invalid_token', 'token_bound')
  })

  test('of something else, such as the public key', async () => {
    const other = tokenFor({ 'x5t#S256': thumbprint(Buffer.from('public key')) })
    expectRefused(await over({ certificate: C1 }, other), 401, 'invalid_token', 'certificate_mismatch')
  })
})

test('8705-3.2-a: the same member in the answer about an opaque token', async () => {
  const { server } = introspecting({}, { issuer, mtls: 'allowed' })
  const claims = { cnf: { 'x5t#S256': thumbprint(C1) } }
  const headers = { authorization: `Bearer ${issuer.opaqueToken({ scope: 'read', claims })}` }
  const send = (connection: ClientConnection) =>
    server.authorize({ method: 'GET', url: x, headers, connection: () => connection })
  expectAccepted(await send({ certificate: C1 }))
  expectRefused(await send({ certificate: C2 }), 401, 'invalid_token', 'certificate_mismatch')
  expectRefused(await send({}), 401, 'invalid_token', 'certificate_missing')
})

describe('8705-3-c: a token that is bound to no certificate', () => {
  const T = issuer.token({ scope: 'read' })

  test('is refused where they are required', async () => {
    const outcome = await over({ certificate: C1 }, T, { mtls: 'required' })
    expectRefused(outcome, 401, 'invalid_token', 'token_not_bound')
    expectAccepted(await over({ certificate: C1 }, TM(), { mtls: 'required' }))
  })

  test('is taken where they are not, with and without a certificate', async () => {
    expectAccepted(await over({ certificate: C1 }, T))
    expectAccepted(await over({}, T))
  })
})

describe('7800-3.1-a: a token that is bound to a key and a certificate', () => {
  const { prover, server } = dpopMatrix({ mtls: 'allowed' }, issuer)
  const token = () => tokenFor({ jkt: prover.thumbprint, 'x5t#S256': thumbprint(C1) })
  const send = (sent: string, certificate: Buffer | undefined, headers: object) =>
    server.authorize({
      method: 'GET',
      url: x,
      headers: { ...headers, ...(!('authorization' in headers) && { authorization: `Bearer ${sent}` }) },
      connection: () => ({ certificate }),
    })

  test('needs both', async () => {
    const sent = token()
    expectAccepted(await send(sent, C1, prover.headers({ url: x, token: sent })))
    const withoutCertificate = await send(sent, undefined, prover.headers({ url: x, token: sent }))
    expectDpopRefused(withoutCertificate, 'invalid_token', 'certificate_missing')
    expect(await send(sent, C1, {})).toMatchObject({ ok: false, fault: { code: 'token_bound' } })
  })

  test('a proof is not used up where the certificate is missing', async () => {
    const sent = token()
    const headers = prover.headers({ url: x, token: sent })
    expectDpopRefused(await send(sent, C2, headers), 'invalid_token', 'certificate_mismatch')
    expectAccepted(await send(sent, C1, headers))
  })

  test('is refused where one of the two cannot be checked', async () => {
    const sent = token()
    const { get } = dpopMatrix({}, issuer)
    expectDpopRefused(
      await get({ ...prover.headers({ url: x, token: sent }) }),
      'invalid_token',
      'token_bound',
    )
    expectRefused(await over({ certificate: C1 }, sent), 401, 'invalid_token', 'token_bound')
  })
})

describe('9440-4-a: a field of a proxy counts only where the proxy is trusted', () => {
  const field = { 'client-cert': `:${C1.toString('base64')}:` }
  const trusted = { mtls: { certificateFrom: { trustedPeers: ['10.0.0.1'] } } } as const

  test('directly', async () => {
    expectRefused(
      await over({ address: '10.0.0.1' }, TM(), {}, field),
      401,
      'invalid_token',
      'certificate_missing',
    )
  })

  test('of a peer that is trusted, and of others', async () => {
    const outcome = await over({ address: '10.0.0.1' }, TM(), trusted, field)
    expectAccepted(outcome)
    expectAccepted(await over({ address: '::ffff:10.0.0.1' }, TM(), trusted, field))
    for (const address of ['10.0.0.2', '::ffff:10.0.0.2', undefined, '']) {
      const refused = await over({ address }, TM(), trusted, field)
      expectRefused(refused, 401, 'invalid_token', 'certificate_missing')
    }
  })

  test('a function says which peer is', async () => {
    const peers = (answer: unknown) => ({
      mtls: { certificateFrom: { trustedPeers: () => answer as boolean } },
    })
    expectAccepted(await over({}, TM(), peers(true), field))
    for (const answer of [false, 'yes', 1, Promise.resolve(true), undefined]) {
      const refused = await over({}, TM(), peers(answer), field)
      expectRefused(refused, 401, 'invalid_token', 'certificate_missing')
    }
  })

  test('9440-2.4-a: what depends on it is not stored', async () => {
    const outcome = await over({ address: '10.0.0.1' }, TM(), trusted, field)
    expect(outcome).toMatchObject({ ok: true, cacheControl: 'private, no-store' })
    const plain = await over({ address: '10.0.0.1' }, issuer.token({ scope: 'read' }), trusted, field)
    expect(plain).not.toHaveProperty('cacheControl')
  })

  test('the certificate of the connection to the proxy is that of the proxy', async () => {
    const outcome = await over({ address: '10.0.0.1', certificate: C1 }, TM(), trusted)
    expectRefused(outcome, 401, 'invalid_token', 'certificate_missing')
  })
})

describe('9440-2.2-a: exactly one byte sequence', () => {
  const base64 = C1.toString('base64')
  const pem = `-----BEGIN CERTIFICATE-----\n${base64}\n-----END CERTIFICATE-----\n`
  test.each<[string, string | readonly string[]]>([
    ['two lines', [`:${base64}:`, `:${base64}:`]],
    ['two in one', `:${base64}:, :${base64}:`],
    ['no colons', base64],
    ['one colon', `:${base64}`],
    ['base64url', `:${C1.toString('base64url')}:`],
    ['nothing', '::'],
    ['PEM', encodeURIComponent(pem)],
    ['a parameter', `:${base64}:;a=1`],
    ['white space', `: ${base64}:`],
  ])('%s', async (_what, value) => {
    const options = { mtls: { certificateFrom: { trustedPeers: () => true } } }
    const outcome = await over({}, TM(), options, { 'client-cert': value })
    expectRefused(outcome, 401, 'invalid_token', 'certificate_missing')
  })
})

describe('the fields of other proxies', () => {
  const base64 = C1.toString('base64')
  const lines = base64.replaceAll(/.{20}/g, '$&\n')
  const pem = `-----BEGIN CERTIFICATE-----\n${lines}\n-----END CERTIFICATE-----\n`
  const hash = createHash('sha256').update(C1).digest('hex')
  const get = (form: 'escaped-pem' | 'xfcc', value: string) => {
    const certificateFrom = { field: 'X-Cert', form, trustedPeers: () => true }
    return over({}, TM(), { mtls: { certificateFrom } }, { 'x-cert': value })
  }

  test.each<['escaped-pem' | 'xfcc', string]>([
    ['escaped-pem', encodeURIComponent(pem)],
    ['escaped-pem', pem.replaceAll('\n', '%0A').replaceAll(' ', '%20')],
    ['xfcc', `Hash=${hash}`],
    ['xfcc', `By=spiffe://a;Hash=${hash};Subject="CN=x;Hash=${'0'.repeat(64)},O=\\"a\\"";URI=spiffe://b`],
    ['xfcc', `hash=${hash.toUpperCase()}`],
  ])('%s: %.60s', async (form, value) => {
    expectAccepted(await get(form, value))
  })

  test.each<['escaped-pem' | 'xfcc', string]>([
    ['escaped-pem', base64],
    ['escaped-pem', `${encodeURIComponent(pem)}${encodeURIComponent(pem)}`],
    ['escaped-pem', '%zz'],
    ['escaped-pem', ''],
    ['xfcc', `Hash=${hash},Hash=${hash}`],
    ['xfcc', `Hash=${'0'.repeat(64)};Hash=${hash}`],
    ['xfcc', `Hash=${hash};Hash=${'0'.repeat(64)}`],
    ['escaped-pem', encodeURIComponent('-----BEGIN CERTIFICATE-----\n\n-----END CERTIFICATE-----')],
    ['escaped-pem', `-----BEGIN%20CERTIFICATE-----${'%0A'.repeat(5000)}!`],
    ['xfcc', `Subject="Hash=${hash}"`],
    ['xfcc', `Subject="a;Hash=${hash};b"`],
    ['xfcc', `Hash=${hash}0`],
    ['xfcc', ''],
  ])('not %s: %.60s', async (form, value) => {
    const outcome = await get(form, value)
    expect(outcome.ok).toBe(false)
  })
})

test('the field of Envoy is found by its form', async () => {
  const hash = createHash('sha256').update(C1).digest('hex')
  const options = { mtls: { certificateFrom: { form: 'xfcc', trustedPeers: () => true } } } as const
  expectAccepted(await over({}, TM(), options, { 'x-forwarded-client-cert': `Hash=${hash}` }))
})

describe('why there is no certificate', () => {
  const field = { 'client-cert': `:${C1.toString('base64')}:` }
  const trusted = { mtls: { certificateFrom: { trustedPeers: ['10.0.0.1'] } } } as const

  test.each<
    [string, ClientConnection, Options, Readonly<Record<string, string | readonly string[]>>, RegExp]
  >([
    ['none was shown', {}, {}, {}, /in the TLS connection.*requestCert/],
    ['no field', { address: '10.0.0.1' }, trusted, {}, /no field client-cert/],
    ['two fields', { address: '10.0.0.1' }, trusted, { 'client-cert': ['a', 'b'] }, /2 fields client-cert/],
    [
      'another peer',
      { address: '10.0.0.9' },
      trusted,
      field,
      /came from "10\.0\.0\.9", which is none of trustedPeers/,
    ],
    ['a Unix socket', {}, trusted, field, /came from a peer without an address/],
    ['another form', { address: '10.0.0.1' }, trusted, { 'client-cert': 'PEM' }, /in the form rfc9440/],
  ])('%s', async (_what, connection, options, fields, detail) => {
    const { fault } = expectRefused(
      await over(connection, TM(), options, fields),
      401,
      'invalid_token',
      'certificate_missing',
    )
    expect(fault.detail).toMatch(detail)
  })
})
