import { keyFindings, printable } from '../../src/doctor/key-findings.js'

const findings = (keys: readonly unknown[]) =>
  keyFindings({
    issuer: 'https://auth.example.com',
    exchanges: [],
    fault: undefined,
    jwksUri: undefined,
    saved: { issuer: 'https://auth.example.com', fetchedAt: 0, jwks: { keys } },
    skipped: [],
  })
const rsa = { kty: 'RSA', n: Buffer.alloc(256, 0xff).toString('base64url'), e: 'AQAB' }

test('the size of an RSA key', () => {
  expect(findings([{ ...rsa, kid: 'a' }])[0]?.detail).toBe(
    '1 usable: a RSA any algorithm of its type 2048 bits',
  )
})

test.each([
  ['one key without a name', [rsa], true],
  [
    'names of their own',
    [
      { ...rsa, kid: 'a' },
      { ...rsa, kid: 'b' },
    ],
    true,
  ],
  [
    'one name for two',
    [
      { ...rsa, kid: 'a' },
      { ...rsa, kid: 'a' },
    ],
    'warning',
  ],
  ['one without a name among others', [{ ...rsa, kid: 'a' }, rsa], 'warning'],
])('%s', (_, keys, ok) => expect(findings(keys).at(-1)).toMatchObject({ name: 'kids', ok }))

test('a name cannot speak to the terminal', () => {
  expect(printable('a\u001b[2J\u202e')).toBe('a\\u001b[2J?')
})
