import { once } from 'node:events'
import type { AddressInfo } from 'node:net'
import express from 'express'
import { freePort } from 'sample-system/free-port'
import { observed } from '../src/express.js'
import { observation, readObserver } from '../src/index.js'

test('a part works as ever while the observer is away, and its panel says so', async () => {
  const watched = observation({
    stepsUrl: `http://127.0.0.1:${await freePort()}`,
    stepsKey: 'a-key-of-the-observer',
  })
  const app = express()
  const server = app.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  app.use(observed(watched, () => 'drive', url))
  app.get('/', (_req, res) => void res.send('here'))
  try {
    for (let count = 0; count < 5; count++) expect(await (await fetch(url)).text()).toBe('here')
    await watched.recorder.settled()
    expect((await fetch(`${url}/what-just-happened`)).status).toBe(503)
    expect((await fetch(`${url}/what-just-happened/clear`, { method: 'POST' })).status).toBe(503)
    expect((await fetch(`${url}/what-just-happened/nothing`)).status).toBe(404)
  } finally {
    server.close()
    server.closeAllConnections()
  }
})

test('without STEPS_URL nobody is told anything; with it both variables have to make sense', () => {
  const stepsKey = 'a-key-of-the-observer'
  expect(readObserver({})).toEqual({ address: undefined })
  expect(readObserver({ STEPS_URL: ' ', STEPS_KEY: stepsKey })).toEqual({ address: undefined })
  expect(readObserver({ STEPS_URL: 'http://127.0.0.1:4500', STEPS_KEY: stepsKey })).toEqual({
    address: { stepsUrl: 'http://127.0.0.1:4500', stepsKey },
  })
  for (const url of [
    'http://observer.example:4500',
    'https://127.0.0.1',
    'http://127.0.0.1:4500/steps',
    'four',
    'http://127.0.0.1.example.com',
  ])
    expect(readObserver({ STEPS_URL: url, STEPS_KEY: stepsKey })).toMatchObject({ variable: 'STEPS_URL' })
  for (const key of [undefined, 'short', 'with spaces and more of them'])
    expect(readObserver({ STEPS_URL: 'http://127.0.0.1:4500', STEPS_KEY: key })).toMatchObject({
      variable: 'STEPS_KEY',
    })
})
