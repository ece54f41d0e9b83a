import { parseChallenges } from '../src/index.js'

const read = (field: string) =>
  parseChallenges(field).map(({ scheme, parameters }) => [scheme, Object.fromEntries(parameters)])

test.each([
  ['Bearer', [['Bearer', {}]]],
  ['Bearer realm="a b", ERROR=invalid_token', [['Bearer', { realm: 'a b', error: 'invalid_token' }]]],
  ['Bearer realm="say \\"a\\", b=c"', [['Bearer', { realm: 'say "a", b=c' }]]],
  ['Bearer   realm = ""', [['Bearer', { realm: '' }]]],
  [
    'Bearer realm="a", DPoP algs="ES256 EdDSA" , error="use_dpop_nonce"',
    [
      ['Bearer', { realm: 'a' }],
      ['DPoP', { algs: 'ES256 EdDSA', error: 'use_dpop_nonce' }],
    ],
  ],
  [
    'Negotiate,Bearer,DPoP algs="ES256"',
    [
      ['Negotiate', {}],
      ['Bearer', {}],
      ['DPoP', { algs: 'ES256' }],
    ],
  ],
])('%s', (field, expected) => {
  expect(read(field)).toEqual(expected)
})

test.each([
  ['', 'no scheme'],
  [' Bearer', 'no scheme'],
  ['Bearer ', 'no scheme'],
  ['Bearer\trealm="a"', 'no scheme'],
  ['Bearer realm', 'no parameter'],
  ['Bearer realm="a', 'no parameter'],
  ['Bearer realm="ä"', 'no parameter'],
  ['Bearer realm=a b=c', 'no separator'],
  ['Bearer realm="a",', 'no separator'],
  ['Bearer realm="a",, b=c', 'no separator'],
  ['Bearer , b=c', 'no scheme'],
  ['Bearer realm="a", REALM="b"', 'realm stands twice'],
  ['Negotiate YWJj==', 'no parameter'],
])('%j is refused: %s', (field, why) => {
  expect(() => parseChallenges(field)).toThrow(why)
})
