import { openLoop } from '../../src/load/open-loop.js'
import { listen } from '../../src/subjects/apps/listen.js'

const tokens = ['a', 'b', 'c', 'd']

test('counts what was answered with 200 in time', async () => {
  const app = await listen((request, response) => {
    const token = request.headers.authorization?.slice('Bearer '.length)
    if (token === 'a') response.end('ok')
    if (token === 'b') response.writeHead(401).end()
    if (token === 'c') response.writeHead(503).end()
    // d is never answered.
  })
  const result = await openLoop(app.port, tokens, { perSecond: 1000, limitMs: 300 })
  await app.close()
  expect(result).toEqual({ answered: 0.25, p99Ms: Infinity })
})

test('tells how long it took when all were answered', async () => {
  const app = await listen((_request, response) => response.end('ok'))
  const { answered, p99Ms } = await openLoop(app.port, tokens, { perSecond: 1000, limitMs: 10_000 })
  await app.close()
  expect(answered).toBe(1)
  expect(p99Ms).toBeLessThan(10_000)
})
