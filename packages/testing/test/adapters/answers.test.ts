import {
  checkAnswer,
  expectChallengeLines,
  expectProblem,
  expectRefused,
  expectStatus,
  jsonOf,
} from '../../src/adapters/answers.js'
import type { RawResponse } from '../../src/adapters/raw-request.js'

const problem = {
  type: 'about:blank',
  title: 'Unauthorized',
  status: 401,
  detail: 'No',
  error: 'invalid_token',
}

/** A refusal as it should be, but for what is changed. */
function refusal({ status = 401, fields = {}, body = problem }: Change = {}): RawResponse {
  const all: Readonly<Record<string, string | readonly string[] | undefined>> = {
    'www-authenticate': 'Bearer realm="x", error="invalid_token"',
    'cache-control': 'no-store',
    'content-type': 'application/problem+json',
    ...fields,
  }
  const lines = Object.entries(all).flatMap(([name, values]) =>
    [values ?? []].flat().map((value): [string, string] => [name, value]),
  )
  const text = typeof body === 'string' ? body : JSON.stringify(body)
  const raw = [...lines.map((line) => line.join(': ')), text].join('\r\n')
  return { to: 'GET /x', status, fields: lines, body: text, raw }
}

interface Change {
  readonly status?: number
  readonly fields?: Readonly<Record<string, string | readonly string[] | undefined>>
  readonly body?: object | string
}

const token = 'abcdefghijklmnop'
const request = { target: '/x', lines: [`Authorization: Bearer ${token}`] }

test('a refusal as it should be', () => {
  checkAnswer(request, refusal())
  expect(expectRefused(refusal(), 401, 'invalid_token').parameters.get('realm')).toBe('x')
})

test.each<[what: string, change: Change]>([
  ['has no challenge', { fields: { 'www-authenticate': undefined } }],
  ['has a challenge without parameters', { fields: { 'www-authenticate': 'Bearer' } }],
  ['has a challenge that nobody can read', { fields: { 'www-authenticate': 'Bearer realm=a b' } }],
  [
    'has a description of other characters',
    { fields: { 'www-authenticate': 'Bearer error_description="\\\\"' } },
  ],
  ['may be stored', { fields: { 'cache-control': undefined } }],
  ['says twice that it may not be stored', { fields: { 'cache-control': ['no-store', 'no-store'] } }],
  ['repeats the token in a field', { fields: { 'x-other': `<${token}>` } }],
  ['repeats the token in the body', { body: { ...problem, detail: token } }],
])('a refusal that %s', (_what, change) => {
  expect(() => checkAnswer(request, refusal(change))).toThrow()
})

test.each<[what: string, change: Change]>([
  ['another status', { status: 403 }],
  ['another error', { fields: { 'www-authenticate': 'Bearer error="invalid_request"' } }],
  ['another scheme', { fields: { 'www-authenticate': 'DPoP error="invalid_token"' } }],
  ['two challenges', { fields: { 'www-authenticate': ['Bearer error="invalid_token"', 'Basic realm="x"'] } }],
  ['a type with a charset', { fields: { 'content-type': 'application/problem+json; charset=utf-8' } }],
  ['a body that is no JSON', { body: 'no' }],
  ['a member more', { body: { ...problem, stack: 'at x' } }],
  ['a member less', { body: { ...problem, detail: undefined } }],
  ['the status of another', { body: { ...problem, status: 400 } }],
])('is not the refusal that was expected: %s', (_what, change) => {
  expect(() => expectRefused(refusal(change), 401, 'invalid_token')).toThrow()
})

test('without credentials no error is named, nor described', () => {
  const body = { ...problem, error: undefined }
  const bare = (challenge: string) => refusal({ fields: { 'www-authenticate': challenge }, body })
  expectRefused(bare('Bearer realm="x"'), 401)
  expect(() => expectRefused(bare('Bearer error="invalid_token"'), 401)).toThrow(/expected error=undefined/)
  expect(() => expectRefused(bare('Bearer error_description="x"'), 401)).toThrow()
})

test('messages say what was expected and what came', () => {
  const expected =
    'expected status 200 or 404, found: GET /x → 401; WWW-Authenticate: Bearer realm="x", error="invalid_token"; body: {'
  expect(() => expectStatus(refusal(), 200, 404)).toThrow(expected)
  expect(() => expectProblem(refusal(), 503)).toThrow('expected status 503, found: GET /x → 401')
  expect(() => jsonOf(refusal({ body: '<html>' }))).toThrow('expected a body of JSON, found: GET /x → 401')
})

test('each challenge has a line of its own, unless the framework joins them', () => {
  const two = refusal({ fields: { 'www-authenticate': ['Basic realm="x"', 'Bearer realm="x"'] } })
  const joined = refusal({ fields: { 'www-authenticate': 'Basic realm="x", Bearer realm="x"' } })
  expectChallengeLines(two, 2, {})
  expectChallengeLines(joined, 2, { joinsLines: true })
  expect(() => expectChallengeLines(joined, 2, {})).toThrow(/each in a line of its own/)
})
