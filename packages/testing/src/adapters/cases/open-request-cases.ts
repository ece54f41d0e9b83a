import { deepEqual } from 'node:assert/strict'
import { createDpopProver } from '../../dpop-prover.js'
import type { AddCheck } from '../adapter-conformance.js'
import { expectStatus, jsonOf } from '../answers.js'
import type { Bench } from '../bench.js'
import type { RawRequest } from '../raw-request.js'

/**
 * Requests that stay open, such as a stream of events: `recheck` of the handle decides over them again, by what the adapter has known of them,
 * and not by what can still be read of their message.
 */
export function openRequestCases<M extends object>(bench: Bench<M>, check: AddCheck): void {
  const target = '/api/x'

  /** A route whose handler has its request looked at again: at once, and when its token has expired. */
  const serve = async (options: Parameters<Bench<M>['api']>[0] = {}) => {
    const api = bench.api(options)
    await bench.serve((app) => {
      app.use(api)
      app.mount('/api', (child) => {
        child.post('/x', [], async ({ message, parsedBody }) => {
          await parsedBody()
          const now = await api.recheck(message)
          bench.issuer.clock.advance(3600)
          const later = await api.recheck(message)
          return { now: now.ok, later: later.ok }
        })
      })
    })
  }
  const expectLookedAt = async (request: Omit<RawRequest, 'target'>) => {
    const response = await bench.send({ target, ...request })
    expectStatus(response, 200)
    deepEqual(jsonOf(response), { now: true, later: false })
  }

  check('one that came through goes on until its token expires', async () => {
    await serve()
    await expectLookedAt({ method: 'POST', lines: [`Authorization: ${bench.bearer()}`] })
  })

  check('a token in the query is known again', async () => {
    await serve({ bearerMethods: ['header', 'query'] })
    const response = await bench.send({
      method: 'POST',
      target: `${target}?access_token=${bench.issuer.token()}`,
    })
    deepEqual(jsonOf(response), { now: true, later: false })
  })

  check('a token in a form is known again, although the body was read', async () => {
    await serve({ bearerMethods: ['header', 'body'] })
    await expectLookedAt({
      method: 'POST',
      lines: ['Content-Type: application/x-www-form-urlencoded'],
      body: `access_token=${bench.issuer.token()}`,
    })
  })

  check('a proof is not asked for again', async () => {
    await serve({ dpop: 'allowed', publicUrl: 'https://rs.example' })
    const prover = createDpopProver({ clock: bench.issuer.clock })
    const token = bench.issuer.token({ boundTo: prover })
    const url = `https://rs.example${target}`
    const { authorization, dpop } = prover.headers({ method: 'POST', url, token })
    await expectLookedAt({ method: 'POST', lines: [`Authorization: ${authorization}`, `DPoP: ${dpop}`] })
  })

  check('one that nobody has let through is a mistake in the program', async () => {
    const api = bench.api()
    await bench.serve((app) => {
      app.post(target, [], async ({ message }) => {
        const thrown: unknown = await api.recheck(message).then(
          () => undefined,
          (error: unknown) => error,
        )
        return { name: (thrown as { name?: string } | undefined)?.name }
      })
    })
    const response = await bench.send({ method: 'POST', target, lines: [`Authorization: ${bench.bearer()}`] })
    deepEqual(jsonOf(response), { name: 'ConfigurationFault' })
  })
}
