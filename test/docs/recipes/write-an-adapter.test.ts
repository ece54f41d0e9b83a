import { createRequire } from 'node:module'
import { join } from 'node:path'
import { transformSync } from '@swc/core'
import type { AdapterCheck } from '../../../packages/testing/src/adapters.js'
import { examplesOf } from '../load-example.js'

const root = join(import.meta.dirname, '../../..')
const [, adapter = '', , suite = ''] = examplesOf('docs/recipes/write-an-adapter.md').map(({ code }) => code)

type Check = Pick<AdapterCheck, 'name' | 'run'>

/** The files of the page run as if they stood in an adapter, which has the packages that they import. */
const inAdapter = createRequire(join(root, 'packages/express/package.json'))

/** The checks of the page for an adapter: that of the page, or one that is a little different. */
function checksOf(source: string): Check[] {
  const exported = run(source, inAdapter)
  const checks: Check[] = []
  const test = (name: string, run: Check['run']) => checks.push({ name, run })
  run(suite, (name) => (name === './adapter.js' ? exported : inAdapter(name)), test)
  return checks
}

function run(source: string, require: (name: string) => unknown, test?: unknown): unknown {
  const { code } = transformSync(source, {
    jsc: { target: 'es2022', parser: { syntax: 'typescript' } },
    module: { type: 'commonjs' },
  })
  const exported = {}
  // eslint-disable-next-line @typescript-eslint/no-implied-eval -- the text stands in this repository
  const module = new Function('require', 'exports', 'test', code) as (...values: unknown[]) => void
  module(require, exported, test)
  return exported
}

describe('the adapter of docs/recipes/write-an-adapter.md does what every adapter must', () => {
  // Not the bare names: the rows that they name are held by the tests of packages.
  for (const { name, run } of checksOf(adapter)) test(`passes ${name}`, run)
})

const guard = 'await guard(req, fromIncomingMessage(req))'
const refuse = 'if (!outcome.ok) return write(outcome.response, res)'
const prefixed =
  'a resource server at a prefix guards that prefix, also of routers in routers, and nothing else'
const anonymous =
  'with optional, an anonymous request comes through without a token, but not past a requirement'

describe.each<[what: string, from: string, to: string, failing: string]>([
  [
    'takes the fields as Node has joined them',
    guard,
    'await guard(req, { method: req.method!, url: req.url!, headers: req.headers as never })',
    '6750-2.1-e: two Authorization lines are refused: two good tokens',
  ],
  [
    'lets HEAD through',
    guard,
    `req.method === 'HEAD' ? { ok: true } : ${guard}`,
    'HEAD is guarded like GET, and its refusal has no body',
  ],
  [
    'lets OPTIONS through',
    guard,
    `req.method === 'OPTIONS' ? { ok: true } : ${guard}`,
    'OPTIONS is guarded, also where there is no route',
  ],
  [
    'answers without a challenge',
    "if (name === 'www-authenticate') res.appendHeader(name, value)",
    "if (name === 'www-authenticate') continue",
    '6750-3-e, 6750-3.1-a: an invalid token is answered with invalid_token: an expired one',
  ],
  [
    "drops the application's own challenge",
    'res.appendHeader(name, value)',
    'res.setHeader(name, value)',
    "9110-11.6.1-b: the application's own challenge stays beside ours",
  ],
  [
    'lets refusals be cached',
    'else res.setHeader(name, value)',
    "else if (name !== 'cache-control') res.setHeader(name, value)",
    '9111-3.5-a: refusals are not stored, and an answer of the application is left as it is',
  ],
  [
    'makes outages the fault of the client',
    'res.statusCode = status',
    'res.statusCode = status === 503 ? 401 : status',
    'an issuer that cannot be reached is answered with 503 and Retry-After, and no challenge',
  ],
  [
    'goes on after a refusal',
    refuse,
    'if (!outcome.ok) write(outcome.response, res)',
    'a request that is refused, or cannot be decided, reaches no handler',
  ],
  [
    'lets through what it cannot decide',
    guard,
    `${guard}.catch(() => ({ ok: true }))`,
    'an error inside the resource server opens nothing, on a first request',
  ],
  [
    'remembers tokens by their connection',
    guard,
    'await guard(req.socket, fromIncomingMessage(req))',
    '9700-2.3-a: each request of a connection is decided for itself',
  ],
  [
    'leaves what somebody else has attached',
    'Object.assign(req, { auth: outcome.token })',
    'if (outcome.token) Object.assign(req, { auth: outcome.token })',
    anonymous,
  ],
  [
    'forgets nonces',
    "if (outcome.dpopNonce !== undefined) res.setHeader('dpop-nonce', outcome.dpopNonce)",
    '',
    '9449-8-a, 9449-8.2-a: a nonce comes with the refusal, and a newer one with an answer',
  ],
  [
    'lets answers to a token in the query be cached',
    'if (outcome.cacheControl !== undefined) overrideCacheControl(res, outcome.cacheControl)',
    '',
    '6750-2.3-b, 9111-3.5-a: an answer to a token outside the header is private, and not public, max-age=60',
  ],
  [
    'leaves half a form on the connection',
    "if (isPartlyRead(res.req)) res.setHeader('connection', 'close')",
    '',
    '6750-2.2-d: what is left of a form that is too large is not taken for the next request',
  ],
  [
    'cuts off the query',
    'fromIncomingMessage(req))\n    if',
    "fromIncomingMessage(req, req.url?.split('?')[0]))\n    if",
    prefixed,
  ],
  [
    'swallows what a handler throws',
    'if (!answer) throw thrown',
    'if (!answer) return res.end()',
    'an error of a handler is not swallowed, on a first request',
  ],
  [
    'throws on what getAuth throws',
    'if (!answer) throw thrown',
    'throw thrown',
    '9110-11.6.1-a: through an error handler of the application that throws it on',
  ],
  [
    'serves metadata whatever the query',
    "url: req.url ?? '/'",
    "url: req.url?.split('?')[0] ?? '/'",
    '9728-3.1-b: a query in the identifier is a part of the place',
  ],
  [
    'says nothing of what it requires',
    'return madeOfGuard(guard, middleware)',
    'return middleware',
    'what a middleware requires can be read from it',
  ],
  [
    'closes each connection over which it refuses',
    'if (isPartlyRead(res.req)) res',
    'res',
    'a refusal leaves the body of the request unread, and the connection usable',
  ],
])('an adapter that %s does not', (_what, from, to, failing) => {
  test(`fails ${failing}`, async () => {
    expect(adapter.split(from)).toHaveLength(2)
    const check = checksOf(adapter.replace(from, () => to)).find(({ name }) => name === failing)
    await expect(check!.run()).rejects.toThrow()
  })
})
