import { thumbprintOf } from '../../src/keys/thumbprint.js'
import { readPublicJwk } from '../../src/keys/public-jwk.js'
import { algorithms } from '../../src/algorithms.js'

const thumbprint = (jwk: object) => {
  const key = readPublicJwk(jwk)
  if (typeof key === 'string') throw new Error(key)
  return thumbprintOf(key.material)
}

/** RFC 7638 §3.1. */
const n =
  '0vx7agoebGcQSuuPiLJXZptN9nndrQmbXEps2aiAFbWhM78LhWx4cbbfAAtVT86zwu1RK7aPFFxuhDR1L6tSoc_BJECPebWKRXjBZCiFV4n3oknjhMstn64tZ_2W-5JsGY4Hc5n9yBXArwl93lqt7_RN5w6Cf0h4QyQ5v-65YGjQR0_FDW2QvzqY368QQMicAtaSqzs8KJZgnYb9c7d0zgdAZHzu6qMQvRL5hajrn1n91CbOpbISD08qNLyrdkt-bFTWhAI4vMQFh6WeZu0fM4lFd2NcRwr3XPksINHaQ-G_xBniIqbw0Ls1jF44-csFCur-kEgU8awapJzKnqDKgw'

test('7638-3-a: the vector of the standard, whatever stands beside the key and in whatever order', () => {
  const expected = 'NzbLsXh8uDCcd-6MNwXF4W_7noWXFZAfHkxZsRGC9Xs'
  expect(thumbprint({ kty: 'RSA', n, e: 'AQAB', alg: 'RS256', kid: '2011-04-29' })).toBe(expected)
  expect(thumbprint({ e: 'AQAB', use: 'sig', n, kty: 'RSA', x5t: 'x' })).toBe(expected)
})

test('9449-4.3-12b: the key of RFC 9449', () => {
  const jwk = {
    kty: 'EC',
    x: 'l8tFrhx-34tV3hRICRDY9zCkDlpBhF42UQUfWVAWBFs',
    y: '9VE4jf_Ok_o64zbTTlcuNJajHmt6v9TDVrU0CdvGRDA',
    crv: 'P-256',
  }
  expect(thumbprint(jwk)).toBe('0ZcOCORZNYy-DWpqq30jZyJGHTN0d2HglBV3uiguA4I')
})

test('8037: the key of its appendix', () => {
  const jwk = { kty: 'OKP', crv: 'Ed25519', x: '11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo' }
  expect(thumbprint(jwk)).toBe('kPrK_qmxVWaYVA9wwBF6Iuo3vVzz7TxHCTwXBygrS4k')
})

test('9964-6-a: the algorithm is a part of a key of ML-DSA', () => {
  const pub = (bytes: number) => Buffer.alloc(bytes, 1).toString('base64url')
  const prints = algorithms
    .filter((name) => name.startsWith('ML-DSA'))
    .map((alg, index) => thumbprintOf({ kty: 'AKP', alg, pub: pub(32 + 0 * index) }))
  expect(new Set(prints).size).toBe(3)
})
