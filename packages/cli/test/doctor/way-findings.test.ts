import { cacheFinding, clockFinding, wayFindings } from '../../src/doctor/way-findings.js'
import type { Exchange } from '../../src/doctor/watching-fetch.js'

const at = Date.UTC(2026, 0, 1)
const examined = (exchange: Partial<Exchange>) => ({
  issuer: 'https://auth.example.com',
  jwksUri: undefined,
  exchanges: [{ url: 'https://auth.example.com/jwks', durationMs: 10, at, status: 200, ...exchange }],
  fault: undefined,
  saved: undefined,
  skipped: [],
})
const withField = (name: string, value: string) => examined({ headers: new Headers({ [name]: value }) })

test.each([
  [0, true],
  [5, true],
  [-5, true],
  [6, false],
  [-90, false],
])('a machine that is %d s ahead', (seconds, ok) => {
  const date = new Date(at - seconds * 1000).toUTCString()
  const finding = clockFinding(withField('date', date))
  expect(finding.ok).toBe(ok)
  if (!ok) expect(finding.detail).toMatch(seconds > 0 ? /6 s ahead of/ : /90 s behind/)
})

test('without a date nothing is said of the clock', () => {
  expect(clockFinding(examined({})).ok).toBe('skipped')
  expect(clockFinding(withField('date', 'yesterday')).ok).toBe('skipped')
})

test.each([
  ['max-age=600', true],
  ['max-age=86400', true],
  ['no-store', 'warning'],
  ['public, max-age=5', 'warning'],
  ['public', true],
])('Cache-Control: %s', (field, ok) => {
  expect(cacheFinding(withField('cache-control', field)).ok).toBe(ok)
})

test('a slow way', () => {
  const find = (durationMs: number) =>
    wayFindings(examined({ durationMs })).find(({ name }) => name === 'time')
  expect(find(2000)?.ok).toBe(true)
  expect(find(2001)?.ok).toBe('warning')
})
