import type { RequestListener } from 'node:http'
import { closedLoop } from '../../src/load/closed-loop.js'
import { requestBytes } from '../../src/load/http-message.js'
import { listen } from '../../src/subjects/apps/listen.js'

async function run(listener: RequestListener, connections: number, tokens: readonly string[]) {
  const app = await listen(listener)
  const requests = tokens.map((token) => requestBytes(app.port, token))
  return closedLoop(app.port, connections, requests).finally(() => app.close())
}

test('sends each request once, over so many connections', async () => {
  const seen: (string | undefined)[] = []
  const sockets = new Set<unknown>()
  const tokens = Array.from({ length: 50 }, (_, at) => `t${at}`)
  const { requestsPerSecond, p50Ms, p99Ms } = await run(
    (request, response) => {
      seen.push(request.headers.authorization)
      sockets.add(request.socket)
      response.setHeader('Content-Length', 2).end('ok')
    },
    4,
    tokens,
  )
  expect(seen.toSorted()).toEqual(tokens.map((token) => `Bearer ${token}`).toSorted())
  expect(sockets.size).toBe(4)
  expect(requestsPerSecond).toBeGreaterThan(0)
  expect(p99Ms).toBeGreaterThanOrEqual(p50Ms)
})

test('anything but 200 ends the run: it would measure something else', async () => {
  const refusing: RequestListener = (_request, response) => {
    response.writeHead(401, { 'Content-Length': 0 }).end()
  }
  await expect(run(refusing, 1, ['t'])).rejects.toThrow('expected 200, found 401')
})
