import { shorten } from '../../src/faults/index.js'
import { part } from '../support/crafted-token.js'
import { expectRefused, I, matrix } from '../support/matrix.js'

const nested = (levels: number) => '['.repeat(levels) + ']'.repeat(levels)

test('short values are shown as JSON, without control characters', () => {
  expect(shorten(undefined)).toBe('nothing')
  expect(shorten(null)).toBe('null')
  expect(shorten('a\r\nb\u0000"')).toBe('"a\\r\\nb\\u0000\\""')
  expect(shorten(['x', 1])).toBe('["x",1]')
  expect(shorten('\u009b31m\u202e\u2028\u007f')).toBe('"\\u009b31m\\u202e\\u2028\\u007f"')
})

test('long values are cut, and their length is told', () => {
  const text = shorten('x'.repeat(5000))
  expect(text).toMatch(/^"x{119}… \(5002 characters\)$/)
  expect(shorten('x'.repeat(118))).toBe(`"${'x'.repeat(118)}"`)
})

test('a value that is nested too deeply for JSON.stringify is not shown', () => {
  expect(shorten(JSON.parse(nested(100_000)))).toMatch(/nested/)
})

describe('a deeply nested value in a token ends in a refusal, not in an exception', () => {
  const { get } = matrix()
  // As deep as the default limit of the token's size allows.
  const deep = nested(5900)
  const refusal = (header: string, payload: string) => get(`Bearer ${part(header)}.${part(payload)}.AAAA`)

  test('iss', async () => {
    const outcome = await refusal('{"alg":"RS256","typ":"at+jwt"}', `{"iss":${deep}}`)
    expectRefused(outcome, 401, 'invalid_token', 'issuer_unknown')
  })

  test.each([
    ['alg', `{"alg":${deep}}`, 'algorithm_not_allowed'],
    ['typ', `{"alg":"RS256","typ":${deep}}`, 'type_mismatch'],
    ['crit', `{"alg":"RS256","typ":"at+jwt","crit":${deep}}`, 'critical_header'],
    ['kid', `{"alg":"RS256","typ":"at+jwt","kid":${deep}}`, 'token_malformed'],
  ])('%s', async (_name, header, code) => {
    expectRefused(await refusal(header, `{"iss":"${I}"}`), 401, 'invalid_token', code)
  })
})
