import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { createDpopProver, createTestIssuer } from '@qalqon/testing'
import type { Explanation } from '@qalqon/core'
import { qalqon, type Ended } from './support/program.js'

const audience = 'https://api.example.com'
const issuer = createTestIssuer({ audience, now: Date.now() / 1000 })

beforeAll(() => issuer.listen())
afterAll(() => issuer.close())

const explain = (token: string, ...args: string[]) =>
  qalqon(['explain', '--issuer', issuer.issuer, '--audience', audience, ...args], token)

/** No part of a token comes out again, wherever it goes in. */
function expectNoToken({ stdout, stderr }: Ended, token: string): void {
  for (const part of token.split('.')) if (part.length >= 12) expect(stdout + stderr).not.toContain(part)
}

test('a good token: 0, a line for each check, no colours', async () => {
  const token = issuer.token({ scope: 'files.read' })
  const ended = await explain(`Authorization: DPoP ${token}\n`, '--scope', 'files.read')
  expect(ended).toMatchObject({ code: 0, stderr: '' })
  expect(ended.stdout).toMatch(/^The token is accepted\.\n/)
  expect(ended.stdout).toMatch(/ {2}✓ signature +made by http:\/\/127\.0\.0\.1/)
  expect(ended.stdout).toMatch(/ {2}✓ scope /)
  expect(ended.stdout).toMatch(/The token, made by its issuer:\n {2}issuer/)
  expect(ended.stdout).not.toContain('\u001b')
  expectNoToken(ended, token)
})

test('a refused token: 1, with the cause, the mend and what was skipped', async () => {
  const token = issuer.token({ claims: { iss: `${issuer.issuer}/` }, audience: 'client-1' })
  const ended = await explain(token)
  expect(ended.code).toBe(1)
  expect(ended.stdout).toMatch(/^The token is refused: issuer_unknown\n/)
  expect(ended.stdout).toMatch(/ {2}✗ iss .*\n +→ .*a slash at the end alone/)
  expect(ended.stdout).toMatch(/ {2}✗ aud .*\n +→ .*the client itself/)
  expect(ended.stdout).toMatch(/ {2}– signature /)
  expect(ended.stdout).toMatch(/nobody has proved it/)
  expectNoToken(ended, token)
})

test('--json is the explanation, and --token-profile is heeded', async () => {
  const token = issuer.token({ header: { typ: 'JWT' } })
  const refused = await explain(token, '--json')
  const explanation = JSON.parse(refused.stdout) as Explanation
  expect(explanation).toMatchObject({ ok: false, verdict: 'refused', code: 'type_mismatch' })
  expect(explanation.checks.find(({ name }) => name === 'typ')?.hint).toMatch(/plain-jwt/)
  expectNoToken(refused, token)
  expect((await explain(token, '--token-profile', 'plain-jwt')).code).toBe(0)
})

test('an issuer that cannot be reached: 3', async () => {
  const away = createTestIssuer({ audience, now: Date.now() / 1000 })
  await away.listen()
  const token = away.token()
  await away.close()
  const ended = await qalqon(['explain', '--issuer', away.issuer, '--audience', audience], token)
  expect(ended.code).toBe(3)
  expect(ended.stdout).toMatch(/^The token cannot be checked at the moment: metadata_unavailable/)
  expectNoToken(ended, token)
})

test('two scopes in one option: 2', async () => {
  const ended = await explain(issuer.token(), '--scope', 'files.read files.write')
  expect(ended).toMatchObject({ code: 2, stdout: '' })
  expect(ended.stderr).toMatch(/qalqon: --scope: expected one scope/)
})

test('two values of acr in one option: 2, and they are not repeated', async () => {
  const token = issuer.token()
  const ended = await explain(token, '--acr-value', `phr ${token}`)
  expect(ended).toMatchObject({ code: 2, stdout: '' })
  expect(ended.stderr).toMatch(/qalqon: --acr-value: expected one value/)
  expectNoToken(ended, token)
})

test('authorization details that the token must grant', async () => {
  const details = [{ type: 'payment', actions: ['initiate'] }]
  const token = issuer.token({ claims: { authorization_details: details } })
  const asking = (detail: object) => explain(token, '--authorization-detail', JSON.stringify(detail))
  const good = await asking({ type: 'payment', actions: ['initiate'] })
  expect(good.code).toBe(0)
  expect(good.stdout).toMatch(/ {2}✓ authorizationDetails /)
  const refused = await asking({ type: 'payment', actions: ['Initiate'] })
  expect(refused.code).toBe(1)
  expect(refused.stdout).toMatch(/another spelling/)
  expectNoToken(refused, token)
})

test.each<[string, string, RegExp]>([
  ['no list of actions', '{"type":"payment","actions":"initiate"}', /detail: actions: expected a list/],
  ['no object', '1', /detail: expected an object/],
])('an authorization detail that no token could grant, %s: 2', async (_, detail, words) => {
  const ended = await explain(issuer.token(), '--authorization-detail', detail)
  expect(ended).toMatchObject({ code: 2, stdout: '' })
  expect(ended.stderr).toMatch(words)
})

