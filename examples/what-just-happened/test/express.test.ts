import { once } from 'node:events'
import { request, type OutgoingHttpHeaders } from 'node:http'
import type { AddressInfo } from 'node:net'
import express from 'express'
import { observed } from '../src/express.js'
import { observation } from '../src/index.js'
import { createObserver } from '../src/observer/app.js'
import { StepLog } from '../src/observer/step-log.js'
import type { Step } from '../src/step.js'
import { step } from './support/steps.js'

const stepsKey = 'a-key-of-the-observer'
const closing: (() => void)[] = []

afterEach(() => {
  for (const close of closing.splice(0)) close()
})

/** A server that is there before what it answers with, which has to know its address. */
async function listening() {
  const app = express()
  const server = app.listen(0, '127.0.0.1')
  await once(server, 'listening')
  closing.push(() => {
    server.close()
    server.closeAllConnections()
  })
  return { app, port: (server.address() as AddressInfo).port }
}

/** A part that is watched, with an observer that knows one step. What the part tells is kept here instead of being sent. */
async function watched() {
  const [observer, part] = [await listening(), await listening()]
  const log = new StepLog()
  log.add([step({ tokens: [{ name: 'access_token', header: [], claims: [], signature: 'abcdef…' }] })])
  const stepsUrl = `http://127.0.0.1:${observer.port}`
  observer.app.use(createObserver({ stepsKey, origin: stepsUrl, log }))
  const told: Step[] = []
  const recorder = { record: (one: Step) => void told.push(one), settled: () => Promise.resolve() }
  const origin = `http://127.0.0.1:${part.port}`
  part.app.use(
    observed({ ...observation({ stepsUrl, stepsKey }), recorder }, () => 'drive', origin),
    (req, res) => {
      if (req.path !== '/slow') res.status(404).send('nothing here')
    },
  )
  const ask = async (path: string, headers: OutgoingHttpHeaders = {}, method = 'GET') => {
    const sent = request({ host: '127.0.0.1', port: part.port, path, headers, method }).end()
    const [answer] = (await once(sent, 'response')) as [AsyncIterable<Buffer> & { statusCode: number }]
    let text = ''
    for await (const chunk of answer) text += chunk.toString()
    return { status: answer.statusCode, text }
  }
  return { ask, told, log, port: part.port }
}

test('a page elsewhere whose name leads to this machine gets no steps from a part, and clears nothing', async () => {
  const { ask, log, port } = await watched()
  expect(await ask('/what-just-happened')).toMatchObject({ status: 200 })
  // To its browser that page is of this origin.
  const rebound = { host: `evil.example:${port}`, 'sec-fetch-site': 'same-origin' }
  const answer = await ask('/what-just-happened', rebound)
  expect(answer.status).toBe(403)
  expect(answer.text).not.toContain('seen-step')
  expect((await ask('/what-just-happened/clear', rebound, 'POST')).status).toBe(403)
  expect(log.steps).toHaveLength(1)
})

test.each(['//', '//[', '/\\', '/%'])(
  'the target %s is answered as it is without an observer',
  async (path) => {
    const { ask } = await watched()
    expect(await ask(path)).toEqual({ status: 404, text: 'nothing here' })
  },
)

test('of a request that was given up no answer is told', async () => {
  const { told, port } = await watched()
  const given = request({ host: '127.0.0.1', port, path: '/slow' }).end()
  given.on('error', () => undefined)
  await once(given, 'finish')
  given.destroy()
  while (told.length === 0) await new Promise((resolve) => setImmediate(resolve))
  expect(told).toMatchObject([{ request: { path: '/slow' } }])
  expect(told[0]?.answer).toBeUndefined()
})
