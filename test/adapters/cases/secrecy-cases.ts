import { leaksOf } from '../../../packages/core/test/support/leaks.js'
import type { Bench } from '../bench.js'
import { expectRefused } from '../expect-answer.js'
import type { RawResponse } from '../raw-request.js'

/** RFC 9700 §4.9.3 and §4.13: what the application and its log are told, and whom a request is believed to come from. */
export function secrecyCases<M>(bench: Bench<M>): void {
  const { door } = bench

  test.each(['development', 'production'])(
    '9700-4.9.3-a: neither error handler nor console is told a token, NODE_ENV %s',
    async (environment) => {
      const before = process.env.NODE_ENV
      process.env.NODE_ENV = environment
      const told: unknown[] = []
      const spies = (['debug', 'error', 'info', 'log', 'warn'] as const).map((method) =>
        jest.spyOn(console, method).mockImplementation((...values) => void told.push(...values)),
      )
      const tokens: string[] = []
      const tokenOf = (token: string) => {
        tokens.push(token)
        return `Bearer ${token}`
      }
      try {
        await bench.serve(
          (app) => {
            app.get('/unguarded', [], ({ getAuth }) => getAuth().subject)
            app.get('/orphan', [door.requireScope('read')], () => ({}))
            // Handed in where its call was meant, so that the framework calls it with the request.
            app.get('/uncalled', [door.requireScope as unknown as M], () => ({}))
            app.use(bench.api({ optional: true }))
            app.get('/anonymous', [], ({ getAuth }) => getAuth().subject)
            app.get('/fails', [door.requireScope('read')], () => {
              throw new Error('out of paper')
            })
          },
          (error) => told.push(error),
        )
        for (const path of ['/unguarded', '/orphan', '/uncalled', '/fails']) {
          expect((await bench.get(path, tokenOf(bench.issuer.token({ scope: 'read' })))).status).toBe(500)
        }
        expect((await bench.get('/fails', tokenOf(bench.issuer.token()))).status).toBe(403)
        expect((await bench.get('/anonymous', tokenOf(bench.issuer.expired()))).status).toBe(401)
        const other = tokenOf(bench.issuer.token()).replace('Bearer', 'DPoP')
        expect((await bench.get('/anonymous', other)).status).toBe(401)
      } finally {
        // Express answers first, and logs in an immediate of its own.
        await new Promise((resolve) => setImmediate(resolve))
        for (const spy of spies) spy.mockRestore()
        process.env.NODE_ENV = before
      }
      expect(told.length).toBeGreaterThanOrEqual(5)
      expect(leaksOf(tokens, [...told, ...bench.events])).toEqual([])
    },
  )

  test('9700-4.13-a: fields that a proxy would set change neither a refusal nor who a request comes from', async () => {
    await bench.serveMatrix()
    const token = bench.bearer('read')
    const forged = [
      'Forwarded: for=127.0.0.1;host=evil.example;proto=https',
      'X-Forwarded-For: 127.0.0.1',
      'X-Forwarded-Host: evil.example',
      'X-Forwarded-Proto: https',
      'X-Forwarded-Prefix: /admin',
      'X-Original-URL: /open',
      'X-HTTP-Method-Override: OPTIONS',
      'Client-Cert: :Y2VydGlmaWNhdGU=:',
      'X-Forwarded-Client-Cert: Hash=00',
      'X-Forwarded-User: admin',
      'X-Remote-User: admin',
      `X-Forwarded-Access-Token: ${token.slice(7)}`,
      `X-Original-Authorization: ${token}`,
      `Proxy-Authorization: ${token}`,
    ]
    const get = async (...lines: string[]) => bench.send({ target: '/api/x', lines })
    const post = async (...lines: string[]) => bench.send({ method: 'POST', target: '/api/x', lines })
    const authorization = `Authorization: ${token}`
    expectRefused(await get(...forged), 401)
    expect(told(await get(...forged))).toEqual(told(await get()))
    expectRefused(await post(authorization, ...forged), 403, 'insufficient_scope')
    expect(told(await post(authorization, ...forged))).toEqual(told(await post(authorization)))
    expect(told(await get(authorization, ...forged))).toEqual(told(await get(authorization)))
    expect((await get(...forged, authorization)).status).toBe(200)
  })

  /** What an answer says, but for when it says it. */
  const told = ({ status, fields, body }: RawResponse) => ({
    status,
    fields: fields.filter(([name]) => name !== 'date'),
    body,
  })
}
