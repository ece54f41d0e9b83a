import { createTestIssuer } from '@qalqon/testing'
import type { Finding } from '../src/doctor/finding.js'
import { qalqon } from './support/program.js'

interface Result {
  verdict: string
  code?: string
  findings: Finding[]
}

const issuer = createTestIssuer({ now: Date.now() / 1000 })

beforeAll(() => issuer.listen())
afterEach(() => {
  issuer.recover()
  issuer.setJwks(undefined)
  issuer.setMetadata()
})
afterAll(() => issuer.close())

async function json(...args: string[]) {
  const { code, stdout } = await qalqon(['doctor', '--json', ...args])
  const result = JSON.parse(stdout) as Result
  return {
    exit: code,
    result,
    finding: (name: string) => result.findings.find((entry) => entry.name === name),
  }
}

test('an issuer that is well: 0, in words', async () => {
  const { code, stdout, stderr } = await qalqon([
    'doctor',
    issuer.issuer,
    '--audience',
    'https://api.example.com',
  ])
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' })
  expect(stdout).toMatch(/The issuer is well\.\n/)
  expect(stdout).toMatch(
    / {2}✓ metadata +http:\S+\/\.well-known\/openid-configuration answered 200 in \d+ ms/,
  )
  expect(stdout).toMatch(/ {2}✓ keys +1 usable: k1 EC ES256 P-256/)
  expect(stdout).toMatch(/ {2}✓ clock +this machine and the issuer agree/)
  expect(stdout).not.toContain('\u001b')
})

test('the same as JSON, with the document of RFC 8414', async () => {
  const { exit, result, finding } = await json(issuer.issuer)
  expect({ exit, verdict: result.verdict }).toEqual({ exit: 0, verdict: 'good' })
  expect(finding('address')).toMatchObject({ ok: 'warning' })
  expect(finding('kids')).toMatchObject({ ok: true })
})

test('an issuer without metadata, by its key set', async () => {
  const jwksUri = String(issuer.metadata.jwks_uri)
  issuer.outage('not-found', { at: 'metadata' })
  expect((await json(issuer.issuer)).finding('metadata')?.hint).toMatch(/--jwks-uri/)
  issuer.requests.reset()
  const { exit, result, finding } = await json(issuer.issuer, '--jwks-uri', jwksUri)
  expect({ exit, verdict: result.verdict }).toEqual({ exit: 0, verdict: 'good' })
  expect(finding('metadata')).toMatchObject({ ok: 'skipped', detail: 'not asked for: --jwks-uri is given' })
  expect(finding('key set')).toMatchObject({ ok: true, detail: expect.stringContaining(jwksUri) })
  expect(issuer.requests.metadata).toBe(0)
})

test('a key set that is not there, where it alone is asked for', async () => {
  issuer.outage('not-found', { at: 'jwks' })
  const { exit, result, finding } = await json(issuer.issuer, '--jwks-uri', String(issuer.metadata.jwks_uri))
  expect({ exit, code: result.code }).toEqual({ exit: 3, code: 'key_set_unavailable' })
  expect(finding('key set')?.hint).toMatch(/^the API must reach this URL/)
})

test('another spelling of the issuer: 1, with the mend', async () => {
  const { exit, result, finding } = await json(`${issuer.issuer}/`)
  expect({ exit, verdict: result.verdict, code: result.code }).toEqual({
    exit: 1,
    verdict: 'bad',
    code: 'metadata_invalid',
  })
  expect(finding('metadata')).toMatchObject({ ok: false, hint: expect.stringMatching(/letter by letter/) })
})

test('keys of no use are named with the reason, and none at all is an error', async () => {
  const oct = { kty: 'oct', k: 'c2VjcmV0', kid: 'shared\u001b[31m' }
  issuer.setJwks({ keys: [oct] })
  const { exit, finding } = await json(issuer.issuer)
  expect(exit).toBe(1)
  expect(finding('keys')).toMatchObject({ ok: false, detail: expect.stringMatching(/no key/) })
  expect(finding('skipped key')?.detail).toBe('shared\\u001b[31m: it is a symmetric key')
})

test.each([
  ['hears nothing', 'unreachable', undefined, 'metadata_unavailable', 3],
  ['is told of an error', 'error', undefined, 'metadata_unavailable', 3],
  ['gets no key set', 'error', 'jwks', 'key_set_unavailable', 3],
  ['gets a page in the place of the key set', 'html', 'jwks', 'key_set_unavailable', 3],
] as const)('who %s: %s at %s', async (_, kind, at, code, expected) => {
  issuer.outage(kind, at && { at })
  const { exit, result } = await json(issuer.issuer)
  expect({ exit, code: result.code }).toEqual({ exit: expected, code })
})

test('a redirect is shown', async () => {
  issuer.outage('redirect', { at: 'jwks' })
  expect((await json(issuer.issuer)).finding('redirect')?.detail).toMatch(/answered 302/)
})

test.each<[string, string[], RegExp]>([
  ['no issuer', [], /doctor needs one issuer/],
  ['two issuers', ['https://a.example', 'https://b.example'], /doctor needs one issuer/],
  [
    'the issuer as an option',
    ['--issuer', 'https://a.example'],
    /the issuer is the argument: qalqon doctor https/,
  ],
  ['the issuer as an option in one word', ['--issuer=https://a.example'], /the issuer is the argument/],
  ['no URL', ['a.example'], /qalqon: the issuer: expected the URL/],
  [
    'plain http beyond this machine',
    ['http://a.example'],
    /qalqon: the issuer: expected an https: URL; http: is only for this machine\n/,
  ],
  ['a key set that is none', ['https://a.example', '--jwks-uri', 'x'], /qalqon: --jwks-uri: expected/],
  ['an audience that is none', ['https://a.example', '--audience', ''], /qalqon: --audience: expected/],
  ['the URL of the metadata', ['https://a.example/.well-known/openid-configuration'], /the issuer itself/],
])('misuse: %s: 2', async (_, args, words) => {
  const { code, stderr } = await qalqon(['doctor', ...args])
  expect(code).toBe(2)
  expect(stderr).toMatch(words)
})
