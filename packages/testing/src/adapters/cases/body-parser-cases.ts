import type { AddCheck } from '../adapter-conformance.js'
import { expectRefused, expectStatus } from '../answers.js'
import type { Bench } from '../bench.js'
import { expectLike } from '../expect-like.js'
import type { RawRequest } from '../raw-request.js'

/** Forms that somebody has read before the resource server. RFC 6750 §2.2. */
export function bodyParserCases<M extends object>(bench: Bench<M>, check: AddCheck): void {
  const { door } = bench
  const token = () => bench.issuer.token({ scope: 'write' })
  const header = () => `Authorization: Bearer ${token()}`
  const post = (body: string, ...lines: string[]): RawRequest => ({
    method: 'POST',
    target: '/api/x',
    lines: ['Content-Type: application/x-www-form-urlencoded', ...lines],
    body,
  })
  const serve = async (reached: () => void = () => undefined, onError?: (error: unknown) => void) =>
    bench.serve((app) => {
      app.use(door.formParser)
      app.use(bench.api({ bearerMethods: ['header', 'body', 'query'] }))
      app.post('/api/x', [door.requireScope('write')], () => {
        reached()
        return {}
      })
    }, onError)

  check(
    door.readsBodiesOnce
      ? 'a form that was read before cannot be looked at: 500, whatever it holds, and the error handler is told why'
      : '6750-2.2-b: what a body parser has read before is looked at, whatever its size',
    async () => (door.readsBodiesOnce ? expectMistake() : expectLookedAt()),
  )

  async function expectLookedAt(): Promise<void> {
    await serve()
    const big = `&a=${'x'.repeat(80_000)}`
    expectStatus(await bench.send(post(`access_token=${token()}${big}`)), 200)
    expectStatus(await bench.send(post(`a=1${big}`, header())), 200)
    expectStatus(await bench.send(post('', header())), 200)
    expectRefused(await bench.send(post('a=1')), 401)
    const twice = await bench.send(post(`access_token=${token()}&access_token=${token()}`))
    expectRefused(twice, 400, 'invalid_request')
    expectRefused(await bench.send(post(`access_token=${token()}`, header())), 400, 'invalid_request')
  }

  async function expectMistake(): Promise<void> {
    const errors: unknown[] = []
    let reached = false
    await serve(
      () => (reached = true),
      (error) => errors.push(error),
    )
    const requests = [
      post(`access_token=${token()}`),
      post('a=1', header()),
      post(`access_token=${token()}`, header()),
    ]
    for (const request of requests) expectStatus(await bench.send(request), 500)
    const fault = { name: 'ConfigurationFault', option: 'bearerMethods' }
    expectLike({ errors, reached }, { errors: [fault, fault, fault], reached: false })
  }
}
