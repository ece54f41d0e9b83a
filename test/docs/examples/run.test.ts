import { get, type IncomingMessage } from 'node:http'
import { get as getSecurely } from 'node:https'
import { examples, type Example } from './examples.js'
import { environment, runExample } from './run-example.js'

/** Examples that cannot be run, by what they have, and why. */
const notRun: readonly (readonly [text: string, reason: string])[] = [
  [
    'createAuthorizationServer',
    'it would write into the data folder of the sample system, whose own tests run it',
  ],
]

const all = examples()
const reasonOf = ({ code }: Example) => notRun.find(([text]) => code.includes(text))?.[1]
const run = all.filter((example) => reasonOf(example) === undefined)
const siblings = ({ document }: Example) => all.filter((example) => example.document === document)

test('there are examples, and reasons for nothing else', () => {
  expect(run.length).toBeGreaterThan(100)
  for (const [text] of notRun) expect(all.some(({ code }) => code.includes(text))).toBe(true)
})

test.each(run.map((example) => [example.place, example] as const))('%s runs', async (_place, example) => {
  const { exports, tests, origins, stop } = await runExample(example, siblings(example))
  try {
    expect(tests.length > 0).toBe(example.hasTests)
    for (const { name, run } of tests) await run().catch((cause: unknown) => fail(example, name, cause))
    for (const origin of origins) expect(await statusOf(origin)).toBeLessThan(500)
    const handler = handlerOf(exports)
    if (handler)
      expect((await handler(new Request('https://api.example.com/'), environment)).status).toBeLessThan(500)
  } finally {
    await stop()
  }
})

function fail({ place }: Example, name: string, cause: unknown): never {
  throw new Error(`${place}: ${name}: ${cause instanceof Error ? cause.message : String(cause)}`, { cause })
}

/** The status of an answer to a request without a token. */
const statusOf = (origin: string) =>
  new Promise<number>((resolve, reject) => {
    const answered = (answer: IncomingMessage) => {
      answer.resume()
      resolve(answer.statusCode ?? 0)
    }
    const request = origin.startsWith('https:')
      ? getSecurely(origin, { agent: false, rejectUnauthorized: false }, answered)
      : get(origin, { agent: false }, answered)
    request.on('error', reject)
  })

type Handler = (request: Request, env: typeof environment) => Response | Promise<Response>

/** The handler of what is deployed to a worker, or to Next.js. */
function handlerOf({ default: app, handle, GET }: Readonly<Record<string, unknown>>): Handler | undefined {
  const { fetch } = (app ?? {}) as { fetch?: Handler }
  if (fetch) return (request, env) => fetch.call(app, request, env)
  return (handle ?? GET) as Handler | undefined
}