test('how, and how long ago, the user must have signed in', async () => {
  const now = Date.now() / 1000
  const sent = (acr: string, auth_time: number) => issuer.token({ scope: 'a', acr, claims: { auth_time } })
  const flags = ['--acr-value', 'phr', '--acr-value', 'phrh', '--max-age', '300', '--scope', 'a']
  const good = await explain(sent('phrh', now - 30), ...flags)
  expect(good.code).toBe(0)
  for (const name of ['acrValues', 'maxAgeSeconds', 'scope'])
    expect(good.stdout).toMatch(new RegExp(` {2}✓ ${name} `))
  const weak = sent('pwd', now - 400)
  const refused = await explain(weak, ...flags)
  expect(refused.code).toBe(1)
  expect(refused.stdout).toMatch(/^The token is refused: insufficient_acr\n/)
  expect(refused.stdout).toMatch(
    / {2}✗ acrValues +acr: expected "phr" or "phrh", found "pwd"\n +→ .*acr_values/,
  )
  expect(refused.stdout).toMatch(
    / {2}✗ maxAgeSeconds +auth_time: the user has signed in .*300 s are the most/,
  )
  expectNoToken(refused, weak)
})

test('it does not say that a token was not revoked: it knows no revocations', async () => {
  const ended = await explain(issuer.token())
  expect(ended.stdout).toMatch(/ {2}– revocation +this command knows no revocations/)
  const { checks, verdict } = JSON.parse((await explain(issuer.token(), '--json')).stdout) as Explanation
  expect(checks.find(({ name }) => name === 'revocation')).toMatchObject({ ok: 'skipped' })
  expect(verdict).toBe('accepted')
})

test('an opaque token: the hint says that this command cannot ask its issuer', async () => {
  const ended = await explain(issuer.opaqueToken())
  expect(ended.stdout).toMatch(/^The token is refused: token_malformed\n/)
  expect(ended.stdout).toMatch(/→ .*opaque.*\(introspection is not offered here/)
})

test('a bound token: the hint says that this command does not know whether the API takes such tokens', async () => {
  const token = issuer.token({ boundTo: createDpopProver() })
  const ended = await explain(token)
  expect(ended.stdout).toMatch(/^The token is refused: token_bound\n/)
  expect(ended.stdout).toMatch(/→ .*set dpop: 'allowed'.*this command knows no such options of the API\)/)
  expectNoToken(ended, token)
})

describe('misuse: 2', () => {
  const token = issuer.token()
  const somewhere = ['explain', '--issuer', 'https://a.example', '--audience', 'b']
  test.each<[string, string[], RegExp]>([
    ['a token as an argument', ['explain', token], /history of the shell and in the list of processes/],
    ['a token as an option', ['explain', '--token', token], /hand it in by standard input/],
    ['a token as an option in one word', ['explain', `--token=${token}`], /hand it in by standard input/],
    ['a token in the place of a command', [token], /two commands/],
    ['an unknown option', ['explain', `--tokn=${token}`], /there is no option --tokn/],
    ['no issuer', ['explain', '--audience', audience], /needs --issuer and --audience/],
    [
      'an issuer that is none',
      ['explain', '--issuer', 'auth', '--audience', audience],
      /qalqon: --issuer: expected the URL/,
    ],
    [
      'plain http beyond this machine',
      ['explain', '--issuer', 'http://a.example', '--audience', audience],
      /qalqon: --issuer: expected an https: URL; http: is only for this machine\n/,
    ],
    [
      'a profile that is none',
      ['explain', '--issuer', 'https://a.example', '--audience', 'b', '--token-profile', 'x'],
      /qalqon: --token-profile: expected 'rfc9068' or 'plain-jwt'/,
    ],
    [
      'a key set that is none',
      ['explain', '--issuer', 'https://a.example', '--audience', 'b', '--jwks-uri', 'keys'],
      /qalqon: --jwks-uri: expected an https: URL/,
    ],
    [
      'an empty audience',
      ['explain', '--issuer', 'https://a.example', '--audience', ''],
      /qalqon: --audience: /,
    ],
    [
      'a detail that is no JSON',
      [...somewhere, '--authorization-detail', token],
      /qalqon: --authorization-detail: expected a JSON object, such as/,
    ],
    ['a max age that is no number', [...somewhere, '--max-age', '-1'], /an option lacks its value/],
    [
      'an empty max age',
      [...somewhere, '--max-age='],
      /qalqon: --max-age: expected a whole number of seconds/,
    ],
    ['a max age in parts', [...somewhere, '--max-age', '1.5'], /qalqon: --max-age: expected a whole number/],
    ['no token', ['explain', '--issuer', 'https://a.example', '--audience', 'b'], /standard input is empty/],
  ])('%s', async (_, args, words) => {
    const ended = await qalqon(args)
    expect(ended).toMatchObject({ code: 2, stdout: '' })
    expect(ended.stderr).toMatch(words)
    expectNoToken(ended, token)
  })
})

test('--version: 0, and that of the package', async () => {
  const { version } = JSON.parse(readFileSync(resolve(__dirname, '../package.json'), 'utf8')) as {
    version: string
  }
  expect(await qalqon(['--version'])).toEqual({ code: 0, stdout: `${version}\n`, stderr: '' })
})

test('--help: 0', async () => {
  for (const args of [['--help'], ['explain', '--help']]) {
    const ended = await qalqon(args)
    expect(ended).toMatchObject({ code: 0, stderr: '' })
    expect(ended.stdout).toMatch(/^Usage:/)
  }
})
