import { deepEqual, equal, ok } from 'node:assert/strict'
import type { AddCheck } from '../adapter-conformance.js'
import { leaksOf } from '../leaks.js'
import { expectRefused, expectStatus } from '../answers.js'
import type { Bench } from '../bench.js'
import { toldToConsole } from '../told-to-console.js'
import type { RawResponse } from '../raw-request.js'

/** RFC 9700 §4.9.3 and §4.13: what the application and its log are told, and whom a request is believed to come from. */
export function secrecyCases<M extends object>(bench: Bench<M>, check: AddCheck): void {
  const { door } = bench

  for (const environment of ['development', 'production'])
    check(
      `9700-4.9.3-a: neither error handler nor console is told a token, NODE_ENV ${environment}`,
      async () => {
        const told: unknown[] = []
        const tokens: string[] = []
        const tokenOf = (token: string) => {
          tokens.push(token)
          return `Bearer ${token}`
        }
        const console = await toldToConsole(environment, async () => {
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
            expectStatus(await bench.get(path, tokenOf(bench.issuer.token({ scope: 'read' }))), 500)
          }
          expectStatus(await bench.get('/fails', tokenOf(bench.issuer.token())), 403)
          expectStatus(await bench.get('/anonymous', tokenOf(bench.issuer.expired())), 401)
          const other = tokenOf(bench.issuer.token()).replace('Bearer', 'DPoP')
          expectStatus(await bench.get('/anonymous', other), 401)
        })
        told.push(...console)
        ok(
          told.length >= 5,
          `expected at least 5 things told to the error handler or the console, found ${told.length}`,
        )
        // Not the pieces themselves: together they are a token.
        equal(leaksOf(tokens, [...told, ...bench.events]).length, 0, 'pieces of a token were told')
      },
    )

  check(
    '9700-4.13-a: fields that a proxy would set change neither a refusal nor who a request comes from',
    async () => {
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
      deepEqual(told(await get(...forged)), told(await get()))
      expectRefused(await post(authorization, ...forged), 403, 'insufficient_scope')
      deepEqual(told(await post(authorization, ...forged)), told(await post(authorization)))
      deepEqual(told(await get(authorization, ...forged)), told(await get(authorization)))
      expectStatus(await get(...forged, authorization), 200)
    },
  )

  /** What an answer says, but for when it says it. */
  const told = ({ status, fields, body }: RawResponse) => ({
    status,
    fields: fields.filter(([name]) => name !== 'date'),
    body,
  })
}
