import fc from 'fast-check'
import { checkTokenGrammar, extractToken } from '../../src/request/extract-token.js'
import type { RequestHeaders } from '../../src/request/resource-request.js'

/** As in the pipeline: the grammar is looked at where a token cannot be read. */
function extract(headers: RequestHeaders, maxTokenBytes = 256): string | undefined {
  const token = extractToken({ method: 'GET', url: '/', headers }, maxTokenBytes, false)?.text
  if (token !== undefined) checkTokenGrammar(token)
  return token
}
const fault = (code: string) => expect.objectContaining({ name: 'TokenFault', code }) as Error

test('takes the token out of any kind of header fields', () => {
  expect(extract({ authorization: 'Bearer abc' })).toBe('abc')
  expect(extract({ authorization: ['Bearer abc'] })).toBe('abc')
  expect(extract(new Headers({ Authorization: 'Bearer abc' }))).toBe('abc')
})

test('finds nothing where there is no credential', () => {
  expect(extract({})).toBeUndefined()
  expect(extract({ authorization: undefined })).toBeUndefined()
  expect(extract({ authorization: [] })).toBeUndefined()
  expect(extract({ authorization: '' })).toBeUndefined()
  expect(extract(new Headers())).toBeUndefined()
  expect(extract(Object.create({ authorization: 'Bearer inherited' }) as RequestHeaders)).toBeUndefined()
})

test('a field that is called get is only a field', () => {
  expect(extract({ get: 'x', authorization: 'Bearer abc' })).toBe('abc')
})

test('leaves other schemes alone, also those that begin alike', () => {
  for (const authorization of [
    'Basic eA==',
    'Bearers abc',
    'Bearer2 abc',
    'Bearer_x abc',
    'Bear abc',
    'DPoP a',
  ]) {
    expect(extract({ authorization })).toBeUndefined()
  }
})

test('measures the token before it reads it', () => {
  const longest = 'a'.repeat(256)
  expect(extract({ authorization: `Bearer ${longest}` })).toBe(longest)
  expect(() => extract({ authorization: `Bearer ${longest}a` })).toThrow(fault('token_too_large'))
  expect(() => extract({ authorization: `Bearer ${' '.repeat(256)}é` })).toThrow(
    fault('credentials_malformed'),
  )
})

test('a field of a megabyte is decided in a time that grows no faster than it', () => {
  for (const filler of [' ', 'a', '=', ',', '\t', 'Bearer ', ', ', ',\t\t', ', beare']) {
    const field = `${filler.repeat(1_000_000 / filler.length)}"`
    const started = performance.now()
    expect(() => extract({ authorization: `Bearer ${field}` }, 1_048_576)).toThrow()
    expect(extract({ authorization: `Basic ${field}` }, 1_048_576)).toBeUndefined()
    // A time that grows with the square would be minutes.
    expect(performance.now() - started).toBeLessThan(3000)
  }
})

test('whatever is taken has the grammar of a token, and stands there whole', () => {
  const grammar = /^[A-Za-z0-9._~+/-]+=*$/
  const field = fc.oneof(
    fc.string({ unit: 'binary' }),
    fc
      .tuple(
        fc.constantFrom('Bearer', 'bearer', 'BEARER', 'Basic'),
        fc.constantFrom(' ', '  ', '\t', ','),
        fc.string(),
      )
      .map((parts) => parts.join('')),
    fc.stringMatching(/^[Bb]earer +[A-Za-z0-9._~+/-]{1,40}={0,2}$/),
  )
  let taken = 0
  const property = fc.property(field, (authorization) => {
    let token: string | undefined
    try {
      token = extract({ authorization })
    } catch (thrown) {
      expect(thrown).toMatchObject({ name: 'TokenFault', status: 400, error: 'invalid_request' })
      return
    }
    if (token === undefined) return
    taken++
    expect(token).toMatch(grammar)
    expect(authorization.toLowerCase().replace(/^bearer +/, '')).toBe(token.toLowerCase())
  })
  fc.assert(property, { numRuns: 1000 })
  expect(taken).toBeGreaterThan(100)
})
