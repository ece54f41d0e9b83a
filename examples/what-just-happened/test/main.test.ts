import { resolve } from 'node:path'
import { freePort } from 'sample-system/free-port'
import { RunningPart } from 'sample-system/running-part'
import { EnvironmentError, readEnvironment } from '../src/observer/environment.js'

const stepsKey = 'a-key-of-the-observer'

test('the program listens on this machine, says where, and stops when it is asked to', async () => {
  const port = await freePort()
  const url = `http://127.0.0.1:${port}`
  const folder = resolve(__dirname, '..')
  const environment = { PORT: String(port), STEPS_KEY: stepsKey, SAMPLE_PARTS: 'Drive=http://127.0.0.1:4100' }
  const part = new RunningPart({ name: 'observer', folder, port, portVariable: 'PORT', url, environment })
  expect(await part.ready).toContain(url)
  const page = await fetch(url)
  expect(page.status).toBe(200)
  expect(await page.text()).toContain('<a href="http://127.0.0.1:4100"')
  await part.stop()
  expect(await part.ended).toBe(0)
})

test('variables that make no sense are named', () => {
  expect(readEnvironment({ STEPS_KEY: stepsKey })).toEqual({
    port: 4500,
    host: '127.0.0.1',
    stepsKey,
    parts: '',
  })
  expect(() => readEnvironment({ HOST: '192.0.2.1', STEPS_KEY: stepsKey })).toThrow(/^HOST /)
  expect(() => readEnvironment({ PORT: 'four', STEPS_KEY: stepsKey })).toThrow(/^PORT /)
  expect(() => readEnvironment({})).toThrow(EnvironmentError)
  expect(() => readEnvironment({ STEPS_KEY: 'short' })).toThrow(/^STEPS_KEY must/)
})
