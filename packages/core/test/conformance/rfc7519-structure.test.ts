import { CompactEncrypt } from 'jose'
import { contentOf, part } from '../support/crafted-token.js'
import { expectAccepted, expectRefused, matrix, R } from '../support/matrix.js'

const { issuer, server, get } = matrix()
const { header, payload } = contentOf(issuer)
const claims = JSON.stringify(payload)

/** Signs these octets as the payload of T. */
const sign = (octets: string | Uint8Array) => `Bearer ${issuer.sign({ header, payload: octets })}`

test('the payload that these tests vary is a good one', async () => {
  expectAccepted(await get(sign(claims)))
})

describe('7519-4-a: unknown claims are ignored, repeated ones refused', () => {
  test('unknown claims', async () => {
    expectAccepted(await get(sign(claims.replace('{', '{"unknown":{"nested":[1,{"a":null}]},'))))
  })

  test.each([
    ['exp, the bad one last', claims.replace(/}$/, ',"exp":1}')],
    ['exp, the good one last', claims.replace('{', '{"exp":1,')],
    ['exp, written with an escape', claims.replace('{', '{"\\u0065xp":9999999999,')],
    ['aud, both good', claims.replace('{', `{"aud":"${R}",`)],
    ['aud, one bad', claims.replace(/}$/, ',"aud":"X"}')],
    ['an unknown claim', claims.replace('{', '{"a":1,"a":1,')],
    ['a member further down', claims.replace('{', '{"a":[{"b":{"c":1,"c":2}}],')],
    ['__proto__', claims.replace('{', '{"__proto__":{},"__proto__":{},')],
  ])('repeated: %s', async (_, written) => {
    expect(() => JSON.parse(written) as unknown).not.toThrow()
    expectRefused(await get(sign(written)), 401, 'invalid_token', 'token_malformed')
  })

  test('what only looks repeated is not', async () => {
    const written = claims.replace('{', '{"a":"\\",\\"exp\\":1","b":{"exp":1},"c":[{"d":1},{"d":1}],')
    expectAccepted(await get(sign(written)))
  })
})

describe('7519-7.2-a: the payload is UTF-8 and one JSON object', () => {
  test.each([
    ['a list', `[${claims}]`],
    ['an empty list', '[]'],
    ['a text', '"x"'],
    ['null', 'null'],
    ['a number', '1'],
    ['nothing', ''],
    ['a space', ' '],
    ['UTF-16', Buffer.from(claims, 'utf16le')],
    ['UTF-16 with a byte order mark', Buffer.from(`\ufeff${claims}`, 'utf16le')],
    ['UTF-8 with a byte order mark', `\ufeff${claims}`],
    ['trailing text', `${claims}x`],
    ['a trailing octet', Buffer.concat([Buffer.from(claims), Buffer.from([0])])],
    ['two objects', claims + claims],
    ['cut short', claims.slice(0, -1)],
    ['a comment', `${claims}//`],
    ['a trailing comma', claims.replace(/}$/, ',}')],
    ['single quotes', claims.replaceAll('"', "'")],
    [
      'a stray octet',
      Buffer.concat([Buffer.from(claims.slice(0, -1)), Buffer.from(',"a":"\xff"}', 'latin1')]),
    ],
    ['a surrogate in UTF-8', Buffer.from([...Buffer.from('{"a":"'), 0xed, 0xa0, 0x80, ...Buffer.from('"}')])],
    ['an overlong form', Buffer.from([...Buffer.from('{"a":"'), 0xc0, 0xaf, ...Buffer.from('"}')])],
  ])('%s', async (_, octets) => {
    expectRefused(await get(sign(octets)), 401, 'invalid_token', 'token_malformed')
  })

  test('white space around the object and any UTF-8 inside are fine', async () => {
    expectAccepted(await get(sign(` \r\n\t${claims.replace('{', '{"name":"Ǆ 🛡 é",')} `)))
  })
})

describe('7519-7.2-b: nested tokens are refused', () => {
  const unsigned = `${part({ alg: 'none' })}.${part(claims)}.`

  test.each(['JWT', 'jwt', 'application/jwt', 'Application/JWT'])('a JWS whose cty is %s', async (cty) => {
    const token = issuer.token({ scope: 'read', header: { cty } })
    expectRefused(await get(`Bearer ${token}`), 401, 'invalid_token', 'token_nested')
  })

  test.each([
    ['unsigned', unsigned],
    ['signed', issuer.token({ scope: 'read' })],
  ])('a JWS in a JWS, the inner one %s', async (_, inner) => {
    for (const octets of [inner, JSON.stringify(inner)]) {
      const token = issuer.sign({ header: { ...header, cty: 'JWT' }, payload: octets })
      expectRefused(await get(`Bearer ${token}`), 401, 'invalid_token', 'token_malformed')
    }
  })

  test.each([
    ['with a bad signature', issuer.signedByStranger({ scope: 'read' })],
    ['with a good signature', issuer.token({ scope: 'read' })],
    ['unsigned', unsigned],
  ])('a JWE that holds a JWS %s', async (_, inner) => {
    const jwe = await new CompactEncrypt(Buffer.from(inner))
      .setProtectedHeader({ alg: 'dir', enc: 'A256GCM', cty: 'JWT', typ: 'at+jwt' })
      .encrypt(Buffer.alloc(32, 7))
    expectRefused(await get(`Bearer ${jwe}`), 401, 'invalid_token', 'token_encrypted')
  })

  test('another cty says nothing', async () => {
    expectAccepted(await get(`Bearer ${issuer.token({ scope: 'read', header: { cty: 'json' } })}`))
  })
})

describe('7519-X-a: claim names do not reach the prototypes', () => {
  const polluting = claims
    .replace('"scope":"read"', '"note":"no scope"')
    .replace(
      '{',
      '{"__proto__":{"scope":"admin read"},"constructor":{"prototype":{"scope":"admin read"}},"hasOwnProperty":1,"toString":1,',
    )

  test('no scope is gained', async () => {
    for (const scope of ['admin', 'read']) {
      const outcome = await get(sign(polluting), { scope: [scope] })
      expectRefused(outcome, 403, 'insufficient_scope', 'insufficient_scope')
    }
    expect(({} as { scope?: unknown }).scope).toBeUndefined()
    expect(Object.hasOwn(Object.prototype, 'scope')).toBe(false)
  })

  test('the claims keep the prototype of an object, and the member is theirs alone', async () => {
    const outcome = await server.authorize({
      method: 'GET',
      url: '/x',
      headers: { authorization: sign(polluting) },
    })
    const token = expectAccepted(outcome)
    expect(Object.getPrototypeOf(token.claims)).toBe(Object.prototype)
    expect(Object.keys(token.claims as object)).toContain('__proto__')
    expect(token.scopes).toEqual([])
  })

  test('a required claim is not found on the prototype', async () => {
    const written = claims.replace('"jti"', '"__proto__":{"jti":"1"},"not_jti"')
    expectRefused(await get(sign(written)), 401, 'invalid_token', 'claim_missing')
  })

  test.each(['__proto__', 'constructor', 'toString', 'hasOwnProperty'])(
    'the scope %s implies nothing',
    async (scope) => {
      const implying = matrix({ scopeImplies: { files: ['read'] } }, issuer)
      const granted = await implying.get(`Bearer ${issuer.token({ scope })}`)
      expectRefused(granted, 403, 'insufficient_scope', 'insufficient_scope')
    },
  )
})
