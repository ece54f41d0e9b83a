import { IncomingMessage, ServerResponse } from 'node:http'
import { Socket } from 'node:net'
import type { Explanation } from '@qalqon/core'
import { currentExchange } from '../src/exchange.js'
import { observation } from '../src/index.js'
import { observed, type ObservedContext } from '../src/koa.js'
import type { Step } from '../src/step.js'

const address = { stepsUrl: 'http://127.0.0.1:4500', stepsKey: 'a-key-of-the-observer' }

test('an answer does not wait for its explanation, and is told with it', async () => {
  const told: Step[] = []
  const recorder = { record: (one: Step) => void told.push(one), settled: () => Promise.resolve() }
  const watch = observed(
    { ...observation(address), recorder },
    'authorization-server',
    'http://127.0.0.1:4000',
  )
  const req = new IncomingMessage(new Socket())
  const ctx: ObservedContext = {
    req,
    res: new ServerResponse(req),
    method: 'GET',
    path: '/account/apps',
    originalUrl: '/account/apps',
    status: 404,
    body: undefined,
    set: () => undefined,
  }
  let explain: (explanation: Explanation) => void = () => undefined
  const explained = new Promise<Explanation>((resolve) => (explain = resolve))
  await watch(ctx, () => {
    ctx.status = 200
    currentExchange()?.decided(
      { type: 'token_accepted', issuer: 'https://issuer.example', subject: 'alice', clientId: 'drive-web' },
      explained,
    )
    return Promise.resolve()
  })
  expect(told).toEqual([])
  ctx.status = 500 // whatever becomes of it later is not what was answered
  explain({
    ok: true,
    verdict: 'accepted',
    checks: [{ step: 'claims', name: 'aud', ok: true, detail: 'fits' }],
  })
  await new Promise((resolve) => setImmediate(resolve))
  expect(told).toMatchObject([{ answer: { status: 200 }, checks: [{ name: 'aud', ok: true }] }])
})
